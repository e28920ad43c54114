"""With a delay, tables and indexes go through their states by the clock."""

from collections.abc import Iterator

import pytest
from tests.engine.tables.requests import create_index, describe, key, make_both, table

from tablewright.engine import DynamoDBError, Engine, ManualClock, Service, Weather

ITEM = {"a": {"S": "1"}, "b": {"S": "1"}, "c": {"S": "x"}}


@pytest.fixture
def slow(clock: ManualClock) -> Iterator[Engine]:
    """An engine where everything takes ten seconds, with the tables of ``tables`` made."""
    service = Service(None, clock=clock, weather=Weather(creation_seconds=10))
    engine = service.region("us-east-1")
    make_both(engine)
    clock.advance(10)
    yield engine
    service.close()


def in_use(engine: Engine, operation: str, doing: str, **members: object) -> None:
    with pytest.raises(DynamoDBError) as caught:
        engine.call(operation, {"TableName": "demand"} | members)
    assert caught.value.code == "ResourceInUseException"
    assert caught.value.message == (
        f"Attempt to change a resource which is still in use: Table is being {doing}: demand"
    )


def test_a_table_is_creating_then_active(slow: Engine, clock: ManualClock) -> None:
    slow.call("CreateTable", table("things"))
    clock.advance(9.9)
    assert describe(slow, "things")["TableStatus"] == "CREATING"
    clock.advance(0.1)
    assert describe(slow, "things")["TableStatus"] == "ACTIVE"


def test_a_name_whose_table_is_being_created_is_in_use(slow: Engine) -> None:
    slow.call("CreateTable", table("things"))
    with pytest.raises(DynamoDBError, match="Table is being created: things") as caught:
        slow.call("CreateTable", table("things"))
    assert caught.value.code == "ResourceInUseException"


def test_time_to_live_is_not_told_of_a_table_that_comes_or_goes(slow: Engine) -> None:
    slow.call("CreateTable", table("things"))
    slow.call("DeleteTable", {"TableName": "demand"})
    for name, state in (("things", "CREATING"), ("demand", "DELETING")):
        with pytest.raises(DynamoDBError) as caught:
            slow.call("DescribeTimeToLive", {"TableName": name})
        assert caught.value.message == (
            f"Cannot describe time to live while table is in {state} state: Current table state is {state}"
        )


def test_a_table_that_is_being_created_has_no_items(slow: Engine) -> None:
    slow.call("CreateTable", table("things"))
    with pytest.raises(DynamoDBError, match=r"^Requested resource not found$"):
        slow.call("PutItem", {"TableName": "things", "Item": ITEM})


def test_a_table_that_is_being_updated_serves_items_and_takes_no_change(slow: Engine, clock: ManualClock) -> None:
    slow.call("UpdateTable", {"TableName": "demand", "DeletionProtectionEnabled": True})
    assert describe(slow, "demand")["TableStatus"] == "UPDATING"
    slow.call("PutItem", {"TableName": "demand", "Item": ITEM})
    in_use(slow, "UpdateTable", "updated", DeletionProtectionEnabled=False)
    in_use(slow, "DeleteTable", "updated")
    clock.advance(10)
    slow.call("UpdateTable", {"TableName": "demand", "DeletionProtectionEnabled": False})


def test_a_table_that_is_being_deleted_is_gone_in_time(slow: Engine, clock: ManualClock) -> None:
    slow.call("DeleteTable", {"TableName": "demand"})
    description = describe(slow, "demand")
    assert description["TableStatus"] == "DELETING"
    assert "GlobalSecondaryIndexes" not in description
    slow.call("PutItem", {"TableName": "demand", "Item": ITEM})
    in_use(slow, "UpdateTable", "deleted", DeletionProtectionEnabled=True)
    in_use(slow, "DeleteTable", "deleted")
    clock.advance(10)
    with pytest.raises(DynamoDBError, match="Requested resource not found: Table: demand not found"):
        describe(slow, "demand")
    assert slow.call("ListTables", {}) == {"TableNames": ["provisioned"]}


def test_the_name_of_a_deleted_table_is_free(slow: Engine, clock: ManualClock) -> None:
    slow.call("DeleteTable", {"TableName": "demand"})
    in_use(slow, "CreateTable", "deleted", **table("demand"))
    clock.advance(10)
    slow.call("CreateTable", table("demand"))
    clock.advance(10)
    assert describe(slow, "demand")["ItemCount"] == 0


def test_an_index_is_allocated_then_filled_then_active(slow: Engine, clock: ManualClock) -> None:
    slow.call("PutItem", {"TableName": "demand", "Item": {**ITEM, "d": {"S": "x"}}})
    create_index(slow, "byD", key("d"))
    description = describe(slow, "demand")
    assert description["TableStatus"] == "UPDATING"
    described = description["GlobalSecondaryIndexes"][1]
    assert (described["IndexStatus"], described["Backfilling"]) == ("CREATING", False)
    clock.advance(10)
    while slow.maintain():
        pass
    described = describe(slow, "demand")["GlobalSecondaryIndexes"][1]
    assert (described["IndexStatus"], described["ItemCount"]) == ("ACTIVE", 1)


def test_an_index_that_is_being_deleted_is_gone_in_time(slow: Engine, clock: ManualClock) -> None:
    slow.call(
        "UpdateTable",
        {"TableName": "demand", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "byC"}}]},
    )
    assert describe(slow, "demand")["GlobalSecondaryIndexes"][0]["IndexStatus"] == "DELETING"
    slow.call("PutItem", {"TableName": "demand", "Item": ITEM})
    clock.advance(10)
    description = describe(slow, "demand")
    assert description["TableStatus"] == "ACTIVE"
    assert "GlobalSecondaryIndexes" not in description


def test_an_index_whose_throughput_changes_is_updated_in_time_and_can_be_read(slow: Engine, clock: ManualClock) -> None:
    change = {"Update": {"IndexName": "byC", "OnDemandThroughput": {"MaxReadRequestUnits": 5}}}
    slow.call("UpdateTable", {"TableName": "demand", "GlobalSecondaryIndexUpdates": [change]})
    assert describe(slow, "demand")["GlobalSecondaryIndexes"][0]["IndexStatus"] == "UPDATING"
    assert slow.call("Scan", {"TableName": "demand", "IndexName": "byC"})["Count"] == 0
    clock.advance(10)
    assert describe(slow, "demand")["GlobalSecondaryIndexes"][0]["IndexStatus"] == "ACTIVE"


def test_recovery_waits_for_the_table(slow: Engine, clock: ManualClock) -> None:
    slow.call("CreateTable", table("things"))
    wanted = {"TableName": "things", "PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True}}
    with pytest.raises(DynamoDBError) as caught:
        slow.call("UpdateContinuousBackups", wanted)
    assert caught.value.code == "ContinuousBackupsUnavailableException"
    clock.advance(10)
    slow.call("UpdateTable", {"TableName": "things", "TableClass": "STANDARD_INFREQUENT_ACCESS"})
    assert describe(slow, "things")["TableStatus"] == "UPDATING"
    slow.call("UpdateContinuousBackups", wanted)
