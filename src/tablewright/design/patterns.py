"""Access patterns: decorators that declare what a method of a Protocol reads or writes.

A pattern's signature is its inputs and its result, its docstring the sentence that describes it::

    class MarketplacePatterns(Protocol):
        @query(bookings, index="providerBookings-index")
        def provider_bookings(self, provider_id: str, limit: int = 50, cursor: str | None = None) -> Page[Booking]:
            \"\"\"Query all bookings for a specific provider sorted by date.\"\"\"

The decorators only attach a `PatternDeclaration`; a design checks it, ``connect`` runs it.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol, TypeVar

from tablewright.design.declared_types import check_argument, check_fields
from tablewright.design.entity import Entity
from tablewright.design.location import Location, of_function
from tablewright.design.table import Table

Method = TypeVar("Method", bound=Callable[..., Any])
Operation = Literal["get", "put", "update", "delete", "query", "scan"]
Order = Literal["ascending", "descending"]

_ATTACHED = "__tablewright_pattern__"


class Decorator(Protocol):
    """Declares a method as an access pattern and gives it back as it was, its type included."""

    def __call__(self, method: Method, /) -> Method: ...


@dataclass(frozen=True, slots=True)
class Rate:
    """How often a pattern is expected to run: times a second on average and at the peak."""

    average: float
    peak: float | None = None

    def __post_init__(self) -> None:
        check_fields(self)


@dataclass(frozen=True, slots=True, kw_only=True)
class PatternDeclaration:
    """An access pattern as declared; what each member means is said at the decorator that takes it."""

    operation: Operation
    table: Table
    method: Callable[..., Any]
    index: str | None = None
    where: str | None = None
    fixed: Mapping[str, Any] = field(default_factory=dict)
    filter: str | None = None
    condition: str | None = None
    order: Order = "ascending"
    consistent: bool = False
    if_absent: bool = False
    entity: type[Entity] | None = None
    set: Mapping[str, Any] = field(default_factory=dict)
    add: Sequence[str] = ()
    remove: Sequence[str] = ()
    rate: Rate | None = None

    @property
    def name(self) -> str:
        """The method's name."""
        return self.method.__name__

    @property
    def sentence(self) -> str:
        """What the pattern is for: the first paragraph of its docstring."""
        paragraph, _, _ = (inspect.getdoc(self.method) or "").partition("\n\n")
        return " ".join(paragraph.split())

    @property
    def location(self) -> Location:
        """Where it is declared."""
        return of_function(self.method)


def get(table: Table, *, consistent: bool = False, rate: Rate | None = None) -> Decorator:
    """Read one item by its key (GetItem). Returns ``T | None``, or ``T`` and raises ``NotFound``.

    Args:
        table: the table; the parameters are the attributes its key is made of.
        consistent: read what was last written; costs twice as much.
        rate: how often it is expected to run.
    """
    return _declare("get", table, consistent=consistent, rate=rate)


def query(
    table: Table,
    *,
    index: str | None = None,
    where: str | None = None,
    fixed: Mapping[str, Any] | None = None,
    filter: str | None = None,
    order: Order = "ascending",
    consistent: bool = False,
    entity: type[Entity] | None = None,
    rate: Rate | None = None,
) -> Decorator:
    """Read the items of one partition in the order of the sort key (Query).

    Returns ``Page[T]`` (with parameters ``limit`` and ``cursor``), ``list[T]`` or ``Iterator[T]`` (all pages),
    ``T | None`` or ``T`` (the first in order), or ``int`` (how many).

    Args:
        table: the table.
        index: the index that serves it; None: the table itself.
        where: a key condition in DynamoDB's language over key attributes and the attributes of their templates:
            ``"health_score < :below"``. ``:below`` is the parameter ``below``. Parameters that no expression
            uses are named as a key attribute, or as one of a template, and equal it; those of a composed sort
            key fill it from the left.
        fixed: stored attributes of the key that always equal a value: ``fixed={"active": True}``.
        filter: a filter expression over stored attributes, applied after reading.
        order: of the sort key.
        consistent: read what was last written; not possible on a global secondary index.
        entity: which of the table's entities is read, where the return annotation does not say: it is ``int``, or
            a view of several.
        rate: how often it is expected to run.
    """
    return _declare(
        "query",
        table,
        index=index,
        where=where,
        fixed=dict(fixed or {}),
        filter=filter,
        order=order,
        consistent=consistent,
        entity=entity,
        rate=rate,
    )


def scan(
    table: Table,
    *,
    index: str | None = None,
    filter: str | None = None,
    consistent: bool = False,
    rate: Rate | None = None,
) -> Decorator:
    """Read the whole table or index, item by item (Scan). Returns what ``query`` can.

    Args:
        table: the table.
        index: the index to read instead of the table.
        filter: a filter expression over stored attributes, with the method's parameters as ``:name``.
        consistent: read what was last written; not possible on a global secondary index.
        rate: how often it is expected to run.
    """
    return _declare("scan", table, index=index, filter=filter, consistent=consistent, rate=rate)


def put(table: Table, *, if_absent: bool = False, condition: str | None = None, rate: Rate | None = None) -> Decorator:
    """Write one entity whole (PutItem). Returns None, or the entity as stored.

    Args:
        table: the table; one parameter is the entity.
        if_absent: refuse with ``AlreadyExists`` when an item has the key.
        condition: a condition expression over stored attributes; ``ConditionFailed`` when it does not hold.
        rate: how often it is expected to run.
    """
    return _declare("put", table, if_absent=if_absent, condition=condition, rate=rate)


def update(
    table: Table,
    *,
    set: Mapping[str, Any] | None = None,
    add: Sequence[str] = (),
    remove: Sequence[str] = (),
    condition: str | None = None,
    entity: type[Entity] | None = None,
    rate: Rate | None = None,
) -> Decorator:
    """Change some attributes of one item (UpdateItem). Returns the entity after the change, or None.

    Parameters that the key is made of find the item; every other parameter named as a field sets it. One that
    defaults to None leaves the attribute alone unless given. ``NotFound`` is raised where there is no such item.
    Attributes composed for keys of indexes, and time to live, follow the fields they are made of.

    Args:
        table: the table.
        set: stored attributes and the constants they are set to; ``NOW`` is the moment of the write.
        add: stored attributes whose parameter is added to the number (or set) stored, not put in its place.
        remove: stored attributes to remove.
        condition: a condition expression over stored attributes; ``ConditionFailed`` when it does not hold.
        entity: which of the table's entities is updated, where the return annotation does not say.
        rate: how often it is expected to run.
    """
    return _declare(
        "update",
        table,
        set=dict(set or {}),
        add=tuple(add),
        remove=tuple(remove),
        condition=condition,
        entity=entity,
        rate=rate,
    )


def delete(
    table: Table,
    *,
    condition: str | None = None,
    entity: type[Entity] | None = None,
    rate: Rate | None = None,
) -> Decorator:
    """Delete one item by its key (DeleteItem).

    Returns None (nothing happens where there is no such item), ``T | None`` (what was deleted), or ``T`` and
    raises ``NotFound``.

    Args:
        table: the table; the parameters are the attributes its key is made of.
        condition: a condition expression over stored attributes; ``ConditionFailed`` when it does not hold.
        entity: which of the table's entities is deleted, where the return annotation does not say.
        rate: how often it is expected to run.
    """
    return _declare("delete", table, condition=condition, entity=entity, rate=rate)


def declared_patterns(protocol: type) -> Iterator[PatternDeclaration]:
    """The patterns of a class, in the order they are written; those of its bases first, from left to right."""
    for name in dict.fromkeys(name for each in _bases_first(protocol) for name in vars(each)):
        member = inspect.getattr_static(protocol, name)
        if is_pattern(member):
            declaration: PatternDeclaration = getattr(member, _ATTACHED)
            yield declaration


def is_pattern(member: object) -> bool:
    """Whether a member of a class was declared as an access pattern."""
    return inspect.isfunction(member) and isinstance(getattr(member, _ATTACHED, None), PatternDeclaration)


def _bases_first(protocol: type) -> Iterator[type]:
    for base in protocol.__bases__:
        yield from _bases_first(base)
    yield protocol


def _declare(operation: Operation, table: Table, **options: Any) -> Decorator:
    check_argument(operation, "table", table, Table)

    def attach(method: Method) -> Method:
        declaration = PatternDeclaration(operation=operation, table=table, method=method, **options)
        check_fields(declaration, operation)
        setattr(method, _ATTACHED, declaration)
        return method

    return attach
