"""The tables as AWS describes them are those of the document, in every environment."""

from collections.abc import Iterator

import pytest

from systems.solicitation.design import design
from systems.tests.deployed import Deployed, deployed_in, key

ENVIRONMENTS = ("dev", "staging", "prod")
TABLES = ("Candidates", "ProgramConfig", "ScoreCache")

for_every_table = pytest.mark.parametrize("table", TABLES)


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def deployed(request: pytest.FixtureRequest) -> Iterator[Deployed]:
    """Each environment on a DynamoDB of its own."""
    with deployed_in(design, request.param, "{table}-{env}") as deployed:
        yield deployed


def test_the_environments_are_dev_staging_and_prod() -> None:
    assert tuple(environment.name for environment in design.environments) == ENVIRONMENTS


def test_the_three_tables_carry_the_environment_in_their_names(deployed: Deployed) -> None:
    assert deployed.client.list_tables()["TableNames"] == [
        f"Candidates-{deployed.env}",
        f"ProgramConfig-{deployed.env}",
        f"ScoreCache-{deployed.env}",
    ]


@for_every_table
def test_every_table_has_pk_and_sk_as_its_key(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["KeySchema"] == key("PK", "SK")


def test_candidates_has_the_two_documented_indexes_of_all_attributes(deployed: Deployed) -> None:
    table = deployed.described("Candidates")
    assert {
        index["IndexName"]: (index["KeySchema"], index["Projection"]) for index in table["GlobalSecondaryIndexes"]
    } == {
        "ProgramChannelIndex": (key("GSI1PK", "GSI1SK"), {"ProjectionType": "ALL"}),
        "ProgramDateIndex": (key("GSI2PK", "GSI2SK"), {"ProjectionType": "ALL"}),
    }
    assert {each["AttributeName"]: each["AttributeType"] for each in table["AttributeDefinitions"]} == dict.fromkeys(
        ("PK", "SK", "GSI1PK", "GSI1SK", "GSI2PK", "GSI2SK"), "S"
    )


@pytest.mark.parametrize("table", ["ProgramConfig", "ScoreCache"])
def test_the_other_tables_have_no_index(deployed: Deployed, table: str) -> None:
    assert "GlobalSecondaryIndexes" not in deployed.described(table)


@for_every_table
def test_every_table_is_on_demand(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


@for_every_table
def test_every_table_is_encrypted_with_the_key_aws_manages(deployed: Deployed, table: str) -> None:
    encryption = deployed.described(table)["SSEDescription"]
    assert (encryption["Status"], encryption["SSEType"]) == ("ENABLED", "KMS")


@for_every_table
def test_every_table_has_point_in_time_recovery(deployed: Deployed, table: str) -> None:
    assert deployed.recovery(table)["PointInTimeRecoveryStatus"] == "ENABLED"


@pytest.mark.parametrize("table", ["Candidates", "ScoreCache"])
def test_candidates_and_scores_expire_by_the_attribute_ttl(deployed: Deployed, table: str) -> None:
    assert deployed.expiry(table) == {
        "TimeToLiveStatus": "ENABLED",
        "AttributeName": "ttl",
    }


def test_program_configurations_do_not_expire(deployed: Deployed) -> None:
    assert deployed.expiry("ProgramConfig") == {"TimeToLiveStatus": "DISABLED"}


@for_every_table
def test_every_table_is_tagged_with_environment_application_and_manager(deployed: Deployed, table: str) -> None:
    assert deployed.tags(table) == {
        "Environment": deployed.env,
        "Application": "General Solicitation Platform",
        "ManagedBy": "CloudFormation",
    }


@for_every_table
def test_nothing_is_set_that_the_document_does_not_state(deployed: Deployed, table: str) -> None:
    description = deployed.described(table)
    assert description["DeletionProtectionEnabled"] is False
    assert "StreamSpecification" not in description
    assert "LocalSecondaryIndexes" not in description
    assert "Replicas" not in description
