"""The SQLite database of one region, with its one transaction at a time, and the redo log beside it."""

import contextlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from tablewright.engine.storage.checkpoints import Checkpoints
from tablewright.engine.storage.data_file import explain, open_data_file, own_data_file
from tablewright.engine.storage.errors import StorageError
from tablewright.engine.storage.redo import RedoLog, Write

_ROWS_OF_A_CHECKPOINT = 500
"""How many rows SQLite commits before they are moved from its log into the file."""
_ROWS_OF_A_LOG = 8000
"""How many rows SQLite commits before its log begins anew: about as many pages, 32 MB."""


class Database:
    """One open database. Not safe for concurrent use: the engine holds its lock around every call.

    A group of writes begins with `begin` and ends with `commit` or `rollback`. Below that, a transaction of SQLite on
    a file is open all the time, over many groups, while the redo log makes each of them durable; so a read takes no
    locks, and no other process can write.
    """

    def __init__(self, path: Path | None) -> None:
        """Open or create the database at ``path``; None keeps it in memory.

        Raises:
            StorageError: as `own_data_file`, `open_data_file` and `RedoLog.recover` do.
        """
        self._path = path
        self._writes: list[Write] = []
        self._last: dict[object, Write] = {}
        """What waits for SQLite's next commit."""
        self._epoch = 0
        self._redo: RedoLog | None = None
        self._checkpoints: Checkpoints | None = None
        self._unmoved = self._logged = 0
        """Rows that SQLite has committed since a checkpoint was last requested, and since its log began."""
        self.is_behind = False
        """Whether what is durable has yet to be carried out again: nothing may be read or written before `restore`."""
        with contextlib.ExitStack() as undo:
            if path is not None:
                self._ownership = own_data_file(path)
                undo.callback(self._ownership.release)
            self._connection = open_data_file(path)
            undo.callback(self._connection.close)
            if path is not None:
                self._recover(path)
            undo.pop_all()
        self.execute = self._connection.execute
        """For reading. What changes anything goes through `write`."""

    def write(self, sql: str, parameters: Sequence[Any] = ()) -> sqlite3.Cursor:
        """Carry out a statement that changes something, as part of the group that was begun."""
        self._writes.append((sql, parameters))
        return self._connection.execute(sql, parameters)

    def write_last(self, sql: str, parameters: Sequence[Any], key: object) -> None:
        """Carry out a statement before SQLite commits, unless another of the same ``key`` takes its place until then.

        Only for what nobody reads before. It is logged with the group like any other.
        """
        self._writes.append((sql, parameters))
        self._last[key] = (sql, parameters)

    def begin(self) -> None:
        """Begin a group of writes."""
        self._writes.clear()
        if not self._connection.in_transaction:
            self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make the group durable. When this returns it survives the loss of the process and of power."""
        if self._redo is None:
            self._commit_to_sqlite()
        elif self._writes and not self._redo.append(self._writes):
            self._end_epoch(self._redo)

    def rollback(self) -> None:
        """Undo the group; what was durable before it stays. If that fails the database `is_behind`."""
        self._connection.rollback()
        self._last.clear()
        if self._redo is not None:
            self.is_behind = True
            with contextlib.suppress(sqlite3.Error, OSError):
                self.restore()

    def restore(self) -> None:
        """Carry out again what only the redo log holds.

        Raises:
            sqlite3.Error, OSError: it cannot be done yet.
        """
        if self._redo is not None:
            self._connection.rollback()
            self._last.clear()
            self._connection.execute("BEGIN IMMEDIATE")
            for writes in self._redo.written():
                for sql, parameters in writes:
                    self._connection.execute(sql, parameters)
        self.is_behind = False

    def close(self) -> None:
        """Close the file, folding its logs into it. What cannot be, stays in them for the next time."""
        redo, self._redo = self._redo, None
        if redo is not None:
            is_spent = False
            if not self.is_behind:
                with contextlib.suppress(sqlite3.Error):
                    self._commit_epoch()
                    is_spent = True
            if self._checkpoints is not None:
                self._checkpoints.close()
            redo.close(is_spent=is_spent)
            self._connection.close()
            self._ownership.release()
        else:
            self._connection.close()

    def _end_epoch(self, redo: RedoLog) -> None:
        """Have SQLite commit, which makes all it was told durable, and begin the redo log anew."""
        self._commit_epoch()
        if self._checkpoints is not None:
            self._move(self._checkpoints, redo.rows + len(self._writes))
        redo.restart(self._epoch)
        self._connection.execute("BEGIN IMMEDIATE")

    def _commit_epoch(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("UPDATE epoch SET number = ?", (self._epoch + 1,))
            self._commit_to_sqlite()
            self._epoch += 1

    def _commit_to_sqlite(self) -> None:
        for sql, parameters in self._last.values():
            self._connection.execute(sql, parameters)
        self._connection.execute("COMMIT")
        self._last.clear()

    def _move(self, checkpoints: Checkpoints, rows: int) -> None:
        """Have what SQLite committed moved into its file, once there is enough of it."""
        self._unmoved += rows
        self._logged += rows
        if self._logged > _ROWS_OF_A_LOG:
            # The log begins anew only when all of it is moved and nobody uses it, so the last pages are waited for.
            checkpoints.finish()
            self._connection.execute("PRAGMA wal_checkpoint(RESTART)").fetchall()
            self._unmoved = self._logged = 0
        elif self._unmoved > _ROWS_OF_A_CHECKPOINT:
            checkpoints.request()
            self._unmoved = 0

    def _recover(self, path: Path) -> None:
        """Take up the redo log where the last process left it."""
        try:
            ((self._epoch, identity),) = self.all("SELECT number, identity FROM epoch")
            self._redo = RedoLog(path.with_suffix(".redo"), identity, self._epoch)
            self._redo.recover()
            self.restore()
        except sqlite3.Error as error:
            raise StorageError(explain(error, path)) from error
        self._checkpoints = Checkpoints(path)

    def all(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Every row of a query."""
        return self._connection.execute(sql, parameters).fetchall()

    def one(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, or None."""
        row: tuple[Any, ...] | None = self._connection.execute(sql, parameters).fetchone()
        return row

    def discard(self, storage: str) -> None:
        """Mark a table of the file as no longer needed; `reclaim` removes it in time."""
        self.write("INSERT OR IGNORE INTO discarded (storage) VALUES (?)", (storage,))

    def discarded(self) -> str | None:
        """A table of the file that is no longer needed, if there is one."""
        row = self.one("SELECT storage FROM discarded LIMIT 1")
        return None if row is None else row[0]

    def reclaim(self, storage: str, rows: int) -> None:
        """Remove up to ``rows`` rows of a discarded table, and with its last ones the table."""
        key = "key" if storage.startswith("items_") else "entry"
        removed = self.write(f"DELETE FROM {storage} WHERE {key} IN (SELECT {key} FROM {storage} LIMIT ?)", (rows,))
        if removed.rowcount < rows:
            self.write(f"DROP TABLE {storage}")
            self.write("DELETE FROM discarded WHERE storage = ?", (storage,))

    def refusal(self, error: Exception) -> StorageError:
        """The error to open with, after SQLite failed with ``error`` on what is in the file."""
        self.close()
        return StorageError(explain(error, self._path) if isinstance(error, sqlite3.Error) else str(error))


def is_storage_failure(error: BaseException) -> bool:
    """Whether ``error`` is the storage's own, such as a full disk, rather than a mistake in the engine."""
    return isinstance(error, (sqlite3.Error, OSError))
