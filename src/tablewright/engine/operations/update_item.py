"""UpdateItem.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateItem.html
"""

from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.attributes import ITEM, valid_item
from tablewright.engine.requests.expressions import Expressions, refuse_mixture
from tablewright.engine.requests.legacy import ATTRIBUTE_UPDATES, EXPECTED, legacy_update
from tablewright.engine.requests.members import CONDITIONAL_OPERATOR, EXPRESSION, GUARD, RETURNS, TABLE_NAME
from tablewright.engine.requests.structures import Structure
from tablewright.engine.writes.actions import Modify, Written, write
from tablewright.engine.writes.responses import Returns, ReturnValues, answer, guard_of, returns_of
from tablewright.values import Item

SHAPE = Structure(
    {
        "TableName": TABLE_NAME,
        "Key": ITEM,
        "AttributeUpdates": ATTRIBUTE_UPDATES,
        "Expected": EXPECTED,
        "ConditionalOperator": CONDITIONAL_OPERATOR,
        **RETURNS,
        "UpdateExpression": EXPRESSION,
        **GUARD,
    },
    required=("TableName", "Key"),
)


_EXPRESSIONS = ("UpdateExpression", "ConditionExpression")
_LEGACY = ("AttributeUpdates", "Expected", "ConditionalOperator")


class UpdateItem(NamedTuple):
    """A validated request."""

    action: Modify
    returns: Returns


def prepare(request: Request) -> UpdateItem:
    """Validate what needs no table."""
    refuse_mixture(request, _LEGACY, _EXPRESSIONS)
    expressions = Expressions(request, _EXPRESSIONS)
    valid_item(request["Key"])
    update = expressions.update()
    condition = expressions.condition()
    expressions.finish()
    guard = guard_of(request, condition, expressions)
    if update is None:
        update = legacy_update(request)
    action = Modify(request["TableName"], request["Key"], update, expressions.values, guard)
    return UpdateItem(action, returns_of(request))


def execute(engine: Engine, request: UpdateItem) -> Answer:
    """Update the item."""
    written = write(engine, request.action)
    return answer(written, request.returns, _attributes(request.action, written, request.returns.values))


def _attributes(action: Modify, written: Written, values: ReturnValues) -> Item | None:
    """The attributes that ReturnValues asks for; of a nested path, only what the update touched."""
    if values == "NONE":
        return None
    stored = written.before if values in ("ALL_OLD", "UPDATED_OLD") else written.after
    if stored is None:
        return None
    if values in ("ALL_OLD", "ALL_NEW"):
        return stored.item
    return action.update.touched(stored.item) if action.update is not None else None


OPERATION = Operation("UpdateItem", SHAPE, prepare, execute, writes=True)
