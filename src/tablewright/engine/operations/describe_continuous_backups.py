"""DescribeContinuousBackups.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeContinuousBackups.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation
from tablewright.engine.requests.tables import TableRequest, table_name
from tablewright.engine.tables.continuous_backups import backed_up_table, describe_backups

SHAPE = TableRequest({})


def execute(engine: Engine, name: str) -> Answer:
    """Describe the table's point-in-time recovery."""
    table = backed_up_table(engine, name).table
    return {"ContinuousBackupsDescription": describe_backups(table, engine.now())}


OPERATION = Operation("DescribeContinuousBackups", SHAPE, table_name, execute)
