"""Moving what SQLite has committed from its write-ahead log into the file, beside the requests.

That writes pages all over the file and flushes it: tens of milliseconds, which nobody should wait for. So a thread of
its own does it, on a connection of its own.
"""

import contextlib
import sqlite3
import threading
from pathlib import Path


class Checkpoints:
    """Checkpoints of one data file. The thread is started by the first."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._wanted = threading.Event()
        self._idle = threading.Event()
        self._idle.set()
        self._closing = False
        self._thread: threading.Thread | None = None

    def request(self) -> None:
        """Have what is committed moved soon."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name=f"checkpoints of {self._path.name}", daemon=True)
            self._thread.start()
        self._idle.clear()
        self._wanted.set()

    def finish(self) -> None:
        """Wait until everything requested is done."""
        self._idle.wait()

    def close(self) -> None:
        """End the thread."""
        if self._thread is not None:
            self._closing = True
            self._wanted.set()
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        with contextlib.closing(sqlite3.connect(self._path, isolation_level=None)) as connection:
            while True:
                self._wanted.wait()
                self._wanted.clear()
                if self._closing:
                    return
                # What fails now, as on a full disk, stays in the log and is tried again the next time.
                with contextlib.suppress(sqlite3.Error):
                    connection.execute("PRAGMA wal_checkpoint(PASSIVE)").fetchall()
                if not self._wanted.is_set():
                    self._idle.set()
