"""TransactWriteItems.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any, NamedTuple

import orjson

from tablewright.engine.capacity.units import Consumption, Report, read_units
from tablewright.engine.engine import Engine
from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.operations.batch_write_item import metrics_by_table
from tablewright.engine.requests.attributes import ITEM, valid_item
from tablewright.engine.requests.expressions import Expressions
from tablewright.engine.requests.members import (
    EXPRESSION,
    NAMES,
    RETURN_CONSUMED_CAPACITY,
    RETURN_ITEM_COLLECTION_METRICS,
    RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
    TABLE_NAME,
)
from tablewright.engine.requests.shapes import ListOf, Shape, Structure, Text
from tablewright.engine.storage.tokens import Remembered, recall, remember
from tablewright.engine.writes.actions import (
    Action,
    Check,
    Delete,
    Guard,
    Modify,
    Put,
    Written,
    consumption_of,
    resolve,
)
from tablewright.engine.writes.cancellation import cancelled
from tablewright.expressions import Condition
from tablewright.values.limits import MAX_ITEM_BYTES, MAX_TRANSACTION_ACTIONS, MAX_TRANSACTION_BYTES

_GUARD: dict[str, Shape] = {
    "TableName": TABLE_NAME,
    "ConditionExpression": EXPRESSION,
    "ExpressionAttributeNames": NAMES,
    "ExpressionAttributeValues": ITEM,
    "ReturnValuesOnConditionCheckFailure": RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
}

SHAPE = Structure(
    {
        "TransactItems": ListOf(
            Structure(
                {
                    "ConditionCheck": Structure(
                        {"Key": ITEM, **_GUARD}, required=("Key", "TableName", "ConditionExpression")
                    ),
                    "Put": Structure({"Item": ITEM, **_GUARD}, required=("Item", "TableName")),
                    "Delete": Structure({"Key": ITEM, **_GUARD}, required=("Key", "TableName")),
                    "Update": Structure(
                        {"Key": ITEM, "UpdateExpression": EXPRESSION, **_GUARD},
                        required=("Key", "UpdateExpression", "TableName"),
                    ),
                }
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
        fingerprint=_fingerprint(request) if token else b"",
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
    expressions = Expressions(member, ["ConditionExpression"])
    size = valid_item(member["Item"])
    if size > MAX_ITEM_BYTES:
        raise validation("Item size has exceeded the maximum allowed size")
    guard = _guard(member, expressions, expressions.condition())
    return Put(member["TableName"], member["Item"], size, guard)


def _delete(member: Request) -> Delete:
    expressions = Expressions(member, ["ConditionExpression"])
    valid_item(member["Key"])
    return Delete(member["TableName"], member["Key"], _guard(member, expressions, expressions.condition()))


def _check(member: Request) -> Check:
    expressions = Expressions(member, ["ConditionExpression"])
    valid_item(member["Key"])
    return Check(member["TableName"], member["Key"], _guard(member, expressions, expressions.condition()))


def _update(member: Request) -> Modify:
    expressions = Expressions(member, ["UpdateExpression", "ConditionExpression"])
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
    now = engine.now()
    if transaction.token is not None:
        remembered = recall(engine.database, transaction.token, now)
        if remembered is not None:
            return _repeated(transaction, remembered)
    writes = _resolve(engine, transaction.actions)
    for action, written in zip(transaction.actions, writes, strict=True):
        if not isinstance(action, Check):
            written.store.write(written.key, written.before, written.after, now)
    if transaction.token is not None:
        request = Remembered(transaction.fingerprint, orjson.dumps(_repetition(writes)))
        remember(engine.database, transaction.token, request, now)
    members: dict[str, Any] = {}
    if transaction.report != "NONE":
        spent = consumption_of(writes, factor=2)
        members["ConsumedCapacity"] = [one.to_wire(transaction.report, split=True) for one in spent]
    if transaction.metrics:
        members["ItemCollectionMetrics"] = metrics_by_table(writes)
    return members


def _resolve(engine: Engine, actions: list[Action]) -> list[Written]:
    stores = [engine.table(action.table) for action in actions]
    located: list[bytes | None] = []
    failures: list[DynamoDBError | None] = [None] * len(actions)
    for at, (action, store) in enumerate(zip(actions, stores, strict=True)):
        try:
            located.append(action.locate(store))
        except DynamoDBError as failure:
            located.append(None)
            failures[at] = failure
    keys = {(store.table.number, key) for store, key in zip(stores, located, strict=True) if key is not None}
    if len(keys) < sum(key is not None for key in located):
        raise validation("Transaction request cannot include multiple operations on one item")
    writes = []
    for at, (action, store, key) in enumerate(zip(actions, stores, located, strict=True)):
        if key is not None:
            try:
                writes.append(resolve(action, store, key))
            except DynamoDBError as failure:
                failures[at] = failure
    if any(failures):
        raise cancelled(failures)
    if sum(written.after.size for written in writes if written.after) > MAX_TRANSACTION_BYTES:
        raise validation("Collection of items exceeds the maximum allowed size of a transaction (4 MB)")
    return writes


def _fingerprint(request: Request) -> bytes:
    """Equal for requests that ask for the same: what they want reported does not matter."""
    asked = {"TransactItems": request["TransactItems"]}
    return blake2b(orjson.dumps(asked, option=orjson.OPT_SORT_KEYS), digest_size=16).digest()


def _repetition(writes: list[Written]) -> list[dict[str, Any]]:
    """What a repetition under the same token is charged: reading the items, twice over as transactions do."""
    spent: dict[int, Consumption] = {}
    for written in writes:
        table = written.store.table
        size = written.after.size if written.after else 0
        spent.setdefault(table.number, Consumption(table, read=True)).add_table(2 * read_units(size, True))
    return [one.to_wire("INDEXES", split=True) for one in spent.values()]


def _repeated(transaction: TransactWriteItems, remembered: Remembered) -> Answer:
    if remembered.fingerprint != transaction.fingerprint:
        raise DynamoDBError("IdempotentParameterMismatchException")
    if transaction.report == "NONE":
        return {}
    capacity = orjson.loads(remembered.capacity)
    if transaction.report == "TOTAL":
        capacity = [{name: one[name] for name in one if name != "Table"} for one in capacity]
    return {"ConsumedCapacity": capacity}


OPERATION = Operation("TransactWriteItems", SHAPE, prepare, execute, writes=True)
