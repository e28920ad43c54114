"""ListTables.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ListTables.html
"""

from bisect import bisect_right
from typing import Any, NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.scalars import Integer, Text
from tablewright.engine.requests.structures import Structure
from tablewright.engine.tables.states import table_status
from tablewright.values.limits import MAX_TABLE_NAME_LENGTH, MIN_TABLE_NAME_LENGTH

MAX_NAMES = 100

SHAPE = Structure(
    {
        "ExclusiveStartTableName": Text(
            min=MIN_TABLE_NAME_LENGTH, max=MAX_TABLE_NAME_LENGTH, pattern="[a-zA-Z0-9_.-]+"
        ),
        "Limit": Integer(min=1, max=MAX_NAMES),
    },
)


class ListTables(NamedTuple):
    """A validated request."""

    after: str
    limit: int


def prepare(request: Request) -> ListTables:
    """Take the page's start and size."""
    return ListTables(request.get("ExclusiveStartTableName", ""), request.get("Limit", MAX_NAMES))


def execute(engine: Engine, page: ListTables) -> Answer:
    """One page of names, in their order."""
    now = engine.now()
    names = [store.table.name for store in engine.tables if table_status(store.table, now) is not None]
    names.sort()
    start = bisect_right(names, page.after)
    listed = names[start : start + page.limit]
    answer: dict[str, Any] = {"TableNames": listed}
    if start + page.limit < len(names):
        answer["LastEvaluatedTableName"] = listed[-1]
    return answer


OPERATION = Operation("ListTables", SHAPE, prepare, execute)
