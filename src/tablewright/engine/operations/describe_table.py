"""DescribeTable.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTable.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation
from tablewright.engine.requests.tables import TableRequest, table_name
from tablewright.engine.tables.descriptions import describe_table
from tablewright.engine.tables.lookup import named_table

SHAPE = TableRequest({})


def execute(engine: Engine, name: str) -> Answer:
    """Describe the table."""
    return {"Table": describe_table(engine, named_table(engine, name))}


OPERATION = Operation("DescribeTable", SHAPE, table_name, execute)
