"""Time to live is turned on for one attribute, and off, once an hour."""

import pytest

from tablewright.engine import DynamoDBError, Engine, ManualClock


def set_ttl(engine: Engine, attribute: str, *, enabled: bool = True) -> object:
    specification = {"Enabled": enabled, "AttributeName": attribute}
    return engine.call("UpdateTimeToLive", {"TableName": "demand", "TimeToLiveSpecification": specification})


def described(engine: Engine) -> object:
    return engine.call("DescribeTimeToLive", {"TableName": "demand"})["TimeToLiveDescription"]


def test_a_new_table_has_no_time_to_live(tables: Engine) -> None:
    assert described(tables) == {"TimeToLiveStatus": "DISABLED"}


def test_it_is_told_as_it_was_set(tables: Engine) -> None:
    answer = set_ttl(tables, "expires")
    assert answer == {"TimeToLiveSpecification": {"Enabled": True, "AttributeName": "expires"}}
    assert described(tables) == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}


def test_it_is_being_enabled_until_every_item_that_expires_is_known(tables: Engine) -> None:
    for number in range(1000):
        item = {"a": {"S": str(number)}, "b": {"S": "b"}, "expires": {"N": "1"}}
        tables.call("PutItem", {"TableName": "demand", "Item": item})
    # Sent as a server does, which leaves the work to its timer.
    body = b'{"TableName":"demand","TimeToLiveSpecification":{"Enabled":true,"AttributeName":"expires"}}'
    assert tables.submit("DynamoDB_20120810.UpdateTimeToLive", body).status == 200
    tables.flush()
    asked = tables.submit("DynamoDB_20120810.DescribeTimeToLive", b'{"TableName":"demand"}')
    assert b'"ENABLING"' in asked.body
    while tables.maintain():
        pass
    assert described(tables) == {"TimeToLiveStatus": "ENABLED", "AttributeName": "expires"}


def test_it_cannot_be_turned_on_twice_or_moved_to_another_attribute(tables: Engine, clock: ManualClock) -> None:
    set_ttl(tables, "expires")
    clock.advance(3600)
    with pytest.raises(DynamoDBError, match=r"^TimeToLive is already enabled$"):
        set_ttl(tables, "expires")
    other = "^TimeToLive is active on a different AttributeName: current AttributeName is expires$"
    with pytest.raises(DynamoDBError, match=other):
        set_ttl(tables, "other")
    with pytest.raises(DynamoDBError, match=other):
        set_ttl(tables, "other", enabled=False)


def test_it_changes_once_an_hour(tables: Engine, clock: ManualClock) -> None:
    set_ttl(tables, "expires")
    clock.advance(3599)
    with pytest.raises(DynamoDBError) as caught:
        set_ttl(tables, "expires", enabled=False)
    assert caught.value.message == "Time to live has been modified multiple times within a fixed interval"
    clock.advance(1)
    set_ttl(tables, "expires", enabled=False)
    assert described(tables) == {"TimeToLiveStatus": "DISABLED"}
    clock.advance(3600)
    set_ttl(tables, "other")
    assert described(tables) == {"TimeToLiveStatus": "ENABLED", "AttributeName": "other"}
