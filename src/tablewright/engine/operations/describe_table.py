"""DescribeTable.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
"""

from tablewright.engine.descriptions import describe_table
from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.tables import TableRequest
from tablewright.engine.table_lookup import named_table

SHAPE = TableRequest({})


def prepare(request: Request) -> str:
    """The table's name or ARN."""
    name: str = request["TableName"]
    return name


def execute(engine: Engine, name: str) -> Answer:
    """Describe the table."""
    return {"Table": describe_table(engine, named_table(engine, name))}


OPERATION = Operation("DescribeTable", SHAPE, prepare, execute)
