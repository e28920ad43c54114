"""Every access pattern gives what the document says of it."""

from datetime import UTC, datetime, timedelta

import pytest

from systems.iops.design import DashboardPatterns, EntityType, Insight, Metric, design
from systems.iops.sample import EXAMPLE_STUDENT, NOW, insights, metrics
from tablewright import NotFound


def of_type(entity_type: EntityType) -> list[Metric]:
    """The sample's metrics of a type of entity."""
    return [metric for metric in metrics() if metric.entity_type == entity_type]


def of_entity(entity_id: str) -> list[Insight]:
    """The sample's insights about an entity, the latest first."""
    found = (insight for insight in insights() if insight.entity_id == entity_id)
    return sorted(found, key=lambda insight: insight.timestamp, reverse=True)


def test_metrics_are_read_by_entity_and_type(db: DashboardPatterns) -> None:
    for metric in metrics():
        assert db.get_metric(metric.entity_id, metric.entity_type) == metric
    assert db.get_metric(EXAMPLE_STUDENT, "tutor") is None


@pytest.mark.parametrize("entity_type", ["student", "tutor", "subject", "region"])
def test_the_metrics_of_a_type_come_with_the_least_healthy_first(
    db: DashboardPatterns, entity_type: EntityType
) -> None:
    found = list(db.metrics_by_type(entity_type))
    assert [metric.health_score for metric in found] == sorted(metric.health_score for metric in of_type(entity_type))
    assert {metric.entity_id for metric in found} == {metric.entity_id for metric in of_type(entity_type)}


def test_students_with_a_health_score_below_70_are_found(db: DashboardPatterns) -> None:
    found = list(db.unhealthy("student"))
    assert {metric.entity_id for metric in found} == {
        metric.entity_id for metric in of_type("student") if metric.health_score < 70
    }
    assert found


def test_recently_updated_entities_come_first(db: DashboardPatterns) -> None:
    expected = sorted(of_type("student"), key=lambda metric: metric.last_updated, reverse=True)
    assert list(db.recently_updated("student", limit=5)) == expected[:5]


def test_a_new_health_score_moves_the_entity_in_both_indexes(db: DashboardPatterns) -> None:
    later = NOW + timedelta(seconds=1)
    updated = db.update_health(EXAMPLE_STUDENT, "student", 1, later)
    assert (updated.health_score, updated.last_updated, updated.sessions_30d) == (1, later, 12)
    assert db.metrics_by_type("student", limit=1).items == (updated,)
    assert db.recently_updated("student", limit=1).items == (updated,)


def test_the_health_of_an_entity_without_metrics_is_not_updated(db: DashboardPatterns) -> None:
    with pytest.raises(NotFound):
        db.update_health("nobody", "student", 50, NOW)


def test_the_insights_of_a_student_are_found_by_month_and_by_day(db: DashboardPatterns) -> None:
    expected = of_entity(EXAMPLE_STUDENT)[::-1]
    assert list(db.insights_of_entity_in(EXAMPLE_STUDENT, "2045-01")) == expected
    assert list(db.insights_of_entity_in(EXAMPLE_STUDENT, "2045-01-15")) == expected[-1:]
    assert list(db.insights_of_entity_in(EXAMPLE_STUDENT, "2045-02")) == []


def test_the_ten_latest_insights_of_an_entity_come_first_and_the_rest_on_the_next_page(db: DashboardPatterns) -> None:
    expected = of_entity(EXAMPLE_STUDENT)
    first = db.latest_insights_of_entity(EXAMPLE_STUDENT)
    second = db.latest_insights_of_entity(EXAMPLE_STUDENT, cursor=first.cursor)
    assert [*first, *second] == expected
    assert (len(first), len(second)) == (10, 2)


@pytest.mark.parametrize("prediction_type", ["churn_risk", "low_health_score", "high_ib_call_frequency"])
def test_the_predictions_of_a_type_come_with_the_latest_first(db: DashboardPatterns, prediction_type: str) -> None:
    expected = [insight for insight in insights() if insight.prediction_type == prediction_type]
    found = list(db.insights_by_prediction(prediction_type))
    assert [insight.timestamp for insight in found] == sorted((each.timestamp for each in expected), reverse=True)
    assert {insight.alert_id for insight in found} == {insight.alert_id for insight in expected}
    assert found


def test_the_predictions_of_the_highest_risk_come_first_and_the_bound_is_not_included(db: DashboardPatterns) -> None:
    risks = [insight.risk_score for insight in db.high_risk("high_ib_call_frequency", above=0)]
    assert risks == sorted(risks, reverse=True)
    above = [insight.risk_score for insight in db.high_risk("high_ib_call_frequency", above=risks[2])]
    assert above == [risk for risk in risks if risk > risks[2]]
    assert above


# ------------------------------------------------------------------------------------------- design and sample


def test_no_pattern_scans_a_table() -> None:
    assert {pattern.operation for pattern in design.patterns.values()} == {"get", "query", "put", "update"}


def test_the_sample_has_as_many_items_as_the_readme_says() -> None:
    assert [len(list(each)) for each in (metrics(), insights())] == [42, 40]


def test_the_sample_does_not_expire_for_years() -> None:
    assert min(insight.timestamp for insight in insights()) + timedelta(days=90) > datetime(2045, 1, 1, tzinfo=UTC)
