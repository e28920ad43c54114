"""DeleteTable.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
"""

from dataclasses import replace

from tablewright.engine.engine import Engine
from tablewright.engine.errors import resource_in_use, validation
from tablewright.engine.operation import Answer, Operation
from tablewright.engine.requests.tables import TableRequest, table_name
from tablewright.engine.tables.deletions import remove_table
from tablewright.engine.tables.descriptions import describe_table
from tablewright.engine.tables.lookup import active_table
from tablewright.engine.tables.states import index_status

SHAPE = TableRequest({})
_UNTOLD = frozenset({"AttributeDefinitions", "KeySchema", "CreationDateTime"})
"""What the answer leaves out of the description, as the API reference's example does: how the table was made."""


def execute(engine: Engine, name: str) -> Answer:
    """Delete the table with its items; its stream can still be read."""
    now = engine.now()
    table = active_table(engine, name).table
    if table.deletion_protection:
        raise validation(
            "Resource cannot be deleted as it is currently protected against deletion. "
            "Disable deletion protection first."
        )
    if any(index_status(index, now) not in ("ACTIVE", None) for index in table.global_indexes):
        raise resource_in_use(
            "Attempt to change a resource which is still in use: Cannot delete table while indexes are being "
            "created, updated, or deleted."
        )
    ready_at = now + engine.weather.creation_seconds
    store = engine.tables.change(replace(table, ready_at=ready_at, transition="DELETING"))
    description = describe_table(engine, store, status="DELETING")
    answer: Answer = {
        "TableDescription": {member: value for member, value in description.items() if member not in _UNTOLD}
    }
    if not engine.weather.creation_seconds:
        remove_table(engine, store.table)
    return answer


OPERATION = Operation("DeleteTable", SHAPE, table_name, execute, writes=True)
