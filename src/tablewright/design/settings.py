"""How tables are run: billing, protection, recovery, streams, tags; what is said in several places, merged."""

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from enum import Enum, StrEnum
from typing import Any, Final

from tablewright.design.declared_types import check_fields
from tablewright.design.resources import (
    BackupSchedule,
    Billing,
    Encryption,
    OnDemand,
    TableClass,
    WarmThroughput,
)


class Unset(Enum):
    """See `UNSET`."""

    UNSET = "unset"

    def __repr__(self) -> str:
        return "UNSET"


UNSET: Final = Unset.UNSET
"""A setting that is not said here and so comes from elsewhere; None turns a setting off."""


class StreamView(StrEnum):
    """What a stream record holds of the item that changed."""

    KEYS_ONLY = "KEYS_ONLY"
    NEW_IMAGE = "NEW_IMAGE"
    OLD_IMAGE = "OLD_IMAGE"
    NEW_AND_OLD_IMAGES = "NEW_AND_OLD_IMAGES"


@dataclass(frozen=True, slots=True)
class PointInTimeRecovery:
    """Continuous backups: the table can be restored to any second of the last ``days`` (1 to 35)."""

    days: int = 35

    def __post_init__(self) -> None:
        check_fields(self)


def daily(keep_days: int, *, at: str = "05:00") -> BackupSchedule:
    """A backup every day at a UTC time of day (``HH:MM``), each kept for ``keep_days``.

    Raises:
        ValueError: ``at`` is not a time of day.
    """
    hour, _, minute = at.partition(":")
    if not (hour.isdigit() and minute.isdigit() and int(hour) < 24 and int(minute) < 60):
        raise ValueError(f"at={at!r} is not a time of day; write it as HH:MM, in UTC")
    return BackupSchedule(f"cron({int(minute)} {int(hour)} * * ? *)", keep_days)


def hourly(keep_days: int, *, minute: int = 0) -> BackupSchedule:
    """A backup every hour at a minute of it (0 to 59), each kept for ``keep_days``.

    Raises:
        ValueError: there is no such minute.
    """
    if not 0 <= minute < 60:
        raise ValueError(f"minute={minute} is not a minute of an hour (0 to 59)")
    return BackupSchedule(f"cron({minute} * * * ? *)", keep_days)


@dataclass(frozen=True, kw_only=True, eq=False)
class Settings:
    """How a table is run. What is left unset comes from the design's defaults, then from DynamoDB's.

    Attributes:
        billing: on demand (with optional maximums) or provisioned capacity.
        warm_throughput: reads and writes a second the table must sustain at once.
        stream: what its stream records hold; None: no stream.
        recovery: point-in-time recovery; None: off.
        encryption: whose key encrypts it at rest.
        table_class: STANDARD or STANDARD_INFREQUENT_ACCESS.
        deletion_protection: whether DeleteTable is refused.
        replicas: regions, besides the table's own, that hold a replica (global table).
        backup: on-demand backups on a schedule; see ``daily`` and ``hourly``.
        retain: whether the table outlives the stack that made it.
        tags: added to those said elsewhere; values may contain ``{env}``, ``{design}``, ``{region}``, ``{account}``.
    """

    billing: Billing | Unset = UNSET
    warm_throughput: WarmThroughput | Unset | None = UNSET
    stream: StreamView | Unset | None = UNSET
    recovery: PointInTimeRecovery | Unset | None = UNSET
    encryption: Encryption | Unset = UNSET
    table_class: TableClass | Unset = UNSET
    deletion_protection: bool | Unset = UNSET
    replicas: tuple[str, ...] | list[str] | Unset = UNSET
    backup: BackupSchedule | Unset | None = UNSET
    retain: bool | Unset = UNSET
    tags: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        check_fields(self)

    def said(self) -> dict[str, Any]:
        """The settings made here, by name; tags excluded."""
        names = (each.name for each in fields(Settings) if each.name != "tags")
        return {name: value for name in names if (value := getattr(self, name)) is not UNSET}


AMAZON_DEFAULTS = Settings(
    billing=OnDemand(),
    warm_throughput=None,
    stream=None,
    recovery=None,
    encryption=Encryption(),
    table_class="STANDARD",
    deletion_protection=False,
    replicas=(),
    backup=None,
    retain=True,
)
"""What holds where nothing is said: DynamoDB's own defaults, on demand, kept when a stack goes."""


def merged(*layers: Settings) -> Settings:
    """The settings of several layers, a later one winning over an earlier; tags are put together."""
    result = Settings()
    for layer in layers:
        result = replace(result, **layer.said(), tags={**result.tags, **layer.tags})
    return result
