"""The states of tables and indexes, told by the clock: what is being made or changed is ACTIVE in time.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html and, for indexes,
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html
"""

from typing import Literal

from tablewright.engine.schema import Index, Table, Transition

Status = Literal["ACTIVE"] | Transition


def table_status(table: Table, now: float) -> Status | None:
    """The TableStatus of a table at a time; None once it is deleted."""
    if now < table.ready_at:
        return table.transition
    return None if table.transition == "DELETING" else "ACTIVE"


def has_items(table: Table, now: float) -> bool:
    """Whether a table's items can be read and written: from its creation until its deletion is over."""
    return table_status(table, now) not in (None, "CREATING")


def index_status(index: Index, now: float) -> Status | None:
    """The IndexStatus of a global index at a time; None once it is deleted."""
    if now < index.ready_at or not index.backfilled:
        return index.transition
    return None if index.transition == "DELETING" else "ACTIVE"


def is_backfilling(index: Index, now: float) -> bool:
    """Whether an index is past the allocation of its resources and being filled with the table's items."""
    return not index.backfilled and now >= index.ready_at
