"""Finding the table that a control-plane request names."""

from tablewright.engine.engine import Engine
from tablewright.engine.errors import resource_in_use, resource_not_found
from tablewright.engine.storage.items import TableStore
from tablewright.engine.tables.arns import check_table_is_here
from tablewright.engine.tables.states import table_status


def named_table(engine: Engine, name: str) -> TableStore:
    """The table of a name or ARN, in whatever state it is.

    Raises:
        DynamoDBError: ResourceNotFoundException; ValidationException, it is an ARN of another region or of no table;
            ForeignTable, it is one of another account.
    """
    if name.startswith("arn:"):
        check_table_is_here(name, engine.region, engine.account)
    store = engine.tables.find(name) or engine.find_by_arn(name)
    if store is None or table_status(store.table, engine.now()) is None:
        raise resource_not_found(f"Requested resource not found: Table: {name.rpartition('/')[2]} not found")
    return store


def name_of_new_table(engine: Engine, name: str) -> str:
    """The name of a table that is to be made, which may be given as an ARN.

    Raises:
        DynamoDBError: ValidationException, it is an ARN of another region or of no table; ForeignTable, it is one of
            another account.
    """
    if not name.startswith("arn:"):
        return name
    check_table_is_here(name, engine.region, engine.account)
    return name.rpartition("/")[2]


def active_table(engine: Engine, name: str) -> TableStore:
    """The table of a name or ARN, for a change of it.

    Raises:
        DynamoDBError: ResourceNotFoundException; ResourceInUseException, it is being made, changed or deleted.
    """
    store = named_table(engine, name)
    status = table_status(store.table, engine.now())
    if status is not None and status != "ACTIVE":
        doing = {"CREATING": "created", "UPDATING": "updated", "DELETING": "deleted"}[status]
        raise resource_in_use(
            f"Attempt to change a resource which is still in use: Table is being {doing}: {store.table.name}"
        )
    return store
