"""A table or one of its indexes, as something that is read in key order."""

from collections.abc import Iterator

from tablewright.engine.capacity.indexes import carried_attributes
from tablewright.engine.capacity.throttle import Throttle
from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.schema import Index, Key, Table
from tablewright.engine.storage.entries import SizeOf, compile_prefix, compile_projected_size
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.past import PastTable
from tablewright.engine.tables.states import index_status
from tablewright.values import Item

Row = tuple[bytes, int, bytes]
"""Where a row stands and what it stands for: its place, the whole item's size, the whole item encoded."""


class ReadSource:
    """What a Query or a Scan reads: a table, or an index of it."""

    __slots__ = ("carried", "cursor", "index", "key", "partition", "size_of", "store", "table", "throttle")

    store: TableStore | PastTable
    table: Table
    index: Index | None
    key: Key
    """The key schema by which it is read: the index's, or the table's."""
    carried: frozenset[str] | None
    """The attributes an index carries; None when it carries all of them."""
    size_of: SizeOf | None
    """The size of what an index carries of an item; None when that is the item's own."""
    cursor: tuple[str, ...]
    """The attributes that say where a page ended: the key, and for an index the table's key as well."""

    def __init__(self, store: TableStore, index_name: str | None, now: float) -> None:
        """Read ``store``'s table, or its index of that name; ``now`` tells which states they are in.

        Raises:
            DynamoDBError: ValidationException, the table has no such index, or it is still being filled.
        """
        self.throttle: Throttle | None = None
        self.partition: bytes | None = None
        self.store = store
        self.table = table = store.table
        if index_name is None:
            self.index = self.carried = self.size_of = None
            self.key = table.key
            self.cursor = table.key.attributes
            return
        index = table.index(index_name)
        status = None if index is None else index_status(index, now)
        if index is None or status in (None, "DELETING"):
            raise validation(f"The table does not have the specified index: {index_name}")
        if status == "CREATING":
            raise validation(f"Cannot read from backfilling global secondary index: {index_name}")
        self.index = index
        self.key = index.key
        self.carried = carried_attributes(index, table)
        self.size_of = compile_projected_size(index, table)
        self.cursor = tuple(dict.fromkeys(index.key.attributes + table.key.attributes))

    def limit(self, throttle: Throttle, partition: bytes | None = None) -> None:
        """Have ``throttle`` admit each page, from one partition (the digest of its key) or from all."""
        self.throttle = throttle
        self.partition = partition

    def lag(self, engine: Engine, *, consistent: bool) -> None:
        """Have it read as ``engine``'s weather shows it; a consistent read sees the table as it is."""
        weather = engine.weather
        if not consistent:
            seconds = weather.index_lag_seconds if self.is_global else weather.read_lag_seconds
            self.store = engine.as_seen(engine.table(self.table.name), seconds)

    @property
    def is_global(self) -> bool:
        """Whether it is a global secondary index."""
        return self.index is not None and not self.index.local

    def is_same_as(self, other: "ReadSource") -> bool:
        """Whether both read the same table and index, not just one of the same name."""
        mine, its = self.index, other.index
        same_index = mine is its if mine is None or its is None else mine.number == its.number
        return same_index and self.table.number == other.table.number

    def rows(self, low: bytes, high: bytes, *, forward: bool, limit: int) -> Iterator[Row]:
        """At most ``limit`` rows in order, from ``low`` up to but not including ``high``."""
        return self.store.range(low, high, forward=forward, limit=limit, index=self.index)

    def place_of(self, cursor: Item) -> bytes:
        """Where the row stands, or would stand, whose cursor attributes are given."""
        key = self.store.key_of(cursor)
        return key if self.index is None else compile_prefix(self.index.key)(cursor) + key

    def cursor_of(self, item: Item) -> Item:
        """The LastEvaluatedKey of a page that ends with ``item``."""
        return {name: item[name] for name in self.cursor}
