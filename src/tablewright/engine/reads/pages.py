"""Reading a range of a table or an index: what Query and Scan are made of.

A page is read in chunks. Between two chunks a reader holds nothing open, so that whoever drives it can let
others go first; the page then goes on after the last row it saw.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
"""

from collections.abc import Callable, Generator
from typing import Any, NamedTuple

import orjson

from tablewright.engine.capacity.units import Consumption, Report, read_units
from tablewright.engine.operation import Request
from tablewright.engine.reads.selection import Selection, selection_of
from tablewright.engine.reads.source import ReadSource, Row
from tablewright.engine.reads.start_key import valid_start_key
from tablewright.expressions import Condition, Projection
from tablewright.values import Item
from tablewright.values.limits import MAX_PAGE_BYTES

CHUNK_ROWS = 500
"""Rows evaluated before a page can be paused: a few milliseconds' work."""


class Reading(NamedTuple):
    """What a Query or a Scan asks for, apart from where it reads."""

    table_name: str
    index_name: str | None
    selection: Selection
    filter: Condition | None
    values: Item
    start: Item | None
    """The ExclusiveStartKey."""
    limit: int | None
    consistent: bool
    report: Report


def reading_of(request: Request, projection: Projection | None, condition: Condition | None, values: Item) -> Reading:
    """Read the members that Query and Scan share; ``condition`` is the filter, tested with ``values``.

    Raises:
        DynamoDBError: ValidationException.
    """
    return Reading(
        request["TableName"],
        request.get("IndexName"),
        selection_of(request, projection),
        condition,
        values,
        valid_start_key(request.get("ExclusiveStartKey")),
        request.get("Limit"),
        request.get("ConsistentRead", False),
        request.get("ReturnConsumedCapacity", "NONE"),
    )


Pages = Generator[None, None, bytes]
"""A response in the making: yields wherever it can be paused."""


def completed(pages: Pages) -> bytes:
    """Drive a reader to its end without a pause."""
    while True:
        try:
            next(pages)
        except StopIteration as end:
            answer: bytes = end.value
            return answer


def read_page(source: ReadSource, reading: Reading, bounds: tuple[bytes, bytes], *, forward: bool = True) -> Pages:
    """Evaluate the rows between ``bounds``, lower inclusive and upper exclusive, until the page is full.

    A page is full when it has evaluated Limit rows or, with the row that crosses it, 1 MB. What the filter
    drops counts; of an index, its projection counts and not the whole item.
    """
    page = _Page(source, reading)
    low, high = bounds
    rows_left = reading.limit
    while True:
        chunk = CHUNK_ROWS if rows_left is None else min(CHUNK_ROWS, rows_left)
        already = page.scanned
        row: Row = (b"", 0, b"")
        for row in source.rows(low, high, forward=forward, limit=chunk):
            page.take(row)
            if page.bytes >= MAX_PAGE_BYTES:
                return page.answer(last=row)
        seen = page.scanned - already
        if seen < chunk:
            return page.answer(last=None)
        if rows_left is not None:
            rows_left -= seen
            if not rows_left:
                return page.answer(last=row)
        place = row[0]
        low, high = (place + b"\x00", high) if forward else (low, place)
        yield


class _Page:
    """What one response has gathered so far."""

    __slots__ = ("_evaluate", "_fetched", "_items", "_reading", "_source", "bytes", "scanned")

    def __init__(self, source: ReadSource, reading: Reading) -> None:
        self._source = source
        self._reading = reading
        self._evaluate = _evaluation(source, reading)
        self._items: list[bytes] = []
        self._fetched = 0.0
        self.scanned = 0
        self.bytes = 0

    def take(self, row: Row) -> None:
        """Evaluate one row."""
        _, size, encoded = row
        self.scanned += 1
        if self._evaluate is None:
            self.bytes += size
            self._items.append(encoded)
            return
        read, result = self._evaluate(size, encoded)
        self.bytes += read
        if result is not None:
            self._items.append(result)
        if self._reading.selection.fetches:
            self._fetched += read_units(size, self._reading.consistent)

    def answer(self, last: Row | None) -> bytes:
        """The response; ``last`` is the row that filled the page, if more may follow."""
        count = len(self._items)
        members = [b'"Count":%d,"ScannedCount":%d' % (count, self.scanned)]
        if not self._reading.selection.counts:
            members.append(b'"Items":[' + b",".join(self._items) + b"]")
        if last is not None:
            cursor = self._source.cursor_of(orjson.loads(last[2]))
            members.append(b'"LastEvaluatedKey":' + orjson.dumps(cursor))
        if self._reading.report != "NONE":
            members.append(b'"ConsumedCapacity":' + orjson.dumps(self._consumption()))
        return b"{" + b",".join(members) + b"}"

    def _consumption(self) -> dict[str, Any]:
        consumption = Consumption(self._source.table, read=True)
        units = read_units(self.bytes, self._reading.consistent)
        if self._source.index is None:
            consumption.add_table(units)
        else:
            consumption.add_table(self._fetched)
            consumption.add_index(self._source.index, units)
        return consumption.to_wire(self._reading.report)


Evaluation = Callable[[int, bytes], tuple[int, bytes | None]]
"""From an item's size and bytes to the size that was read and the bytes that are returned, None for none."""


def _evaluation(source: ReadSource, reading: Reading) -> Evaluation | None:
    """How rows are evaluated; None where every row is returned as it is stored."""
    carried, size_of, condition, values = source.carried, source.size_of, reading.filter, reading.values
    projection, fetches = reading.selection.projection, reading.selection.fetches
    if carried is None and condition is None and projection is None:
        return None

    def evaluate(size: int, encoded: bytes) -> tuple[int, bytes | None]:
        item: Item = orjson.loads(encoded)
        entry = item
        if carried is not None:
            entry = {name: value for name, value in item.items() if name in carried}
        if size_of is not None:
            size = size_of(item)
        if condition is not None and not condition.test(entry, values):
            return size, None
        if fetches:
            entry = item
        if projection is not None:
            entry = projection.apply(entry)
        elif entry is item:
            return size, encoded
        return size, orjson.dumps(entry)

    return evaluate
