"""Carrying out what a table's states have announced: deleted tables and indexes go when their time has come."""

from tablewright.engine.engine import Engine
from tablewright.engine.tables.deletions import remove_deleted_indexes, remove_table
from tablewright.engine.tables.states import index_status, table_status


def finish_transitions(engine: Engine) -> bool:
    """Remove one table, or the indexes of one table, whose deletion is over."""
    now = engine.now()
    for store in engine.tables:
        table = store.table
        if table_status(table, now) is None:
            engine.begin()
            remove_table(engine, table)
            return True
        if any(index_status(index, now) is None for index in table.indexes):
            engine.begin()
            engine.tables.change(remove_deleted_indexes(table, now))
            return True
    return False
