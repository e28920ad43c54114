"""The write-ahead log is moved into the file beside the requests, and does not grow for ever."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import cast

import pytest

from tablewright.engine.storage import checkpoints
from tablewright.engine.storage.connections import ALLOWS_SEVERAL
from tablewright.engine.storage.database import Database

pytestmark = pytest.mark.skipif(not ALLOWS_SEVERAL, reason="SQLite moves the log itself on this system")

PAGES = 20
PATIENCE = 100_000
"""Writes after which what is awaited does not happen any more."""


@pytest.fixture
def database(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Database]:
    monkeypatch.setattr(checkpoints, "CHECKPOINT_PAGES", PAGES)
    database = Database(tmp_path / "data.db")
    yield database
    database.close()


def write(database: Database, number: int, *, durable: bool = True) -> None:
    """A commit of its own, of a few pages."""
    database.begin(durable=durable)
    database.execute("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)", (str(number), "x" * 5000))
    database.commit()


def start_of_the_log(tmp_path: Path) -> bytes:
    """The header of the log: another one whenever it is started again."""
    return (tmp_path / "data.db-wal").read_bytes()[:32]


def write_until_the_log_is_started_again(database: Database, tmp_path: Path, *, durable: bool) -> int:
    """How many commits that took."""
    before = start_of_the_log(tmp_path)
    for number in range(PATIENCE):
        while not durable and database.wants_quiet:
            pass  # what can wait does
        write(database, number % 500, durable=durable)
        if start_of_the_log(tmp_path) != before:
            return number
    raise AssertionError("the log grows and grows")


@pytest.mark.parametrize("durable", [True, False])
def test_a_long_log_is_started_again_although_others_go_on_writing(
    database: Database, tmp_path: Path, durable: bool
) -> None:
    for _ in range(3):
        assert write_until_the_log_is_started_again(database, tmp_path, durable=durable) > 1


def test_a_log_that_grows_as_fast_as_it_is_moved_is_started_again_too(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "_FEW_PAGES", -1)
    assert write_until_the_log_is_started_again(database, tmp_path, durable=True)


def test_a_short_log_is_left_alone(database: Database, tmp_path: Path) -> None:
    write(database, 0)
    before = start_of_the_log(tmp_path), (tmp_path / "data.db").read_bytes()
    write(database, 1)
    assert (start_of_the_log(tmp_path), (tmp_path / "data.db").read_bytes()) == before
    assert not database.wants_quiet


def test_everything_is_there_whatever_was_moved_when(database: Database, tmp_path: Path) -> None:
    for number in range(500):
        write(database, number, durable=number % 3 == 0)
    database.close()
    with closing(sqlite3.connect(tmp_path / "data.db")) as reopened:
        assert reopened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        (count,) = reopened.execute("SELECT count(*) FROM settings WHERE length(value) = 5000").fetchone()
    assert count == 500
    assert not (tmp_path / "data.db-wal").exists()


def test_a_commit_stands_also_if_the_log_cannot_be_moved(
    database: Database, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(checkpoints, "_MOVE", "SELECT no_such_function()")
    for number in range(10 * PAGES):
        write(database, number)
    assert database.all("SELECT count(*) FROM settings WHERE length(value) = 5000") == [(10 * PAGES,)]
    monkeypatch.undo()
    monkeypatch.setattr(checkpoints, "CHECKPOINT_PAGES", PAGES)
    assert write_until_the_log_is_started_again(database, tmp_path, durable=True)


def test_who_comes_as_the_thread_ends_leaves_no_work_waiting(database: Database) -> None:
    moving = database._checkpoints
    assert moving is not None

    class Busy:
        """The thread moves the last pages, and ends, while a commit tries to."""

        def execute(self, statement: str) -> "Busy":
            moving._leaves_the_rest = False
            return self

        def fetchone(self) -> tuple[int, int, int]:
            return (1, 5, 5)

    moving._connection = cast(sqlite3.Connection, Busy())
    moving._leaves_the_rest = True
    moving.committed(durable=True)
    assert not database.wants_quiet


def test_the_thread_ends_with_the_database(tmp_path: Path) -> None:
    before = threading.active_count()
    database = Database(tmp_path / "data.db")
    assert threading.active_count() == before + 1
    database.close()
    assert threading.active_count() == before


def test_a_database_in_memory_needs_no_thread() -> None:
    before = threading.active_count()
    database = Database(None)
    assert threading.active_count() == before
    assert not database.wants_quiet
    database.close()
