"""TransactWriteItems.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

from collections.abc import Callable
from typing import Any, NamedTuple

from tablewright.engine.capacity.units import Report
from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.operations.batch_write_item import metrics_by_table
from tablewright.engine.requests.attributes import ITEM, valid_item
from tablewright.engine.requests.expressions import Expressions, expressions_of_action
from tablewright.engine.requests.members import (
    EXPRESSION,
    GUARD,
    RETURN_CONSUMED_CAPACITY,
    RETURN_ITEM_COLLECTION_METRICS,
    TABLE_NAME,
)
from tablewright.engine.requests.scalars import Text
from tablewright.engine.requests.shapes import Shape
from tablewright.engine.requests.structures import ListOf, Structure
from tablewright.engine.writes.actions import (
    Action,
    Check,
    Delete,
    Guard,
    Modify,
    Put,
    valid_new_item,
)
from tablewright.engine.writes.transactions import Attempt, fingerprint_of, repetition, spent_by, write_all
from tablewright.expressions import Condition
from tablewright.values.limits import MAX_TRANSACTION_ACTIONS

_GUARDED: dict[str, Shape] = {"TableName": TABLE_NAME, **GUARD}

SHAPE = Structure(
    {
        "TransactItems": ListOf(
            Structure(
                {
                    "ConditionCheck": Structure(
                        {"Key": ITEM, **_GUARDED},
                        required=("Key", "TableName", "ConditionExpression"),
                        name="ConditionCheck",
                    ),
                    "Put": Structure({"Item": ITEM, **_GUARDED}, required=("Item", "TableName"), name="Put"),
                    "Delete": Structure({"Key": ITEM, **_GUARDED}, required=("Key", "TableName"), name="Delete"),
                    "Update": Structure(
                        {"Key": ITEM, "UpdateExpression": EXPRESSION, **_GUARDED},
                        required=("Key", "UpdateExpression", "TableName"),
                        name="Update",
                    ),
                },
                name="TransactWriteItem",
            ),
            min=1,
            max=MAX_TRANSACTION_ACTIONS,
        ),
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
        "ReturnItemCollectionMetrics": RETURN_ITEM_COLLECTION_METRICS,
        "ClientRequestToken": Text(min=1, max=36),
    },
    required=("TransactItems",),
)


class TransactWriteItems(NamedTuple):
    """A validated request."""

    actions: list[Action]
    token: str | None
    fingerprint: bytes
    report: Report
    metrics: bool


def prepare(request: Request) -> TransactWriteItems:
    """Validate what needs no table."""
    token = request.get("ClientRequestToken")
    return TransactWriteItems(
        # The fingerprint is of the request as it came, before values are put into normal form.
        fingerprint=fingerprint_of({"TransactItems": request["TransactItems"]}) if token else b"",
        actions=[_action(one) for one in request["TransactItems"]],
        token=token,
        report=request.get("ReturnConsumedCapacity", "NONE"),
        metrics=request.get("ReturnItemCollectionMetrics") == "SIZE",
    )


def _action(one: dict[str, Any]) -> Action:
    if len(one) != 1:
        raise validation("TransactItems can only contain one of Check, Put, Update or Delete")
    ((kind, member),) = one.items()
    return _READERS[kind](member)


def _guard(member: Request, expressions: Expressions, condition: Condition | None) -> Guard:
    expressions.finish()
    return Guard(
        condition,
        expressions.values,
        member.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD",
    )


def _put(member: Request) -> Put:
    expressions = expressions_of_action(member, ("ConditionExpression",))
    size = valid_new_item(member["Item"])
    guard = _guard(member, expressions, expressions.condition())
    return Put(member["TableName"], member["Item"], size, guard)


def _delete(member: Request) -> Delete:
    expressions = expressions_of_action(member, ("ConditionExpression",))
    valid_item(member["Key"])
    return Delete(member["TableName"], member["Key"], _guard(member, expressions, expressions.condition()))


def _check(member: Request) -> Check:
    expressions = expressions_of_action(member, ("ConditionExpression",))
    valid_item(member["Key"])
    return Check(member["TableName"], member["Key"], _guard(member, expressions, expressions.condition()))


def _update(member: Request) -> Modify:
    expressions = expressions_of_action(member, ("UpdateExpression", "ConditionExpression"))
    valid_item(member["Key"])
    update = expressions.update()
    guard = _guard(member, expressions, expressions.condition())
    return Modify(member["TableName"], member["Key"], update, expressions.values, guard)


_READERS: dict[str, Callable[[Request], Action]] = {
    "ConditionCheck": _check,
    "Put": _put,
    "Delete": _delete,
    "Update": _update,
}


def execute(engine: Engine, transaction: TransactWriteItems) -> Answer:
    """Try every action on what is there; write all of them or, if one fails, none."""
    attempt = Attempt(transaction.token, transaction.fingerprint, transaction.report)
    repeated = repetition(engine, attempt)
    if repeated is not None:
        return repeated
    writes = write_all(engine, transaction.actions, attempt)
    members: dict[str, Any] = spent_by(writes, transaction.report)
    if transaction.metrics:
        members["ItemCollectionMetrics"] = metrics_by_table(writes)
    return members


OPERATION = Operation("TransactWriteItems", SHAPE, prepare, execute, writes=True)
