"""DeleteTable.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteTable.html
"""

from tablewright.engine.descriptions import describe_table
from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.tables import TableRequest
from tablewright.engine.table_lookup import named_table
from tablewright.engine.table_streams import close_stream

SHAPE = TableRequest({})


def prepare(request: Request) -> str:
    """The table's name or ARN."""
    name: str = request["TableName"]
    return name


def execute(engine: Engine, name: str) -> Answer:
    """Delete the table with its items; its stream can still be read."""
    store = named_table(engine, name)
    table = store.table
    if table.deletion_protection:
        raise validation(
            f"Resource cannot be deleted as it is currently protected against deletion. Disable deletion protection "
            f"first. Table: {table.name}"
        )
    answer: Answer = {"TableDescription": describe_table(engine, store, status="DELETING")}
    close_stream(engine, table)
    engine.tables.delete(table)
    return answer


OPERATION = Operation("DeleteTable", SHAPE, prepare, execute, writes=True)
