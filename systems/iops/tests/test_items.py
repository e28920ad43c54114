"""Items are those of the document's examples, expire when it says, and appear in the stream."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from systems.iops.design import DashboardPatterns, Insight, Metric
from tablewright import AlreadyExists
from tablewright.engine import ManualClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

    from tablewright.adapters.embedded import EmbeddedDynamoDB

EXAMPLES_TIME = datetime(2025, 1, 15, 10, 30, tzinfo=UTC)
METRICS = "iops-dashboard-metrics"
INSIGHTS = "iops-dashboard-insights"


@pytest.fixture
def clock() -> ManualClock:
    """Stands at the time of the document's examples."""
    return ManualClock(EXAMPLES_TIME.timestamp())


def metric() -> Metric:
    """The document's example of a metric."""
    return Metric(
        entity_id="stu_4532",
        entity_type="student",
        sessions_7d=2,
        sessions_14d=5,
        sessions_30d=12,
        ib_calls_7d=1,
        ib_calls_14d=3,
        avg_rating=Decimal("4.5"),
        health_score=72,
        last_updated=EXAMPLES_TIME,
    )


def insight(timestamp: datetime = EXAMPLES_TIME) -> Insight:
    """The document's example of an insight."""
    return Insight(
        alert_id="high_ib_call_frequency_stu_4532_1705318200000",
        entity_id="stu_4532",
        prediction_type="high_ib_call_frequency",
        risk_score=82,
        explanation="Student shows high IB call frequency with declining health score...",
        recommendations=[
            "Schedule immediate check-in call",
            "Review IB call transcripts",
            "Offer session with senior tutor",
        ],
        timestamp=timestamp,
        model_used="bedrock-claude-3.5-haiku",
    )


# -------------------------------------------------------------------------------------------------- attributes


def test_a_metric_is_stored_as_the_documents_example(empty: DashboardPatterns, tables: "DynamoDBClient") -> None:
    empty.put_metric(metric())
    [item] = tables.scan(TableName=METRICS)["Items"]
    assert item == {
        "entity_id": {"S": "stu_4532"},
        "entity_type": {"S": "student"},
        "sessions_7d": {"N": "2"},
        "sessions_14d": {"N": "5"},
        "sessions_30d": {"N": "12"},
        "ib_calls_7d": {"N": "1"},
        "ib_calls_14d": {"N": "3"},
        "avg_rating": {"N": "4.5"},
        "health_score": {"N": "72"},
        "last_updated": {"S": "2025-01-15T10:30:00Z"},
    }


def test_an_insight_is_stored_as_the_documents_example_and_expires_after_90_days(
    empty: DashboardPatterns, tables: "DynamoDBClient"
) -> None:
    empty.put_insight(insight())
    [item] = tables.scan(TableName=INSIGHTS)["Items"]
    assert item == {
        "pk": {"S": "insight#stu_4532"},
        "sk": {"S": "2025-01-15T10:30:00Z"},
        "alert_id": {"S": "high_ib_call_frequency_stu_4532_1705318200000"},
        "entity_id": {"S": "stu_4532"},
        "prediction_type": {"S": "high_ib_call_frequency"},
        "risk_score": {"N": "82"},
        "explanation": {"S": "Student shows high IB call frequency with declining health score..."},
        "recommendations": {
            "L": [
                {"S": "Schedule immediate check-in call"},
                {"S": "Review IB call transcripts"},
                {"S": "Offer session with senior tutor"},
            ]
        },
        "timestamp": {"S": "2025-01-15T10:30:00Z"},
        "model_used": {"S": "bedrock-claude-3.5-haiku"},
        "ttl": {"N": str(int(EXAMPLES_TIME.timestamp()) + 7_776_000)},
    }


def test_the_documents_queries_find_its_examples(empty: DashboardPatterns) -> None:
    empty.put_metric(metric())
    empty.put_insight(insight())
    assert empty.insights_of_entity_in("stu_4532", "2025-01").items == (insight(),)
    assert empty.high_risk("high_ib_call_frequency", above=80).items == (insight(),)
    assert empty.unhealthy("student", below=70).items == ()
    assert empty.unhealthy("student", below=73).items == (metric(),)


@pytest.mark.parametrize(
    ("attribute", "value"),
    [("health_score", 101), ("health_score", -1), ("avg_rating", "5.1"), ("entity_type", "school")],
)
def test_a_metric_outside_of_its_documented_range_is_refused(attribute: str, value: object) -> None:
    with pytest.raises(ValidationError, match=attribute):
        Metric.model_validate({**metric().model_dump(), attribute: value})


@pytest.mark.parametrize("risk_score", [-1, 101])
def test_a_risk_score_outside_of_its_documented_range_is_refused(risk_score: int) -> None:
    with pytest.raises(ValidationError, match="risk_score"):
        Insight.model_validate({**insight().model_dump(), "risk_score": risk_score})


def test_a_second_insight_of_the_same_second_is_refused(empty: DashboardPatterns) -> None:
    empty.put_insight(insight())
    with pytest.raises(AlreadyExists):
        empty.put_insight(insight(EXAMPLES_TIME + timedelta(milliseconds=400)))
    assert empty.latest_insights_of_entity("stu_4532").items == (insight(),)


# ------------------------------------------------------------------------------------------- expiry and stream


def test_insights_are_deleted_after_90_days_and_metrics_stay(
    empty: DashboardPatterns, engine: "EmbeddedDynamoDB", clock: ManualClock
) -> None:
    empty.put_metric(metric())
    empty.put_insight(insight())
    clock.advance(90 * 86_400 - 60)
    engine.maintain()
    assert len(empty.latest_insights_of_entity("stu_4532")) == 1
    clock.advance(120)
    engine.maintain()
    assert len(empty.latest_insights_of_entity("stu_4532")) == 0
    assert empty.get_metric("stu_4532", "student") == metric()


def test_the_documents_example_with_its_own_ttl_would_be_deleted_at_once(
    empty: DashboardPatterns, tables: "DynamoDBClient", engine: "EmbeddedDynamoDB"
) -> None:
    empty.put_insight(insight())
    [item] = tables.scan(TableName=INSIGHTS)["Items"]
    tables.put_item(TableName=INSIGHTS, Item={**item, "ttl": {"N": "1712822400"}})
    engine.maintain()
    assert tables.scan(TableName=INSIGHTS)["Items"] == []


def test_the_stream_tells_every_change_of_a_metric_with_old_and_new_image(
    empty: DashboardPatterns, tables: "DynamoDBClient", streams: "DynamoDBStreamsClient"
) -> None:
    arn = tables.describe_table(TableName=METRICS)["Table"]["LatestStreamArn"]
    [shard] = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="LATEST")
    empty.put_metric(metric())
    empty.update_health("stu_4532", "student", 65, EXAMPLES_TIME + timedelta(minutes=1))
    inserted, modified = streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    assert (inserted["eventName"], modified["eventName"]) == ("INSERT", "MODIFY")
    assert "OldImage" not in inserted["dynamodb"]
    assert modified["dynamodb"]["OldImage"]["health_score"] == {"N": "72"}
    assert modified["dynamodb"]["NewImage"]["health_score"] == {"N": "65"}
