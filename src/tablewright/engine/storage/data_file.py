"""The file of one region: what is in it, whose it is, and opening it or saying clearly why not."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import NamedTuple

from tablewright.engine.storage.checkpoints import CHECKPOINT_PAGES, Checkpoints
from tablewright.engine.storage.connections import ALLOWS_SEVERAL, claim, connect, release

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
_ADDED = ("CREATE INDEX IF NOT EXISTS tokens_by_time ON tokens (at)",)
"""What files of the same version were once made without."""


_PRAGMAS_OF_A_FILE = (
    "journal_mode = WAL",
    "synchronous = FULL",
    f"wal_autocheckpoint = {0 if ALLOWS_SEVERAL else CHECKPOINT_PAGES}",
    "journal_size_limit = 67108864",
)
_PRAGMAS = ("cache_size = -65536", "temp_store = MEMORY")
_LOG_MAGIC = (b"\x37\x7f\x06\x82", b"\x37\x7f\x06\x83")
"""How a write-ahead log begins. Source: https://www.sqlite.org/fileformat2.html#the_write_ahead_log"""
_LOG_HEADER_BYTES = 32


class StorageError(Exception):
    """The data directory cannot be used: who owns it, its version, permissions or space; says what to do."""


class DataFile(NamedTuple):
    """An open file."""

    connection: sqlite3.Connection
    checkpoints: Checkpoints | None
    """None where SQLite moves its log itself, in the midst of a commit."""
    close: Callable[[], None]


def open_data_file(path: Path | None) -> DataFile:
    """Open or create the file of a region for this process and caller alone; None keeps it in memory.

    Nothing is written to a file before it is known to be ours.

    Raises:
        StorageError: the file cannot be opened or written, is in use, is damaged, is not Tablewright's, or is of
            another version.
    """
    with ExitStack() as opened:
        if path is not None:
            _refuse_unwritable(path)
            _refuse_damaged_log(path)
            if not claim(path):
                raise StorageError(f"{path} is in use in this process already; close it there first")
            opened.callback(release, path)
        try:
            connection = connect(path)
            opened.callback(connection.close)
            _prepare(connection, path)
            checkpoints = None
            if path is not None and ALLOWS_SEVERAL:
                checkpoints = Checkpoints(path, connection)
                opened.callback(checkpoints.close)
        except (sqlite3.Error, OSError) as error:
            raise StorageError(explain(error, path)) from error
        return DataFile(connection, checkpoints, opened.pop_all().close)


def explain(error: Exception, path: Path | None) -> str:
    """What a failure to open or use a file means for whoever runs the engine, and what to do."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return (
            f"{path} is in use by another process; stop it, give its address with --endpoint-url, or choose "
            "another data directory"
        )
    if code == sqlite3.SQLITE_NOTADB:
        return f"{path} is not a Tablewright data file; choose another data directory"
    if code == sqlite3.SQLITE_CORRUPT:
        return f"{path} is damaged ({error}); put a copy of it in its place, or choose another data directory"
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return f"{path} cannot be written ({error}); check its permissions, or choose another data directory"
    if code == sqlite3.SQLITE_FULL:
        return f"{path} cannot be written: the disk is full; make room, or choose another data directory"
    return f"{path} cannot be opened ({error}); choose another data directory"


def _refuse_unwritable(path: Path) -> None:
    """Ask the system, for SQLite's answer depends on how far it gets.

    The file is not opened for that: closing it again would drop the locks this process may hold on it.
    """
    if path.exists() and not os.access(path, os.W_OK, effective_ids=os.access in os.supports_effective_ids):
        raise StorageError(
            f"{path} cannot be written (permission denied); check its permissions, or choose another data directory"
        )


def _refuse_damaged_log(path: Path) -> None:
    """SQLite passes over a write-ahead log that does not begin as one, and with it over what was acknowledged.

    One that is not begun yet, or whose first bytes never reached the disk, holds nothing that was.
    """
    log = path.with_name(f"{path.name}-wal")
    try:
        with log.open("rb") as file:
            start = file.read(_LOG_HEADER_BYTES)
    except OSError:
        return  # there is none, or SQLite will say why it cannot be read
    if len(start) == _LOG_HEADER_BYTES and any(start) and not start.startswith(_LOG_MAGIC):
        raise StorageError(
            f"{log} is damaged: it is no write-ahead log; put a copy of it in its place, or remove it to lose what "
            "was last written"
        )


def _prepare(connection: sqlite3.Connection, path: Path | None) -> None:
    is_new = _identify(connection, path)
    for pragma in (*_PRAGMAS_OF_A_FILE, *_PRAGMAS) if path is not None else _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")
    connection.execute("BEGIN IMMEDIATE")  # refused by a file that can only be read
    if is_new:
        _create(connection)
    for statement in _ADDED:
        connection.execute(statement)
    connection.execute("COMMIT")


def _identify(connection: sqlite3.Connection, path: Path | None) -> bool:
    """Whether the file is new; refused unless it is that, or ours and of this version."""
    (application,) = connection.execute("PRAGMA application_id").fetchone()
    (version,) = connection.execute("PRAGMA user_version").fetchone()
    (objects,) = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if not objects and not version and not application:
        return True
    if application != APPLICATION_ID:
        raise StorageError(f"{path} is not a Tablewright data file; choose another data directory")
    if version != FORMAT_VERSION:
        raise StorageError(
            f"{path} has data format {version}, and this release of Tablewright reads format {FORMAT_VERSION}; "
            "open it with the release that wrote it, or choose another data directory"
        )
    return False


def _create(connection: sqlite3.Connection) -> None:
    for statement in _SCHEMA.split(";\n"):
        if statement.strip():
            connection.execute(statement)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {FORMAT_VERSION}")
