"""Finding the table that a control-plane request names."""

from tablewright.engine.engine import Engine
from tablewright.engine.errors import access_denied, resource_in_use, resource_not_found, validation
from tablewright.engine.storage.items import TableStore
from tablewright.engine.tables.states import table_status


def named_table(engine: Engine, name: str) -> TableStore:
    """The table of a name or ARN, in whatever state it is.

    Raises:
        DynamoDBError: ResourceNotFoundException; ValidationException, it is an ARN of another region.
    """
    _check_region(engine, name)
    store = engine.tables.find(name) or engine.find_by_arn(name)
    if store is None or table_status(store.table, engine.now()) is None:
        raise resource_not_found(f"Requested resource not found: Table: {name.rpartition('/')[2]} not found")
    return store


def name_of_new_table(engine: Engine, name: str) -> str:
    """The name of a table that is to be made, which may be given as an ARN.

    Raises:
        DynamoDBError: ValidationException, it is an ARN of another region; AccessDeniedException, of another account.
    """
    if not name.startswith("arn:"):
        return name
    _check_region(engine, name)
    if name.split(":")[4] != engine.account:
        raise access_denied(f"arn:aws:iam::{engine.account}:root", "dynamodb:CreateTable", name)
    return name.rpartition("/")[2]


def _check_region(engine: Engine, name: str) -> None:
    if name.startswith("arn:") and name.split(":")[3:4] != [engine.region]:
        raise validation(f"1 validation error detected: Invalid AWS region in '{name}'")


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
