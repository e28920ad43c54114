"""Carrying out transactions that write: all of their actions or none, and only once for a ClientRequestToken.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from tablewright.engine.capacity.units import Consumption, Report, read_units
from tablewright.engine.engine import Engine
from tablewright.engine.errors import DynamoDBError, idempotent_parameter_mismatch, validation
from tablewright.engine.requests.keys import EmptyKeyValue, WrongKey
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.tokens import Remembered, recall, remember
from tablewright.engine.wire import decode, encode, encode_sorted
from tablewright.engine.writes.actions import Action, Check, Written, consumption_of, resolve
from tablewright.engine.writes.cancellation import admit_all, cancelled
from tablewright.values.limits import MAX_TRANSACTION_BYTES


class Attempt(NamedTuple):
    """One try at a transaction."""

    token: str | None
    """The ClientRequestToken."""
    fingerprint: bytes
    """What is asked for: see `fingerprint_of`."""
    report: Report


def fingerprint_of(asked: Any) -> bytes:
    """Equal for transactions that ask for the same; what they want reported is not part of ``asked``."""
    return blake2b(encode_sorted(asked), digest_size=16).digest()


def repetition(engine: Engine, attempt: Attempt) -> dict[str, Any] | None:
    """The response to a transaction that its token says was carried out before; None if it was not.

    Raises:
        DynamoDBError: IdempotentParameterMismatchException, the token was another transaction's.
    """
    if attempt.token is None:
        return None
    remembered = recall(engine.database, attempt.token, engine.now())
    if remembered is None:
        return None
    if remembered.fingerprint != attempt.fingerprint:
        raise idempotent_parameter_mismatch()
    if attempt.report == "NONE":
        return {}
    capacity = decode(remembered.capacity)
    if attempt.report == "TOTAL":
        capacity = [{name: one[name] for name in one if name != "Table"} for one in capacity]
    return {"ConsumedCapacity": capacity}


def write_all(engine: Engine, actions: Sequence[Action], attempt: Attempt) -> list[Written]:
    """Carry out every action, in the open transaction of the storage.

    Raises:
        DynamoDBError: TransactionCanceledException, one of them fails; ResourceNotFoundException;
            ValidationException, they do not go together. Nothing is written.
    """
    now = engine.now()
    writes = _resolve(engine, actions)
    if engine.throttle is not None:
        admit_all(engine.throttle, [list(written.draws(factor=2)) for written in writes])
    for action, written in zip(actions, writes, strict=True):
        if not isinstance(action, Check):
            written.store.write(written.key, written.before, written.after, now)
    if attempt.token is not None:
        request = Remembered(attempt.fingerprint, encode(_reread(writes)))
        remember(engine.database, attempt.token, request, now)
    return writes


def spent_by(writes: Sequence[Written], report: Report) -> dict[str, Any]:
    """The ConsumedCapacity member of a transaction, in a dict of its own; empty unless it is asked for."""
    if report == "NONE":
        return {}
    return {"ConsumedCapacity": [one.to_wire(report, split=True) for one in consumption_of(writes, factor=2)]}


def _resolve(engine: Engine, actions: Sequence[Action]) -> list[Written]:
    stores = [engine.table(action.table) for action in actions]
    failures: list[DynamoDBError | None] = [None] * len(actions)
    located = _locate(actions, stores, failures)
    keys = {(store.table.number, key) for store, key in zip(stores, located, strict=True) if key is not None}
    if len(keys) < sum(key is not None for key in located):
        raise validation("Transaction request cannot include multiple operations on one item")
    writes = []
    for at, (action, store, key) in enumerate(zip(actions, stores, located, strict=True)):
        if key is not None:
            try:
                writes.append(resolve(action, store, key))
            except EmptyKeyValue:
                raise
            except DynamoDBError as failure:
                failures[at] = failure
    if any(failures):
        raise cancelled(failures)
    if sum(written.after.size for written in writes if written.after) > MAX_TRANSACTION_BYTES:
        raise validation("Collection of items exceeds the maximum allowed size of a transaction (4 MB)")
    return writes


def _locate(
    actions: Sequence[Action], stores: Sequence[TableStore], failures: list[DynamoDBError | None]
) -> list[bytes | None]:
    """The storage keys of the items; ``failures`` takes, in its place, why an action has none.

    Raises:
        DynamoDBError: a key is not one of its table, for which the first such alone is to blame.
    """
    located: list[bytes | None] = []
    wrong: tuple[int, WrongKey] | None = None
    for at, (action, store) in enumerate(zip(actions, stores, strict=True)):
        key = None
        try:
            key = action.locate(store)
        except EmptyKeyValue:
            raise
        except WrongKey as failure:
            wrong = wrong or (at, failure)
        except DynamoDBError as failure:
            failures[at] = failure
        located.append(key)
    if wrong is not None:
        raise cancelled([wrong[1] if at == wrong[0] else None for at in range(len(actions))])
    return located


def _reread(writes: Sequence[Written]) -> list[dict[str, Any]]:
    """What a repetition under the same token is charged: reading what the writes were, twice over as transactions do.

    That is the larger of the item before and after each, as it was for the writes.
    """
    spent: dict[int, Consumption] = {}
    for written in writes:
        table = written.store.table
        size = max((stored.size for stored in (written.before, written.after) if stored is not None), default=0)
        consumption = spent.setdefault(table.number, Consumption(table, read=True, named=written.named))
        consumption.add_table(2 * read_units(size, True))
    return [one.to_wire("INDEXES", split=True) for one in spent.values()]
