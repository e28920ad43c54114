"""ExecuteStatement.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html
"""

from typing import Any, NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation, PausedAnswer, Request
from tablewright.engine.partiql.binding import MEMBERS, Bound, bind
from tablewright.engine.partiql.changing import action_of, returned
from tablewright.engine.partiql.selecting import ReadOptions, run_select
from tablewright.engine.partiql.syntax import Exists, Select
from tablewright.engine.requests.members import RETURN_CONSUMED_CAPACITY, RETURN_VALUES_ON_CONDITION_CHECK_FAILURE
from tablewright.engine.requests.scalars import Boolean, Integer, Text
from tablewright.engine.requests.structures import Structure
from tablewright.engine.writes.actions import consumption_of, write

SHAPE = Structure(
    {
        **MEMBERS,
        "ConsistentRead": Boolean(),
        "NextToken": Text(min=1, max=32768),
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
        "Limit": Integer(min=1),
        "ReturnValuesOnConditionCheckFailure": RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
    },
    required=("Statement",),
)


class ExecuteStatement(NamedTuple):
    """A validated request."""

    bound: Bound
    options: ReadOptions


def prepare(request: Request) -> ExecuteStatement:
    """Read the statement."""
    bound = bind(request)
    if isinstance(bound.statement, Exists):
        raise validation("EXISTS can only be used in ExecuteTransaction write requests.")
    options = ReadOptions(
        request.get("Limit"),
        request.get("ConsistentRead", False),
        request.get("NextToken"),
        request.get("ReturnConsumedCapacity", "NONE"),
    )
    return ExecuteStatement(bound, options)


def execute(engine: Engine, request: ExecuteStatement) -> Answer | PausedAnswer:
    """Read a page, or write one item."""
    bound, options = request
    if isinstance(bound.statement, Select):
        return run_select(engine, bound, bound.statement, options)
    store = engine.table(bound.statement.source.table)
    action = action_of(bound, store.table)
    engine.begin()
    written = write(engine, action)
    attributes = returned(bound, action, written)
    members: dict[str, Any] = {"Items": [attributes] if attributes else []}
    if options.report != "NONE":
        (consumption,) = consumption_of([written])
        members["ConsumedCapacity"] = consumption.to_wire(options.report)
    return members


OPERATION = Operation("ExecuteStatement", SHAPE, prepare, execute)
