"""BatchGetItem.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchGetItem.html
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tablewright.engine.capacity.draws import item_read
from tablewright.engine.capacity.throttle import Draw, Throttle
from tablewright.engine.capacity.units import Consumption, Report, read_units
from tablewright.engine.engine import Engine
from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.operation import Operation, Request
from tablewright.engine.requests.attributes import ITEM, valid_item
from tablewright.engine.requests.expressions import Expressions, refuse_mixture
from tablewright.engine.requests.keys import check_key, check_paths
from tablewright.engine.requests.legacy import legacy_projection
from tablewright.engine.requests.members import (
    ATTRIBUTES_TO_GET,
    EXPRESSION,
    NAMES,
    RETURN_CONSUMED_CAPACITY,
    TABLE_NAME,
)
from tablewright.engine.requests.scalars import Boolean
from tablewright.engine.requests.structures import ListOf, MapOf, Structure
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.past import PastTable
from tablewright.engine.storage.stored import StoredItem
from tablewright.engine.wire import encode, encode_sorted
from tablewright.expressions import Projection
from tablewright.values import Item
from tablewright.values.limits import MAX_BATCH_GET_BYTES, MAX_BATCH_GET_KEYS


class _Keys(ListOf):
    """The Keys of one table, whose excess the service words unlike any other member's."""

    def violations(self, value: list[Any], path: str) -> Iterator[str]:
        """The bounds."""
        if len(value) > MAX_BATCH_GET_KEYS:
            table = path.removeprefix("requestItems.").removesuffix(".member.keys")
            yield (
                f"Value at 'RequestItems.{table}.member.Keys' failed to satisfy constraint: "
                f"Member must have length less than or equal to {MAX_BATCH_GET_KEYS}"
            )
        else:
            yield from super().violations(value, path)


SHAPE = Structure(
    {
        "RequestItems": MapOf(
            Structure(
                {
                    "Keys": _Keys(ITEM, min=1, max=MAX_BATCH_GET_KEYS),
                    "AttributesToGet": ATTRIBUTES_TO_GET,
                    "ConsistentRead": Boolean(),
                    "ProjectionExpression": EXPRESSION,
                    "ExpressionAttributeNames": NAMES,
                },
                required=("Keys",),
                name="KeysAndAttributes",
            ),
            key=TABLE_NAME,
        ),
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
    },
    required=("RequestItems",),
)


class TableKeys(NamedTuple):
    """What is asked of one table."""

    table: str
    keys: list[Item]
    projection: Projection | None
    consistent: bool
    options: Request
    """The members besides Keys, as the request gives them."""


class BatchGetItem(NamedTuple):
    """A validated request."""

    tables: list[TableKeys]
    report: Report


def prepare(request: Request) -> BatchGetItem:
    """Validate what needs no table."""
    tables: dict[str, Request] = request["RequestItems"]
    if not tables:
        raise validation("The requestItems parameter is required for BatchGetItem")
    if sum(len(asked["Keys"]) for asked in tables.values()) > MAX_BATCH_GET_KEYS:
        raise validation("Too many items requested for the BatchGetItem call")
    _refuse_mixture(tables)
    return BatchGetItem(
        [_table_keys(name, asked) for name, asked in tables.items()],
        request.get("ReturnConsumedCapacity", "NONE"),
    )


def _refuse_mixture(tables: dict[str, Request]) -> None:
    """Refuse both kinds of projection, be it for different tables."""
    given = {member: True for asked in tables.values() for member in asked}
    refuse_mixture(given, ["AttributesToGet"], ["ProjectionExpression"])


def _table_keys(table: str, asked: Request) -> TableKeys:
    expressions = Expressions(asked, ("ProjectionExpression",))
    projection = expressions.projection() or legacy_projection(asked)
    expressions.finish()
    keys: list[Item] = asked["Keys"]
    # Keys are compared as they are written: that 1 and 1.0 are one number only BatchWriteItem sees.
    written = {encode_sorted(key) for key in keys}
    for key in keys:
        valid_item(key)
    if len(written) < len(keys):
        raise validation("Provided list of item keys contains duplicates")
    options = {member: value for member, value in asked.items() if member != "Keys"}
    return TableKeys(table, keys, projection, asked.get("ConsistentRead", False), options)


def execute(engine: Engine, batch: BatchGetItem) -> bytes:
    """Look every item up, until the response has 16 MB; the keys from there on are unprocessed.

    So are those that are throttled, unless all are.
    """
    stores = [engine.table(asked.table) for asked in batch.tables]
    for store, asked in zip(stores, batch.tables, strict=True):
        for key in asked.keys:
            check_key(key, store.table)
        if asked.projection is not None:
            check_paths(asked.projection.entered, store.table)
    lag = engine.weather.read_lag_seconds
    gathered = _Gathered(engine.throttle)
    consumption = [
        gathered.read(engine.as_seen(store, 0.0 if asked.consistent else lag), asked)
        for store, asked in zip(stores, batch.tables, strict=True)
    ]
    if gathered.refused is not None and not gathered.processed:
        raise gathered.refused
    members = [
        b'"Responses":{' + b",".join(gathered.responses) + b"}",
        b'"UnprocessedKeys":' + encode(gathered.unprocessed),
    ]
    if batch.report != "NONE":
        wire = [consumed.to_wire(batch.report) for consumed in consumption]
        members.append(b'"ConsumedCapacity":' + encode(wire))
    return b"{" + b",".join(members) + b"}"


class _Gathered:
    """What a response has gathered, a table at a time."""

    __slots__ = ("_room", "_throttle", "processed", "refused", "responses", "unprocessed")

    def __init__(self, throttle: Throttle | None) -> None:
        self.responses: list[bytes] = []
        self.unprocessed: dict[str, Any] = {}
        self.processed = 0
        """How many keys have been looked up."""
        self.refused: DynamoDBError | None = None
        """Why keys were throttled, where some were."""
        self._room = MAX_BATCH_GET_BYTES
        self._throttle = throttle

    def read(self, store: TableStore | PastTable, asked: TableKeys) -> Consumption:
        """Read as many of a table's items as there is room for; what that consumes, rounded up item by item."""
        consumed = Consumption(store.table, read=True, named=asked.table)
        items: list[bytes] = []
        throttled: list[Item] = []
        unread: list[Item] = []
        for at, key in enumerate(asked.keys):
            place = store.key_of(key)
            found = store.get(place)
            size = found.size if found else 0
            if size > self._room:
                self._room = 0
                unread = asked.keys[at:]
                break
            if self._throttle is not None and not self._admitted(
                item_read(store.table, place, found, asked.consistent)
            ):
                throttled.append(key)
                continue
            self.processed += 1
            self._room -= size
            consumed.add_table(read_units(size, asked.consistent))
            if found is not None:
                items.append(_shown(found, asked.projection))
        if throttled or unread:
            self.unprocessed[asked.table] = {"Keys": throttled + unread, **asked.options}
        self.responses.append(encode(asked.table) + b":[" + b",".join(items) + b"]")
        return consumed

    def _admitted(self, draw: Draw) -> bool:
        assert self._throttle is not None
        try:
            self._throttle.admit([draw])
        except DynamoDBError as refused:
            self.refused = refused
            return False
        return True


def _shown(found: StoredItem, projection: Projection | None) -> bytes:
    return found.encoded if projection is None else encode(projection.apply(found.item))


OPERATION = Operation("BatchGetItem", SHAPE, prepare, execute)
