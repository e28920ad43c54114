"""Connections of SQLite to a file that belongs to one process, and in it to one engine."""

import os
import sqlite3
import threading
from pathlib import Path

ALLOWS_SEVERAL = os.name == "posix"
"""Whether the process that owns a file may have more than one connection to it."""
_LOCK_SECONDS = 0.2
"""How long to wait for a process that is just letting go of the file."""


def connect(path: Path | None) -> sqlite3.Connection:
    """Open a file, or make it; None is a database in memory.

    The first that reads a file owns it for its process until the last connection is closed: so there is neither an
    index of the log in shared memory, nor locking of the file in each transaction.
    Source: https://www.sqlite.org/vfs.html
    """
    name = ":memory:" if path is None else path.absolute().as_uri()
    if path is not None and ALLOWS_SEVERAL:
        name += "?vfs=unix-excl"
    connection = sqlite3.connect(
        name, uri=True, isolation_level=None, check_same_thread=False, cached_statements=512, timeout=_LOCK_SECONDS
    )
    if path is not None and not ALLOWS_SEVERAL:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
    return connection


_claimed: set[Path] = set()
_claims = threading.Lock()


def claim(path: Path) -> bool:
    """Take a file for one engine of this process, unless another has it; SQLite only keeps other processes out."""
    with _claims:
        is_free = path.resolve() not in _claimed
        _claimed.add(path.resolve())
    return is_free


def release(path: Path) -> None:
    """Let others claim the file."""
    with _claims:
        _claimed.discard(path.resolve())
