"""Tables are made as they are asked for, and described member for member."""

import uuid
from typing import Any

import pytest
from tests.engine.tables.requests import UNITS, definitions, describe, index, key, table

from tablewright.engine import DynamoDBError, Engine, Service

ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/things"
MADE_AT = 1_767_225_600.0


def create(engine: Engine, **members: Any) -> dict[str, Any]:
    """Make the table ``things``; its description once it is made."""
    engine.call("CreateTable", table("things", **members))
    return describe(engine, "things")


def test_the_answer_tells_the_table_as_being_created(engine: Engine) -> None:
    wanted = table(
        "things",
        AttributeDefinitions=definitions(a="S", b="S", c="S"),
        GlobalSecondaryIndexes=[index("byC", key("c"))],
    )
    description = engine.call("CreateTable", wanted)["TableDescription"]
    assert description["TableStatus"] == "CREATING"
    assert description["GlobalSecondaryIndexes"][0]["IndexStatus"] == "CREATING"
    assert describe(engine, "things")["TableStatus"] == "ACTIVE"
    assert describe(engine, "things")["GlobalSecondaryIndexes"][0]["IndexStatus"] == "ACTIVE"


def test_an_on_demand_table_has_these_members(engine: Engine) -> None:
    description = create(engine)
    assert uuid.UUID(description.pop("TableId"))
    assert description == {
        "AttributeDefinitions": definitions(a="S", b="S"),
        "TableName": "things",
        "KeySchema": key("a", sort=("b",)),
        "TableStatus": "ACTIVE",
        "CreationDateTime": MADE_AT,
        "ProvisionedThroughput": {"NumberOfDecreasesToday": 0, "ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
        "TableSizeBytes": 0,
        "ItemCount": 0,
        "TableArn": ARN,
        "BillingModeSummary": {
            "BillingMode": "PAY_PER_REQUEST",
            "LastUpdateToPayPerRequestDateTime": MADE_AT,
        },
        "TableThroughputModeSummary": {
            "TableThroughputMode": "PAY_PER_REQUEST",
            "LastUpdateToPayPerRequestDateTime": MADE_AT,
        },
        "DeletionProtectionEnabled": False,
        "WarmThroughput": {"ReadUnitsPerSecond": 12000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"},
    }


def test_a_provisioned_table_has_units_and_no_billing_mode_summary(engine: Engine) -> None:
    description = create(engine, BillingMode="PROVISIONED", ProvisionedThroughput=UNITS)
    assert description["ProvisionedThroughput"] == {"NumberOfDecreasesToday": 0, **UNITS}
    assert description["WarmThroughput"] == {
        "ReadUnitsPerSecond": 5,
        "WriteUnitsPerSecond": 5,
        "Status": "ACTIVE",
    }
    assert "BillingModeSummary" not in description
    assert "TableThroughputModeSummary" not in description


def test_the_billing_mode_has_another_name_that_counts_less(engine: Engine) -> None:
    other = {"TableThroughputMode": "PAY_PER_REQUEST"}
    first = {name: value for name, value in table("first").items() if name != "BillingMode"} | other
    engine.call("CreateTable", first)
    assert describe(engine, "first")["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    engine.call("CreateTable", table("second", BillingMode="PROVISIONED", ProvisionedThroughput=UNITS) | other)
    assert "BillingModeSummary" not in describe(engine, "second")
    engine.call("UpdateTable", {"TableName": "second", **other})
    assert describe(engine, "second")["TableThroughputModeSummary"]["TableThroughputMode"] == "PAY_PER_REQUEST"


def test_indexes_are_described_as_they_were_declared(engine: Engine) -> None:
    description = create(
        engine,
        AttributeDefinitions=definitions(a="S", b="S", c="N"),
        LocalSecondaryIndexes=[index("byC", key("a", sort=("c",)))],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "ofC",
                "KeySchema": key("c"),
                "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["y", "x"]},
                "OnDemandThroughput": {"MaxReadRequestUnits": 10},
                "WarmThroughput": {"ReadUnitsPerSecond": 13000},
            }
        ],
    )
    assert description["LocalSecondaryIndexes"] == [
        {
            "IndexName": "byC",
            "KeySchema": key("a", sort=("c",)),
            "Projection": {"ProjectionType": "ALL"},
            "IndexSizeBytes": 0,
            "ItemCount": 0,
            "IndexArn": f"{ARN}/index/byC",
        }
    ]
    assert description["GlobalSecondaryIndexes"] == [
        {
            "IndexName": "ofC",
            "KeySchema": key("c"),
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["x", "y"]},
            "IndexStatus": "ACTIVE",
            "ProvisionedThroughput": {
                "NumberOfDecreasesToday": 0,
                "ReadCapacityUnits": 0,
                "WriteCapacityUnits": 0,
            },
            "IndexSizeBytes": 0,
            "ItemCount": 0,
            "IndexArn": f"{ARN}/index/ofC",
            "OnDemandThroughput": {"MaxReadRequestUnits": 10},
            "WarmThroughput": {"ReadUnitsPerSecond": 13000, "WriteUnitsPerSecond": 4000, "Status": "ACTIVE"},
        }
    ]


def test_what_is_not_settled_yet_is_missing_from_the_answer(engine: Engine) -> None:
    request = table(
        "things", AttributeDefinitions=definitions(a="S", b="S", c="N"), GlobalSecondaryIndexes=[index("ofC", key("c"))]
    )
    told = engine.call("CreateTable", request)["TableDescription"]
    assert told["BillingModeSummary"] == {"BillingMode": "PAY_PER_REQUEST"}
    assert told["TableThroughputModeSummary"] == {"TableThroughputMode": "PAY_PER_REQUEST"}
    assert "WarmThroughput" not in told
    assert "WarmThroughput" not in told["GlobalSecondaryIndexes"][0]
    described = describe(engine, "things")
    assert "LastUpdateToPayPerRequestDateTime" in described["BillingModeSummary"]
    assert described["WarmThroughput"]["Status"] == described["GlobalSecondaryIndexes"][0]["WarmThroughput"]["Status"]


def test_settings_are_described(engine: Engine) -> None:
    description = create(
        engine,
        StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
        SSESpecification={"Enabled": True, "SSEType": "KMS", "KMSMasterKeyId": "11111111-2222-3333-4444-555555555555"},
        TableClass="STANDARD_INFREQUENT_ACCESS",
        DeletionProtectionEnabled=True,
        OnDemandThroughput={"MaxWriteRequestUnits": 100},
    )
    assert description["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    assert description["LatestStreamLabel"] == "2026-01-01T00:00:00.000"
    assert description["LatestStreamArn"] == f"{ARN}/stream/2026-01-01T00:00:00.000"
    assert description["SSEDescription"] == {
        "Status": "ENABLED",
        "SSEType": "KMS",
        "KMSMasterKeyArn": "arn:aws:kms:us-east-1:123456789012:key/11111111-2222-3333-4444-555555555555",
    }
    assert description["TableClassSummary"] == {"TableClass": "STANDARD_INFREQUENT_ACCESS"}
    assert description["DeletionProtectionEnabled"] is True
    assert description["OnDemandThroughput"] == {"MaxWriteRequestUnits": 100}


def test_encryption_without_a_key_is_by_the_key_aws_manages(engine: Engine) -> None:
    managed = create(engine, SSESpecification={"Enabled": True})["SSEDescription"]["KMSMasterKeyArn"]
    engine.call("CreateTable", table("others", SSESpecification={"Enabled": True}))
    assert describe(engine, "others")["SSEDescription"]["KMSMasterKeyArn"] == managed
    assert managed.startswith("arn:aws:kms:us-east-1:123456789012:key/")


def test_a_key_of_an_index_may_have_four_attributes_of_each_kind(engine: Engine) -> None:
    names = dict.fromkeys("cdefghij", "S")
    schema = key("c", "d", "e", "f", sort=("g", "h", "i", "j"))
    description = create(
        engine,
        AttributeDefinitions=definitions(a="S", b="S", **names),
        GlobalSecondaryIndexes=[index("wide", schema)],
    )
    assert description["GlobalSecondaryIndexes"][0]["KeySchema"] == schema


@pytest.mark.parametrize(
    ("schema", "limit"),
    [
        (key("c", "d", "e", "f", "g"), "The KeySchema exceeds the maximum allowed number of HASH key attributes"),
        (key("c", sort=tuple("defgh")), "The KeySchema exceeds the maximum allowed number of RANGE key attributes"),
    ],
)
def test_a_fifth_attribute_of_a_kind_is_refused(engine: Engine, schema: list[dict[str, str]], limit: str) -> None:
    with pytest.raises(DynamoDBError, match=limit):
        create(
            engine,
            AttributeDefinitions=definitions(a="S", b="S", **dict.fromkeys("cdefgh", "S")),
            GlobalSecondaryIndexes=[index("wide", schema)],
        )


def test_twenty_global_indexes_can_be_had_and_not_one_more(engine: Engine) -> None:
    attributes = definitions(a="S", b="S", c="S")
    indexes = [index(f"index{number}", key("c")) for number in range(21)]
    message = "GlobalSecondaryIndex count exceeds the per-table limit of 20"
    with pytest.raises(DynamoDBError, match=message):
        create(engine, AttributeDefinitions=attributes, GlobalSecondaryIndexes=indexes)
    made = create(engine, AttributeDefinitions=attributes, GlobalSecondaryIndexes=indexes[:20])
    assert len(made["GlobalSecondaryIndexes"]) == 20


def test_a_hundred_projected_attributes_can_be_had_and_not_one_more(engine: Engine) -> None:
    def including(name: str, count: int) -> dict[str, Any]:
        attributes = [f"x{number}" for number in range(count)]
        return index(name, key("c"), Projection={"ProjectionType": "INCLUDE", "NonKeyAttributes": attributes})

    definition = definitions(a="S", b="S", c="S")
    five = [including(f"index{number}", 20) for number in range(5)]
    message = "Number of NonKeyAttributes across all indexes exceeds the per-table limit of 100"
    with pytest.raises(DynamoDBError, match=message):
        create(engine, AttributeDefinitions=definition, GlobalSecondaryIndexes=[*five, including("more", 1)])
    assert create(engine, AttributeDefinitions=definition, GlobalSecondaryIndexes=five)


def test_one_index_projects_twenty_attributes_at_most(engine: Engine) -> None:
    attributes = [f"x{number}" for number in range(21)]
    projection = {"ProjectionType": "INCLUDE", "NonKeyAttributes": attributes}
    message = (
        r"at 'globalSecondaryIndexes\.1\.member\.projection\.nonKeyAttributes' failed to satisfy constraint: "
        "Member must have length less than or equal to 20"
    )
    with pytest.raises(DynamoDBError, match=message):
        create(
            engine,
            AttributeDefinitions=definitions(a="S", b="S", c="S"),
            GlobalSecondaryIndexes=[index("byC", key("c"), Projection=projection)],
        )


def test_a_table_of_the_same_name_is_in_use(engine: Engine) -> None:
    create(engine)
    with pytest.raises(DynamoDBError, match="Table already exists: things") as caught:
        create(engine)
    assert caught.value.code == "ResourceInUseException"


def test_a_table_that_is_made_again_is_another_and_empty(engine: Engine) -> None:
    first = create(engine)
    engine.call("PutItem", {"TableName": "things", "Item": {"a": {"S": "x"}, "b": {"S": "y"}}})
    engine.call("DeleteTable", {"TableName": "things"})
    second = create(engine)
    assert second["TableId"] != first["TableId"]
    assert engine.call("Scan", {"TableName": "things"})["Items"] == []


def test_each_region_has_its_own_tables(service: Service) -> None:
    create(service.region("us-east-1"))
    there = create(service.region("eu-west-1"))
    assert there["TableArn"] == "arn:aws:dynamodb:eu-west-1:123456789012:table/things"
    service.region("eu-west-1").call("DeleteTable", {"TableName": "things"})
    assert service.region("us-east-1").call("ListTables", {}) == {"TableNames": ["things"]}


def test_a_table_is_found_by_its_arn_and_not_by_another_regions(engine: Engine) -> None:
    create(engine)
    assert describe(engine, ARN)["TableName"] == "things"
    with pytest.raises(DynamoDBError, match="Invalid AWS region in"):
        describe(engine, ARN.replace("us-east-1", "eu-west-1"))


def test_a_table_can_be_made_by_the_arn_it_is_to_have(engine: Engine) -> None:
    description = engine.call("CreateTable", table(ARN))["TableDescription"]
    assert (description["TableName"], description["TableArn"]) == ("things", ARN)
    assert engine.call("ListTables", {}) == {"TableNames": ["things"]}
    with pytest.raises(DynamoDBError, match="Table already exists: things"):
        engine.call("CreateTable", table(ARN))


def test_a_table_cannot_be_made_in_another_region_or_account(engine: Engine) -> None:
    with pytest.raises(DynamoDBError, match="Invalid AWS region in"):
        engine.call("CreateTable", table(ARN.replace("us-east-1", "eu-west-1")))
    with pytest.raises(DynamoDBError, match="not authorized to perform: dynamodb:CreateTable"):
        engine.call("CreateTable", table(ARN.replace("123456789012", "111111111111")))
    assert engine.call("ListTables", {}) == {"TableNames": []}


def test_tags_come_with_the_table(engine: Engine) -> None:
    tags = [{"Key": "team", "Value": "red"}, {"Key": "empty", "Value": ""}]
    create(engine, Tags=tags)
    assert engine.call("ListTagsOfResource", {"ResourceArn": ARN}) == {"Tags": tags}


def test_counts_are_those_of_the_items_and_of_what_indexes_hold_of_them(engine: Engine) -> None:
    create(
        engine,
        AttributeDefinitions=definitions(a="S", b="S", c="S"),
        GlobalSecondaryIndexes=[
            index("all", key("c")),
            index("keys", key("c"), Projection={"ProjectionType": "KEYS_ONLY"}),
        ],
    )
    item = {"a": {"S": "1"}, "b": {"S": "2"}, "note": {"S": "x" * 93}}
    engine.call("PutItem", {"TableName": "things", "Item": item})
    engine.call("PutItem", {"TableName": "things", "Item": {**item, "b": {"S": "3"}, "c": {"S": "4"}}})
    description = describe(engine, "things")
    assert (description["ItemCount"], description["TableSizeBytes"]) == (2, 101 + 103)
    whole, keys = description["GlobalSecondaryIndexes"]
    assert (whole["ItemCount"], whole["IndexSizeBytes"]) == (1, 103)
    assert (keys["ItemCount"], keys["IndexSizeBytes"]) == (1, 6)
