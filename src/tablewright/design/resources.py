"""What a design asks of AWS, resolved for one environment: the tables as plain immutable data.

These are the terms that `plan`, `render` and `deploy` share. A design produces them (``Design.resources``)
and a live endpoint's descriptions are read into the same types, so comparing the two is comparing values.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from tablewright.design.declared_types import check_fields

ScalarType = Literal["S", "N", "B"]
ProjectionType = Literal["ALL", "KEYS_ONLY", "INCLUDE"]
StreamViewType = Literal["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]
TableClass = Literal["STANDARD", "STANDARD_INFREQUENT_ACCESS"]

_KEY_ARN = re.compile(r"arn:[\w-]+:kms:[\w-]+:\d{12}:key/[\w-]+")


@dataclass(frozen=True, slots=True)
class KeyAttribute:
    """An attribute that is part of a key, with its DynamoDB type."""

    name: str
    type: ScalarType


@dataclass(frozen=True, slots=True)
class KeySchema:
    """The partition key and sort key of a table or index.

    A table has one partition attribute and at most one sort attribute; a global secondary index
    may have up to four of each.
    """

    partition: tuple[KeyAttribute, ...]
    sort: tuple[KeyAttribute, ...] = ()

    @property
    def attributes(self) -> tuple[KeyAttribute, ...]:
        """Every key attribute, partition first."""
        return self.partition + self.sort


@dataclass(frozen=True, slots=True)
class Projection:
    """The attributes an index carries besides the keys."""

    type: ProjectionType = "ALL"
    attributes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AutoScaling:
    """Application Auto Scaling of one capacity dimension."""

    minimum: int
    maximum: int
    target_utilization: int = 70

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True, slots=True)
class OnDemand:
    """Pay per request, with optional maximums in request units a second."""

    max_read: int | None = None
    max_write: int | None = None

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True, slots=True)
class Provisioned:
    """Provisioned capacity in units a second; scaling, where given, is left to AWS once it is set up."""

    read: int
    write: int
    read_scaling: AutoScaling | None = None
    write_scaling: AutoScaling | None = None

    def __post_init__(self) -> None:
        check_fields(self)


Billing = OnDemand | Provisioned


@dataclass(frozen=True, slots=True)
class WarmThroughput:
    """Reads and writes a second that the table or index must sustain at once."""

    read: int
    write: int

    def __post_init__(self) -> None:
        check_fields(self)


ON_DEMAND_WARM_THROUGHPUT: Final = WarmThroughput(read=12_000, write=4_000)
"""What every on-demand table and index is ready for
(https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html)."""


@dataclass(frozen=True, slots=True)
class Encryption:
    """Encryption at rest: by a key AWS owns, by AWS's managed key in the account, or by a customer key."""

    by: Literal["AWS_OWNED", "AWS_MANAGED", "CUSTOMER"] = "AWS_OWNED"
    key_arn: str | None = None

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def names_a_key(self) -> bool:
        """Whether ``key_arn`` is the ARN of a key itself, and not of an alias, nor a bare id."""
        return self.key_arn is not None and _KEY_ARN.fullmatch(self.key_arn) is not None


@dataclass(frozen=True, slots=True)
class BackupSchedule:
    """On-demand backups taken on a schedule (AWS Backup): a cron expression in UTC and how long each is kept."""

    schedule: str
    keep_days: int

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True, slots=True)
class IndexResource:
    """A secondary index as AWS is asked to make it."""

    name: str
    kind: Literal["GSI", "LSI"]
    key: KeySchema
    projection: Projection = Projection()
    billing: Billing | None = None
    """Capacity of the index itself; None: as its table's."""
    warm_throughput: WarmThroughput | None = None


@dataclass(frozen=True, slots=True)
class TableResource:
    """A table as AWS is asked to make it in one environment."""

    logical_id: str
    """The identifier in templates, unique in the design: ``BookingsTable``."""
    name: str
    key: KeySchema
    indexes: tuple[IndexResource, ...] = ()
    billing: Billing = OnDemand()
    stream: StreamViewType | None = None
    ttl_attribute: str | None = None
    recovery_days: int | None = None
    """Point-in-time recovery window in days (1 to 35); None: off."""
    encryption: Encryption = Encryption()
    table_class: TableClass = "STANDARD"
    deletion_protection: bool = False
    warm_throughput: WarmThroughput | None = None
    replicas: tuple[str, ...] = ()
    """Regions, besides the table's own, that hold a replica."""
    backup: BackupSchedule | None = None
    retain: bool = True
    """Whether the table outlives the stack that made it (CloudFormation DeletionPolicy)."""
    tags: Mapping[str, str] = field(default_factory=dict)

    def index(self, name: str) -> IndexResource | None:
        """The index of that name, if the table has it."""
        return next((index for index in self.indexes if index.name == name), None)
