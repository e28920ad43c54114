"""A table whose keys and indexes are of every kind, for patterns to be declared on."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal, Protocol

from tablewright import (
    GSI,
    KEYS_ONLY,
    LSI,
    TTL,
    Design,
    Embedded,
    Entity,
    Flag,
    Key,
    OnUpdate,
    Table,
    Timestamp,
    after,
    camelCase,
    include,
    query,
)

Status = Literal["OPEN", "CLOSED"]


class Candidate(Entity, names=camelCase):
    customer_id: str
    program_id: str
    channel_id: str
    score: Decimal
    status: Status = "OPEN"
    active: Flag = True
    created_at: Timestamp
    changed_at: Annotated[Timestamp | None, OnUpdate()] = None
    visits: int = 0
    labels: set[str] = set()
    note: str | None = None


candidates = Table(
    Candidate,
    name="candidates",
    key=Key(PK="CUSTOMER#{customerId}", SK="PROGRAM#{programId}#CHANNEL#{channelId}"),
    indexes=[
        GSI("by-score", Key(GSI1PK="PROGRAM#{programId}", GSI1SK="SCORE#{score:07.3f}#CUSTOMER#{customerId}")),
        GSI("by-day", Key(GSI2PK="PROGRAM#{programId}#DATE#{createdAt:%Y-%m-%d}", GSI2SK="{createdAt}#{customerId}")),
        GSI("by-status", Key("status", "createdAt"), projection=include("score")),
        GSI("by-active", Key("active"), projection=KEYS_ONLY),
        LSI("by-change", "changedAt"),
    ],
    ttl=TTL("ttl", after(days=30, since="createdAt")),
)


class Row(Embedded, names=camelCase):
    """What by-status carries."""

    status: Status
    score: Decimal


class Complete(Protocol):
    """One pattern for each index, so that the design has no other problems."""

    @query(candidates, index="by-score")
    def used_score(self, program_id: str) -> list[Candidate]:
        """Uses by-score."""

    @query(candidates, index="by-day")
    def used_day(self, program_id: str, created_at: date) -> list[Candidate]:
        """Uses by-day."""

    @query(candidates, index="by-status")
    def used_status(self, status: Status) -> int:
        """Uses by-status."""

    @query(candidates, index="by-active")
    def used_active(self, active: bool) -> int:
        """Uses by-active."""

    @query(candidates, index="by-change")
    def used_change(self, customer_id: str) -> list[Candidate]:
        """Uses by-change."""


def declared(method: Callable[..., Any], *tables: Table) -> Design:
    """A design with one pattern more."""
    protocol: Any = type("Patterns", (Complete,), {method.__name__: method})
    return Design("p", tables=[candidates, *tables], patterns=[protocol])
