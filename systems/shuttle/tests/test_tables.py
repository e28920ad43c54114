"""The tables as AWS describes them are those of the document, in every environment."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import pytest

import tablewright
from systems.shuttle.design import design
from tablewright.deploy import apply, make_plan, verify

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodb.type_defs import TableDescriptionTypeDef

ENVIRONMENTS = ("dev", "staging", "prod")
TABLES = ("Shops", "Jobs", "ImportHistory")

for_every_table = pytest.mark.parametrize("table", TABLES)


@dataclass(frozen=True)
class Deployed:
    """The design, applied in one environment."""

    env: str
    client: "DynamoDBClient"

    def name(self, table: str) -> str:
        """A table's name in the environment."""
        return f"{table}-{self.env}"

    def described(self, table: str) -> "TableDescriptionTypeDef":
        """What DescribeTable says of a table."""
        return self.client.describe_table(TableName=self.name(table))["Table"]


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def deployed(request: pytest.FixtureRequest) -> Iterator[Deployed]:
    """Each environment on a DynamoDB of its own."""
    with tablewright.embedded() as engine:
        client = engine.client("dynamodb")
        apply(design.resources(request.param), client)
        yield Deployed(request.param, client)


def key(*names: str) -> list[dict[str, str]]:
    """A key as DynamoDB describes it."""
    return [{"AttributeName": name, "KeyType": kind} for name, kind in zip(names, ("HASH", "RANGE"), strict=False)]


def types(table: "TableDescriptionTypeDef") -> dict[str, str]:
    """The key attributes of a table and its indexes, with their types."""
    return {each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]}


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
    backups = deployed.client.describe_continuous_backups(TableName=deployed.name(table))[
        "ContinuousBackupsDescription"
    ]
    assert backups["PointInTimeRecoveryDescription"]["PointInTimeRecoveryStatus"] == "ENABLED"


@pytest.mark.parametrize("table", ["Jobs", "ImportHistory"])
def test_jobs_and_imports_expire_by_the_attribute_expires_at(deployed: Deployed, table: str) -> None:
    assert deployed.client.describe_time_to_live(TableName=deployed.name(table))["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "ENABLED",
        "AttributeName": "expiresAt",
    }


def test_shops_do_not_expire(deployed: Deployed) -> None:
    assert deployed.client.describe_time_to_live(TableName=deployed.name("Shops"))["TimeToLiveDescription"] == {
        "TimeToLiveStatus": "DISABLED"
    }


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
    assert deployed.client.list_tags_of_resource(ResourceArn=description["TableArn"])["Tags"] == []


def test_what_was_deployed_is_verified_and_deploying_again_changes_nothing(deployed: Deployed) -> None:
    assert verify(design.resources(deployed.env), deployed.client).matches
    assert make_plan(design.resources(deployed.env), deployed.client).changes == ()
