"""The tables as AWS describes them are those of the document, in every environment."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pytest

from systems.marketplace.design import design
from systems.tests.deployed import Deployed, deployed_in, key
from systems.tests.shell import Shell

ENVIRONMENTS = ("dev", "staging", "prod")


@dataclass(frozen=True)
class Stated:
    """What the document states of a table: the keys of table and indexes, each as `name:type`."""

    key: str
    indexes: Mapping[str, list[str]]


DOCUMENT = {
    "bookings": Stated(
        "bookingId:S",
        {
            "providerBookings-index": ["providerId:S", "scheduledDate:S"],
            "customerBookings-index": ["customerId:S", "createdAt:S"],
            "status-index": ["status:S", "createdAt:S"],
            "customerId-index": ["customerId:S"],
        },
    ),
    "idempotency": Stated("idempotencyKey:S", {}),
    "services": Stated(
        "serviceId:S",
        {
            "category-index": ["category:S", "price:N"],
            "providerServices-index": ["providerId:S", "price:N"],
        },
    ),
    "providers": Stated(
        "providerId:S",
        {
            "serviceType-index": ["serviceType:S", "rating:N"],
            "location-index": ["serviceArea:S", "rating:N"],
            "availability-index": ["isAvailable:S", "responseTime:N"],
        },
    ),
    "reviews": Stated(
        "reviewId:S",
        {
            "providerReviews-index": ["providerId:S", "createdAt:S"],
            "bookingReviews-index": ["bookingId:S"],
        },
    ),
    "users": Stated(
        "userId:S",
        {
            "email-index": ["email:S"],
            "userType-index": ["userType:S", "createdAt:S"],
        },
    ),
}

for_every_table = pytest.mark.parametrize("table", list(DOCUMENT))


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def deployed(request: pytest.FixtureRequest) -> Iterator[Deployed]:
    """Each environment on a DynamoDB of its own."""
    with deployed_in(design, request.param, "marketplace-{env}-{table}-table") as deployed:
        yield deployed


def schema(names: list[str]) -> list[dict[str, str]]:
    """A key as DynamoDB describes it, from the document's `name:type`."""
    return key(*(name.partition(":")[0] for name in names))


def test_dev_is_in_the_documented_account_and_region() -> None:
    dev, *others = design.environments
    assert (dev.name, dev.account, dev.region) == ("dev", "943814145891", "us-east-1")
    assert [(each.name, each.region) for each in others] == [("staging", "us-east-1"), ("prod", "us-east-1")]


def test_the_six_tables_have_the_documented_names(deployed: Deployed) -> None:
    assert deployed.client.list_tables()["TableNames"] == sorted(deployed.name(table) for table in DOCUMENT)


def test_the_arns_of_the_document_are_those_of_the_served_tables(shell: Shell) -> None:
    for table in ("bookings", "users"):
        name = f"marketplace-dev-{table}-table"
        arn = shell.run("aws", "dynamodb", "describe-table", "--table-name", name, "--query", "Table.TableArn")
        assert arn.strip() == f'"arn:aws:dynamodb:us-east-1:943814145891:table/{name}"'


@for_every_table
def test_every_table_has_its_documented_key(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["KeySchema"] == schema([DOCUMENT[table].key])


@for_every_table
def test_every_table_has_exactly_its_documented_indexes_of_all_attributes(deployed: Deployed, table: str) -> None:
    assert {
        index["IndexName"]: (index["KeySchema"], index["Projection"], index["IndexStatus"])
        for index in deployed.described(table).get("GlobalSecondaryIndexes", [])
    } == {name: (schema(names), {"ProjectionType": "ALL"}, "ACTIVE") for name, names in DOCUMENT[table].indexes.items()}


@for_every_table
def test_every_key_attribute_has_its_documented_type(deployed: Deployed, table: str) -> None:
    stated = {DOCUMENT[table].key}.union(*DOCUMENT[table].indexes.values())
    definitions = deployed.described(table)["AttributeDefinitions"]
    assert {f"{each['AttributeName']}:{each['AttributeType']}" for each in definitions} == stated


def test_there_are_thirteen_indexes() -> None:
    assert sum(len(table.indexes) for table in design.resources("dev")) == 13


@for_every_table
def test_every_table_is_on_demand(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


@for_every_table
def test_every_table_can_be_restored_to_any_second_of_35_days(deployed: Deployed, table: str) -> None:
    recovery = deployed.recovery(table)
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"
    assert recovery["RecoveryPeriodInDays"] == 35


@for_every_table
def test_only_idempotency_keys_expire_by_the_attribute_ttl(deployed: Deployed, table: str) -> None:
    expiry = deployed.expiry(table)
    assert expiry == (
        {"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}
        if table == "idempotency"
        else {"TimeToLiveStatus": "DISABLED"}
    )


@for_every_table
def test_only_bookings_have_a_stream_and_it_is_of_new_and_old_images(deployed: Deployed, table: str) -> None:
    description = deployed.described(table)
    if table == "bookings":
        assert description["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
        assert description["LatestStreamArn"].startswith(f"{description['TableArn']}/stream/")
    else:
        assert "StreamSpecification" not in description


def test_the_bookings_are_warm_for_the_stated_throughput(deployed: Deployed) -> None:
    warm = deployed.described("bookings")["WarmThroughput"]
    assert (warm["ReadUnitsPerSecond"], warm["WriteUnitsPerSecond"]) == (12_000, 4_000)


@for_every_table
def test_nothing_is_set_that_the_document_does_not_state(deployed: Deployed, table: str) -> None:
    description = deployed.described(table)
    assert description["DeletionProtectionEnabled"] is False
    assert "SSEDescription" not in description
    assert "LocalSecondaryIndexes" not in description
    assert "Replicas" not in description
    assert deployed.tags(table) == {}
