"""Time to live: the attribute, and how an item's moment of expiry is computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from tablewright.design.declared_types import check_argument, check_fields
from tablewright.design.entity import Entity

if TYPE_CHECKING:
    from tablewright.design.table import Table


@dataclass(frozen=True, eq=False)
class Lookup:
    """A number kept in another table's item, found by the attributes both entities share.

    Attributes:
        table: the table that holds the setting, of a single entity.
        attribute: the stored name of the number.
        default: what holds when the item, or its attribute, is absent; None: the write is refused.
    """

    table: "Table"
    attribute: str
    default: int | None = None


def lookup(table: "Table", attribute: str, *, default: int | None = None) -> Lookup:
    """A per-customer, per-programme... setting, read from its own table when an item is written.

    The setting's item is the one whose key is made of attributes that the item being written has as well::

        TTL("ttl", after(days=lookup(program_config, "candidateTTLDays", default=30), since="createdAt"))
    """
    from tablewright.design.table import Table  # which is declared with a TTL, and so with what is in here

    check_argument("lookup", "table", table, Table)
    check_argument("lookup", "attribute", attribute, str)
    check_argument("lookup", "default", default, int | None)
    return Lookup(table, attribute, default)


@dataclass(frozen=True, slots=True)
class Expiry:
    """So long after a moment.

    Attributes:
        length: how long, if it is fixed.
        days: how many days, if that is kept in another table.
        since: the stored name of the time it counts from; None: the moment of the write.
    """

    length: timedelta
    days: Lookup | None = None
    since: str | None = None


def after(*, days: int | Lookup = 0, hours: int = 0, minutes: int = 0, since: str | None = None) -> Expiry:
    """Expire so long after ``since``, an attribute that is a time; without ``since``, after the write.

    ``after(days=90, since="createdAt")``, ``after(hours=24)``.

    Raises:
        ValueError: that is no length of time.
    """
    lengths: tuple[tuple[str, object, Any], ...] = (
        ("days", days, int | Lookup),
        ("hours", hours, int),
        ("minutes", minutes, int),
        ("since", since, str | None),
    )
    for name, value, annotation in lengths:
        check_argument("after", name, value, annotation)
    if isinstance(days, Lookup):
        return Expiry(timedelta(hours=hours, minutes=minutes), days, since)
    length = timedelta(days=days, hours=hours, minutes=minutes)
    if length <= timedelta():
        raise ValueError("after() needs a length of time: after(days=90), after(hours=24)")
    return Expiry(length, None, since)


@dataclass(frozen=True, slots=True)
class TTL:
    """Time to live: DynamoDB deletes an item some time after the moment its TTL attribute says.

    Attributes:
        attribute: the stored name of the attribute, a number of seconds since 1970.
        expires: how it is computed when an item is written, for all entities or for each; None: the entity
            has the attribute as a field (``ttl: EpochSeconds``) and the application sets it.
    """

    attribute: str
    expires: Expiry | Mapping[type[Entity], Expiry] | None = None

    def __post_init__(self) -> None:
        check_fields(self)

    def expiry_of(self, entity: type[Entity]) -> Expiry | None:
        """How the expiry of that entity's items is computed, if it is."""
        if isinstance(self.expires, Mapping):
            return self.expires.get(entity)
        return self.expires
