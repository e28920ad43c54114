"""DescribeTimeToLive.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DescribeTimeToLive.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation
from tablewright.engine.requests.tables import TableRequest, table_name
from tablewright.engine.tables.lookup import named_table
from tablewright.engine.tables.states import table_status

SHAPE = TableRequest({})


def execute(engine: Engine, name: str) -> Answer:
    """Tell the setting; it is being enabled until every item that expires is in its order."""
    table = named_table(engine, name).table
    state = table_status(table, engine.now())
    if state in ("CREATING", "DELETING"):
        raise validation(
            f"Cannot describe time to live while table is in {state} state: Current table state is {state}"
        )
    ttl = table.ttl
    if ttl is None:
        return {"TimeToLiveDescription": {"TimeToLiveStatus": "DISABLED"}}
    status = "ENABLED" if ttl.backfilled else "ENABLING"
    return {"TimeToLiveDescription": {"TimeToLiveStatus": status, "AttributeName": ttl.attribute}}


OPERATION = Operation("DescribeTimeToLive", SHAPE, table_name, execute)
