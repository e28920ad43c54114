"""One process owns a data file: what says so to every other, from before it is opened until after it is closed."""

import os
import threading
from pathlib import Path

try:
    import fcntl
except ImportError:  # a system without it leaves it to SQLite's own locks
    fcntl = None  # type: ignore[assignment]

_guard = threading.Lock()
_owned: set[tuple[int, int]] = set()
"""The files that this process owns, by device and number.

They must not be opened a second time here: closing that again would drop the locks SQLite holds on them.
"""


class InUse(Exception):
    """The file has an owner."""


class Ownership:
    """The ownership of one data file, which is made if it is absent."""

    def __init__(self, path: Path) -> None:
        """Take it.

        Raises:
            InUse: somebody has it.
            OSError: the file cannot be opened or made.
        """
        with _guard:
            if path.exists() and _identity(os.stat(path)) in _owned:
                raise InUse
            self._descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
            self._identity = _identity(os.fstat(self._descriptor))
            try:
                if fcntl is not None:
                    fcntl.flock(self._descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                os.close(self._descriptor)
                raise InUse from error
            except OSError:
                pass  # a file system without such locks leaves it to SQLite's own
            _owned.add(self._identity)

    def release(self) -> None:
        """Give it up, once SQLite has closed the file."""
        with _guard:
            os.close(self._descriptor)
            _owned.discard(self._identity)


def _identity(status: os.stat_result) -> tuple[int, int]:
    return status.st_dev, status.st_ino
