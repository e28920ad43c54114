"""Tables, as a design declares them."""

from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field
from typing import Final

from tablewright.design.declared_types import check_argument
from tablewright.design.entity import Entity
from tablewright.design.expiry import TTL
from tablewright.design.keys import Index, Key
from tablewright.design.location import Location, declared_here
from tablewright.design.settings import Settings


class Holds:
    """An entity in a table of several, with the templates of its own key attributes.

    ``Holds(Order, PK="CUSTOMER#{customerId}", SK="ORDER#{orderId}", GSI1PK="ORDER#{orderId}")``. An index whose
    attributes are not among them does not contain the entity.
    """

    __slots__ = ("entity", "location", "templates")

    def __init__(self, entity: type[Entity], /, **templates: str) -> None:
        check_argument("Holds", "entity", entity, type[Entity])
        check_argument("Holds", "templates", templates, Mapping[str, str])
        self.entity: Final = entity
        self.templates: Final[Mapping[str, str]] = dict(templates)
        self.location: Final[Location] = declared_here()


@dataclass(frozen=True, eq=False)
class Table(Settings):
    """A table: what it holds, its keys and indexes, and how it is run.

    Attributes:
        entity: the entity it holds, when it holds one.
        name: the table's name in AWS; may contain ``{env}``, ``{design}``, ``{region}`` and ``{account}``.
        key: the primary key.
        holds: the entities it holds, when they are several.
        indexes: its secondary indexes.
        ttl: time to live.
        logical_id: its identifier in templates and messages; by default made from the name:
            ``marketplace-{env}-bookings-table`` of the design ``marketplace`` is ``BookingsTable``.
    """

    entity: type[Entity] | None = None
    _: KW_ONLY
    name: str
    key: Key
    holds: Sequence[Holds] = ()
    indexes: Sequence[Index] = ()
    ttl: TTL | None = None
    logical_id: str | None = None
    location: Location = field(default_factory=declared_here, init=False, repr=False)

    def __post_init__(self) -> None:
        super().__post_init__()
        if (self.entity is None) == (not self.holds):
            raise TypeError("a Table holds one entity, Table(Booking, ...), or several, Table(holds=[...], ...)")
        object.__setattr__(self, "indexes", tuple(self.indexes))
        templates = dict(self.key.templates)
        for index in self.indexes:
            templates |= index.templates
        sole = () if self.entity is None else (Holds(self.entity, **templates),)
        object.__setattr__(self, "holds", sole + tuple(self.holds))

    @property
    def entities(self) -> tuple[type[Entity], ...]:
        """The entities the table holds."""
        return tuple(held.entity for held in self.holds)
