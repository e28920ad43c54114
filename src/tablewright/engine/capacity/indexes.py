"""What an index holds of an item, and what keeping it in step costs.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.html#GSI.ThroughputConsiderations.Writes
"""

from tablewright.engine.capacity.units import Consumption, write_units
from tablewright.engine.schema import Index, Table
from tablewright.engine.storage.items import StoredItem
from tablewright.values import Item, item_size


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


def spend_on_indexes(
    consumption: Consumption, table: Table, before: StoredItem | None, after: StoredItem | None
) -> None:
    """Add what a write costs on each index.

    Nothing where the index's part of the item did not change; one write where an entry appears, goes, or keeps its
    key; two where its key changes, for the delete and the put.
    """
    for index in table.indexes:
        old = _entry(before, index, table)
        new = _entry(after, index, table)
        if old == new:
            continue
        if old is None or new is None or _keys(old, index) == _keys(new, index):
            sizes = [item_size(entry) for entry in (old, new) if entry is not None]
            consumption.add_index(index, write_units(max(sizes)))
        else:
            consumption.add_index(index, write_units(item_size(old)) + write_units(item_size(new)))


def _entry(stored: StoredItem | None, index: Index, table: Table) -> Item | None:
    if stored is None or not holds(stored.item, index, table):
        return None
    return project(stored.item, index, table)


def _keys(entry: Item, index: Index) -> list[object]:
    return [entry[name] for name in index.key.attributes]
