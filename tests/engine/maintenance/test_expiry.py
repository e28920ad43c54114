"""Items are deleted some time after they expire, by the service."""

from typing import Any

import pytest
from tests.engine.maintenance.conftest import Put

from tablewright.engine import Engine, ManualClock

NOW = 1_767_225_600
YEAR = 365 * 86_400


def enable(engine: Engine) -> None:
    specification = {"Enabled": True, "AttributeName": "expires"}
    engine.call("UpdateTimeToLive", {"TableName": "things", "TimeToLiveSpecification": specification})


def names(engine: Engine) -> set[str]:
    """The items that are there once there is nothing left to do."""
    while engine.maintain():
        pass
    return {item["a"]["S"] for item in engine.call("Scan", {"TableName": "things"})["Items"]}


def at(seconds: int) -> dict[str, str]:
    return {"N": str(seconds)}


def test_an_item_is_deleted_once_its_time_is_past(engine: Engine, clock: ManualClock, put: Put) -> None:
    enable(engine)
    put("soon", expires=at(NOW + 10))
    put("later", expires=at(NOW + 100))
    put("never")
    clock.advance(10)
    assert names(engine) == {"soon", "later", "never"}
    clock.advance(1)
    assert names(engine) == {"later", "never"}


def test_items_that_were_there_before_are_deleted_too(engine: Engine, put: Put) -> None:
    for number in range(500):
        put(str(number), expires=at(NOW - 1 - number % 2))
    put("kept", expires=at(NOW + 1))
    enable(engine)
    assert names(engine) == {"kept"}


@pytest.mark.parametrize(
    "value",
    [{"S": str(NOW - 1)}, {"L": [{"N": str(NOW - 1)}]}, {"N": str(NOW - 5 * YEAR - 10)}, {"N": "-5"}, {"N": "0"}],
    ids=["text", "list", "more than five years past", "negative", "nought"],
)
def test_what_is_no_time_of_the_last_five_years_does_not_expire(
    engine: Engine, put: Put, value: dict[str, Any]
) -> None:
    enable(engine)
    put("kept", expires=value)
    assert names(engine) == {"kept"}


def test_an_item_whose_time_is_put_off_stays(engine: Engine, clock: ManualClock, put: Put) -> None:
    enable(engine)
    put("moved", expires=at(NOW + 10))
    put("moved", expires=at(NOW + 1000))
    clock.advance(20)
    assert names(engine) == {"moved"}


def test_nothing_expires_once_it_is_disabled(engine: Engine, clock: ManualClock, put: Put) -> None:
    enable(engine)
    put("kept", expires=at(NOW + 7200))
    clock.advance(3600)
    off = {"Enabled": False, "AttributeName": "expires"}
    engine.call("UpdateTimeToLive", {"TableName": "things", "TimeToLiveSpecification": off})
    clock.advance(7200)
    assert names(engine) == {"kept"}


def test_an_engine_without_timer_sweeps_at_most_once_a_second_as_it_is_called(
    engine: Engine, clock: ManualClock, put: Put
) -> None:
    enable(engine)
    put("gone", expires=at(NOW + 1))
    clock.advance(0.5)
    assert engine.call("DescribeTable", {"TableName": "things"})["Table"]["ItemCount"] == 1
    clock.advance(2)
    engine.call("ListTables", {})
    assert engine.call("DescribeTable", {"TableName": "things"})["Table"]["ItemCount"] == 0


def test_the_stream_tells_the_services_delete_from_a_callers(engine: Engine, clock: ManualClock, put: Put) -> None:
    view = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    engine.call("UpdateTable", {"TableName": "things", "StreamSpecification": view})
    enable(engine)
    put("expired", expires=at(NOW + 1))
    put("deleted")
    engine.call("DeleteItem", {"TableName": "things", "Key": {"a": {"S": "deleted"}, "b": {"S": "b"}}})
    clock.advance(5)
    assert names(engine) == set()
    removed = [record for record in stream_records(engine) if record["eventName"] == "REMOVE"]
    by_name = {record["dynamodb"]["Keys"]["a"]["S"]: record.get("userIdentity") for record in removed}
    assert by_name == {
        "expired": {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"},
        "deleted": None,
    }


def stream_records(engine: Engine) -> list[dict[str, Any]]:
    service = "DynamoDBStreams_20120810"
    [stream] = engine.call("ListStreams", {}, service=service)["Streams"]
    arn = stream["StreamArn"]
    [shard] = engine.call("DescribeStream", {"StreamArn": arn}, service=service)["StreamDescription"]["Shards"]
    asked = {"StreamArn": arn, "ShardId": shard["ShardId"], "ShardIteratorType": "TRIM_HORIZON"}
    iterator = engine.call("GetShardIterator", asked, service=service)["ShardIterator"]
    return list(engine.call("GetRecords", {"ShardIterator": iterator}, service=service)["Records"])
