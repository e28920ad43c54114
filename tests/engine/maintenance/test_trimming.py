"""What has had its time is forgotten: changes, ended streams, tokens, and the storage of what was deleted."""

from typing import Any

from tests.engine.maintenance.conftest import Put
from tests.engine.tables.requests import create_index, key, table

from tablewright.engine import Engine, ManualClock

HOUR = 3600
DAY = 24 * HOUR


def finish(engine: Engine) -> None:
    while engine.maintain():
        pass


def count(engine: Engine, name: str) -> int:
    finish(engine)
    row = engine.database.one(f"SELECT count(*) FROM {name}")
    assert row is not None
    return int(row[0])


def update(engine: Engine, **members: Any) -> None:
    engine.call("UpdateTable", {"TableName": "things", **members})


def stream(engine: Engine, *, enabled: bool) -> None:
    view = {"StreamViewType": "NEW_IMAGE"} if enabled else {}
    update(engine, StreamSpecification={"StreamEnabled": enabled, **view})


def recover(engine: Engine, *, days: int) -> None:
    specification = {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": days}
    engine.call(
        "UpdateContinuousBackups",
        {"TableName": "things", "PointInTimeRecoverySpecification": specification},
    )


def test_changes_that_nobody_reads_are_not_kept(engine: Engine, put: Put) -> None:
    put("one")
    assert count(engine, "changes") == 0


def test_a_stream_keeps_the_changes_of_a_day_and_the_one_before_them(
    engine: Engine, clock: ManualClock, put: Put
) -> None:
    stream(engine, enabled=True)
    for name in ("first", "second", "third"):
        put(name)
        clock.advance(HOUR)
    clock.advance(DAY - 2 * HOUR)
    assert count(engine, "changes") == 3
    clock.advance(HOUR)
    assert count(engine, "changes") == 2
    clock.advance(DAY)
    assert count(engine, "changes") == 1


def test_recovery_keeps_changes_for_its_period(engine: Engine, clock: ManualClock, put: Put) -> None:
    recover(engine, days=2)
    put("one")
    clock.advance(2 * DAY)
    assert count(engine, "changes") == 1
    clock.advance(1)
    assert count(engine, "changes") == 0


def test_a_day_of_a_stream_does_not_shorten_the_period_of_recovery(
    engine: Engine, clock: ManualClock, put: Put
) -> None:
    stream(engine, enabled=True)
    recover(engine, days=3)
    put("one")
    put("two")
    clock.advance(2 * DAY)
    assert count(engine, "changes") == 2


def test_an_ended_stream_is_kept_for_a_day_with_its_changes(engine: Engine, clock: ManualClock, put: Put) -> None:
    stream(engine, enabled=True)
    put("one")
    stream(engine, enabled=False)
    clock.advance(DAY - 1)
    assert (count(engine, "streams"), count(engine, "changes")) == (1, 1)
    clock.advance(1)
    assert (count(engine, "streams"), count(engine, "changes")) == (0, 0)


def test_the_stream_of_a_deleted_table_is_kept_for_a_day(engine: Engine, clock: ManualClock, put: Put) -> None:
    stream(engine, enabled=True)
    put("one")
    engine.call("DeleteTable", {"TableName": "things"})
    assert (count(engine, "streams"), count(engine, "changes")) == (1, 1)
    clock.advance(DAY)
    assert (count(engine, "streams"), count(engine, "changes")) == (0, 0)


def test_one_tables_changes_are_trimmed_without_anothers(engine: Engine, clock: ManualClock, put: Put) -> None:
    view = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
    engine.call("CreateTable", table("others", StreamSpecification=view))
    for name in ("x", "y"):
        engine.call("PutItem", {"TableName": "others", "Item": {"a": {"S": name}, "b": {"S": "b"}}})
    recover(engine, days=35)
    put("one")
    put("two")
    clock.advance(2 * DAY)
    finish(engine)
    kept = engine.database.all("SELECT table_number, count(*) FROM changes GROUP BY table_number")
    assert kept == [(1, 2), (2, 1)]


def test_tokens_are_forgotten_after_ten_minutes(engine: Engine, clock: ManualClock, put: Put) -> None:
    write = {"Put": {"TableName": "things", "Item": {"a": {"S": "x"}, "b": {"S": "x"}}}}
    engine.call("TransactWriteItems", {"TransactItems": [write], "ClientRequestToken": "once"})
    clock.advance(599)
    assert count(engine, "tokens") == 1
    clock.advance(1)
    assert count(engine, "tokens") == 0


def test_the_storage_of_a_deleted_table_is_given_back(engine: Engine, put: Put) -> None:
    before = set(engine.database.all("SELECT name FROM sqlite_master"))
    engine.call("CreateTable", table("demand"))
    for number in range(1200):
        item = {"a": {"S": str(number)}, "b": {"S": "b"}, "d": {"S": "x"}}
        engine.call("PutItem", {"TableName": "demand", "Item": item})
    create_index(engine, "byD", key("d"))
    engine.call("DeleteTable", {"TableName": "demand"})
    finish(engine)
    assert set(engine.database.all("SELECT name FROM sqlite_master")) == before
    assert count(engine, "discarded") == 0
