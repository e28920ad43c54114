"""Orders in a table with every kind of index that writes keep in step."""

from typing import Any

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
