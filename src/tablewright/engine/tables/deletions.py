"""What goes with a table, and with an index, that is deleted."""

from dataclasses import replace

from tablewright.engine.engine import Engine
from tablewright.engine.schema import Table
from tablewright.engine.tables.states import index_status
from tablewright.engine.tables.stream_settings import close_stream


def remove_table(engine: Engine, table: Table) -> None:
    """Remove a table with its items and indexes; its stream ends and can still be read."""
    close_stream(engine, table)
    engine.tables.delete(table)


def remove_deleted_indexes(table: Table, now: float) -> Table:
    """A table without the indexes whose deletion is over, and without the definitions that only they used."""
    kept = tuple(index for index in table.indexes if index_status(index, now) is not None)
    used = {*table.key.attributes}.union(*(index.key.attributes for index in kept))
    types = {name: kind for name, kind in table.types.items() if name in used}
    return replace(table, indexes=kept, types=types)
