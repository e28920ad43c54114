"""The SQLite database of one region, with its one transaction at a time."""

import sqlite3
import weakref
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tablewright.engine.storage.data_file import StorageError as StorageError
from tablewright.engine.storage.data_file import explain, open_data_file
from tablewright.engine.storage.slices import up_to


class Database:
    """One open database. Not safe for concurrent use: the engine holds its lock around every call."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the database at ``path``; None keeps it in memory.

        Raises:
            StorageError: as `open_data_file` does.
        """
        self._path = path
        file = open_data_file(path)
        self._connection = file.connection
        self._checkpoints = file.checkpoints
        self._close = weakref.finalize(self, file.close)
        self._close.atexit = False
        self._syncs = True
        self.execute = self._connection.execute

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    @property
    def wants_quiet(self) -> bool:
        """Whether what can wait should, for a moment, as the write-ahead log is being moved into the file."""
        return self._checkpoints is not None and self._checkpoints.wants_quiet

    def begin(self, *, durable: bool = True) -> None:
        """Open a transaction.

        One that is not to be durable is not waited for until the disk has it: it survives the loss of the process,
        and of power once a later one that is durable is committed, or not at all.
        """
        if durable is not self._syncs:
            self._connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
            self._syncs = durable
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """End the open transaction. When this returns it survives the loss of the process and, if durable, of power."""
        self._connection.execute("COMMIT")
        if self._checkpoints is not None:
            self._checkpoints.committed(durable=self._syncs)

    def rollback(self) -> None:
        """Undo the open transaction, if there is one."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file, folding its write-ahead log into it."""
        self._close()

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        row: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
        return row

    def discard(self, storage: str) -> None:
        """Mark a table of the file as no longer needed; `reclaim` removes it in time."""
        self._connection.execute("INSERT OR IGNORE INTO discarded (storage) VALUES (?)", (storage,))

    def discarded(self) -> str | None:
        """A table of the file that is no longer needed, if there is one."""
        row = self.one("SELECT storage FROM discarded LIMIT 1")
        return None if row is None else row[0]

    def reclaim(self, storage: str, rows: int, size: int) -> None:
        """Remove up to ``rows`` rows or ``size`` bytes of a discarded table, and with its last ones the table."""
        key, content = ("key", "item") if storage.startswith("items_") else ("entry", "entry")
        first = self.all(f"SELECT {key}, length({content}) FROM {storage} ORDER BY {key} LIMIT ?", (rows,))
        removed: list[bytes] = list(up_to(size, first))
        if removed:
            self._connection.execute(f"DELETE FROM {storage} WHERE {key} <= ?", (removed[-1],))
        if len(removed) == len(first) < rows:
            self._connection.execute(f"DROP TABLE {storage}")
            self._connection.execute("DELETE FROM discarded WHERE storage = ?", (storage,))

    def refusal(self, error: Exception) -> StorageError:
        """The error to open with, after SQLite failed with ``error`` on what is in the file."""
        self.close()
        return StorageError(explain(error, self._path) if isinstance(error, sqlite3.Error) else str(error))


def is_storage_failure(error: BaseException) -> bool:
    """Whether ``error`` is SQLite's own, such as a full disk, rather than a mistake in the engine."""
    return isinstance(error, sqlite3.Error)
