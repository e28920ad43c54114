"""What the engine knows of a table: keys, indexes, settings. Immutable; a change makes a new definition."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any, Literal, Self

ScalarType = Literal["S", "N", "B"]
Transition = Literal["CREATING", "UPDATING", "DELETING"]
"""What a table or index is going through while it is not ACTIVE."""


@dataclass(frozen=True)
class Key:
    """A key schema: attribute names, partition then sort. More than one of each only in a global index."""

    partition: tuple[str, ...]
    sort: tuple[str, ...] = ()

    @cached_property
    def attributes(self) -> tuple[str, ...]:
        """Every attribute of the key, partition first."""
        return self.partition + self.sort

    @classmethod
    def from_wire(cls, elements: list[dict[str, str]]) -> Self:
        """From a KeySchema member: ``[{"AttributeName": ..., "KeyType": "HASH"}, ...]``."""
        return cls(
            tuple(e["AttributeName"] for e in elements if e["KeyType"] == "HASH"),
            tuple(e["AttributeName"] for e in elements if e["KeyType"] == "RANGE"),
        )

    def to_wire(self) -> list[dict[str, str]]:
        """As the KeySchema member of requests and descriptions."""
        return [{"AttributeName": name, "KeyType": "HASH"} for name in self.partition] + [
            {"AttributeName": name, "KeyType": "RANGE"} for name in self.sort
        ]


@dataclass(frozen=True, slots=True)
class Projection:
    """What an index carries: everything, its keys, or its keys and some attributes."""

    type: Literal["ALL", "KEYS_ONLY", "INCLUDE"]
    attributes: tuple[str, ...] = ()

    def to_wire(self) -> dict[str, Any]:
        """As the Projection member of requests and descriptions."""
        wire: dict[str, Any] = {"ProjectionType": self.type}
        if self.attributes:
            wire["NonKeyAttributes"] = sorted(self.attributes)
        return wire


@dataclass(frozen=True, slots=True)
class Index:
    """A secondary index."""

    name: str
    number: int
    """Names the index's storage; never used again within its table."""
    local: bool
    key: Key
    projection: Projection
    ready_at: float = 0.0
    """When the transition it is going through ends; a new index is ACTIVE once it is backfilled as well."""
    transition: Transition = "CREATING"
    backfilled: bool = True
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Members that are kept and described as given: ProvisionedThroughput, OnDemandThroughput, WarmThroughput."""


@dataclass(frozen=True, slots=True)
class Stream:
    """A table's current stream."""

    label: str
    """The time of enabling, which ends the stream's ARN."""
    view: str
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class TimeToLive:
    """A table's expiry setting."""

    attribute: str
    number: int
    """Names the storage of the order in which items expire; from the same sequence as the indexes' numbers."""
    backfilled: bool = True
    """Whether every item that expires is in that order."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table's definition."""

    number: int
    """Names the table's storage; a table made again under the same name has another."""
    name: str
    table_id: str
    key: Key
    types: Mapping[str, ScalarType]
    """The attribute definitions: every key attribute of the table and its indexes."""
    created_at: float
    indexes: tuple[Index, ...] = ()
    next_index: int = 1
    """The number of the next index, or order of expiry, to be made."""
    ready_at: float = 0.0
    """When the transition it is going through ends."""
    transition: Transition = "CREATING"
    billing_mode: Literal["PROVISIONED", "PAY_PER_REQUEST"] = "PROVISIONED"
    settings: Mapping[str, Any] = field(default_factory=dict)
    """Members that are kept and described as given, by their names in a table's description."""
    deletion_protection: bool = False
    stream: Stream | None = None
    ttl: TimeToLive | None = None
    ttl_changed_at: float | None = None
    recovery_days: int | None = None
    recovery_since: float | None = None
    tags: Mapping[str, str] = field(default_factory=dict)
    history: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    """When settings that may only change so often were changed, by the setting's name, earliest first."""
    policy: str | None = None
    policy_revision: str | None = None

    def index(self, name: str) -> Index | None:
        """The index of that name, if there is one."""
        return next((index for index in self.indexes if index.name == name), None)

    @property
    def global_indexes(self) -> tuple[Index, ...]:
        """The global secondary indexes, in the order they were made."""
        return tuple(index for index in self.indexes if not index.local)

    @property
    def local_indexes(self) -> tuple[Index, ...]:
        """The local secondary indexes, in the order they were declared."""
        return tuple(index for index in self.indexes if index.local)

    @property
    def logs_changes(self) -> bool:
        """Whether writes are kept in the change log: only where a stream or recovery reads it."""
        return self.recovery_days is not None or (self.stream is not None and self.stream.enabled)

    def with_index(self, index: Index) -> "Table":
        """This table with ``index`` added, or put in the place of the one of its name."""
        kept = tuple(index if other.name == index.name else other for other in self.indexes)
        return replace(self, indexes=kept if index in kept else (*kept, index))

    def without_index(self, name: str) -> "Table":
        """This table without the index of that name."""
        return replace(self, indexes=tuple(index for index in self.indexes if index.name != name))

    def to_record(self) -> dict[str, Any]:
        """As JSON-able data, for the catalogue."""
        return asdict(self)

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """From what `to_record` gave."""
        return cls(
            **record
            | {
                "key": _key(record["key"]),
                "indexes": tuple(_index(index) for index in record["indexes"]),
                "stream": Stream(**record["stream"]) if record["stream"] else None,
                "ttl": TimeToLive(**record["ttl"]) if record["ttl"] else None,
            }
        )


def _key(record: dict[str, Any]) -> Key:
    return Key(tuple(record["partition"]), tuple(record["sort"]))


def _index(record: dict[str, Any]) -> Index:
    projection = record["projection"]
    return Index(
        **record
        | {
            "key": _key(record["key"]),
            "projection": Projection(projection["type"], tuple(projection["attributes"])),
        }
    )
