"""GetItem.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_GetItem.html
"""

from typing import NamedTuple

from tablewright.engine.capacity.draws import item_read
from tablewright.engine.capacity.units import Consumption, Report, read_units
from tablewright.engine.engine import Engine
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
from tablewright.engine.requests.structures import Structure
from tablewright.engine.wire import encode
from tablewright.expressions import Projection
from tablewright.values import Item

SHAPE = Structure(
    {
        "TableName": TABLE_NAME,
        "Key": ITEM,
        "AttributesToGet": ATTRIBUTES_TO_GET,
        "ConsistentRead": Boolean(),
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
        "ProjectionExpression": EXPRESSION,
        "ExpressionAttributeNames": NAMES,
    },
    required=("TableName", "Key"),
)


class GetItem(NamedTuple):
    """A validated request."""

    table: str
    key: Item
    consistent: bool
    projection: Projection | None
    report: Report


def prepare(request: Request) -> GetItem:
    """Validate what needs no table."""
    projection = None
    if len(request) > 2:
        refuse_mixture(request, ["AttributesToGet"], ["ProjectionExpression"])
        expressions = Expressions(request, ("ProjectionExpression",))
        projection = expressions.projection() or legacy_projection(request)
        expressions.finish()
    valid_item(request["Key"])
    return GetItem(
        request["TableName"],
        request["Key"],
        request.get("ConsistentRead", False),
        projection,
        request.get("ReturnConsumedCapacity", "NONE"),
    )


def execute(engine: Engine, get: GetItem) -> bytes:
    """Look the item up and splice its bytes into the response."""
    store = engine.table(get.table)
    check_key(get.key, store.table)
    if get.projection is not None:
        check_paths(get.projection.entered, store.table)
    key = store.key_of(get.key)
    if engine.weather.read_lag_seconds and not get.consistent:
        found = engine.as_seen(store, engine.weather.read_lag_seconds).get(key)
    else:
        found = store.get(key)
    if engine.throttle is not None:
        engine.throttle.admit([item_read(store.table, key, found, get.consistent)])
    members = []
    if found is not None:
        encoded = encode(get.projection.apply(found.item)) if get.projection else found.encoded
        members.append(b'"Item":' + encoded)
    if get.report != "NONE":
        consumption = Consumption(store.table, read=True, named=get.table)
        consumption.add_table(read_units(found.size if found else 0, get.consistent))
        members.append(b'"ConsumedCapacity":' + encode(consumption.to_wire(get.report)))
    return b"{" + b",".join(members) + b"}"


OPERATION = Operation("GetItem", SHAPE, prepare, execute)
