"""Reading what endpoints describe, in the shapes that AWS is known to answer with."""

from typing import Any

import pytest
from tests.plan.tables import gsi, key, lsi, table

from tablewright.deploy import read_table
from tablewright.design.resources import (
    Encryption,
    OnDemand,
    Projection,
    Provisioned,
    TableResource,
    WarmThroughput,
)
from tablewright.plan import ObservedIndex

ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"
KEY_ARN = "arn:aws:kms:us-east-1:123456789012:key/one"


def described(**members: Any) -> dict[str, Any]:
    """``Table`` of DescribeTable for a plain on-demand table, with members changed or added."""
    return {
        "TableName": "orders",
        "TableArn": ARN,
        "TableStatus": "ACTIVE",
        "AttributeDefinitions": [
            {"AttributeName": "sk", "AttributeType": "S"},
            {"AttributeName": "pk", "AttributeType": "S"},
        ],
        "KeySchema": [
            {"AttributeName": "pk", "KeyType": "HASH"},
            {"AttributeName": "sk", "KeyType": "RANGE"},
        ],
        "BillingModeSummary": {"BillingMode": "PAY_PER_REQUEST"},
        "ProvisionedThroughput": {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
        **members,
    }


def resource(**members: Any) -> TableResource:
    return read_table(described(**members), {}, {}, []).resource


def test_a_plain_table_has_every_default() -> None:
    assert resource() == table(logical_id="orders")


def test_a_table_without_a_billing_mode_summary_is_provisioned() -> None:
    units = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 3, "NumberOfDecreasesToday": 0}
    assert resource(BillingModeSummary=None, ProvisionedThroughput=units).billing == Provisioned(5, 3)


@pytest.mark.parametrize(
    ("maximums", "billing"),
    [
        ({"MaxReadRequestUnits": 100, "MaxWriteRequestUnits": 50}, OnDemand(100, 50)),
        ({"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": 50}, OnDemand(None, 50)),
        ({"MaxReadRequestUnits": 100}, OnDemand(100, None)),
        ({}, OnDemand()),
    ],
)
def test_a_maximum_of_minus_one_is_none(maximums: dict[str, int], billing: OnDemand) -> None:
    assert resource(OnDemandThroughput=maximums).billing == billing


def test_indexes_are_read_with_state_and_size() -> None:
    observed = read_table(
        described(
            AttributeDefinitions=[
                {"AttributeName": name, "AttributeType": "N" if name == "at" else "S"}
                for name in ("pk", "sk", "status", "at")
            ],
            GlobalSecondaryIndexes=[
                {
                    "IndexName": "by-status",
                    "KeySchema": [
                        {"AttributeName": "status", "KeyType": "HASH"},
                        {"AttributeName": "at", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["z", "a"]},
                    "IndexStatus": "CREATING",
                    "Backfilling": True,
                    "ItemCount": 71,
                    "IndexSizeBytes": 29_000,
                    "ProvisionedThroughput": {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0},
                    "WarmThroughput": {"ReadUnitsPerSecond": 12_000, "WriteUnitsPerSecond": 4_000},
                }
            ],
            LocalSecondaryIndexes=[
                {
                    "IndexName": "by-at",
                    "KeySchema": [
                        {"AttributeName": "pk", "KeyType": "HASH"},
                        {"AttributeName": "at", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "KEYS_ONLY"},
                    "ItemCount": 3,
                    "IndexSizeBytes": 100,
                }
            ],
        ),
        {},
        {},
        [],
    )
    assert observed.resource.indexes == (
        lsi("by-at", "pk", "at:N", projection=Projection("KEYS_ONLY")),
        gsi(
            "by-status",
            "status",
            "at:N",
            projection=Projection("INCLUDE", ("a", "z")),
            billing=OnDemand(),
            warm_throughput=WarmThroughput(12_000, 4_000),
        ),
    )
    assert observed.indexes == (
        ObservedIndex("by-status", "CREATING", True, 71, 29_000),
        ObservedIndex("by-at", "ACTIVE", False, 3, 100),
    )


def test_an_index_may_have_several_partition_and_sort_attributes() -> None:
    names = ["pk", "a", "b", "c"]
    read = resource(
        KeySchema=[{"AttributeName": "pk", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in names],
        GlobalSecondaryIndexes=[
            {
                "IndexName": "wide",
                "KeySchema": [
                    {"AttributeName": "a", "KeyType": "HASH"},
                    {"AttributeName": "b", "KeyType": "HASH"},
                    {"AttributeName": "c", "KeyType": "RANGE"},
                ],
                "Projection": {"ProjectionType": "ALL"},
                "IndexStatus": "ACTIVE",
            }
        ],
    )
    wide = read.index("wide")
    assert wide is not None
    assert [attribute.name for attribute in wide.key.partition] == ["a", "b"]
    assert [attribute.name for attribute in wide.key.sort] == ["c"]
    assert read.key == key("pk")


@pytest.mark.parametrize(
    ("description", "manager", "encryption"),
    [
        (None, None, Encryption("AWS_OWNED")),
        ({"Status": "DISABLED", "SSEType": "KMS", "KMSMasterKeyArn": KEY_ARN}, None, Encryption("AWS_OWNED")),
        ({"Status": "ENABLED", "SSEType": "AES256"}, None, Encryption("AWS_OWNED")),
        ({"Status": "ENABLED", "SSEType": "KMS"}, None, Encryption("AWS_MANAGED")),
        (
            {
                "Status": "ENABLED",
                "SSEType": "KMS",
                "KMSMasterKeyArn": "arn:aws:kms:us-east-1:123456789012:alias/aws/dynamodb",
            },
            None,
            Encryption("AWS_MANAGED"),
        ),
        (
            {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": KEY_ARN},
            "AWS",
            Encryption("AWS_MANAGED"),
        ),
        (
            {"Status": "UPDATING", "SSEType": "KMS", "KMSMasterKeyArn": KEY_ARN},
            "CUSTOMER",
            Encryption("CUSTOMER", KEY_ARN),
        ),
        (
            {"Status": "ENABLED", "SSEType": "KMS", "KMSMasterKeyArn": KEY_ARN},
            None,
            Encryption("CUSTOMER", KEY_ARN),
        ),
    ],
)
def test_encryption_is_read_with_what_kms_says_of_the_key(
    description: dict[str, str] | None, manager: Any, encryption: Encryption
) -> None:
    observed = read_table(described(SSEDescription=description), {}, {}, [], key_manager=manager)
    assert observed.resource.encryption == encryption


def test_a_stream_is_read_while_it_is_enabled() -> None:
    enabled = {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}
    observed = read_table(described(StreamSpecification=enabled, LatestStreamArn=f"{ARN}/stream/1"), {}, {}, [])
    assert (observed.resource.stream, observed.stream_arn) == ("NEW_IMAGE", f"{ARN}/stream/1")


def test_the_arn_of_a_disabled_stream_is_no_stream() -> None:
    observed = read_table(described(LatestStreamArn=f"{ARN}/stream/1"), {}, {}, [])
    assert (observed.resource.stream, observed.stream_arn) == (None, None)


@pytest.mark.parametrize(
    ("status", "attribute"),
    [("ENABLED", "ttl"), ("ENABLING", "ttl"), ("DISABLING", None), ("DISABLED", None)],
)
def test_ttl_counts_from_the_moment_it_is_asked_for(status: str, attribute: str | None) -> None:
    description = {"TimeToLiveStatus": status, "AttributeName": "ttl"}
    assert read_table(described(), description, {}, []).resource.ttl_attribute == attribute


@pytest.mark.parametrize(
    ("recovery", "days"),
    [
        ({"PointInTimeRecoveryStatus": "ENABLED", "RecoveryPeriodInDays": 7}, 7),
        ({"PointInTimeRecoveryStatus": "ENABLED"}, 35),
        ({"PointInTimeRecoveryStatus": "DISABLED"}, None),
        (None, None),
    ],
)
def test_recovery_is_35_days_where_no_window_is_told(recovery: Any, days: int | None) -> None:
    backups = {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": recovery}
    assert read_table(described(), {}, backups, []).resource.recovery_days == days


def test_tags_of_aws_are_not_the_users() -> None:
    tags = [{"Key": "aws:cloudformation:stack-name", "Value": "x"}, {"Key": "Team", "Value": "shop"}]
    assert read_table(described(), {}, {}, tags).resource.tags == {"Team": "shop"}


def test_the_tables_own_region_is_no_replica() -> None:
    replicas = [{"RegionName": region} for region in ("us-east-1", "eu-west-1", "af-south-1")]
    assert resource(Replicas=replicas).replicas == ("af-south-1", "eu-west-1")


def test_class_protection_and_warm_throughput_are_read() -> None:
    read = resource(
        TableClassSummary={"TableClass": "STANDARD_INFREQUENT_ACCESS"},
        DeletionProtectionEnabled=True,
        WarmThroughput={"ReadUnitsPerSecond": 13_000, "WriteUnitsPerSecond": 4_000, "Status": "ACTIVE"},
    )
    assert read.table_class == "STANDARD_INFREQUENT_ACCESS"
    assert read.deletion_protection is True
    assert read.warm_throughput == WarmThroughput(13_000, 4_000)


def test_vector_indexes_are_seen() -> None:
    observed = read_table(described(VectorIndexes=[{"IndexName": "meaning"}]), {}, {}, [])
    assert observed.vector_indexes == ("meaning",)
