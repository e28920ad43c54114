"""No slice of background work takes more in hand than others can wait for, however large the items are."""

from itertools import pairwise
from typing import Any

import pytest
from tests.engine.maintenance.conftest import Put
from tests.engine.tables.requests import table

from tablewright.engine import Engine, ManualClock
from tablewright.engine.maintenance import trimming

NOW = 1_767_225_600
DAY = 86_400
LARGE = {"S": "x" * 200_000}
"""Two of these come to more than a slice takes."""


def largest_step(engine: Engine, storage: str) -> int:
    """The most rows that any slice removes of a table of the file, once all are gone."""

    def rows() -> int:
        row = engine.database.one(f"SELECT count(*) FROM {storage}")
        assert row is not None
        return int(row[0])

    counts = [rows()]
    while engine.maintain() and counts[-1]:
        counts.append(rows() if engine.database.one("SELECT 1 FROM sqlite_master WHERE name = ?", (storage,)) else 0)
    return max(before - after for before, after in pairwise(counts))


def enable_expiry(engine: Engine) -> None:
    specification = {"Enabled": True, "AttributeName": "expires"}
    engine.call("UpdateTimeToLive", {"TableName": "things", "TimeToLiveSpecification": specification})


def recover(engine: Engine) -> None:
    specification = {"PointInTimeRecoveryEnabled": True, "RecoveryPeriodInDays": 1}
    engine.call("UpdateContinuousBackups", {"TableName": "things", "PointInTimeRecoverySpecification": specification})


def test_two_large_items_expire_at_once(engine: Engine, clock: ManualClock, put: Put) -> None:
    enable_expiry(engine)
    for name in "abcde":
        put(name, expires={"N": str(NOW + 1)}, large=LARGE)
    clock.advance(10)
    assert largest_step(engine, "items_1") == 2
    assert engine.call("Scan", {"TableName": "things"})["Count"] == 0


def test_two_large_changes_are_trimmed_at_once(engine: Engine, clock: ManualClock, put: Put) -> None:
    recover(engine)
    for name in "abcde":
        put(name, large=LARGE)
    clock.advance(2 * DAY)
    assert largest_step(engine, "changes") == 2
    assert engine.database.all("SELECT * FROM changes") == []


def test_of_a_stream_all_but_the_last_change_are_trimmed_however_large(
    engine: Engine, clock: ManualClock, put: Put
) -> None:
    update: dict[str, Any] = {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}}
    engine.call("UpdateTable", {"TableName": "things", **update})
    for name in "abc":
        put(name, large={"S": "x" * 300_000})
    clock.advance(2 * DAY)
    while engine.maintain():
        pass
    assert engine.database.all("SELECT count(*) FROM changes") == [(1,)]


def test_two_large_items_of_a_deleted_table_are_removed_at_once(engine: Engine, put: Put) -> None:
    engine.call("CreateTable", table("large"))
    for name in "abcde":
        item = {"a": {"S": name}, "b": {"S": "b"}, "large": LARGE}
        engine.call("PutItem", {"TableName": "large", "Item": item})
    engine.submit("DynamoDB_20120810.DeleteTable", b'{"TableName":"large"}')
    engine.flush()
    assert largest_step(engine, "items_2") == 2


def test_tokens_are_forgotten_a_few_at_a_time(
    engine: Engine, clock: ManualClock, put: Put, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(trimming, "SLICE_TOKENS", 2)
    write = {"Put": {"TableName": "things", "Item": {"a": {"S": "x"}, "b": {"S": "x"}}}}
    for number in range(5):
        engine.call("TransactWriteItems", {"TransactItems": [write], "ClientRequestToken": str(number)})
    clock.advance(601)
    assert largest_step(engine, "tokens") == 2
    assert engine.database.all("SELECT * FROM tokens") == []
