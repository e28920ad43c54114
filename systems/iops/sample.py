"""Sample data: the metrics of students, tutors, subjects and regions, and a dozen days of insights.

It is always the same. Its days are those of the document's examples, twenty years later: insights live for 90
days, and so they do not expire while you look at them.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from random import Random

from .design import EntityType, Insight, Metric

NOW = datetime(2045, 1, 15, 10, 30, tzinfo=UTC)
"""When the last of the metrics was updated and the last insights were made."""

EXAMPLE_STUDENT = "stu_4532"
"""The student of the document's examples."""

# ---------------------------------------------------------------------------------------------------- metrics

_ENTITIES: Mapping[EntityType, tuple[str, ...]] = {
    "student": tuple(f"stu_{number}" for number in range(4521, 4545)),
    "tutor": tuple(f"tut_{number:03d}" for number in range(101, 109)),
    "subject": ("algebra", "biology", "chemistry", "essay_writing", "physics", "spanish"),
    "region": ("us_east", "us_west", "uk", "india"),
}
_SESSIONS_A_WEEK: Mapping[EntityType, int] = {"student": 4, "tutor": 18, "subject": 60, "region": 150}


def _metric(entity_id: str, entity_type: EntityType, minutes_ago: int) -> Metric:
    """Metrics drawn for an entity: the fewer its sessions and the more its calls, the worse its health."""
    draw = Random(entity_id)
    usual = _SESSIONS_A_WEEK[entity_type]
    week = draw.randint(0, usual)
    calls = draw.randint(0, usual)
    rating = Decimal(draw.randint(30, 50)) / 10
    return Metric(
        entity_id=entity_id,
        entity_type=entity_type,
        sessions_7d=week,
        sessions_14d=2 * week + draw.randint(0, 2),
        sessions_30d=4 * week + draw.randint(2, 6),
        ib_calls_7d=calls,
        ib_calls_14d=calls + draw.randint(0, usual),
        avg_rating=rating,
        health_score=int(10 * rating) + 40 * week // usual + 10 * (usual - calls) // usual,
        last_updated=NOW - timedelta(minutes=minutes_ago),
    )


def example_metric() -> Metric:
    """The document's example item."""
    return Metric(
        entity_id=EXAMPLE_STUDENT,
        entity_type="student",
        sessions_7d=2,
        sessions_14d=5,
        sessions_30d=12,
        ib_calls_7d=1,
        ib_calls_14d=3,
        avg_rating=Decimal("4.5"),
        health_score=72,
        last_updated=NOW,
    )


def metrics() -> Iterator[Metric]:
    """The metrics of every entity, updated one after another some minutes ago."""
    number = 0
    for entity_type, entity_ids in _ENTITIES.items():
        for entity_id in entity_ids:
            number += 1
            yield example_metric() if entity_id == EXAMPLE_STUDENT else _metric(entity_id, entity_type, 7 * number)


# --------------------------------------------------------------------------------------------------- insights

_PREDICTIONS: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "churn_risk": (
        "The student books half as many sessions as a month ago.",
        ("Offer a free session", "Ask why the student books less"),
    ),
    "low_health_score": (
        "The health score of the student fell below 70.",
        ("Review recent sessions with the tutor",),
    ),
    "high_ib_call_frequency": (
        "Student shows high IB call frequency with declining health score...",
        (
            "Schedule immediate check-in call",
            "Review IB call transcripts",
            "Offer session with senior tutor",
        ),
    ),
}
"""What is predicted: explanation and recommendations by type."""


def insight(entity_id: str, prediction_type: str, risk_score: int, timestamp: datetime) -> Insight:
    """An insight about an entity, with the explanation and the recommendations of its type."""
    explanation, recommendations = _PREDICTIONS[prediction_type]
    return Insight(
        alert_id=f"{prediction_type}_{entity_id}_{int(timestamp.timestamp() * 1000)}",
        entity_id=entity_id,
        prediction_type=prediction_type,
        risk_score=risk_score,
        explanation=explanation,
        recommendations=list(recommendations),
        timestamp=timestamp,
        model_used="bedrock-claude-3.5-haiku",
    )


def insights() -> Iterator[Insight]:
    """One a day about the example's student, the last being the example's own; two about each unhealthy one."""
    types = tuple(_PREDICTIONS)
    for days_ago in range(11, -1, -1):
        kind = types[-1 - days_ago % len(types)]
        yield insight(EXAMPLE_STUDENT, kind, 82 - 3 * days_ago, NOW - timedelta(days=days_ago))
    unhealthy = (each for each in metrics() if each.entity_type == "student" and each.health_score < 70)
    for number, metric in enumerate(unhealthy):
        risk = 100 - metric.health_score // 2
        for weeks_ago in (1, 0):
            moment = metric.last_updated - timedelta(weeks=weeks_ago, seconds=number)
            yield insight(metric.entity_id, types[(number + weeks_ago) % len(types)], risk - 9 * weeks_ago, moment)


def sample() -> Iterator[Metric | Insight]:
    """Everything: metrics, insights."""
    yield from metrics()
    yield from insights()


# --------------------------------------------------------------------------------------------------- examples

_NEW_STUDENT = "stu_9001"

EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "put_metric": {"metric": example_metric().model_copy(update={"entity_id": _NEW_STUDENT, "health_score": 64})},
    "get_metric": {"entity_id": EXAMPLE_STUDENT, "entity_type": "student"},
    "metrics_by_type": {"entity_type": "region"},
    "unhealthy": {"entity_type": "student", "below": 70},
    "recently_updated": {"entity_type": "student", "limit": 5},
    "update_health": {
        "entity_id": _NEW_STUDENT,
        "entity_type": "student",
        "health_score": 58,
        "last_updated": NOW + timedelta(minutes=5),
    },
    "put_insight": {"insight": insight(_NEW_STUDENT, "churn_risk", 91, NOW + timedelta(minutes=6))},
    "insights_of_entity_in": {"entity_id": EXAMPLE_STUDENT, "period": "2045-01"},
    "latest_insights_of_entity": {"entity_id": EXAMPLE_STUDENT},
    "insights_by_prediction": {"prediction_type": "churn_risk"},
    "high_risk": {"prediction_type": "high_ib_call_frequency", "above": 80},
}
"""Inputs for every access pattern, meant to be run in this order on the sample data."""
