"""The SQLite database of one region: opening it, its version, and its one transaction at a time."""

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

APPLICATION_ID = 0x54775764
"""Marks a SQLite file as Tablewright's."""
FORMAT_VERSION = 1
"""The layout of the file; a file of another version is refused."""

_SCHEMA = """
CREATE TABLE tables (
    number INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE,
    definition BLOB NOT NULL,
    items INTEGER NOT NULL DEFAULT 0,
    bytes INTEGER NOT NULL DEFAULT 0,
    index_counts BLOB NOT NULL DEFAULT '{}'
);
CREATE TABLE streams (
    arn TEXT PRIMARY KEY,
    table_number INTEGER NOT NULL,
    definition BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE changes (
    sequence INTEGER PRIMARY KEY AUTOINCREMENT,
    table_number INTEGER NOT NULL,
    at REAL NOT NULL,
    key BLOB NOT NULL,
    old BLOB,
    new BLOB,
    actor TEXT
);
CREATE INDEX changes_of_table ON changes (table_number, sequence);
CREATE TABLE tokens (
    token TEXT PRIMARY KEY,
    fingerprint BLOB NOT NULL,
    at REAL NOT NULL,
    capacity BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE backfills (
    storage TEXT PRIMARY KEY,
    after BLOB NOT NULL
) WITHOUT ROWID;
CREATE TABLE discarded (storage TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TABLE settings (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
"""


class StorageError(Exception):
    """The data directory cannot be used: who owns it, its version, permissions or space; says what to do."""


class Database:
    """One open database. Not safe for concurrent use: the engine holds its lock around every call."""

    def __init__(self, path: Path | None) -> None:
        """Open or create the database at ``path``; None keeps it in memory.

        Raises:
            StorageError: the file cannot be opened, is in use, is not Tablewright's, or is of another version.
        """
        self._path = path
        try:
            self._connection = sqlite3.connect(
                ":memory:" if path is None else path,
                isolation_level=None,
                check_same_thread=False,
                cached_statements=512,
                timeout=0.2,
            )
            self._prepare()
        except sqlite3.Error as error:
            raise StorageError(self._explain(error)) from error
        self.execute = self._connection.execute
        self.executemany = self._connection.executemany

    @property
    def in_transaction(self) -> bool:
        """Whether a transaction is open."""
        return self._connection.in_transaction

    def begin(self) -> None:
        """Open a transaction."""
        self._connection.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make the open transaction durable. When this returns it survives the loss of the process and of power."""
        self._connection.execute("COMMIT")

    def rollback(self) -> None:
        """Undo the open transaction, if there is one."""
        if self._connection.in_transaction:
            self._connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the file, folding its write-ahead log into it."""
        self._connection.close()

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

    def reclaim(self, storage: str, rows: int) -> None:
        """Remove up to ``rows`` rows of a discarded table, and with its last ones the table."""
        key = "key" if storage.startswith("items_") else "entry"
        removed = self._connection.execute(
            f"DELETE FROM {storage} WHERE {key} IN (SELECT {key} FROM {storage} LIMIT ?)", (rows,)
        )
        if removed.rowcount < rows:
            self._connection.execute(f"DROP TABLE {storage}")
            self._connection.execute("DELETE FROM discarded WHERE storage = ?", (storage,))

    def script(self, statements: Iterable[str]) -> None:
        """Run statements one by one inside whatever transaction is open."""
        for statement in statements:
            self._connection.execute(statement)

    def _prepare(self) -> None:
        execute = self._connection.execute
        if self._path is not None:
            # One process owns the file: no shared-memory index, no locking on each transaction.
            execute("PRAGMA locking_mode = EXCLUSIVE")
            execute("PRAGMA page_size = 4096")
            execute("PRAGMA journal_mode = WAL")
            execute("PRAGMA synchronous = FULL")
            execute("PRAGMA wal_autocheckpoint = 4000")
            execute("PRAGMA journal_size_limit = 67108864")
        execute("PRAGMA cache_size = -65536")
        execute("PRAGMA temp_store = MEMORY")
        (application,) = execute("PRAGMA application_id").fetchone()
        (version,) = execute("PRAGMA user_version").fetchone()
        (objects,) = execute("SELECT count(*) FROM sqlite_master").fetchone()
        if not objects and not version:
            self._create()
        elif application != APPLICATION_ID:
            self._connection.close()
            raise StorageError(f"{self._path} is not a Tablewright data file; choose another data directory")
        elif version != FORMAT_VERSION:
            self._connection.close()
            raise StorageError(
                f"{self._path} has data format {version}, and this release of Tablewright reads format "
                f"{FORMAT_VERSION}; open it with the release that wrote it, or choose another data directory"
            )

    def _create(self) -> None:
        execute = self._connection.execute
        execute("BEGIN IMMEDIATE")
        for statement in _SCHEMA.split(";\n"):
            if statement.strip():
                execute(statement)
        execute(f"PRAGMA application_id = {APPLICATION_ID}")
        execute(f"PRAGMA user_version = {FORMAT_VERSION}")
        execute("COMMIT")

    def _explain(self, error: sqlite3.Error) -> str:
        code = getattr(error, "sqlite_errorcode", None)
        primary = code & 0xFF if code is not None else None
        if primary in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            return (
                f"{self._path} is in use by another process; stop it, give its address with --endpoint-url, "
                f"or choose another data directory"
            )
        if primary == sqlite3.SQLITE_NOTADB:
            return f"{self._path} is not a Tablewright data file; choose another data directory"
        if primary in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
            return f"{self._path} cannot be written ({error}); check the directory's permissions or choose another"
        if primary == sqlite3.SQLITE_FULL:
            return f"{self._path} cannot be written: the disk is full"
        return f"{self._path} cannot be opened: {error}"


def is_storage_failure(error: BaseException) -> bool:
    """Whether ``error`` is SQLite's own, such as a full disk, rather than a mistake in the engine."""
    return isinstance(error, sqlite3.Error)
