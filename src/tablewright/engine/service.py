"""The embedded DynamoDB: every region of one data directory."""

import re
import threading
from pathlib import Path

from tablewright.engine.clock import Clock, SystemClock
from tablewright.engine.engine import Engine
from tablewright.engine.maintenance import CHORES
from tablewright.engine.operations import OPERATIONS
from tablewright.engine.storage.database import StorageError
from tablewright.engine.weather import FAIR, Weather

DEFAULT_ACCOUNT = "123456789012"
"""The account that the documentation of AWS gives its examples; data that is there stays with the account it has."""

_is_region = re.compile(r"[a-z0-9-]{1,40}").fullmatch


class Service:
    """The regions of one account, each with its own data. A region comes to be when it is first asked for."""

    def __init__(
        self,
        directory: Path | None = None,
        *,
        clock: Clock | None = None,
        account: str = DEFAULT_ACCOUNT,
        weather: Weather = FAIR,
    ) -> None:
        """Serve the data in ``directory``, which is made if it is absent; None keeps everything in memory.

        ``weather`` is what takes time or has limits, by the clock; by default nothing has.

        Raises:
            StorageError: the directory cannot be made or written.
        """
        self.clock = clock or SystemClock()
        self.account = account
        self._weather = weather
        self._directory = directory
        self._engines: dict[str, Engine] = {}
        self._lock = threading.Lock()
        if directory is not None:
            try:
                directory.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise StorageError(
                    f"{directory} cannot be used as a data directory: {error.strerror}; choose another"
                ) from error

    def region(self, name: str, *, account: str | None = None) -> Engine:
        """The engine of a region, such as ``us-east-1``; opened at its first use.

        ``account`` owns the region if this makes it; None is the service's account. A region stays with its account.

        Raises:
            StorageError: the region's file cannot be used.
            ValueError: the name is not a region's.
        """
        engine = self._engines.get(name)
        if engine is None:
            with self._lock:
                engine = self._engines.get(name) or self._open(name, account)
                self._engines[name] = engine
        return engine

    def regions(self) -> list[str]:
        """The regions that are open or have data in the directory, in order of their names."""
        stored = [] if self._directory is None else [file.stem for file in self._directory.glob("*.db")]
        return sorted({*self._engines, *stored})

    def maintain(self) -> bool:
        """Do a slice of the background work of every open region; whether more is waiting in one of them."""
        waiting = [engine.maintain() for engine in list(self._engines.values())]
        return any(waiting)

    def close(self) -> None:
        """Commit what is open and close every file."""
        with self._lock:
            for engine in self._engines.values():
                engine.close()
            self._engines.clear()

    def _open(self, name: str, account: str | None) -> Engine:
        if not _is_region(name):
            raise ValueError(f"{name!r} is not the name of a region")
        path = None if self._directory is None else self._directory / f"{name}.db"
        return Engine(
            name,
            path,
            OPERATIONS,
            clock=self.clock,
            account=account or self.account,
            chores=CHORES,
            weather=self._weather,
        )
