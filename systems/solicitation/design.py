"""The General Solicitation Platform: whom to ask for their opinion of what, as Task 1.3 defines its tables.

`Candidates` are customers who may be solicited about a subject on behalf of a program, `ProgramConfig` says
how each program finds, scores and reaches them, and `ScoreCache` keeps what the scoring models said.
Keys join uppercase entity types and their ids with `#`: `CUSTOMER#{customerId}#PROGRAM#{programId}`.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Protocol

from pydantic import Field

from tablewright import (
    GSI,
    TTL,
    Design,
    Embedded,
    Encryption,
    Entity,
    Environment,
    EpochSeconds,
    Key,
    OnDemand,
    Page,
    PointInTimeRecovery,
    Settings,
    StoredAs,
    Table,
    Timestamp,
    after,
    camelCase,
    get,
    lookup,
    put,
    query,
    update,
)

ScoreValue = Annotated[Decimal, Field(ge=0, lt=1000, decimal_places=6)]
"""A score from 0 to 999.999999. The index key writes all its digits, so that text sorts as numbers."""


# --------------------------------------------------------------------------------------------------- entities


class Candidate(Entity, names=camelCase):
    """A customer who may be solicited about a subject for a program, on the channel that suits best."""

    customer_id: str
    program_id: str
    marketplace_id: str
    subject_type: str
    subject_id: str
    channel_id: str
    score_value: ScoreValue
    created_at: Timestamp


class Component(Embedded, names=camelCase):
    """One part of a program's pipeline: a data connector, a scoring model, a filter or a channel."""

    id: str
    enabled: bool = True
    settings: dict[str, str] = {}


class ProgramConfig(Entity, names=camelCase):
    """How a program in a marketplace finds its candidates, scores and filters them, and reaches them."""

    program_id: str
    marketplace_id: str
    program_name: str
    enabled: bool
    data_connectors: list[Component]
    scoring_models: list[Component]
    filter_chain: list[Component]
    channels: list[Component]
    batch_schedule: str | None = None
    reactive_enabled: bool = False
    candidate_ttl_days: Annotated[int, StoredAs("candidateTTLDays"), Field(gt=0)]


class Score(Embedded, names=camelCase):
    """What a model said, how sure it was, and when."""

    value: ScoreValue
    confidence: Annotated[Decimal, Field(ge=0, le=1)]
    timestamp: Timestamp


class CachedScore(Entity, names=camelCase):
    """A model's score of a subject for a customer, good until `ttl`, which whoever stores it decides."""

    customer_id: str
    subject_id: str
    model_id: str
    score: Score
    ttl: EpochSeconds


# ----------------------------------------------------------------------------------------------------- tables


program_config = Table(
    ProgramConfig,
    name="ProgramConfig-{env}",
    key=Key(PK="PROGRAM#{programId}", SK="MARKETPLACE#{marketplaceId}"),
)

candidates = Table(
    Candidate,
    name="Candidates-{env}",
    key=Key(
        PK="CUSTOMER#{customerId}#PROGRAM#{programId}#MARKETPLACE#{marketplaceId}",
        SK="SUBJECT#{subjectType}#{subjectId}",
    ),
    indexes=[
        GSI(
            "ProgramChannelIndex",
            Key(
                GSI1PK="PROGRAM#{programId}#CHANNEL#{channelId}",
                GSI1SK="SCORE#{scoreValue:010.6f}#CUSTOMER#{customerId}",
            ),
        ),
        GSI(
            "ProgramDateIndex",
            Key(
                GSI2PK="PROGRAM#{programId}#DATE#{createdAt:%Y-%m-%d}",
                GSI2SK="CREATED#{createdAt}#CUSTOMER#{customerId}",
            ),
        ),
    ],
    ttl=TTL("ttl", after(days=lookup(program_config, "candidateTTLDays"), since="createdAt")),
)

score_cache = Table(
    CachedScore,
    name="ScoreCache-{env}",
    key=Key(PK="CUSTOMER#{customerId}#SUBJECT#{subjectId}", SK="MODEL#{modelId}"),
    ttl=TTL("ttl"),
)


# -------------------------------------------------------------------------------------------- access patterns


class SolicitationPatterns(Protocol):
    """What the platform asks of its tables."""

    @put(program_config)
    def put_program_config(self, config: ProgramConfig) -> None:
        """Store the configuration of a program in a marketplace."""

    @get(program_config)
    def get_program_config(self, program_id: str, marketplace_id: str) -> ProgramConfig | None:
        """Get the configuration of a program in a marketplace."""

    @query(program_config)
    def list_program_configs(self, program_id: str) -> list[ProgramConfig]:
        """List the configurations of a program in all its marketplaces."""

    @put(candidates)
    def put_candidate(self, candidate: Candidate) -> None:
        """Store a candidate; it expires when its program's candidateTTLDays have passed."""

    @get(candidates)
    def get_candidate(
        self, customer_id: str, program_id: str, marketplace_id: str, subject_type: str, subject_id: str
    ) -> Candidate | None:
        """Get the candidate for a customer, program, marketplace and subject."""

    @query(candidates)
    def list_candidates(
        self,
        customer_id: str,
        program_id: str,
        marketplace_id: str,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Candidate]:
        """List what a customer may be asked about for a program in a marketplace."""

    @query(candidates, index="ProgramChannelIndex", order="descending")
    def top_candidates(
        self, program_id: str, channel_id: str, limit: int = 50, cursor: str | None = None
    ) -> Page[Candidate]:
        """Query the top candidates of a program on a channel, the highest score first."""

    @query(candidates, index="ProgramChannelIndex", where="scoreValue >= :minimum", order="descending")
    def candidates_scoring_at_least(
        self,
        program_id: str,
        channel_id: str,
        minimum: ScoreValue,
        limit: int = 50,
        cursor: str | None = None,
    ) -> Page[Candidate]:
        """Query the candidates of a program on a channel with a minimum score, the highest first."""

    @query(candidates, index="ProgramDateIndex")
    def candidates_created_on(
        self, program_id: str, created_at: date, limit: int = 50, cursor: str | None = None
    ) -> Page[Candidate]:
        """Query the candidates a program got on a date (UTC), sorted by creation time."""

    @update(candidates)
    def rescore_candidate(
        self,
        customer_id: str,
        program_id: str,
        marketplace_id: str,
        subject_type: str,
        subject_id: str,
        score_value: ScoreValue,
    ) -> Candidate:
        """Give a candidate a new score, and with it its place in ProgramChannelIndex."""

    @put(score_cache)
    def put_score(self, score: CachedScore) -> None:
        """Cache the score that a model gave a subject for a customer."""

    @get(score_cache)
    def get_score(self, customer_id: str, subject_id: str, model_id: str) -> CachedScore | None:
        """Get the cached score of a customer, subject and model."""

    @query(score_cache)
    def list_scores(self, customer_id: str, subject_id: str) -> list[CachedScore]:
        """List the cached scores of all models for a customer and subject."""


# ----------------------------------------------------------------------------------------------------- design


design = Design(
    "solicitation",
    tables=[candidates, program_config, score_cache],
    patterns=[SolicitationPatterns],
    environments=[Environment("dev"), Environment("staging"), Environment("prod")],
    defaults=Settings(
        billing=OnDemand(),
        recovery=PointInTimeRecovery(),
        encryption=Encryption("AWS_MANAGED"),
        tags={
            "Environment": "{env}",
            "Application": "General Solicitation Platform",
            "ManagedBy": "CloudFormation",
        },
    ),
)
