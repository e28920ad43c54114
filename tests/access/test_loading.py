"""Bulk loading: every entity to its table, in batches, all or nothing before the first write."""

from decimal import Decimal
from typing import Any

import pytest
from tests.access.shop import NOON, Customer, Product, ShopPatterns, an_order, design

from tablewright import AccessError, AlreadyExists, Design, Entity, Key, Table, UnstorableEntity, load


class Recorder:
    """A client that records batch writes and leaves items out as it is told."""

    def __init__(self, client: Any, leave_out: list[int]) -> None:
        self._client = client
        self._leave_out = leave_out
        self.batches: list[int] = []

    def __getattr__(self, name: str) -> Any:
        return getattr(self._client, name)

    def batch_write_item(self, *, RequestItems: dict[str, list[Any]]) -> dict[str, Any]:
        ((table, requests),) = RequestItems.items()
        self.batches.append(len(requests))
        left = self._leave_out.pop(0) if self._leave_out else 0
        done, rest = requests[: len(requests) - left], requests[len(requests) - left :]
        if done:
            self._client.batch_write_item(RequestItems={table: done})
        return {"UnprocessedItems": {table: rest} if rest else {}}


def test_each_entity_goes_to_the_table_that_holds_it(client: Any, db: ShopPatterns) -> None:
    customer = Customer(customer_id="c-1", name="Ann")
    product = Product(product_id="p", price=Decimal(1))
    orders = [an_order(number) for number in range(30)]
    assert load(design, client, "dev", [customer, product, *orders], clock=lambda: NOON) == {
        "shop-dev": 31,
        "products-dev": 1,
    }
    assert db.everything_of("c-1") == [*orders, customer]
    assert db.product("p") == product


def test_what_the_service_leaves_out_is_tried_again_after_longer_and_longer_pauses(client: Any) -> None:
    recorder, pauses = Recorder(client, [5, 3]), []
    products = [Product(product_id=f"p{number}", price=Decimal(1)) for number in range(40)]
    load(design, recorder, "dev", products, sleep=pauses.append)
    assert recorder.batches == [25, 5, 3, 15]
    assert pauses == [0.05, 0.1]
    assert client.scan(TableName="products-dev", Select="COUNT")["Count"] == 40


def test_loading_gives_up_when_the_service_takes_nothing(client: Any) -> None:
    recorder = Recorder(client, [1] * 100)
    with pytest.raises(AccessError, match="1 items for products-dev were left unwritten after 10 attempts"):
        load(design, recorder, "dev", [Product(product_id="p", price=Decimal(1))], sleep=lambda seconds: None)


@pytest.mark.parametrize(
    ("bad", "error", "message"),
    [
        (Product(product_id="", price=Decimal(1)), UnstorableEntity, "empty productId"),
        (Product(product_id="p0", price=Decimal(2)), AlreadyExists, "into products-dev have the key productId = 'p0'"),
    ],
)
def test_nothing_is_written_when_one_entity_cannot_be(
    client: Any, bad: Entity, error: type[Exception], message: str
) -> None:
    good = [Product(product_id=f"p{number}", price=Decimal(1)) for number in range(30)]
    with pytest.raises(error, match=message):
        load(design, client, "dev", [*good, bad])
    assert client.scan(TableName="products-dev", Select="COUNT")["Count"] == 0


def test_an_entity_that_no_table_holds_or_several_do_is_refused(client: Any) -> None:
    one, two = (Table(Product, name=name, key=Key("productId")) for name in ("one", "two"))
    with pytest.raises(UnstorableEntity, match="Customer is held by no table of the design 'twice', or by several"):
        load(Design("twice", tables=[one, two]), client, "dev", [Customer(customer_id="c", name="n")])
    with pytest.raises(UnstorableEntity, match="Product is held by no table of the design 'twice', or by several"):
        load(Design("twice", tables=[one, two]), client, "dev", [Product(product_id="p", price=Decimal(1))])
