"""The tables as AWS describes them are those of the document, in every environment."""

from collections.abc import Iterator

import pytest

from systems.shuttle.design import design
from systems.tests.deployed import Deployed, deployed_in, key, types

ENVIRONMENTS = ("dev", "staging", "prod")
TABLES = ("Shops", "Jobs", "ImportHistory")

for_every_table = pytest.mark.parametrize("table", TABLES)


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def deployed(request: pytest.FixtureRequest) -> Iterator[Deployed]:
    """Each environment on a DynamoDB of its own."""
    with deployed_in(design, request.param, "{table}-{env}") as deployed:
        yield deployed


def test_the_environments_are_dev_staging_and_prod() -> None:
    assert tuple(environment.name for environment in design.environments) == ENVIRONMENTS


def test_there_are_tables_of_shops_jobs_and_import_history_and_none_of_sessions(deployed: Deployed) -> None:
    assert deployed.client.list_tables()["TableNames"] == [
        f"ImportHistory-{deployed.env}",
        f"Jobs-{deployed.env}",
        f"Shops-{deployed.env}",
    ]


def test_a_shop_has_its_domain_as_key_and_needs_no_index(deployed: Deployed) -> None:
    table = deployed.described("Shops")
    assert table["KeySchema"] == key("domain")
    assert types(table) == {"domain": "S"}
    assert "GlobalSecondaryIndexes" not in table


def test_a_job_has_its_id_as_key_and_no_sort_key(deployed: Deployed) -> None:
    assert deployed.described("Jobs")["KeySchema"] == key("jobId")


def test_jobs_are_indexed_by_shop_and_by_status_with_the_time_of_creation(deployed: Deployed) -> None:
    table = deployed.described("Jobs")
    assert {
        index["IndexName"]: (index["KeySchema"], index["Projection"], index["IndexStatus"])
        for index in table["GlobalSecondaryIndexes"]
    } == {
        "shopDomain": (key("shopDomain", "createdAt"), {"ProjectionType": "ALL"}, "ACTIVE"),
        "status-createdAt": (key("status", "createdAt"), {"ProjectionType": "ALL"}, "ACTIVE"),
    }
    assert types(table) == dict.fromkeys(("jobId", "shopDomain", "createdAt", "status"), "S")


def test_an_import_has_its_shop_and_a_number_of_time_as_key(deployed: Deployed) -> None:
    table = deployed.described("ImportHistory")
    assert table["KeySchema"] == key("shopDomain", "timestamp")
    assert types(table) == {"shopDomain": "S", "timestamp": "N"}
    assert "GlobalSecondaryIndexes" not in table


@for_every_table
def test_every_table_is_on_demand(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


@for_every_table
def test_every_table_has_point_in_time_recovery(deployed: Deployed, table: str) -> None:
    assert deployed.recovery(table)["PointInTimeRecoveryStatus"] == "ENABLED"


@pytest.mark.parametrize("table", ["Jobs", "ImportHistory"])
def test_jobs_and_imports_expire_by_the_attribute_expires_at(deployed: Deployed, table: str) -> None:
    assert deployed.expiry(table) == {
        "TimeToLiveStatus": "ENABLED",
        "AttributeName": "expiresAt",
    }


def test_shops_do_not_expire(deployed: Deployed) -> None:
    assert deployed.expiry("Shops") == {"TimeToLiveStatus": "DISABLED"}


@for_every_table
def test_every_table_is_encrypted_at_rest_by_the_default_of_dynamodb(deployed: Deployed, table: str) -> None:
    # DescribeTable says nothing of encryption with the key that DynamoDB owns, which is the default.
    assert "SSEDescription" not in deployed.described(table)


@for_every_table
def test_nothing_is_set_that_the_document_does_not_state(deployed: Deployed, table: str) -> None:
    description = deployed.described(table)
    assert description["DeletionProtectionEnabled"] is False
    assert "StreamSpecification" not in description
    assert "LocalSecondaryIndexes" not in description
    assert "Replicas" not in description
    assert deployed.tags(table) == {}
