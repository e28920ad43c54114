"""Tables that are declared and not there are created; what is there and not declared stays unless asked otherwise."""

import pytest
from tests.plan.planned import requests
from tests.plan.tables import gsi, live, lsi, table

from tablewright.design.resources import Encryption, OnDemand, Projection, Provisioned, WarmThroughput
from tablewright.plan import ImpossibleResource, diff


def test_create_table_carries_everything_that_it_can() -> None:
    wanted = table(
        gsi("by-status", "status", "createdAt:N", projection=Projection("INCLUDE", ("total", "name"))),
        lsi("by-date", "pk", "date"),
        billing=OnDemand(max_read=100),
        stream="NEW_IMAGE",
        encryption=Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one"),
        table_class="STANDARD_INFREQUENT_ACCESS",
        deletion_protection=True,
        warm_throughput=WarmThroughput(13_000, 5_000),
        tags={"Team": "shop", "Environment": "dev"},
    )
    assert requests(diff([wanted], []).changes) == [
        (
            "CreateTable",
            {
                "TableName": "orders",
                "AttributeDefinitions": [
                    {"AttributeName": "pk", "AttributeType": "S"},
                    {"AttributeName": "sk", "AttributeType": "S"},
                    {"AttributeName": "date", "AttributeType": "S"},
                    {"AttributeName": "status", "AttributeType": "S"},
                    {"AttributeName": "createdAt", "AttributeType": "N"},
                ],
                "KeySchema": [
                    {"AttributeName": "pk", "KeyType": "HASH"},
                    {"AttributeName": "sk", "KeyType": "RANGE"},
                ],
                "BillingMode": "PAY_PER_REQUEST",
                "OnDemandThroughput": {"MaxReadRequestUnits": 100},
                "DeletionProtectionEnabled": True,
                "TableClass": "STANDARD_INFREQUENT_ACCESS",
                "GlobalSecondaryIndexes": [
                    {
                        "IndexName": "by-status",
                        "KeySchema": [
                            {"AttributeName": "status", "KeyType": "HASH"},
                            {"AttributeName": "createdAt", "KeyType": "RANGE"},
                        ],
                        "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["name", "total"]},
                        "OnDemandThroughput": {"MaxReadRequestUnits": 100},
                    }
                ],
                "LocalSecondaryIndexes": [
                    {
                        "IndexName": "by-date",
                        "KeySchema": [
                            {"AttributeName": "pk", "KeyType": "HASH"},
                            {"AttributeName": "date", "KeyType": "RANGE"},
                        ],
                        "Projection": {"ProjectionType": "ALL"},
                    }
                ],
                "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
                "SSESpecification": {
                    "Enabled": True,
                    "SSEType": "KMS",
                    "KMSMasterKeyId": "arn:aws:kms:us-east-1:123456789012:key/one",
                },
                "WarmThroughput": {"ReadUnitsPerSecond": 13_000, "WriteUnitsPerSecond": 5_000},
                "Tags": [
                    {"Key": "Environment", "Value": "dev"},
                    {"Key": "Team", "Value": "shop"},
                ],
            },
        )
    ]


def test_ttl_and_recovery_follow_the_creation() -> None:
    made = requests(diff([table(ttl_attribute="ttl", recovery_days=35)], []).changes)
    assert made[1:] == [
        (
            "UpdateTimeToLive",
            {
                "TableName": "orders",
                "TimeToLiveSpecification": {"Enabled": True, "AttributeName": "ttl"},
            },
        ),
        (
            "UpdateContinuousBackups",
            {
                "TableName": "orders",
                "PointInTimeRecoverySpecification": {
                    "PointInTimeRecoveryEnabled": True,
                    "RecoveryPeriodInDays": 35,
                },
            },
        ),
    ]


def test_all_tables_are_created_before_anything_else() -> None:
    first, second = table(name="first", ttl_attribute="ttl"), table(name="second")
    plan = diff([first, second], [])
    assert [change.subject for change in plan.changes] == [
        ("CreateTable", "first"),
        ("CreateTable", "second"),
        ("UpdateTimeToLive", "first"),
    ]


def test_a_provisioned_table_gives_each_index_its_capacity() -> None:
    wanted = table(gsi("own", "a", billing=Provisioned(2, 1)), gsi("shared", "b"), billing=Provisioned(5, 3))
    ((_, parameters),) = requests(diff([wanted], []).changes)
    assert parameters["BillingMode"] == "PROVISIONED"
    assert parameters["ProvisionedThroughput"] == {"ReadCapacityUnits": 5, "WriteCapacityUnits": 3}
    assert [index["ProvisionedThroughput"] for index in parameters["GlobalSecondaryIndexes"]] == [
        {"ReadCapacityUnits": 2, "WriteCapacityUnits": 1},
        {"ReadCapacityUnits": 5, "WriteCapacityUnits": 3},
    ]


def test_a_table_that_is_being_deleted_counts_as_absent() -> None:
    assert diff([table()], [live(table(), status="DELETING")]).changes[0].action == "CreateTable"


def test_a_table_declared_twice_is_refused() -> None:
    with pytest.raises(ImpossibleResource, match="table orders is declared 2 times"):
        diff([table(), table()], [])


def test_an_undeclared_table_is_left_unless_its_deletion_is_asked_for() -> None:
    extra = live(table(name="old"))
    plan = diff([], [extra])
    assert not plan.changes
    assert plan.left[0].table == "old"
    (change,) = diff([], [extra], delete_extra=True).changes
    assert requests((change,)) == [("DeleteTable", {"TableName": "old"})]
    assert change.loss == "the table with 73 items, 30.2 kB"


def test_a_protected_table_is_not_deleted() -> None:
    (change,) = diff([], [live(table(deletion_protection=True))], delete_extra=True).changes
    assert change.blocked is not None
