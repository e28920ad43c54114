"""The table of orders."""

import pytest
from tests.engine.writes.orders import ORDERS, order

from tablewright.engine import Engine


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
