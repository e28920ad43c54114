"""A table as a live endpoint describes it."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Literal

from tablewright.design.resources import TableResource


class Feature(StrEnum):
    """A part of DynamoDB that an endpoint other than AWS may not offer."""

    TAGS = "tags"
    TIME_TO_LIVE = "time to live"
    RECOVERY = "point-in-time recovery"


@dataclass(frozen=True, slots=True)
class ObservedIndex:
    """The state of a secondary index; AWS brings counts and sizes up to date every six hours or so."""

    name: str
    status: str = "ACTIVE"
    backfilling: bool = False
    item_count: int = 0
    size_bytes: int = 0


@dataclass(frozen=True, slots=True)
class ObservedTable:
    """What a live table is, and the state that it is in."""

    resource: TableResource
    """The table in canonical form; what DynamoDB does not describe (backups, retention) has defaults."""
    arn: str
    status: str = "ACTIVE"
    stream_arn: str | None = None
    item_count: int = 0
    size_bytes: int = 0
    indexes: tuple[ObservedIndex, ...] = ()
    key_manager: Literal["AWS", "CUSTOMER"] | None = None
    """Who manages the KMS key, which DescribeTable does not tell; None: not known, or no KMS key."""
    vector_indexes: tuple[str, ...] = ()
    not_offered: frozenset[Feature] = frozenset()
    """What the endpoint does not offer, so that nothing is known of it."""

    def index(self, name: str) -> ObservedIndex | None:
        """The state of the index of that name."""
        return next((index for index in self.indexes if index.name == name), None)
