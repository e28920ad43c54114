"""Filling new indexes, and new orders of expiry, with the items that were there before them.

Items are taken in the order of their keys, a slice a turn. How far it has come is committed with the entries, so
that it goes on from there after a restart. Writes keep the index in step from the moment it is made; an entry they
made first stays as it is.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html#GSI.OnlineOps.Creating.Phases
"""

from collections.abc import Iterator
from dataclasses import replace

from tablewright.engine.engine import Engine
from tablewright.engine.schema import Table
from tablewright.engine.storage.index_entries import expiry_storage, index_storage
from tablewright.engine.storage.items import TableStore

SLICE_ROWS = 100
SLICE_BYTES = 256 * 1024
"""The most that one turn takes from a table: a millisecond or two of work, and as long to commit it."""


def fill_indexes(engine: Engine) -> bool:
    """Enter the next slice of items into an index that is being made."""
    now = engine.now()
    for store in engine.tables:
        for storage, filled in _being_filled(store.table, now):
            engine.database.keep_commits_short(True)
            engine.begin()
            _fill_slice(engine, store, storage, filled)
            return True
    engine.database.keep_commits_short(False)
    return False


def _being_filled(table: Table, now: float) -> Iterator[tuple[str, Table]]:
    """What is being filled of a table: its storage, and the table's definition once that is done."""
    for index in table.indexes:
        if not index.backfilled and now >= index.ready_at and index.transition != "DELETING":
            yield index_storage(table, index), table.with_index(replace(index, backfilled=True))
    if table.ttl is not None and not table.ttl.backfilled:
        yield expiry_storage(table, table.ttl), replace(table, ttl=replace(table.ttl, backfilled=True))


def _fill_slice(engine: Engine, store: TableStore, storage: str, filled: Table) -> None:
    backfills = engine.tables.backfills
    rows = store.after(backfills.reached(storage), SLICE_ROWS, SLICE_BYTES)
    store.fill(storage, rows)
    if len(rows) < SLICE_ROWS and sum(stored.size for _, stored in rows) < SLICE_BYTES:
        backfills.finish(storage)
        engine.tables.change(filled)
    else:
        backfills.reach(storage, rows[-1][0])
