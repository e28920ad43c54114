"""A table with an index of each kind, and items of a size."""

from typing import Any

from tablewright.engine.schema import Index, Key, Projection, Table
from tablewright.engine.storage.stored import StoredItem
from tablewright.values import item_size

LOCAL = Index("by-label", 1, True, Key(("customer",), ("label",)), Projection("KEYS_ONLY"))
GLOBAL = Index("by-status", 2, False, Key(("status",), ("placed",)), Projection("INCLUDE", ("note",)))
WHOLE = Index("by-seal", 3, False, Key(("seal",)), Projection("ALL"))


def orders(**changes: Any) -> Table:
    """Orders by customer and number, on demand, with a local index and two global ones."""
    definition: dict[str, Any] = {
        "number": 7,
        "name": "orders",
        "table_id": "0",
        "key": Key(("customer",), ("number",)),
        "types": {"customer": "S", "number": "N", "label": "S", "status": "S", "placed": "N", "seal": "B"},
        "created_at": 0.0,
        "indexes": (LOCAL, GLOBAL, WHOLE),
        "billing_mode": "PAY_PER_REQUEST",
    }
    return Table(**definition | changes)


def order(**attributes: Any) -> StoredItem:
    """An order as it is stored: ``order(status={"S": "open"})``."""
    item = {"customer": {"S": "ann"}, "number": {"N": "1"}, **attributes}
    return StoredItem.of(item, item_size(item))
