"""Tables change as they are asked to, within the limits of how often."""

from typing import Any

import pytest
from tests.engine.tables.requests import UNITS, create_index, definitions, describe, index, key, table

from tablewright.engine import DynamoDBError, Engine, ManualClock

HOUR = 3600
DAY = 24 * HOUR
MADE_AT = 1_767_225_600.0


def update(engine: Engine, name: str, **members: Any) -> dict[str, Any]:
    """Change a table; the description in the answer."""
    return dict(engine.call("UpdateTable", {"TableName": name, **members})["TableDescription"])


def units(read: int, write: int) -> dict[str, int]:
    return {"ReadCapacityUnits": read, "WriteCapacityUnits": write}


def test_the_answer_tells_the_table_as_being_updated(tables: Engine) -> None:
    assert update(tables, "demand", BillingMode="PAY_PER_REQUEST")["TableStatus"] == "UPDATING"
    assert describe(tables, "demand")["TableStatus"] == "ACTIVE"


@pytest.mark.parametrize(
    "change",
    [
        {"DeletionProtectionEnabled": True},
        {"OnDemandThroughput": {"MaxReadRequestUnits": 100}},
        {"WarmThroughput": {"ReadUnitsPerSecond": 13000}},
        {"SSESpecification": {"Enabled": True}},
    ],
)
def test_what_takes_no_time_leaves_the_table_active(tables: Engine, change: dict[str, Any]) -> None:
    assert update(tables, "demand", **change)["TableStatus"] == "ACTIVE"


def test_the_answer_tells_the_units_from_before(tables: Engine) -> None:
    described = update(
        tables,
        "provisioned",
        ProvisionedThroughput=units(6, 7),
        GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": "byC", "ProvisionedThroughput": units(8, 9)}}],
    )
    for told in (described, described["GlobalSecondaryIndexes"][0]):
        assert told["ProvisionedThroughput"]["ReadCapacityUnits"] == 5
        assert told["ProvisionedThroughput"]["WriteCapacityUnits"] == 5
    assert describe(tables, "provisioned")["ProvisionedThroughput"]["WriteCapacityUnits"] == 7


def test_the_answer_tells_an_indexs_own_units_where_it_has_the_name_of_its_table(tables: Engine) -> None:
    tables.call(
        "CreateTable",
        table(
            "twins",
            AttributeDefinitions=definitions(a="S", b="S", c="S"),
            BillingMode="PROVISIONED",
            ProvisionedThroughput=UNITS,
            GlobalSecondaryIndexes=[index("twins", key("c"), ProvisionedThroughput=units(2, 3))],
        ),
    )
    described = update(tables, "twins", ProvisionedThroughput=units(6, 7))
    told = described["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"]
    assert (told["ReadCapacityUnits"], told["WriteCapacityUnits"]) == (2, 3)


def test_warm_throughput_never_falls(tables: Engine) -> None:
    update(tables, "provisioned", ProvisionedThroughput=units(9, 5))
    update(tables, "provisioned", ProvisionedThroughput=units(1, 1))
    warm = {"ReadUnitsPerSecond": 9, "WriteUnitsPerSecond": 5, "Status": "ACTIVE"}
    assert describe(tables, "provisioned")["WarmThroughput"] == warm


def test_units_change_and_remember_when_they_were_raised_and_lowered(tables: Engine, clock: ManualClock) -> None:
    clock.advance(1)
    update(tables, "provisioned", ProvisionedThroughput=units(10, 5))
    clock.advance(1)
    update(tables, "provisioned", ProvisionedThroughput=units(10, 2))
    assert describe(tables, "provisioned")["ProvisionedThroughput"] == {
        "NumberOfDecreasesToday": 1,
        "LastIncreaseDateTime": MADE_AT + 1,
        "LastDecreaseDateTime": MADE_AT + 2,
        **units(10, 2),
    }


def test_after_four_decreases_of_a_day_one_an_hour_is_left(tables: Engine, clock: ManualClock) -> None:
    for number in range(4, 0, -1):
        update(tables, "provisioned", ProvisionedThroughput=units(number, 5))
    with pytest.raises(DynamoDBError, match="decreases are limited within a given UTC day") as caught:
        update(tables, "provisioned", ProvisionedThroughput=units(1, 4))
    assert caught.value.code == "LimitExceededException"
    clock.advance(HOUR)
    update(tables, "provisioned", ProvisionedThroughput=units(1, 4))
    assert describe(tables, "provisioned")["ProvisionedThroughput"]["NumberOfDecreasesToday"] == 5
    clock.advance(DAY)
    assert describe(tables, "provisioned")["ProvisionedThroughput"]["NumberOfDecreasesToday"] == 0


def test_a_table_goes_on_demand_with_its_indexes(tables: Engine, clock: ManualClock) -> None:
    clock.advance(5)
    update(tables, "provisioned", BillingMode="PAY_PER_REQUEST")
    description = describe(tables, "provisioned")
    assert description["BillingModeSummary"] == {
        "BillingMode": "PAY_PER_REQUEST",
        "LastUpdateToPayPerRequestDateTime": MADE_AT + 5,
    }
    for described in (description, description["GlobalSecondaryIndexes"][0]):
        assert described["ProvisionedThroughput"] == {"NumberOfDecreasesToday": 0, **units(0, 0)}
        assert described["WarmThroughput"]["ReadUnitsPerSecond"] == 12000


def test_a_table_goes_provisioned_with_units_for_its_indexes(tables: Engine) -> None:
    update(tables, "demand", OnDemandThroughput={"MaxReadRequestUnits": 9})
    update(
        tables,
        "demand",
        BillingMode="PROVISIONED",
        ProvisionedThroughput=UNITS,
        GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": "byC", "ProvisionedThroughput": units(2, 3)}}],
    )
    description = describe(tables, "demand")
    assert description["BillingModeSummary"]["BillingMode"] == "PROVISIONED"
    assert description["ProvisionedThroughput"] == {"NumberOfDecreasesToday": 0, **UNITS}
    assert description["GlobalSecondaryIndexes"][0]["ProvisionedThroughput"] == {
        "NumberOfDecreasesToday": 0,
        **units(2, 3),
    }
    assert "OnDemandThroughput" not in description


def test_the_mode_it_has_is_accepted(tables: Engine) -> None:
    update(tables, "demand", BillingMode="PAY_PER_REQUEST")
    assert describe(tables, "demand")["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


def test_a_table_can_be_switched_to_on_demand_four_times_a_day(tables: Engine, clock: ManualClock) -> None:
    def to_provisioned() -> None:
        given = [{"Update": {"IndexName": "byC", "ProvisionedThroughput": UNITS}}]
        update(
            tables,
            "provisioned",
            BillingMode="PROVISIONED",
            ProvisionedThroughput=UNITS,
            GlobalSecondaryIndexUpdates=given,
        )

    for _ in range(4):
        update(tables, "provisioned", BillingMode="PAY_PER_REQUEST")
        to_provisioned()
    with pytest.raises(DynamoDBError, match=r"limited to 4 times in 1 day\(s\)") as caught:
        update(tables, "provisioned", BillingMode="PAY_PER_REQUEST")
    assert caught.value.code == "LimitExceededException"
    clock.advance(DAY)
    update(tables, "provisioned", BillingMode="PAY_PER_REQUEST")


def test_maximums_are_changed_one_by_one_and_removed_with_minus_one(tables: Engine) -> None:
    update(tables, "demand", OnDemandThroughput={"MaxReadRequestUnits": 9})
    update(tables, "demand", OnDemandThroughput={"MaxWriteRequestUnits": 8})
    maximum = describe(tables, "demand")["OnDemandThroughput"]
    assert maximum == {"MaxReadRequestUnits": 9, "MaxWriteRequestUnits": 8}
    told = update(tables, "demand", OnDemandThroughput={"MaxReadRequestUnits": -1})
    assert told["OnDemandThroughput"] == {"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": 8}
    assert describe(tables, "demand")["OnDemandThroughput"] == {"MaxWriteRequestUnits": 8}
    update(tables, "demand", OnDemandThroughput={"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": -1})
    assert "OnDemandThroughput" not in describe(tables, "demand")


def test_warm_throughput_of_table_and_index_can_be_raised(tables: Engine) -> None:
    raised = {"ReadUnitsPerSecond": 20000}
    told = update(
        tables,
        "demand",
        WarmThroughput=raised,
        GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": "byC", "WarmThroughput": raised}}],
    )
    assert (told["TableStatus"], told["GlobalSecondaryIndexes"][0]["IndexStatus"]) == ("ACTIVE", "ACTIVE")
    for described in (told, told["GlobalSecondaryIndexes"][0]):
        assert described["WarmThroughput"] == {
            "ReadUnitsPerSecond": 12000,
            "WriteUnitsPerSecond": 4000,
            "Status": "UPDATING",
        }
    description = describe(tables, "demand")
    for described in (description, description["GlobalSecondaryIndexes"][0]):
        assert described["WarmThroughput"] == {
            "ReadUnitsPerSecond": 20000,
            "WriteUnitsPerSecond": 4000,
            "Status": "ACTIVE",
        }


def test_an_index_is_added_with_the_items_that_are_there(tables: Engine) -> None:
    for number in range(5):
        item = {"a": {"S": str(number)}, "b": {"S": "b"}, "d": {"S": "even" if number % 2 == 0 else "odd"}}
        tables.call("PutItem", {"TableName": "demand", "Item": item})
    answer = create_index(tables, "byD", key("d"))
    [described] = [each for each in answer["GlobalSecondaryIndexes"] if each["IndexName"] == "byD"]
    assert (described["IndexStatus"], described["Backfilling"]) == ("CREATING", False)
    description = describe(tables, "demand")
    [described] = [each for each in description["GlobalSecondaryIndexes"] if each["IndexName"] == "byD"]
    assert described["IndexStatus"] == "ACTIVE"
    assert "Backfilling" not in described
    assert described["ItemCount"] == 5
    assert description["AttributeDefinitions"] == definitions(a="S", b="S", c="S", d="S")
    found = tables.call(
        "Query",
        {
            "TableName": "demand",
            "IndexName": "byD",
            "KeyConditionExpression": "d = :d",
            "ExpressionAttributeValues": {":d": {"S": "even"}},
        },
    )
    assert {item["a"]["S"] for item in found["Items"]} == {"0", "2", "4"}


def test_items_whose_attribute_has_another_type_stay_out_of_a_new_index(tables: Engine) -> None:
    for name, value in (("text", {"S": "x"}), ("number", {"N": "1"}), ("empty", {"S": ""})):
        tables.call("PutItem", {"TableName": "demand", "Item": {"a": {"S": name}, "b": {"S": "b"}, "d": value}})
    create_index(tables, "byD", key("d"))
    found = tables.call("Scan", {"TableName": "demand", "IndexName": "byD"})
    assert [item["a"]["S"] for item in found["Items"]] == ["text"]


def test_an_index_is_removed_with_the_definitions_that_only_it_used(tables: Engine) -> None:
    answer = update(tables, "demand", GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "byC"}}])
    assert answer["GlobalSecondaryIndexes"][0]["IndexStatus"] == "DELETING"
    description = describe(tables, "demand")
    assert "GlobalSecondaryIndexes" not in description
    assert description["AttributeDefinitions"] == definitions(a="S", b="S")
    with pytest.raises(DynamoDBError, match="The table does not have the specified index: byC"):
        tables.call("Scan", {"TableName": "demand", "IndexName": "byC"})


def test_an_index_can_be_made_again_under_its_name(tables: Engine) -> None:
    tables.call("PutItem", {"TableName": "demand", "Item": {"a": {"S": "1"}, "b": {"S": "1"}, "c": {"S": "x"}}})
    update(tables, "demand", GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "byC"}}])
    create_index(tables, "byC", key("c", sort=("a",)))
    assert tables.call("Scan", {"TableName": "demand", "IndexName": "byC"})["Count"] == 1


def test_a_stream_is_turned_on_and_off_and_on_again_under_another_arn(tables: Engine, clock: ManualClock) -> None:
    on = {"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"}
    update(tables, "demand", StreamSpecification=on)
    first = describe(tables, "demand")
    assert first["StreamSpecification"] == on
    update(tables, "demand", StreamSpecification={"StreamEnabled": False})
    ended = describe(tables, "demand")
    assert "StreamSpecification" not in ended
    assert ended["LatestStreamArn"] == first["LatestStreamArn"]
    update(tables, "demand", StreamSpecification=on)
    assert describe(tables, "demand")["LatestStreamArn"] != first["LatestStreamArn"]


def test_a_stream_that_is_on_cannot_be_turned_on(tables: Engine) -> None:
    update(tables, "demand", StreamSpecification={"StreamEnabled": True, "StreamViewType": "KEYS_ONLY"})
    with pytest.raises(DynamoDBError, match="Table already has an enabled stream: TableName: demand"):
        update(tables, "demand", StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"})


def test_encryption_changes_its_key(tables: Engine, clock: ManualClock) -> None:
    update(tables, "demand", SSESpecification={"Enabled": True})
    managed = describe(tables, "demand")["SSEDescription"]
    update(tables, "demand", SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": "alias/mine"})
    assert describe(tables, "demand")["SSEDescription"] != managed
    update(tables, "demand", SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": "alias/mine"})
    key = describe(tables, "demand")["SSEDescription"]["KMSMasterKeyArn"]
    with pytest.raises(DynamoDBError, match="Table is already encrypted with given KMSMasterKeyId"):
        update(tables, "demand", SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": key})
    clock.advance(DAY)
    update(tables, "demand", SSESpecification={"SSEType": "KMS"})
    assert describe(tables, "demand")["SSEDescription"] == managed
    update(tables, "demand", SSESpecification={"Enabled": True})
    update(tables, "demand", SSESpecification={"Enabled": False})
    assert "SSEDescription" not in describe(tables, "demand")


def test_encryption_changes_four_times_a_day_and_then_every_six_hours(tables: Engine, clock: ManualClock) -> None:
    for enabled in (True, False, True, False):
        update(tables, "demand", SSESpecification={"Enabled": enabled})
        clock.advance(HOUR)
    with pytest.raises(DynamoDBError) as caught:
        update(tables, "demand", SSESpecification={"Enabled": True})
    assert (caught.value.code, caught.value.message) == (
        "LimitExceededException",
        "Subscriber limit exceeded: Encryption mode changes are limited in the 24h window ending at "
        "2026-01-02T00:00:00.000Z. After the first 4 change, each subsequent change in the same window can be "
        "performed at most once every 21600 seconds. Number of updates today: 4",
    )
    clock.advance(5 * HOUR)
    update(tables, "demand", SSESpecification={"Enabled": True})
    with pytest.raises(DynamoDBError, match="Number of updates today: 5"):
        update(tables, "demand", SSESpecification={"Enabled": False})
    clock.advance(DAY)
    update(tables, "demand", SSESpecification={"Enabled": False})


def test_the_table_class_can_be_changed_twice_in_thirty_days(tables: Engine, clock: ManualClock) -> None:
    update(tables, "demand", TableClass="STANDARD_INFREQUENT_ACCESS")
    assert describe(tables, "demand")["TableClassSummary"] == {
        "TableClass": "STANDARD_INFREQUENT_ACCESS",
        "LastUpdateDateTime": MADE_AT,
    }
    update(tables, "demand", TableClass="STANDARD")
    with pytest.raises(DynamoDBError, match=r"limited to 2 times in 30 day\(s\)"):
        update(tables, "demand", TableClass="STANDARD_INFREQUENT_ACCESS")
    clock.advance(30 * DAY)
    update(tables, "demand", TableClass="STANDARD_INFREQUENT_ACCESS")


def test_a_protected_table_is_deleted_only_once_it_is_not(tables: Engine) -> None:
    update(tables, "demand", DeletionProtectionEnabled=True)
    with pytest.raises(DynamoDBError) as caught:
        tables.call("DeleteTable", {"TableName": "demand"})
    assert caught.value.message == (
        "Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection first."
    )
    update(tables, "demand", DeletionProtectionEnabled=False)
    answer = tables.call("DeleteTable", {"TableName": "demand"})
    assert answer["TableDescription"]["TableStatus"] == "DELETING"


def test_a_deleted_table_is_described_without_its_keys_and_indexes(tables: Engine) -> None:
    before = describe(tables, "demand")
    description = tables.call("DeleteTable", {"TableName": "demand"})["TableDescription"]
    assert before.keys() - description.keys() == {
        "AttributeDefinitions",
        "KeySchema",
        "CreationDateTime",
        "GlobalSecondaryIndexes",
    }
    assert description["TableArn"] == before["TableArn"]
    assert description["TableId"] == before["TableId"]


def test_a_refused_change_changes_nothing(tables: Engine) -> None:
    before = describe(tables, "demand")
    with pytest.raises(DynamoDBError):
        update(
            tables,
            "demand",
            DeletionProtectionEnabled=True,
            GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "byC"}}],
            StreamSpecification={"StreamEnabled": False},
        )
    assert describe(tables, "demand") == before
