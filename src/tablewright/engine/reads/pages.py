"""Reading a range of a table or an index: what Query and Scan are made of.

A page is read in chunks. Between two chunks a reader holds nothing open, so that whoever drives it can let
others go first; the page then goes on after the last row it saw.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
"""

from collections.abc import Callable, Generator, Iterator
from typing import NamedTuple, TypeVar

from tablewright.engine.capacity.draws import page_read
from tablewright.engine.capacity.throttle import Draw
from tablewright.engine.capacity.units import READ_UNIT_BYTES, Consumption, Report, read_units, units_of
from tablewright.engine.engine import Engine
from tablewright.engine.errors import resource_not_found
from tablewright.engine.operation import Request
from tablewright.engine.reads.selection import Selection, selection_of
from tablewright.engine.reads.source import ReadSource, Row
from tablewright.engine.wire import decode, encode
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
    end: bytes | None = None
    """The last place the key condition allows, if that is the place of one row: after it there is no cursor."""


def reading_of(
    request: Request, projection: Projection | None, condition: Condition | None, values: Item, start: Item | None
) -> Reading:
    """Read the members that Query and Scan share; ``condition`` is the filter, tested with ``values``.

    ``start`` is the ExclusiveStartKey, which each of them validates in its own order.

    Raises:
        DynamoDBError: ValidationException.
    """
    return Reading(
        request["TableName"],
        request.get("IndexName"),
        selection_of(request, projection),
        condition,
        values,
        start,
        request.get("Limit"),
        request.get("ConsistentRead", False),
        request.get("ReturnConsumedCapacity", "NONE"),
    )


Read = TypeVar("Read")
Paused = Generator[None, None, Read]
"""What is read in the making: yields wherever it can be paused."""


def read_page(
    source: ReadSource, reading: Reading, bounds: tuple[bytes, bytes], *, forward: bool = True
) -> Paused[bytes]:
    """Read a page, as `read_rows` does, and make the response of Query and Scan of it."""
    page = yield from read_rows(source, reading, bounds, forward=forward)
    if source.throttle is not None:
        source.throttle.admit(page.draws(source.partition))
    return page.answer()


def page_from(
    engine: Engine, source: ReadSource, reading: Reading, bounds: tuple[bytes, bytes], *, forward: bool = True
) -> bytes | Paused[bytes]:
    """The response of Query and Scan, or what is left to do for it after the first chunk."""
    return begun(engine, source, reading, read_page(source, reading, bounds, forward=forward))


def begun(engine: Engine, source: ReadSource, reading: Reading, reader: Paused[bytes]) -> bytes | Paused[bytes]:
    """The response that ``reader`` makes of ``source``, or what is left to do for it after the first chunk."""
    try:
        next(reader)
    except StopIteration as end:
        page: bytes = end.value
        return page
    return _while_it_exists(engine, source, reading, reader)


def _while_it_exists(engine: Engine, source: ReadSource, reading: Reading, reader: Paused[bytes]) -> Paused[bytes]:
    """Pause where ``reader`` does, and go on only if what it reads was not deleted meanwhile.

    Raises:
        DynamoDBError: the error of a request that comes after the deletion.
    """
    while True:
        yield
        present = ReadSource(engine.table(reading.table_name), reading.index_name, engine.now())
        if not present.is_same_as(source):
            # Another was made under the name.
            raise resource_not_found()
        try:
            next(reader)
        except StopIteration as end:
            page: bytes = end.value
            return page


def read_rows(
    source: ReadSource, reading: Reading, bounds: tuple[bytes, bytes], *, forward: bool = True
) -> "Paused[Page]":
    """Evaluate the rows between ``bounds``, lower inclusive and upper exclusive, until the page is full.

    A page is full when it has evaluated Limit rows or, with the row that crosses it, 1 MB. What the filter
    drops counts; of an index, its projection counts and not the whole item. What is fetched of the table counts
    as it is charged, so that of small items much fewer make a page: each by itself up to the next 4 KB, and what
    was read of the index likewise.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LSI.html#LSI.ThroughputConsiderations.Reads
    """
    page = Page(source, reading)
    low, high = bounds
    rows_left = reading.limit
    while True:
        chunk = CHUNK_ROWS if rows_left is None else min(CHUNK_ROWS, rows_left)
        already = page.scanned
        row: Row = (b"", 0, b"")
        for row in source.rows(low, high, forward=forward, limit=chunk):
            page.take(row)
            if page.bytes >= MAX_PAGE_BYTES:
                return page.ended(row)
        seen = page.scanned - already
        if seen < chunk:
            return page
        if rows_left is not None:
            rows_left -= seen
            if not rows_left:
                return page.ended(row)
        place = row[0]
        low, high = (place + b"\x00", high) if forward else (low, place)
        yield


class Page:
    """What one response has gathered so far."""

    __slots__ = ("_evaluate", "_fetched", "_read", "_reading", "_source", "bytes", "items", "last_key", "scanned")

    items: list[bytes]
    """What is returned of the items, encoded."""
    last_key: Item | None
    """The LastEvaluatedKey, where more may follow."""

    def __init__(self, source: ReadSource, reading: Reading) -> None:
        self._source = source
        self._reading = reading
        self._evaluate = _evaluation(source, reading)
        self.items = []
        self.last_key = None
        self.scanned = 0
        self.bytes = 0  # what fills the page
        self._read = 0  # where there is fetching: bytes read of the index
        self._fetched = 0  # and units of 4 KB fetched of the table

    def take(self, row: Row) -> None:
        """Evaluate one row."""
        _, size, encoded = row
        self.scanned += 1
        if self._evaluate is None:
            self.bytes += size
            self.items.append(encoded)
            return
        read, result = self._evaluate(size, encoded)
        if result is not None:
            self.items.append(result)
        if self._reading.selection.fetches:
            self._read += read
            self._fetched += units_of(size)
            self.bytes = (units_of(self._read) + self._fetched) * READ_UNIT_BYTES
        else:
            self.bytes += read

    def ended(self, last: Row) -> "Page":
        """This page, which ``last`` filled: more may follow it, unless it is the last that can be asked for."""
        if last[0] != self._reading.end:
            self.last_key = self._source.cursor_of(decode(last[2]))
        return self

    def answer(self) -> bytes:
        """The response of Query and Scan."""
        members = [b'"Count":%d,"ScannedCount":%d' % (len(self.items), self.scanned)]
        if not self._reading.selection.counts:
            members.append(b'"Items":[' + b",".join(self.items) + b"]")
        if self.last_key is not None:
            members.append(b'"LastEvaluatedKey":' + encode(self.last_key))
        if self._reading.report != "NONE":
            consumption = Consumption(self._source.table, read=True, named=self._reading.table_name)
            self.spend(consumption)
            members.append(b'"ConsumedCapacity":' + encode(consumption.to_wire(self._reading.report)))
        return b"{" + b",".join(members) + b"}"

    def draws(self, partition: bytes | None) -> Iterator[Draw]:
        """What reading this page takes from one partition, or (None) from all."""
        consumption = Consumption(self._source.table, read=True)
        self.spend(consumption)
        return page_read(consumption, self._source.index, partition)

    def spend(self, consumption: Consumption) -> None:
        """Add what reading this page cost."""
        consistent = self._reading.consistent
        units = read_units(self._read or self.bytes, consistent)
        if self._source.index is None:
            consumption.add_table(units)
        else:
            consumption.add_table(self._fetched if consistent else self._fetched / 2)
            consumption.add_index(self._source.index, units)


Evaluation = Callable[[int, bytes], tuple[int, bytes | None]]
"""From an item's size and bytes to the size that was read and the bytes that are returned, None for none."""


def _evaluation(source: ReadSource, reading: Reading) -> Evaluation | None:
    """How rows are evaluated; None where every row is returned as it is stored."""
    carried, size_of, condition, values = source.carried, source.size_of, reading.filter, reading.values
    projection, fetches = reading.selection.projection, reading.selection.fetches
    if carried is None and condition is None and projection is None:
        return None

    def evaluate(size: int, encoded: bytes) -> tuple[int, bytes | None]:
        item: Item = decode(encoded)
        # What is fetched from the table can be tested too.
        entry = item
        if carried is not None and not fetches:
            entry = {name: value for name, value in item.items() if name in carried}
        if size_of is not None:
            size = size_of(item)
        if condition is not None and not condition.test(entry, values):
            return size, None
        if projection is not None:
            entry = projection.apply(entry)
        elif entry is item:
            return size, encoded
        return size, encode(entry)

    return evaluate
