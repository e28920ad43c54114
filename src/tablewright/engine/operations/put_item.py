"""PutItem.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_PutItem.html
"""

from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.attributes import ITEM
from tablewright.engine.requests.expressions import Expressions, refuse_mixture
from tablewright.engine.requests.legacy import EXPECTED
from tablewright.engine.requests.members import CONDITIONAL_OPERATOR, GUARD, RETURNS, TABLE_NAME
from tablewright.engine.requests.structures import Structure
from tablewright.engine.writes.actions import Put, valid_new_item, write
from tablewright.engine.writes.responses import NOTHING, Returns, answer, guard_of, refuse_return_values, returns_of

SHAPE = Structure(
    {
        "TableName": TABLE_NAME,
        "Item": ITEM,
        "Expected": EXPECTED,
        **RETURNS,
        "ConditionalOperator": CONDITIONAL_OPERATOR,
        **GUARD,
    },
    required=("TableName", "Item"),
)


class PutItem(NamedTuple):
    """A validated request."""

    action: Put
    returns: Returns


def prepare(request: Request) -> PutItem:
    """Validate what needs no table."""
    if len(request) == 2:  # Most have nothing to look at but the item.
        return PutItem(Put(request["TableName"], request["Item"], valid_new_item(request["Item"])), NOTHING)
    refuse_mixture(request, ["Expected", "ConditionalOperator"], ["ConditionExpression"])
    expressions = Expressions(request, ("ConditionExpression",))
    refuse_return_values(request)
    size = valid_new_item(request["Item"])
    condition = expressions.condition()
    expressions.finish()
    guard = guard_of(request, condition, expressions)
    return PutItem(Put(request["TableName"], request["Item"], size, guard), returns_of(request))


def execute(engine: Engine, put: PutItem) -> Answer:
    """Write the item."""
    written = write(engine, put.action)
    old = written.before.item if put.returns.values == "ALL_OLD" and written.before else None
    return answer(written, put.returns, old)


OPERATION = Operation("PutItem", SHAPE, prepare, execute, writes=True)
