"""The IOps dashboard: operational metrics of each entity, and the insights AI draws from them (PR-08)."""

from decimal import Decimal
from typing import Annotated, Literal, Protocol

from pydantic import Field

from tablewright import (
    GSI,
    TTL,
    Design,
    Entity,
    Environment,
    Key,
    OnDemand,
    Page,
    PointInTimeRecovery,
    Settings,
    StreamView,
    Table,
    TimestampSeconds,
    after,
    get,
    put,
    query,
    update,
)

EntityType = Literal["student", "tutor", "subject", "region"]
Percentage = Annotated[int, Field(ge=0, le=100)]
Count = Annotated[int, Field(ge=0)]


# ---------------------------------------------------------------------------------------------- metrics table


class Metric(Entity):
    """The aggregated operational metrics of a student, a tutor, a subject or a region."""

    entity_id: str
    entity_type: EntityType
    sessions_7d: Count
    sessions_14d: Count
    sessions_30d: Count
    ib_calls_7d: Count
    ib_calls_14d: Count
    avg_rating: Annotated[Decimal, Field(ge=0, le=5)]
    health_score: Percentage
    last_updated: TimestampSeconds


metrics = Table(
    Metric,
    name="iops-dashboard-metrics",
    logical_id="MetricsTable",
    key=Key("entity_id", "entity_type"),
    indexes=[
        GSI("EntityTypeHealthIndex", Key("entity_type", "health_score")),
        GSI("LastUpdatedIndex", Key("entity_type", "last_updated")),
    ],
    stream=StreamView.NEW_AND_OLD_IMAGES,  # for real-time updates
)


# --------------------------------------------------------------------------------------------- insights table


class Insight(Entity):
    """What AI predicts of an entity, how great the risk is, and what to do about it."""

    alert_id: str
    entity_id: str
    prediction_type: str
    risk_score: Percentage
    explanation: str
    recommendations: list[str] = []
    timestamp: TimestampSeconds
    model_used: str


insights = Table(
    Insight,
    name="iops-dashboard-insights",
    logical_id="InsightsTable",
    key=Key(pk="insight#{entity_id}", sk="{timestamp}"),  # in chronological order
    indexes=[
        GSI("PredictionTypeIndex", Key("prediction_type", "timestamp")),
        GSI("RiskScoreIndex", Key("prediction_type", "risk_score")),
    ],
    ttl=TTL("ttl", after(days=90, since="timestamp")),  # auto-delete old insights
)


# -------------------------------------------------------------------------------------------- access patterns


class DashboardPatterns(Protocol):
    """What the dashboard and its Lambdas ask of the tables."""

    @put(metrics)
    def put_metric(self, metric: Metric) -> None:
        """Store the metrics of an entity."""

    @get(metrics)
    def get_metric(self, entity_id: str, entity_type: EntityType) -> Metric | None:
        """Get the metrics of an entity by primary key."""

    @query(metrics, index="EntityTypeHealthIndex")
    def metrics_by_type(self, entity_type: EntityType, limit: int = 50, cursor: str | None = None) -> Page[Metric]:
        """Query all entities of a type, the least healthy first."""

    @query(metrics, index="EntityTypeHealthIndex", where="health_score < :below")
    def unhealthy(
        self, entity_type: EntityType, below: int = 70, limit: int = 50, cursor: str | None = None
    ) -> Page[Metric]:
        """Find all entities of a type, such as students, with health_score < 70, the least healthy first."""

    @query(metrics, index="LastUpdatedIndex", order="descending")
    def recently_updated(self, entity_type: EntityType, limit: int = 50, cursor: str | None = None) -> Page[Metric]:
        """Find recently updated entities."""

    @update(metrics)
    def update_health(
        self, entity_id: str, entity_type: EntityType, health_score: Percentage, last_updated: TimestampSeconds
    ) -> Metric:
        """Update the health score of an entity."""

    @put(insights, if_absent=True)
    def put_insight(self, insight: Insight) -> None:
        """Store an insight, never over another of the same second; it is kept for 90 days."""

    @query(insights, where="begins_with(sk, :period)")
    def insights_of_entity_in(
        self, entity_id: str, period: str, limit: int = 50, cursor: str | None = None
    ) -> Page[Insight]:
        """Get all insights for a student whose time begins with a period, such as 2025-01."""

    @query(insights, order="descending")
    def latest_insights_of_entity(self, entity_id: str, limit: int = 10, cursor: str | None = None) -> Page[Insight]:
        """Get all insights for an entity, the latest first."""

    @query(insights, index="PredictionTypeIndex", order="descending")
    def insights_by_prediction(self, prediction_type: str, limit: int = 50, cursor: str | None = None) -> Page[Insight]:
        """Find all predictions of a type, such as churn risk, the latest first."""

    @query(insights, index="RiskScoreIndex", where="risk_score > :above", order="descending")
    def high_risk(
        self, prediction_type: str, above: int = 80, limit: int = 50, cursor: str | None = None
    ) -> Page[Insight]:
        """Find the highest risk predictions of a type."""


# ----------------------------------------------------------------------------------------------------- design


design = Design(
    "iops",
    tables=[metrics, insights],
    patterns=[DashboardPatterns],
    environments=[Environment("dev", retain=False), Environment("prod", retain=True)],
    defaults=Settings(billing=OnDemand(), recovery=PointInTimeRecovery()),
    exports="IOpsDashboard-{table}{output}",
)
