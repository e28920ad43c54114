"""Keys, secondary indexes and projections, as a design declares them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from tablewright.design.declared_types import check_argument, check_fields
from tablewright.design.location import Location, declared_here
from tablewright.design.resources import Billing, Projection, WarmThroughput

ALL: Final = Projection("ALL")
"""The index carries every attribute."""

KEYS_ONLY: Final = Projection("KEYS_ONLY")
"""The index carries its own key and the table's."""


def include(*attributes: str) -> Projection:
    """The index carries the keys and these attributes (stored names)."""
    return Projection("INCLUDE", attributes)


class Key:
    """The partition key and, where there is one, the sort key, of a table or a global secondary index.

    Names are stored attribute names. An attribute that is composed is given with its template::

        Key("bookingId")
        Key("providerId", "scheduledDate")
        Key(PK="CUSTOMER#{customerId}", SK="ORDER#{orderId}")
        Key("status", GSI1SK="SCORE#{score:07.3f}")
        Key(("tenantId", "region"), ("status", "createdAt"))    # several attributes each: an index only

    Attributes:
        partition: the names of the partition key's attributes.
        sort: the names of the sort key's attributes; empty without a sort key.
        templates: the templates of the composed ones, by name.

    Raises:
        TypeError: no part, or more than two, or one that is no name.
    """

    __slots__ = ("location", "partition", "sort", "templates")

    def __init__(self, *attributes: str | tuple[str, ...], **templates: str) -> None:
        for attribute in attributes:
            check_argument("Key", "a part", attribute, str | tuple[str, ...])
        check_argument("Key", "templates", templates, Mapping[str, str])
        given = (*attributes, *templates)
        if not 1 <= len(given) <= 2:
            raise TypeError(
                f"Key takes a partition key and at most one sort key, not {len(given)}; several attributes in one "
                'of them are written as a tuple: Key(("tenantId", "region"), "createdAt")'
            )
        parts = [(part,) if isinstance(part, str) else tuple(part) for part in given]
        self.partition: Final[tuple[str, ...]] = parts[0]
        self.sort: Final[tuple[str, ...]] = parts[1] if len(parts) == 2 else ()
        self.templates: Final[Mapping[str, str]] = dict(templates)
        self.location: Final[Location] = declared_here()

    @property
    def attributes(self) -> tuple[str, ...]:
        """Every key attribute's name, partition first."""
        return self.partition + self.sort

    def __repr__(self) -> str:
        return f"Key({', '.join(self.templates.get(name, name) for name in self.attributes)})"


@dataclass(frozen=True, eq=False)
class GSI:
    """A global secondary index. An item without the index's key attributes is not in it (sparse).

    Attributes:
        name: the index's name.
        key: its partition and sort key.
        projection: the attributes it carries: ``ALL``, ``KEYS_ONLY`` or ``include(...)``.
        billing: its own capacity; None: as its table's.
        warm_throughput: reads and writes a second it must sustain at once.
    """

    name: str
    key: Key
    projection: Projection = field(default=ALL, kw_only=True)
    billing: Billing | None = field(default=None, kw_only=True)
    warm_throughput: WarmThroughput | None = field(default=None, kw_only=True)
    location: Location = field(default_factory=declared_here, init=False, repr=False)

    def __post_init__(self) -> None:
        check_fields(self)

    @property
    def kind(self) -> Literal["GSI"]:
        """What tells it from a local index."""
        return "GSI"

    @property
    def templates(self) -> Mapping[str, str]:
        """The templates of its composed key attributes, by name."""
        return self.key.templates

    def key_on(self, table: Key) -> Key:
        """The key it has on a table with that primary key: its own."""
        return self.key


class LSI:
    """A local secondary index: the table's partition key with another sort key.

    ``LSI("by-date", "createdAt")``, or composed: ``LSI("by-score", LSI1SK="SCORE#{score:07.3f}")``.

    Raises:
        TypeError: no sort key, or more than one.
    """

    kind: Final[Literal["LSI"]] = "LSI"
    billing: Final = None
    warm_throughput: Final = None

    def __init__(self, name: str, /, sort: str | None = None, *, projection: Projection = ALL, **template: str) -> None:
        check_argument("LSI", "name", name, str)
        check_argument("LSI", "sort", sort, str | None)
        check_argument("LSI", "projection", projection, Projection)
        check_argument("LSI", "template", template, Mapping[str, str])
        if (sort is None) == (not template) or len(template) > 1:
            raise TypeError(
                'LSI takes one sort key: LSI("by-date", "createdAt") or LSI("by-date", SK1="...{createdAt}")'
            )
        self.name: Final = name
        self.sort: Final[str] = sort if sort is not None else next(iter(template))
        self.templates: Final[Mapping[str, str]] = dict(template)
        self.projection: Final = projection
        self.location: Final[Location] = declared_here()

    def key_on(self, table: Key) -> Key:
        """The key it has on a table with that primary key: the table's partition key with its own sort key."""
        return Key(table.partition, self.sort)

    def __repr__(self) -> str:
        return f"LSI({self.name!r}, {self.templates.get(self.sort, self.sort)!r})"


Index = GSI | LSI
