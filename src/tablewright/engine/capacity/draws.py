"""What requests draw on: the table, its global indexes and their partitions, each with the units it pays."""

from collections.abc import Iterator

from tablewright.engine.capacity.indexes import index_writes
from tablewright.engine.capacity.throttle import Draw
from tablewright.engine.capacity.units import Consumption, read_units, write_units
from tablewright.engine.schema import Index, Table
from tablewright.engine.storage.entries import partition_prefix
from tablewright.engine.storage.items import StoredItem
from tablewright.engine.storage.keys import DIGEST_BYTES


def item_read(table: Table, key: bytes, found: StoredItem | None, consistent: bool, *, factor: int = 1) -> Draw:
    """What reading the item under a storage key draws; ``factor`` is 2 in transactions."""
    units = read_units(found.size if found is not None else 0, consistent) * factor
    return Draw(table, None, "Read", units, key[:DIGEST_BYTES])


def page_read(consumption: Consumption, index: Index | None, partition: bytes | None) -> Iterator[Draw]:
    """What a page of a table or of ``index`` draws, from one partition or (None) from all."""
    if index is not None and not index.local:
        yield Draw(consumption.table, index, "Read", consumption.global_indexes[index.name], partition)
    units = consumption.table_units + sum(consumption.local_indexes.values())
    if units:
        yield Draw(consumption.table, None, "Read", units, partition)


def item_write(
    table: Table, key: bytes, before: StoredItem | None, after: StoredItem | None, *, factor: int = 1
) -> Iterator[Draw]:
    """What a write draws on the table and on each global index it changes; ``factor`` is 2 in transactions."""
    partition = key[:DIGEST_BYTES]
    sizes = [stored.size for stored in (before, after) if stored is not None]
    yield Draw(table, None, "Write", write_units(max(sizes, default=0)) * factor, partition)
    for index, entry, units in index_writes(table, before, after, factor=factor):
        if index.local:
            yield Draw(table, None, "Write", units, partition)
        else:
            of_index = partition_prefix([entry[name] for name in index.key.partition])
            yield Draw(table, index, "Write", units, of_index)
