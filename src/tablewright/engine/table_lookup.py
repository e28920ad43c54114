"""Finding the table that a control-plane request names."""

from tablewright.engine.engine import Engine
from tablewright.engine.errors import resource_not_found
from tablewright.engine.storage.items import TableStore
from tablewright.engine.table_states import table_status


def named_table(engine: Engine, name: str) -> TableStore:
    """The table of a name or ARN, in whatever state it is.

    Raises:
        DynamoDBError: ResourceNotFoundException.
    """
    plain = name.rpartition("/")[2] if name.startswith("arn:") else name
    store = engine.tables.find(plain)
    if store is None or table_status(store.table, engine.now()) is None:
        raise resource_not_found(f"Requested resource not found: Table: {plain} not found")
    return store
