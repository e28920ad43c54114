"""The tables as AWS describes them are those of the document, in every environment."""

from collections.abc import Iterator

import pytest

from systems.bbws.design import design
from systems.tests.deployed import Deployed, deployed_in, key

ENVIRONMENTS = ("dev", "sit", "prod")
INDEXES = {
    "tenants": {
        "EmailIndex": ["email"],
        "TenantStatusIndex": ["status", "dateCreated"],
        "ActiveIndex": ["active", "dateCreated"],
    },
    "products": {
        "ProductActiveIndex": ["active", "dateCreated"],
        "ActiveIndex": ["active", "dateCreated"],
    },
    "campaigns": {
        "CampaignActiveIndex": ["active", "fromDate"],
        "CampaignProductIndex": ["productId", "fromDate"],
        "ActiveIndex": ["active", "dateCreated"],
    },
}

for_every_table = pytest.mark.parametrize("table", list(INDEXES))


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def deployed(request: pytest.FixtureRequest) -> Iterator[Deployed]:
    """Each environment on a DynamoDB of its own."""
    with deployed_in(design, request.param) as deployed:
        yield deployed


def test_the_tables_have_simple_domain_names(deployed: Deployed) -> None:
    assert deployed.client.list_tables()["TableNames"] == ["campaigns", "products", "tenants"]


@for_every_table
def test_every_table_has_pk_and_sk_as_its_key(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["KeySchema"] == key("PK", "SK")


@for_every_table
def test_every_table_has_exactly_its_documented_indexes_of_all_attributes(deployed: Deployed, table: str) -> None:
    assert {
        index["IndexName"]: (index["KeySchema"], index["Projection"])
        for index in deployed.described(table)["GlobalSecondaryIndexes"]
    } == {name: (key(*names), {"ProjectionType": "ALL"}) for name, names in INDEXES[table].items()}


def test_there_are_eight_indexes() -> None:
    assert sum(len(table.indexes) for table in design.resources("dev")) == 8


@for_every_table
def test_every_key_attribute_is_text(deployed: Deployed, table: str) -> None:
    definitions = deployed.described(table)["AttributeDefinitions"]
    assert {each["AttributeType"] for each in definitions} == {"S"}


@for_every_table
def test_every_table_is_on_demand(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


@for_every_table
def test_every_table_can_be_restored_to_any_second_of_35_days(deployed: Deployed, table: str) -> None:
    recovery = deployed.recovery(table)
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"
    assert recovery["RecoveryPeriodInDays"] == 35


@for_every_table
def test_only_production_is_protected_from_deletion(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["DeletionProtectionEnabled"] is (deployed.env == "prod")


@for_every_table
def test_nothing_expires_and_nothing_is_tagged(deployed: Deployed, table: str) -> None:
    assert deployed.tags(table) == {}
    assert deployed.expiry(table) == {"TimeToLiveStatus": "DISABLED"}


@for_every_table
def test_only_production_streams_its_changes_for_its_replicas(deployed: Deployed, table: str) -> None:
    stream = deployed.described(table).get("StreamSpecification")
    replicated = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert stream == (replicated if deployed.env == "prod" else None)
