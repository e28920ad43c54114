"""BatchExecuteStatement.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchExecuteStatement.html
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

from tablewright.engine.capacity.draws import item_read
from tablewright.engine.capacity.units import Consumption, Report, read_units
from tablewright.engine.engine import Engine
from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.partiql.binding import MEMBERS, Bound, bind
from tablewright.engine.partiql.changing import action_of, returned
from tablewright.engine.partiql.keys import find_item
from tablewright.engine.partiql.selecting import selected
from tablewright.engine.partiql.syntax import Exists, Select
from tablewright.engine.requests.keys import check_key
from tablewright.engine.requests.members import RETURN_CONSUMED_CAPACITY, RETURN_VALUES_ON_CONDITION_CHECK_FAILURE
from tablewright.engine.requests.scalars import Boolean
from tablewright.engine.requests.structures import ListOf, Structure
from tablewright.engine.storage.items import TableStore
from tablewright.engine.writes.actions import Action, carry_out, consumption_of
from tablewright.engine.writes.cancellation import failure_of
from tablewright.expressions import Projection

MAX_STATEMENTS = 25

SHAPE = Structure(
    {
        "Statements": ListOf(
            Structure(
                {
                    **MEMBERS,
                    "ConsistentRead": Boolean(),
                    "ReturnValuesOnConditionCheckFailure": RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
                },
                required=("Statement",),
                name="BatchStatementRequest",
            ),
            min=1,
            max=MAX_STATEMENTS,
        ),
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
    },
    required=("Statements",),
)


class OneStatement(NamedTuple):
    """One statement of the batch."""

    bound: Bound
    consistent: bool


class BatchExecuteStatement(NamedTuple):
    """A validated request: each statement, or why it cannot be carried out."""

    statements: list[OneStatement | DynamoDBError]
    report: Report


def prepare(request: Request) -> BatchExecuteStatement:
    """Read the statements; one that cannot be read fails alone."""
    statements = [_read(member) for member in request["Statements"]]
    reads = {one.bound.is_read for one in statements if isinstance(one, OneStatement)}
    if len(reads) > 1:
        raise validation("Read and write requests together in the same batch is not supported.")
    return BatchExecuteStatement(statements, request.get("ReturnConsumedCapacity", "NONE"))


def _read(member: Request) -> OneStatement | DynamoDBError:
    try:
        bound = bind(member)
        if isinstance(bound.statement, Exists):
            return validation("EXISTS can only be used in ExecuteTransaction write requests.")
    except DynamoDBError as error:
        return error
    return OneStatement(bound, member.get("ConsistentRead", False))


class _Located(NamedTuple):
    """A statement, and the item of its table that it is about."""

    one: OneStatement
    store: TableStore
    key: bytes
    action: Action | None
    projection: Projection | None


def execute(engine: Engine, batch: BatchExecuteStatement) -> Answer:
    """Carry out every statement on its own; what fails is reported in its place."""
    statements = [_located(engine, one) if isinstance(one, OneStatement) else one for one in batch.statements]
    _refuse_duplicates(statements)
    if any(isinstance(each, _Located) and each.action is not None for each in statements):
        engine.begin()
    spent: list[Consumption] = []
    responses: list[dict[str, Any]] = []
    for each in statements:
        if isinstance(each, DynamoDBError):
            responses.append({"Error": failure_of(each)})
            continue
        try:
            members = _carried_out(engine, each, spent)
        except DynamoDBError as error:
            members = {"Error": failure_of(error)}
        responses.append({"TableName": each.store.table.name, **members})
    answer: dict[str, Any] = {"Responses": responses}
    if batch.report != "NONE":
        answer["ConsumedCapacity"] = [one.to_wire(batch.report) for one in spent]
    return answer


def _located(engine: Engine, one: OneStatement) -> _Located | DynamoDBError:
    bound = one.bound
    try:
        store = engine.table(bound.statement.source.table)
        if not isinstance(bound.statement, Select):
            action = action_of(bound, store.table)
            return _Located(one, store, action.locate(store), action, None)
        wanted = find_item(bound.statement.where, store.table, bound.values)
        if wanted is None or wanted.rest or bound.statement.source.index is not None:
            return validation(
                "Select statements within BatchExecuteStatement must specify the primary key in the where clause."
            )
        check_key(wanted.key, store.table)
        return _Located(one, store, store.key_of(wanted.key), None, selected(bound.statement))
    except DynamoDBError as error:
        return error


def _refuse_duplicates(statements: Sequence[_Located | DynamoDBError]) -> None:
    keys = [(each.store.table.number, each.key) for each in statements if isinstance(each, _Located)]
    if len(set(keys)) < len(keys):
        raise validation("Provided list of item keys contains duplicates")


def _carried_out(engine: Engine, located: _Located, spent: list[Consumption]) -> dict[str, Any]:
    """Read or write one item; what it cost is added to ``spent``."""
    if located.action is not None:
        written = carry_out(engine, located.action, located.store, located.key)
        spent += consumption_of([written])
        attributes = returned(located.one.bound, located.action, written)
        return {"Item": attributes} if attributes else {}
    lag = 0.0 if located.one.consistent else engine.weather.read_lag_seconds
    found = engine.as_seen(located.store, lag).get(located.key)
    if engine.throttle is not None:
        engine.throttle.admit([item_read(located.store.table, located.key, found, located.one.consistent)])
    consumption = Consumption(located.store.table, read=True)
    consumption.add_table(read_units(found.size if found else 0, located.one.consistent))
    spent.append(consumption)
    if found is None:
        return {}
    return {"Item": located.projection.apply(found.item) if located.projection else found.item}


OPERATION = Operation("BatchExecuteStatement", SHAPE, prepare, execute)
