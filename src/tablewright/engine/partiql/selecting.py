"""Carrying out SELECT: as queries where its WHERE clause says which partitions it is about, as a scan otherwise.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
"""

from collections.abc import Sequence
from functools import cmp_to_key
from itertools import chain
from typing import Any, NamedTuple

from tablewright.engine.capacity.units import Consumption, Report
from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.partiql.binding import Bound, condition_of
from tablewright.engine.partiql.keys import Ranges, conjuncts_of, find_ranges
from tablewright.engine.partiql.misfits import KIND, misfit
from tablewright.engine.partiql.next_token import Place, from_token, to_token
from tablewright.engine.partiql.parser import result_name
from tablewright.engine.partiql.syntax import Select
from tablewright.engine.reads.bounds import Bounds, after_start, key_bounds
from tablewright.engine.reads.pages import CHUNK_ROWS, Page, Paused, Reading, begun, read_rows
from tablewright.engine.reads.selection import Selection, check_query_filter, select_from
from tablewright.engine.reads.source import ReadSource
from tablewright.engine.reads.start_key import check_start_key
from tablewright.engine.storage.keys import DIGEST_BYTES, segment_bounds
from tablewright.engine.wire import encode
from tablewright.expressions import ExpressionError, KeyRange, Projection
from tablewright.expressions.paths import steps_of, value_at
from tablewright.expressions.syntax import Path
from tablewright.values import Item, compare
from tablewright.values.limits import MAX_PAGE_BYTES

_PAGE_RANGES = 10
"""How many of the partitions that a WHERE clause lists are read for one page.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html#ql-operators.logical
"""


class ReadOptions(NamedTuple):
    """How a request wants a SELECT to be carried out."""

    limit: int | None = None
    consistent: bool = False
    token: str | None = None
    report: Report = "NONE"


class Selected(Projection):
    """The paths of a SELECT: what each leads to becomes an attribute of the result, named as the path ends."""

    __slots__ = ("_named",)

    def __init__(self, paths: tuple[Path, ...]) -> None:
        super().__init__(paths, kind=KIND)
        self._named = [(result_name(path), steps_of(path)) for path in paths]

    def apply(self, item: Item) -> Item:
        """The result for ``item``; a path that leads nowhere adds nothing."""
        found = ((name, value_at(item, steps)) for name, steps in self._named)
        return {name: value for name, value in found if value is not None}


def selected(select: Select) -> Selected | None:
    """What is selected of every item; None where it is all of it.

    Raises:
        DynamoDBError: ValidationException, two paths overlap.
    """
    if select.paths is None:
        return None
    try:
        return Selected(select.paths)
    except ExpressionError as error:
        raise misfit(error) from None


def run_select(engine: Engine, bound: Bound, select: Select, options: ReadOptions) -> bytes | Paused[bytes]:
    """Read a page of what a SELECT asks for: the response of ExecuteStatement, or what is left to do for it.

    Raises:
        DynamoDBError: ResourceNotFoundException; ValidationException.
    """
    projection = selected(select)
    source = ReadSource(engine.table(select.source.table), select.source.index, engine.now())
    if options.consistent and source.is_global:
        raise validation("Consistent read cannot be true when scanning a GSI")
    if engine.lags:
        source.lag(engine, consistent=options.consistent)
    conjuncts = conjuncts_of(select.where)
    # The whole clause is checked, whatever part of it the keys take over.
    condition = condition_of(conjuncts, bound.values)
    found = find_ranges(select.where, source, bound.values)
    forward = _direction(select, source, found)
    bounds: Sequence[Bounds]
    if found is None:
        bounds = [segment_bounds(0, 1)]
    else:
        bounds = [key_bounds(each, source) for each in _in_order(found.ranges, select, source)]
        condition = condition_of(found.rest, bound.values)
    if condition is not None and found is not None:
        attributes = condition.attributes - frozenset(source.key.attributes)
        check_query_filter(source, attributes, "Filter Expression")
    reading = Reading(
        select.source.table,
        select.source.index,
        select_from(source, Selection(projection=projection)),
        condition,
        bound.values,
        None,
        options.limit,
        options.consistent,
        options.report,
    )
    extent = _Extent(source, bounds, forward, scan=found is None)
    return begun(engine, source, reading, _page(engine, extent, reading, bound, options))


class _Extent(NamedTuple):
    """Where a SELECT reads."""

    source: ReadSource
    bounds: Sequence[Bounds]
    """The ranges, one after the other."""
    forward: bool
    scan: bool
    """Whether it reads all that there is, in no order."""


def _page(engine: Engine, extent: _Extent, reading: Reading, bound: Bound, options: ReadOptions) -> Paused[bytes]:
    """Read a page, pausing where others may go first, and make the response of it."""
    start = from_token(options.token, bound)
    pages, place = yield from _read(extent, reading, start)
    if engine.throttle is not None:
        partitions = [None if extent.scan else low[:DIGEST_BYTES] for low, _ in extent.bounds[start.range :]]
        draws = [page.draws(partition) for page, partition in zip(pages, partitions, strict=False)]
        engine.throttle.admit(chain.from_iterable(draws))
    return _answer(extent.source, pages, place, bound, options)


def _direction(select: Select, source: ReadSource, found: Ranges | None) -> bool:
    """Whether ORDER BY asks for ascending order of the sort key."""
    if not select.order:
        return True
    if select.where is None:
        raise validation("Must have WHERE clause in the statement when using ORDER BY clause.")
    for order in select.order:
        if order.attribute not in source.key.attributes:
            raise validation(f"Variable reference {order.attribute} in ORDER BY clause must be part of the primary key")
    if found is None:
        raise validation(
            "Must have at least one non-optional hash key condition in WHERE clause when using ORDER BY clause."
        )
    directions = {order.descending for order in select.order if order.attribute in source.key.sort}
    if len(directions) > 1:
        raise validation("The attributes of a sort key can only be ordered in the same direction")
    return True not in directions


def _in_order(ranges: list[KeyRange], select: Select, source: ReadSource) -> list[KeyRange]:
    """The ranges in the order of their partitions, where ORDER BY asks for it; else as the statement lists them."""
    ordered = list(ranges)
    # From the last key to the first: sorting keeps the order of what is equal.
    for order in reversed(select.order):
        if order.attribute in source.key.partition:
            at = source.key.partition.index(order.attribute)
            key = cmp_to_key(lambda one, other, at=at: compare(one.partition[at], other.partition[at]))  # type: ignore[misc]
            ordered.sort(key=key, reverse=order.descending)
    return ordered


def _read(extent: _Extent, reading: Reading, start: Place) -> Paused[tuple[list[Page], Place | None]]:
    """Read one range after the other until the page is full; where the next page begins, if there may be one."""
    source, bounds, forward, scan = extent
    pages: list[Page] = []
    left, size, unpaused = reading.limit, 0, 0
    for number in range(start.range, len(bounds)):
        within = bounds[number]
        if number == start.range and start.after is not None:
            check_start_key(start.after, source, scan=scan)
            place = source.place_of(start.after)
            within = (place + b"\x00", within[1]) if scan else after_start(place, within, forward=forward)
        page = yield from read_rows(source, reading._replace(limit=left), within, forward=forward)
        pages.append(page)
        size += page.bytes
        unpaused += page.scanned
        if page.last_key is not None:
            return pages, Place(number, page.last_key)
        if left is not None:
            left -= page.scanned
        full = size >= MAX_PAGE_BYTES or len(pages) == _PAGE_RANGES
        if full and number + 1 < len(bounds):
            return pages, Place(number + 1)
        if unpaused >= CHUNK_ROWS and number + 1 < len(bounds):
            # Many small ranges take as long as a large one.
            unpaused = 0
            yield
    return pages, None


def _answer(source: ReadSource, pages: list[Page], place: Place | None, bound: Bound, options: ReadOptions) -> bytes:
    items = [item for page in pages for item in page.items]
    members = [b'"Items":[' + b",".join(items) + b"]"]
    if place is not None:
        members.append(b'"NextToken":' + encode(to_token(place, bound)))
        if place.after is not None:
            members.append(b'"LastEvaluatedKey":' + encode(place.after))
    if options.report != "NONE":
        consumption = Consumption(source.table, read=True)
        for page in pages:
            page.spend(consumption)
        wire: dict[str, Any] = consumption.to_wire(options.report)
        members.append(b'"ConsumedCapacity":' + encode(wire))
    return b"{" + b",".join(members) + b"}"
