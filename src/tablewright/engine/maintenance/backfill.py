"""Filling new indexes, and new orders of expiry, with the items that were there before them.

Entries are gathered in the order of the items and entered in that of the index, a slice a turn, some ten thousands at
a time. How far it has come is committed with the last of these, so that it goes on from there after a restart. Writes
keep the index in step from the moment it is made: what they have entered or changed since is left as it is.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html#GSI.OnlineOps.Creating.Phases
"""

from collections.abc import Iterator
from dataclasses import replace

from tablewright.engine.engine import Engine
from tablewright.engine.schema import Table
from tablewright.engine.storage.backfills import Gathered
from tablewright.engine.storage.index_entries import expiry_storage, index_storage
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.slices import SLICE_BYTES

SLICE_ROWS = 100
"""The most items that one turn looks at: a millisecond or two of work."""
ENTERED_ROWS = 50
"""The most that one turn enters: fewer, because each is looked up by itself."""
GATHERED_ROWS = 50_000
GATHERED_BYTES = 8 * 1024 * 1024
"""How many entries are brought into order before they are entered, and how many bytes of memory they may take."""


def fill_indexes(engine: Engine) -> bool:
    """Enter the next slice of items into an index that is being made."""
    now = engine.now()
    for store in engine.tables:
        for storage, filled in _being_filled(store.table, now):
            gathered = engine.tables.backfills.gathered(storage)
            if _gather_slice(store, storage, gathered):
                # Until it is filled nobody sees what is in an index, and what is lost of it is entered again.
                engine.begin(durable=gathered.left <= ENTERED_ROWS and gathered.to_the_end)
                _enter_slice(engine, store, storage, gathered, filled)
            return True
    return False


def _being_filled(table: Table, now: float) -> Iterator[tuple[str, Table]]:
    """What is being filled of a table: its storage, and the table's definition once that is done."""
    for index in table.indexes:
        if not index.backfilled and now >= index.ready_at and index.transition != "DELETING":
            yield index_storage(table, index), table.with_index(replace(index, backfilled=True))
    if table.ttl is not None and not table.ttl.backfilled:
        yield expiry_storage(table, table.ttl), replace(table, ttl=replace(table.ttl, backfilled=True))


def _gather_slice(store: TableStore, storage: str, gathered: Gathered) -> bool:
    """Look at some more items, unless there is enough; whether that is so now."""
    if not _is_enough(gathered):
        rows = store.after(gathered.reached, SLICE_ROWS, SLICE_BYTES)
        gathered.add(store.places(storage, rows))
        gathered.to_the_end = len(rows) < SLICE_ROWS and sum(stored.size for _, stored in rows) < SLICE_BYTES
        if rows:
            gathered.reached = rows[-1][0]
    return _is_enough(gathered)


def _is_enough(gathered: Gathered) -> bool:
    return (
        gathered.is_ordered or gathered.to_the_end or gathered.left >= GATHERED_ROWS or gathered.bytes >= GATHERED_BYTES
    )


def _enter_slice(engine: Engine, store: TableStore, storage: str, gathered: Gathered, filled: Table) -> None:
    store.fill(storage, gathered.take(ENTERED_ROWS), SLICE_BYTES)
    if gathered.left:
        return
    if gathered.to_the_end:
        engine.tables.backfills.finish(storage)
        engine.tables.change(filled)
    else:
        engine.tables.backfills.reach(storage, gathered.reached)
