"""Types for fields whose stored form an application chooses: times, flags, names, references.

Each is an ordinary Python type to a type checker, carrying a marker that says how it is stored::

    created_at: Timestamp                     # S  2025-10-23T05:40:38.897Z
    seen_at: EpochSeconds                     # N  1761198038
    active: Flag                              # S  "true" or "false": a boolean that can be a key
    identifier: Annotated[str, StoredAs("id")]
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from enum import Enum
from typing import Annotated, Any, Final, Literal

from pydantic import GetCoreSchemaHandler
from pydantic_core import CoreSchema, core_schema

Precision = Literal["seconds", "milliseconds", "microseconds"]
_MICROSECONDS: dict[Precision, int] = {"seconds": 1_000_000, "milliseconds": 1_000, "microseconds": 1}
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _whole(moment: datetime, precision: Precision) -> datetime:
    """The moment in UTC, cut to the precision it is stored with, so that what is held is what is stored."""
    if moment.tzinfo is None:
        raise ValueError("the time carries no time zone; for UTC write it with Z or tzinfo=UTC")
    moment = moment.astimezone(UTC)
    return moment.replace(microsecond=moment.microsecond - moment.microsecond % _MICROSECONDS[precision])


class _Moment:
    """Shared by the markers of a datetime: a model holds the moment exactly as it will be stored."""

    precision: Precision

    def __get_pydantic_core_schema__(self, source: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        return core_schema.no_info_after_validator_function(
            lambda moment: _whole(moment, self.precision), handler(source)
        )


@dataclass(frozen=True, slots=True)
class Iso(_Moment):
    """A time stored as ISO 8601 text in UTC: ``2025-01-15T10:30:00Z``.

    The width is fixed, so that the texts sort in the order of time.
    """

    precision: Precision = "microseconds"

    def write(self, moment: datetime) -> str:
        """The text of a moment."""
        whole = _whole(moment, self.precision)
        return whole.isoformat(timespec=self.precision).removesuffix("+00:00") + "Z"

    def read(self, text: str) -> datetime:
        """The moment of a text, with whatever precision and zone it was written."""
        return _whole(datetime.fromisoformat(text), "microseconds")


@dataclass(frozen=True, slots=True)
class Epoch(_Moment):
    """A time stored as a number of ``unit`` since 1970, kept to ``precision``.

    Time to live needs whole seconds; seconds kept to the millisecond have a fraction: ``1761198038.897``.
    """

    precision: Literal["seconds", "milliseconds"] = "seconds"
    unit: Literal["seconds", "milliseconds"] = "seconds"

    def write(self, moment: datetime) -> str:
        microseconds = (_whole(moment, self.precision) - _EPOCH) // timedelta(microseconds=1)
        return f"{Decimal(microseconds).scaleb(-self._places).normalize():f}"

    def read(self, text: str) -> datetime:
        """The moment of a number."""
        return _EPOCH + timedelta(microseconds=int(Decimal(text).scaleb(self._places)))

    @property
    def _places(self) -> int:
        return {"seconds": 6, "milliseconds": 3}[self.unit]


@dataclass(frozen=True, slots=True)
class AsText:
    """A boolean stored as one of two texts, so that it can be a key; None: that value is absent."""

    true: str = "true"
    false: str | None = "false"


@dataclass(frozen=True, slots=True)
class StoredAs:
    """The stored attribute's name, where it does not follow the entity's naming."""

    name: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A weak reference: the field holds the key of another entity, given by class or by class name.

    DynamoDB does not enforce it. The design checks that the entity exists and is identified by one value.
    """

    entity: type | str

    @property
    def name(self) -> str:
        """The name of the entity's class."""
        return self.entity if isinstance(self.entity, str) else self.entity.__name__


class Now(Enum):
    """See `NOW`."""

    NOW = "now"


NOW: Final = Now.NOW
"""The moment of the write, where a design needs a value: ``set={"dateLastUpdated": NOW}``."""


@dataclass(frozen=True, slots=True)
class OnUpdate:
    """A field that every update pattern sets, when the caller does not: to the moment of the write by default."""

    value: Any = NOW


Timestamp = Annotated[datetime, Iso("milliseconds")]
"""A time as ISO 8601 text with milliseconds, as JavaScript and Java write it: ``2025-10-23T05:40:38.897Z``."""

TimestampSeconds = Annotated[datetime, Iso("seconds")]
"""A time as ISO 8601 text with whole seconds: ``2025-01-15T10:30:00Z``."""

EpochSeconds = Annotated[datetime, Epoch("seconds")]
"""A time as a number of seconds since 1970, as time to live needs it."""

EpochMilliseconds = Annotated[datetime, Epoch("milliseconds", unit="milliseconds")]
"""A time as a number of milliseconds since 1970."""

UnixTime = Annotated[datetime, Epoch("milliseconds")]
"""A time as a number of seconds since 1970 with milliseconds as its fraction: ``1761198038.897``.

For sort keys: two items of one second keep apart, and ranges are still given in seconds.
"""

Flag = Annotated[bool, AsText("true", "false")]
"""A boolean stored as the text ``true`` or ``false``; a BOOL attribute cannot be a key, this can."""

SparseFlag = Annotated[bool, AsText("true", None)]
"""A boolean stored as ``true`` when set and absent when not, so that an index on it holds only those set."""

Clock = Callable[[], datetime]
"""Tells the present moment, with its time zone."""
