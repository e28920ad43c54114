"""What the operations that write one item have in common: their condition, and what they return.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/WorkingWithItems.html
"""

from typing import Any, Literal, NamedTuple

from tablewright.engine.capacity.units import Report
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Request
from tablewright.engine.requests.expressions import Expressions
from tablewright.engine.requests.legacy import legacy_condition
from tablewright.engine.writes.actions import Guard, Written, consumption_of
from tablewright.engine.writes.item_collections import collection_metrics
from tablewright.expressions import Condition

ReturnValues = Literal["NONE", "ALL_OLD", "UPDATED_OLD", "ALL_NEW", "UPDATED_NEW"]


class Returns(NamedTuple):
    """What the response to a write carries besides nothing."""

    values: ReturnValues
    report: Report
    metrics: bool


NOTHING = Returns("NONE", "NONE", False)
"""What most requests want returned."""
_RETURN_MEMBERS = ("ReturnValues", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics")
_UNGUARDED = Guard()


def returns_of(request: Request) -> Returns:
    """Read ReturnValues, ReturnConsumedCapacity and ReturnItemCollectionMetrics."""
    if request.keys().isdisjoint(_RETURN_MEMBERS):
        return NOTHING
    return Returns(
        request.get("ReturnValues", "NONE"),
        request.get("ReturnConsumedCapacity", "NONE"),
        request.get("ReturnItemCollectionMetrics") == "SIZE",
    )


def refuse_return_values(request: Request) -> None:
    """PutItem and DeleteItem return the old item or nothing.

    Raises:
        DynamoDBError: ValidationException.
    """
    if request.get("ReturnValues") in ("ALL_NEW", "UPDATED_OLD", "UPDATED_NEW"):
        raise validation("ReturnValues can only be ALL_OLD or NONE")


def guard_of(request: Request, condition: Condition | None, expressions: Expressions) -> Guard:
    """The condition of a write, from ConditionExpression or Expected."""
    if condition is None:
        condition = legacy_condition(request)
        if condition is None:
            return _UNGUARDED
    return Guard(
        condition,
        expressions.values,
        request.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD",
    )


def answer(written: Written, returns: Returns, attributes: dict[str, Any] | None) -> Answer:
    """The response."""
    if returns is NOTHING:
        return b"{}"
    members: dict[str, Any] = {}
    if attributes:
        members["Attributes"] = attributes
    if returns.report != "NONE":
        (consumption,) = consumption_of([written])
        members["ConsumedCapacity"] = consumption.to_wire(returns.report)
    if returns.metrics:
        metrics = collection_metrics(written)
        if metrics is not None:
            members["ItemCollectionMetrics"] = metrics
    return members
