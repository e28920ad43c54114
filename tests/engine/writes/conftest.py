"""A table with every kind of index that writes keep in step."""

from typing import Any

import pytest
from tests.engine.tables.requests import definitions, key

from tablewright.engine import Engine

ORDERS = {
    "TableName": "orders",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": definitions(customer="S", number="N", status="S", placed="N", seal="B", label="S"),
    "KeySchema": key("customer", sort=("number",)),
    "LocalSecondaryIndexes": [
        {
            "IndexName": "by-label",
            "KeySchema": key("customer", sort=("label",)),
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        }
    ],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by-status",
            "KeySchema": key("status", sort=("placed",)),
            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["note"]},
        },
        {"IndexName": "by-seal", "KeySchema": key("seal"), "Projection": {"ProjectionType": "ALL"}},
        {
            "IndexName": "all-by-status",
            "KeySchema": key("status"),
            "Projection": {"ProjectionType": "KEYS_ONLY"},
        },
    ],
}
"""Orders by customer (S) and number (N); ``status`` is a key of two global indexes."""


def place(number: int, customer: str = "ann") -> dict[str, Any]:
    """The key of an order."""
    return {"customer": {"S": customer}, "number": {"N": str(number)}}


def order(number: int, **attributes: Any) -> dict[str, Any]:
    """An order of Ann's."""
    return {**place(number), **attributes}


@pytest.fixture
def orders(engine: Engine) -> Engine:
    """An engine with an empty table ``orders``."""
    engine.call("CreateTable", ORDERS)
    return engine


@pytest.fixture
def stocked(orders: Engine, notes: str) -> Engine:
    """The table ``orders`` with one order, number 1, and an empty table ``notes``."""
    item = order(
        1,
        worth={"N": "5"},
        tags={"SS": ["a", "b"]},
        note={"S": "n"},
        lines={"L": [{"N": "1"}, {"N": "2"}, {"N": "3"}]},
        address={"M": {"city": {"S": "Ulm"}, "street": {"M": {"name": {"S": "Am Bach"}, "house": {"N": "3"}}}}},
    )
    orders.call("PutItem", {"TableName": "orders", "Item": item})
    return orders


def get(engine: Engine, number: int) -> dict[str, Any] | None:
    """The order of that number, or None."""
    found: dict[str, Any] = engine.call(
        "GetItem", {"TableName": "orders", "Key": place(number), "ConsistentRead": True}
    )
    return found.get("Item")


def stored(engine: Engine) -> list[dict[str, Any]]:
    """Every order, as a scan finds them."""
    items: list[dict[str, Any]] = engine.call("Scan", {"TableName": "orders"})["Items"]
    return items
