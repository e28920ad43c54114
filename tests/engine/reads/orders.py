"""Orders in a table with every kind of index."""

from typing import Any

from tests.engine.tables.requests import definitions, key

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
