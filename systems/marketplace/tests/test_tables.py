"""The tables as AWS describes them are those of the document: keys, indexes, stream, recovery, time to live."""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import pytest

import tablewright
from systems.marketplace.design import design
from tablewright.deploy import apply, verify

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

DOCUMENT: dict[str, tuple[str, dict[str, list[str]]]] = {
    "bookings": (
        "bookingId",
        {
            "providerBookings-index": ["providerId:S", "scheduledDate:S"],
            "customerBookings-index": ["customerId:S", "createdAt:S"],
            "status-index": ["status:S", "createdAt:S"],
            "customerId-index": ["customerId:S"],
        },
    ),
    "idempotency": ("idempotencyKey", {}),
    "services": (
        "serviceId",
        {
            "category-index": ["category:S", "price:N"],
            "providerServices-index": ["providerId:S", "price:N"],
        },
    ),
    "providers": (
        "providerId",
        {
            "serviceType-index": ["serviceType:S", "rating:N"],
            "location-index": ["serviceArea:S", "rating:N"],
            "availability-index": ["isAvailable:S", "responseTime:N"],
        },
    ),
    "reviews": (
        "reviewId",
        {
            "providerReviews-index": ["providerId:S", "createdAt:S"],
            "bookingReviews-index": ["bookingId:S"],
        },
    ),
    "users": (
        "userId",
        {
            "email-index": ["email:S"],
            "userType-index": ["userType:S", "createdAt:S"],
        },
    ),
}
"""Each table's key, and the keys of its indexes."""

for_every_table = pytest.mark.parametrize("name", list(DOCUMENT))


@pytest.fixture(scope="module")
def dynamodb() -> "Iterator[DynamoDBClient]":
    """A DynamoDB that has the tables of dev."""
    with tablewright.embedded() as engine:
        client = engine.client("dynamodb")
        apply(design.resources("dev"), client)
        yield client


def described(client: "DynamoDBClient", name: str) -> Any:
    return client.describe_table(TableName=table(name))["Table"]


def table(name: str) -> str:
    return f"marketplace-dev-{name}-table"


def keys(part: Any, attributes: Any) -> list[str]:
    """A key as the document writes it: names with types, the partition key first."""
    types = {each["AttributeName"]: each["AttributeType"] for each in attributes}
    ordered = sorted(part["KeySchema"], key=lambda each: str(each["KeyType"]))
    return [f"{each['AttributeName']}:{types[each['AttributeName']]}" for each in ordered]


def test_there_are_six_tables_with_thirteen_indexes(dynamodb: "DynamoDBClient") -> None:
    assert dynamodb.list_tables()["TableNames"] == sorted(table(name) for name in DOCUMENT)
    assert sum(len(described(dynamodb, name).get("GlobalSecondaryIndexes", [])) for name in DOCUMENT) == 13


@for_every_table
def test_every_table_has_its_key_and_its_indexes_of_all_attributes(dynamodb: "DynamoDBClient", name: str) -> None:
    key, indexes = DOCUMENT[name]
    found = described(dynamodb, name)
    assert keys(found, found["AttributeDefinitions"]) == [f"{key}:S"]
    globals_ = found.get("GlobalSecondaryIndexes", [])
    assert {each["IndexName"]: keys(each, found["AttributeDefinitions"]) for each in globals_} == indexes
    assert all(each["Projection"] == {"ProjectionType": "ALL"} for each in globals_)


@for_every_table
def test_every_table_is_on_demand_and_recoverable_for_35_days(dynamodb: "DynamoDBClient", name: str) -> None:
    assert described(dynamodb, name)["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"
    backups = dynamodb.describe_continuous_backups(TableName=table(name))["ContinuousBackupsDescription"]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"
    assert backups["PointInTimeRecoveryDescription"]["RecoveryPeriodInDays"] == 35


@for_every_table
def test_only_idempotency_keys_expire_and_only_bookings_have_a_stream(dynamodb: "DynamoDBClient", name: str) -> None:
    ttl = dynamodb.describe_time_to_live(TableName=table(name))["TimeToLiveDescription"]
    assert (ttl["TimeToLiveStatus"], ttl.get("AttributeName")) == (
        ("ENABLED", "ttl") if name == "idempotency" else ("DISABLED", None)
    )
    stream = described(dynamodb, name).get("StreamSpecification", {})
    assert stream.get("StreamViewType") == ("NEW_AND_OLD_IMAGES" if name == "bookings" else None)


def test_the_bookings_are_warm_for_the_stated_throughput(dynamodb: "DynamoDBClient") -> None:
    warm = described(dynamodb, "bookings")["WarmThroughput"]
    assert (warm["ReadUnitsPerSecond"], warm["WriteUnitsPerSecond"]) == (12_000, 4_000)


def test_what_was_made_is_what_was_declared(dynamodb: "DynamoDBClient") -> None:
    assert verify(design.resources("dev"), dynamodb).differences == ()
