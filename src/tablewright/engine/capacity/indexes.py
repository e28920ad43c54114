"""What an index holds of an item, and what keeping it in step costs.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
"""

from collections.abc import Iterator

from tablewright.engine.capacity.units import Consumption, write_units
from tablewright.engine.schema import Index, Table
from tablewright.engine.storage.items import StoredItem
from tablewright.values import Item, equal_items, item_size
from tablewright.values.limits import MAX_ITEM_BYTES, MAX_LOCAL_INDEXES


def project(item: Item, index: Index, table: Table) -> Item:
    """What an index carries of an item: everything, or the keys and the attributes it includes."""
    carried = carried_attributes(index, table)
    if carried is None:
        return item
    return {name: value for name, value in item.items() if name in carried}


def carried_attributes(index: Index, table: Table) -> frozenset[str] | None:
    """The attributes an index carries; None when it carries all of them."""
    if index.projection.type == "ALL":
        return None
    return frozenset((*table.key.attributes, *index.key.attributes, *index.projection.attributes))


def holds(item: Item, index: Index, table: Table) -> bool:
    """Whether an item is in an index: it has every key attribute, of the right type."""
    return all(item.get(name, {}).get(table.types[name]) for name in index.key.attributes)


def fits(item: Item, size: int, table: Table) -> bool:
    """Whether an item of ``size`` bytes keeps the limit together with its entries in all local indexes.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
    """
    if size <= _SURELY_FITS:
        return True
    total = size
    for index in table.indexes:
        if index.local and holds(item, index, table):
            entry = project(item, index, table)
            total += size if entry is item else item_size(entry)
    return total <= MAX_ITEM_BYTES


_SURELY_FITS = MAX_ITEM_BYTES // (1 + MAX_LOCAL_INDEXES)
"""The size of items that fit even where every local index carries all of them."""


def spend_on_indexes(
    consumption: Consumption, table: Table, before: StoredItem | None, after: StoredItem | None, *, factor: int = 1
) -> None:
    """Add what a write costs on each index; ``factor`` is 2 in transactions."""
    for index, _, units in index_writes(table, before, after, factor=factor):
        consumption.add_index(index, units)


def index_writes(
    table: Table, before: StoredItem | None, after: StoredItem | None, *, factor: int = 1
) -> Iterator[tuple[Index, Item, float]]:
    """The writes of index entries that a write of an item comes to: the index, the entry, the units.

    None where the index's part of the item did not change; one where an entry appears, goes, or keeps its key; two
    where its key changes, the delete and the put. ``factor`` is 2 in transactions, which write local indexes with the
    table, twice, and global ones once, afterwards.
    """
    for index in table.indexes:
        old = _entry(before, index, table)
        new = _entry(after, index, table)
        if equal_items(old or {}, new or {}):
            continue
        times = factor if index.local else 1
        if old is None or new is None or _keys(old, index) == _keys(new, index):
            entries = [entry for entry in (old, new) if entry is not None]
            yield index, entries[0], write_units(max(map(item_size, entries))) * times
        else:
            yield index, old, write_units(item_size(old)) * times
            yield index, new, write_units(item_size(new)) * times


def _entry(stored: StoredItem | None, index: Index, table: Table) -> Item | None:
    if stored is None or not holds(stored.item, index, table):
        return None
    return project(stored.item, index, table)


def _keys(entry: Item, index: Index) -> list[object]:
    return [entry[name] for name in index.key.attributes]
