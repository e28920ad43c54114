"""Moving what is in SQLite's write-ahead log into the file, beside the requests, so that none of them waits for it.

The log must not grow for ever, and to move a long one takes the disk tens of milliseconds. A thread with a connection
of its own does it. While others write it never quite gets to the end, as the log grows behind it; so background work
leaves it a moment of quiet, and whoever waits for the disk with a commit of its own moves what is left then. Once
everything is moved the next write starts the log from its beginning.

Source: https://www.sqlite.org/wal.html#ckpt
"""

import os
import sqlite3
import threading
import time
from contextlib import suppress
from itertools import count
from pathlib import Path

from tablewright.engine.storage.connections import connect

CHECKPOINT_PAGES = 2000
"""How long the log grows before what is in it is moved into the file.

A longer log moves a page that was written often only once; a shorter one is sooner written over rather than extended.
"""
_FEW_PAGES = 64
"""So few that moving them holds nobody up for long."""
_ROUNDS = 4
"""How often to go after what others add before they are left to move it, few pages or not: they write too fast."""
_QUIET_SECONDS = 0.002
"""How long the others are given to move what is left, or to write nothing."""
_MOVE = "PRAGMA wal_checkpoint(PASSIVE)"
"""Moves what can be moved without waiting for others, and says how many pages of the log are moved by now."""


class Checkpoints:
    """Keeps the log of one open file short."""

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        """``connection`` is the one that writes: it has the log open already, and leaves the checkpoints to this."""
        self._connection = connection
        self._log = _Log(path, connection)
        self._is_due = threading.Event()
        self._is_moving = False
        self._leaves_the_rest = False
        self._is_closed = False
        self._thread = threading.Thread(
            target=self._run, args=(connect(path),), name=f"checkpoints of {path.name}", daemon=True
        )
        self._thread.start()

    @property
    def wants_quiet(self) -> bool:
        """Whether everything will be moved in a moment, if nothing is written that can wait."""
        return self._leaves_the_rest

    def committed(self, *, durable: bool) -> None:
        """Look whether the log is long; called after each commit, with whether that has waited for the disk.

        It never fails: what was committed is safe in the log, which is moved another time.
        """
        if self._leaves_the_rest:
            if durable:
                with suppress(sqlite3.Error):
                    is_busy, _, _ = self._connection.execute(_MOVE).fetchone()
                    if not is_busy:  # else the thread is at it, and may have come to its end meanwhile
                        self._leaves_the_rest = False
        elif not self._is_moving and self._log.has(CHECKPOINT_PAGES):
            self._is_moving = True
            self._is_due.set()

    def close(self) -> None:
        """End what is going on."""
        self._is_closed = True
        self._is_due.set()
        if self._thread is not threading.current_thread():  # which may be collecting garbage
            self._thread.join()
        self._log.close()

    def _run(self, connection: sqlite3.Connection) -> None:
        while self._is_due.wait() and not self._is_closed:
            self._is_due.clear()
            with suppress(sqlite3.Error):  # such as a full disk
                self._move(connection)
            self._leaves_the_rest = self._is_moving = False
        connection.close()

    def _move(self, connection: sqlite3.Connection) -> None:
        """Move what is in the log, and what was added to it in the meantime, until that is nothing."""
        before = 0
        for round_ in count(1):
            if self._is_closed:
                return
            _, _, moved = connection.execute(_MOVE).fetchone()
            added, before = moved - before, moved
            if added <= 0:
                return  # nothing more, or the log was started again
            if added <= _FEW_PAGES or round_ >= _ROUNDS:
                self._leaves_the_rest = True
                time.sleep(_QUIET_SECONDS)
                if not self._leaves_the_rest:
                    return  # a commit has moved them


class _Log:
    """The file of the log, to see how much is in it: it does not become shorter when it is started again.

    A frame, which is a page with a header, has the salts of the log's header; those change whenever it is started.
    Source: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
    """

    _HEADER_BYTES = 32
    _FRAME_HEADER_BYTES = 24
    _SALTS = slice(16, 24)
    _SALTS_OF_FRAME = slice(8, 16)

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        (page_bytes,) = connection.execute("PRAGMA page_size").fetchone()
        self._frame_bytes = self._FRAME_HEADER_BYTES + page_bytes
        self._file = os.open(path.with_name(f"{path.name}-wal"), os.O_RDONLY | os.O_CLOEXEC)

    def has(self, pages: int) -> bool:
        """Whether at least so many pages were written since the log was last started."""
        try:
            header = os.pread(self._file, self._HEADER_BYTES, 0)
            last = self._HEADER_BYTES + (pages - 1) * self._frame_bytes
            frame = os.pread(self._file, self._FRAME_HEADER_BYTES, last)
        except OSError:
            return False
        return len(frame) == self._FRAME_HEADER_BYTES and frame[self._SALTS_OF_FRAME] == header[self._SALTS]

    def close(self) -> None:
        os.close(self._file)
