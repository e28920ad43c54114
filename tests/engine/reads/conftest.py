"""The table of orders, and some items in it."""

import pytest
from tests.engine.reads.orders import ORDERS, order

from tablewright.engine import Engine


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
