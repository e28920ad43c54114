"""DeleteItem.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_DeleteItem.html
"""

from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.attributes import ITEM, valid_item
from tablewright.engine.requests.expressions import Expressions, refuse_mixture
from tablewright.engine.requests.legacy import EXPECTED
from tablewright.engine.requests.members import CONDITIONAL_OPERATOR, GUARD, RETURNS, TABLE_NAME
from tablewright.engine.requests.structures import Structure
from tablewright.engine.writes.actions import Delete, write
from tablewright.engine.writes.responses import NOTHING, Returns, answer, guard_of, refuse_return_values, returns_of

SHAPE = Structure(
    {
        "TableName": TABLE_NAME,
        "Key": ITEM,
        "Expected": EXPECTED,
        "ConditionalOperator": CONDITIONAL_OPERATOR,
        **RETURNS,
        **GUARD,
    },
    required=("TableName", "Key"),
)


class DeleteItem(NamedTuple):
    """A validated request."""

    action: Delete
    returns: Returns


def prepare(request: Request) -> DeleteItem:
    """Validate what needs no table."""
    if len(request) == 2:  # Most have nothing to look at but the key.
        valid_item(request["Key"])
        return DeleteItem(Delete(request["TableName"], request["Key"]), NOTHING)
    refuse_mixture(request, ["Expected", "ConditionalOperator"], ["ConditionExpression"])
    expressions = Expressions(request, ("ConditionExpression",))
    refuse_return_values(request)
    valid_item(request["Key"])
    condition = expressions.condition()
    expressions.finish()
    guard = guard_of(request, condition, expressions)
    return DeleteItem(Delete(request["TableName"], request["Key"], guard), returns_of(request))


def execute(engine: Engine, delete: DeleteItem) -> Answer:
    """Delete the item."""
    written = write(engine, delete.action)
    old = written.before.item if delete.returns.values == "ALL_OLD" and written.before else None
    return answer(written, delete.returns, old)


OPERATION = Operation("DeleteItem", SHAPE, prepare, execute, writes=True)
