"""Checked by mypy --strict: what typed access promises a type checker. Nothing here is run.

Each ``type: ignore`` marks a mistake that the checker must find; one that it does not find is an error as well.
"""

from collections.abc import Iterator
from typing import assert_type

import boto3
from tests.access.shop import Customer, Order, ProductKey, ShopPatterns, an_order, design

from tablewright import Page, connect

db = connect(ShopPatterns, design, boto3.client("dynamodb"), env="dev")

assert_type(db, ShopPatterns)
assert_type(db.customer("c"), Customer | None)
assert_type(db.order(customer_id="c", number=1), Order)
assert_type(db.orders_of("c", limit=5), Page[Order])
assert_type(db.orders_of("c").items, tuple[Order, ...])
assert_type(db.everything_of("c"), list[Customer | Order])
assert_type(db.each_order_of("c"), Iterator[Order])
assert_type(db.count_in("OPEN"), int)
assert_type(db.prices("p"), list[ProductKey])
assert_type(db.visit("c", 1).labels, set[str])
assert_type(db.cancel("c", 1), Order | None)

db.order("c")  # type: ignore[call-arg]
db.order("c", "1")  # type: ignore[arg-type]
db.orders_in("LOST")  # type: ignore[arg-type]
db.save_order(Customer(customer_id="c", name="n"))  # type: ignore[arg-type]
db.no_such_pattern()  # type: ignore[attr-defined]
print(db.customer("c").name)  # type: ignore[union-attr]
an_order(1).number = 2  # type: ignore[misc]
