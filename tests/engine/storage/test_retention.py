"""How far the log of changes is dropped: the oldest first, and never past one that is still needed."""

from collections.abc import Iterator, Sequence

import pytest

from tablewright.engine.storage.database import Database
from tablewright.engine.storage.retention import Retention

TABLE = 1


@pytest.fixture
def database() -> Iterator[Database]:
    database = Database(None)
    yield database
    database.close()


def log(database: Database, times: Sequence[float], *, size: int = 10) -> Retention:
    for at in times:
        database.execute(
            "INSERT INTO changes (table_number, at, key, old, new) VALUES (?, ?, ?, ?, NULL)",
            (TABLE, at, b"k", bytes(size)),
        )
    return Retention(database)


def test_what_happened_before_a_moment_is_told_by_its_last(database: Database) -> None:
    changes = log(database, [10, 20, 30])
    assert changes.last_before(25, TABLE, 500, 1000) == 2
    assert changes.last_before(25, TABLE, 1, 1000) == 1
    assert changes.last_before(10, TABLE, 500, 1000) is None


def test_a_clock_that_was_set_back_does_not_take_what_is_still_needed(database: Database) -> None:
    assert log(database, [10, 30, 20]).last_before(25, TABLE, 500, 1000) == 1


def test_the_newest_are_spared_whatever_they_hold(database: Database) -> None:
    changes = log(database, [10, 20, 30], size=600)
    assert changes.last_before(99, TABLE, 500, 500, sparing=1) == 1
    assert changes.last_before(99, TABLE, 500, 1000, sparing=1) == 2
    changes.drop(TABLE, 2)
    assert changes.last_before(99, TABLE, 500, 500, sparing=1) is None
