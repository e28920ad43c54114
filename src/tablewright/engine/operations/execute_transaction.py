"""ExecuteTransaction.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteTransaction.html
"""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, NamedTuple

from tablewright.engine.capacity.units import Report
from tablewright.engine.engine import Engine
from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.operations import transact_get_items
from tablewright.engine.operations.transact_get_items import Get, TransactGetItems
from tablewright.engine.partiql.binding import MEMBERS, Bound, bind
from tablewright.engine.partiql.changing import action_of, check_operands
from tablewright.engine.partiql.keys import find_item
from tablewright.engine.partiql.selecting import selected
from tablewright.engine.partiql.syntax import Delete, Exists, Select, Update
from tablewright.engine.requests.members import RETURN_CONSUMED_CAPACITY, RETURN_VALUES_ON_CONDITION_CHECK_FAILURE
from tablewright.engine.requests.scalars import Text
from tablewright.engine.requests.structures import ListOf, Structure
from tablewright.engine.storage.items import TableStore
from tablewright.engine.writes.actions import Action
from tablewright.engine.writes.cancellation import cancelled
from tablewright.engine.writes.transactions import Attempt, fingerprint_of, repetition, spent_by, write_all
from tablewright.values.limits import MAX_TRANSACTION_ACTIONS

SHAPE = Structure(
    {
        "TransactStatements": ListOf(
            Structure(
                {**MEMBERS, "ReturnValuesOnConditionCheckFailure": RETURN_VALUES_ON_CONDITION_CHECK_FAILURE},
                required=("Statement",),
                name="ParameterizedStatement",
            ),
            min=1,
            max=MAX_TRANSACTION_ACTIONS,
        ),
        "ClientRequestToken": Text(min=1, max=36),
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
    },
    required=("TransactStatements",),
)


class ExecuteTransaction(NamedTuple):
    """A validated request."""

    statements: list[Bound]
    attempt: Attempt

    @property
    def report(self) -> Report:
        """What is told of the capacity that was consumed."""
        return self.attempt.report


def prepare(request: Request) -> ExecuteTransaction:
    """Read the statements, which all read or all write."""
    token = request.get("ClientRequestToken")
    members = request["TransactStatements"]
    # The fingerprint is of the request as it came, before parameters are put into normal form.
    fingerprint = fingerprint_of({"TransactStatements": members}) if token else b""
    statements = []
    for at, member in enumerate(members):
        with _about(at):
            statements.append(_read(member))
    if len({bound.is_read for bound in statements}) > 1:
        raise validation("ExecuteTransaction API does not support both read and write operations in the same request.")
    return ExecuteTransaction(statements, Attempt(token, fingerprint, request.get("ReturnConsumedCapacity", "NONE")))


def _read(member: Request) -> Bound:
    bound = bind(member)
    if isinstance(bound.statement, Update | Delete) and bound.statement.returning != "NONE":
        raise validation("RETURNING clause is not supported in ExecuteTransaction.")
    if isinstance(bound.statement, Select) and bound.statement.source.index is not None:
        raise validation("Reads on indices are not supported within transactions.")
    check_operands(bound)
    return bound


@contextmanager
def _about(at: int) -> Iterator[None]:
    """Refusals say that they are about statement ``at``."""
    try:
        yield
    except DynamoDBError as error:
        raise validation(f"Validation failed in TransactStatements[{at}]: {error.message}") from None


def execute(engine: Engine, transaction: ExecuteTransaction) -> Answer:
    """Read every item at the same moment, or write all of them or none."""
    if transaction.statements[0].is_read:
        return _read_all(engine, transaction)
    repeated = repetition(engine, transaction.attempt)
    responses: list[dict[str, Any]] = [{} for _ in transaction.statements]
    if repeated is not None:
        return {"Responses": responses, **repeated}
    actions = _actions(engine, transaction.statements)
    engine.begin()
    writes = write_all(engine, actions, transaction.attempt)
    members: dict[str, Any] = {"Responses": responses}
    return members | spent_by(writes, transaction.report)


def _read_all(engine: Engine, transaction: ExecuteTransaction) -> bytes:
    gets = []
    for at, (bound, store) in enumerate(_with_tables(engine, transaction.statements)):
        with _about(at):
            gets.append(_get(bound, store))
    return transact_get_items.execute(engine, TransactGetItems(gets, transaction.report))


def _get(bound: Bound, store: TableStore) -> Get:
    select = bound.statement
    assert isinstance(select, Select)
    wanted = find_item(select.where, store.table, bound.values)
    if wanted is None or wanted.rest:
        raise validation(
            "Select statements within ExecuteTransaction must specify the primary key in the where clause."
        )
    return Get(select.source.table, wanted.key, selected(select))


def _with_tables(engine: Engine, statements: list[Bound]) -> list[tuple[Bound, TableStore]]:
    return [(bound, engine.table(bound.statement.source.table)) for bound in statements]


def _actions(engine: Engine, statements: list[Bound]) -> list[Action]:
    """The actions the statements come to; one that does not fit its table cancels the transaction."""
    actions: list[Action] = []
    failures: list[DynamoDBError | None] = []
    for at, (bound, store) in enumerate(_with_tables(engine, statements)):
        if isinstance(bound.statement, Exists):
            with _about(at):
                actions.append(action_of(bound, store.table))
            failures.append(None)
            continue
        try:
            actions.append(action_of(bound, store.table))
            failures.append(None)
        except DynamoDBError as failure:
            failures.append(failure)
    if any(failures):
        raise cancelled(failures)
    return actions


OPERATION = Operation("ExecuteTransaction", SHAPE, prepare, execute)
