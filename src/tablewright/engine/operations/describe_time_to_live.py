"""DescribeTimeToLive.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation
from tablewright.engine.requests.tables import TableRequest, table_name
from tablewright.engine.tables.lookup import named_table

SHAPE = TableRequest({})


def execute(engine: Engine, name: str) -> Answer:
    """Tell the setting; it is being enabled until every item that expires is in its order."""
    ttl = named_table(engine, name).table.ttl
    if ttl is None:
        return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}
    status = "ENABLED" if ttl.backfilled else "ENABLING"
    return {"TimeToLiveDescription": {"TimeToLiveStatus": status, "AttributeName": ttl.attribute}}


OPERATION = Operation("DescribeTimeToLive", SHAPE, table_name, execute)
