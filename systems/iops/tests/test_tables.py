"""The tables as AWS describes them are those of the document, in every environment."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

from systems.iops.design import design
from systems.tests.deployed import Deployed, deployed_in, key, types

if TYPE_CHECKING:
    from mypy_boto3_dynamodb.type_defs import TableDescriptionTypeDef

ENVIRONMENTS = ("dev", "prod")
METRICS = "iops-dashboard-metrics"
INSIGHTS = "iops-dashboard-insights"

for_every_table = pytest.mark.parametrize("table", [METRICS, INSIGHTS])


@pytest.fixture(scope="module", params=ENVIRONMENTS)
def deployed(request: pytest.FixtureRequest) -> Iterator[Deployed]:
    """Each environment on a DynamoDB of its own."""
    with deployed_in(design, request.param) as deployed:
        yield deployed


def indexes(table: "TableDescriptionTypeDef") -> dict[str, object]:
    """The key, projection and status of each index."""
    return {
        index["IndexName"]: (index["KeySchema"], index["Projection"]["ProjectionType"], index["IndexStatus"])
        for index in table["GlobalSecondaryIndexes"]
    }


def test_the_region_is_the_default_of_the_document() -> None:
    assert [(each.name, each.account, each.region) for each in design.environments] == [
        ("dev", None, "us-east-1"),
        ("prod", None, "us-east-1"),
    ]


def test_the_two_tables_have_the_same_names_in_every_environment(deployed: Deployed) -> None:
    assert deployed.client.list_tables()["TableNames"] == [INSIGHTS, METRICS]


def test_a_metric_has_its_entity_and_the_type_of_it_as_key(deployed: Deployed) -> None:
    assert deployed.described(METRICS)["KeySchema"] == key("entity_id", "entity_type")


def test_metrics_are_indexed_by_type_with_health_score_and_with_last_update(deployed: Deployed) -> None:
    table = deployed.described(METRICS)
    assert indexes(table) == {
        "EntityTypeHealthIndex": (key("entity_type", "health_score"), "ALL", "ACTIVE"),
        "LastUpdatedIndex": (key("entity_type", "last_updated"), "ALL", "ACTIVE"),
    }
    assert types(table) == {"entity_id": "S", "entity_type": "S", "health_score": "N", "last_updated": "S"}


def test_an_insight_has_pk_and_sk_as_its_key(deployed: Deployed) -> None:
    assert deployed.described(INSIGHTS)["KeySchema"] == key("pk", "sk")


def test_insights_are_indexed_by_prediction_with_time_and_with_risk_score(deployed: Deployed) -> None:
    table = deployed.described(INSIGHTS)
    assert indexes(table) == {
        "PredictionTypeIndex": (key("prediction_type", "timestamp"), "ALL", "ACTIVE"),
        "RiskScoreIndex": (key("prediction_type", "risk_score"), "ALL", "ACTIVE"),
    }
    assert types(table) == {"pk": "S", "sk": "S", "prediction_type": "S", "timestamp": "S", "risk_score": "N"}


@for_every_table
def test_every_table_is_on_demand(deployed: Deployed, table: str) -> None:
    assert deployed.described(table)["BillingModeSummary"]["BillingMode"] == "PAY_PER_REQUEST"


@for_every_table
def test_every_table_has_point_in_time_recovery(deployed: Deployed, table: str) -> None:
    assert deployed.recovery(table)["PointInTimeRecoveryStatus"] == "ENABLED"


def test_only_metrics_have_a_stream_and_it_is_of_new_and_old_images(deployed: Deployed) -> None:
    metrics = deployed.described(METRICS)
    assert metrics["StreamSpecification"] == {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    assert metrics["LatestStreamArn"].startswith(f"{metrics['TableArn']}/stream/")
    assert "StreamSpecification" not in deployed.described(INSIGHTS)


@pytest.mark.parametrize(
    ("table", "expiry"),
    [
        (METRICS, {"TimeToLiveStatus": "DISABLED"}),
        (INSIGHTS, {"TimeToLiveStatus": "ENABLED", "AttributeName": "ttl"}),
    ],
)
def test_only_insights_expire_by_the_attribute_ttl(deployed: Deployed, table: str, expiry: dict[str, str]) -> None:
    assert deployed.expiry(table) == expiry


@for_every_table
def test_nothing_is_set_that_the_document_does_not_state(deployed: Deployed, table: str) -> None:
    description = deployed.described(table)
    assert description["DeletionProtectionEnabled"] is False
    assert "SSEDescription" not in description
    assert "LocalSecondaryIndexes" not in description
    assert "Replicas" not in description
    assert deployed.tags(table) == {}
