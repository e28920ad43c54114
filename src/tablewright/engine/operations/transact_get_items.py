"""TransactGetItems.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactGetItems.html
"""

from typing import NamedTuple

from tablewright.engine.capacity.draws import item_read
from tablewright.engine.capacity.units import Consumption, Report, read_units
from tablewright.engine.engine import Engine
from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.operation import Operation, Request
from tablewright.engine.requests.attributes import ITEM, valid_item
from tablewright.engine.requests.expressions import expressions_of_action
from tablewright.engine.requests.keys import check_key, check_paths
from tablewright.engine.requests.members import EXPRESSION, NAMES, RETURN_CONSUMED_CAPACITY, TABLE_NAME
from tablewright.engine.requests.structures import ListOf, Structure
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.stored import StoredItem
from tablewright.engine.wire import encode
from tablewright.engine.writes.cancellation import admit_all, cancelled
from tablewright.expressions import Projection
from tablewright.values import Item
from tablewright.values.limits import MAX_TRANSACTION_ACTIONS, MAX_TRANSACTION_BYTES

SHAPE = Structure(
    {
        "TransactItems": ListOf(
            Structure(
                {
                    "Get": Structure(
                        {
                            "Key": ITEM,
                            "TableName": TABLE_NAME,
                            "ProjectionExpression": EXPRESSION,
                            "ExpressionAttributeNames": NAMES,
                        },
                        required=("Key", "TableName"),
                        name="Get",
                    )
                },
                required=("Get",),
                name="TransactGetItem",
            ),
            min=1,
            max=MAX_TRANSACTION_ACTIONS,
        ),
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
    },
    required=("TransactItems",),
)

TRANSACTION_FACTOR = 2
"""A transactional read costs twice what a strongly consistent one does."""


class Get(NamedTuple):
    """One read of the transaction."""

    table: str
    key: Item
    projection: Projection | None


class TransactGetItems(NamedTuple):
    """A validated request."""

    gets: list[Get]
    report: Report


def prepare(request: Request) -> TransactGetItems:
    """Validate what needs no table."""
    gets = [_get(action["Get"]) for action in request["TransactItems"]]
    return TransactGetItems(gets, request.get("ReturnConsumedCapacity", "NONE"))


def _get(member: Request) -> Get:
    expressions = expressions_of_action(member, ("ProjectionExpression",))
    projection = expressions.projection()
    expressions.finish()
    valid_item(member["Key"])
    return Get(member["TableName"], member["Key"], projection)


def execute(engine: Engine, transaction: TransactGetItems) -> bytes:
    """Read every item at the same moment, or none: one wrong key cancels the transaction."""
    stores = [engine.table(get.table) for get in transaction.gets]
    found = _read(engine, stores, transaction.gets)
    shown = [_shown(item, get) for item, get in zip(found, transaction.gets, strict=True)]
    members = [b'"Responses":[' + b",".join(shown) + b"]"]
    if transaction.report != "NONE":
        wire = [
            spent.to_wire(transaction.report, split=True) for spent in _consumption(stores, transaction.gets, found)
        ]
        members.append(b'"ConsumedCapacity":' + encode(wire))
    return b"{" + b",".join(members) + b"}"


def _read(engine: Engine, stores: list[TableStore], gets: list[Get]) -> list[StoredItem | None]:
    keys: list[tuple[TableStore, bytes]] = []
    failures: list[DynamoDBError | None] = []
    for store, get in zip(stores, gets, strict=True):
        try:
            check_key(get.key, store.table)
            if get.projection is not None:
                check_paths(get.projection.entered, store.table)
        except DynamoDBError as failure:
            failures.append(failure)
        else:
            failures.append(None)
            keys.append((store, store.key_of(get.key)))
    if len({(store.table.number, key) for store, key in keys}) < len(keys):
        raise validation("Transaction request cannot include multiple operations on one item")
    if any(failures):
        raise cancelled(failures)
    found = [store.get(key) for store, key in keys]
    if sum(item.size for item in found if item is not None) > MAX_TRANSACTION_BYTES:
        raise validation("Collection of items exceeds the maximum allowed size of a transaction (4 MB)")
    if engine.throttle is not None:
        admit_all(
            engine.throttle,
            [
                [item_read(store.table, key, item, True, factor=TRANSACTION_FACTOR)]
                for (store, key), item in zip(keys, found, strict=True)
            ],
        )
    return found


def _shown(item: StoredItem | None, get: Get) -> bytes:
    if item is None:
        return b"{}"
    if get.projection is None:
        return b'{"Item":' + item.encoded + b"}"
    # Unlike in other reads, an item of which nothing is asked for that it has looks like one that is not there.
    projected = get.projection.apply(item.item)
    return b'{"Item":' + encode(projected) + b"}" if projected else b"{}"


def _consumption(stores: list[TableStore], gets: list[Get], found: list[StoredItem | None]) -> list[Consumption]:
    """What the reads consumed, a table at a time in the order they were first read."""
    spent: dict[int, Consumption] = {}
    for store, get, item in zip(stores, gets, found, strict=True):
        consumed = spent.setdefault(store.table.number, Consumption(store.table, read=True, named=get.table))
        consumed.add_table(TRANSACTION_FACTOR * read_units(item.size if item else 0, True))
    return list(spent.values())


OPERATION = Operation("TransactGetItems", SHAPE, prepare, execute)
