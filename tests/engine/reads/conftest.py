"""A table with every kind of index, and some items in it."""

from typing import Any

import pytest
from tests.engine.tables.requests import definitions, key

from tablewright.engine import Engine

ORDERS = {
    "TableName": "orders",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": definitions(
        customer="S", number="S", worth="N", status="S", placed="N", zone="S", city="S", street="S"
    ),
    "KeySchema": key("customer", sort=("number",)),
    "LocalSecondaryIndexes": [
        {
            "IndexName": "by-worth",
            "KeySchema": key("customer", sort=("worth",)),
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by-status",
            "KeySchema": key("status", sort=("placed",)),
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]},
        },
        {"IndexName": "by-zone", "KeySchema": key("zone"), "Projection": {"ProjectionType": "ALL"}},
        {
            "IndexName": "by-place",
            "KeySchema": key("zone", "city", sort=("street", "placed")),
            "Projection": {"ProjectionType": "ALL"},
        },
    ],
}
"""Orders by customer and number; their local index keeps keys only, their global ones all or some attributes."""


def order(customer: str, number: int, **attributes: Any) -> dict[str, Any]:
    """An order numbered ``number``, worth ten times as much."""
    return {
        "customer": {"S": customer},
        "number": {"S": f"{number:03d}"},
        "worth": {"N": str(10 * number)},
        **attributes,
    }


@pytest.fixture
def orders(engine: Engine) -> Engine:
    """An engine with an empty table ``orders``."""
    engine.call("CreateTable", ORDERS)
    return engine


@pytest.fixture
def stocked(orders: Engine) -> Engine:
    """The table ``orders`` with six orders of Ann and one of Bob, the even ones open."""
    for number in range(1, 7):
        attributes = {"note": {"S": f"note {number}"}, "secret": {"S": "s" * 10}, "zone": {"S": "north"}}
        if number % 2 == 0:
            attributes |= {"status": {"S": "open"}, "placed": {"N": str(100 - number)}}
        orders.call("PutItem", {"TableName": "orders", "Item": order("ann", number, **attributes)})
    orders.call("PutItem", {"TableName": "orders", "Item": order("bob", 1)})
    return orders
