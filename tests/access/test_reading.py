"""Patterns that read: what each kind of result gives, page by page, in order, typed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.access.shop import (
    MOMENT,
    Address,
    Customer,
    Order,
    Product,
    ProductKey,
    ShopPatterns,
    an_order,
    design,
)

from tablewright import AccessError, InvalidRequest, NotFound, Page, TableMissing, connect


@pytest.fixture
def orders(db: ShopPatterns) -> list[Order]:
    """Twelve orders of a customer, by number, with another customer's beside them."""
    found = [
        an_order(
            number,
            status="PAID" if number % 3 == 0 else "OPEN",
            placed_at=MOMENT - timedelta(days=number),
            urgent=number == 5,
            labels={"gift"} if number < 3 else set(),
        )
        for number in range(1, 13)
    ]
    for order in (*found, an_order(1, customer_id="c-2", total=Decimal(99), status="SHIPPED")):
        db.save_order(order)
    return found


def test_get_reads_one_item_or_none(db: ShopPatterns) -> None:
    customer = Customer(customer_id="c-1", name="Ann", home=Address(street="Long", post_code="8001"))
    assert db.register(customer) == customer
    assert db.customer("c-1") == customer
    assert db.customer(customer_id="c-9") is None


def test_get_of_what_must_be_there_says_what_is_not(db: ShopPatterns) -> None:
    with pytest.raises(NotFound, match=r"order: no Order has the key PK = 'CUSTOMER#c-1', SK = 'ORDER#000004'"):
        db.order("c-1", 4)


def test_a_list_has_all_entities_of_a_collection_each_of_its_class(db: ShopPatterns, orders: list[Order]) -> None:
    customer = db.register(Customer(customer_id="c-1", name="Ann"))
    assert db.everything_of("c-1") == [*orders, customer]


def test_a_list_of_one_entity_leaves_the_others_out(db: ShopPatterns, orders: list[Order]) -> None:
    db.register(Customer(customer_id="c-1", name="Ann"))
    assert list(db.each_order_of("c-1")) == orders


def test_pages_put_together_are_the_whole_in_order(db: ShopPatterns, orders: list[Order]) -> None:
    found: list[Order] = []
    page: Page[Order] = db.orders_of("c-1", limit=5)
    sizes = [len(page)]
    found += page
    while page.cursor:
        page = db.orders_of("c-1", limit=5, cursor=page.cursor)
        sizes.append(len(page))
        found += page
    assert found == orders[::-1]
    assert sizes == [5, 5, 2]


def test_a_cursor_of_another_pattern_or_none_at_all_is_refused(db: ShopPatterns, orders: list[Order]) -> None:
    cursor = db.orders_of("c-1", limit=1).cursor
    with pytest.raises(InvalidRequest, match="cursor: it belongs to a page of orders_of, not of all_orders"):
        db.all_orders(cursor=cursor)
    for broken in ("nonsense", "", "eyJhIjoxfQ"):
        with pytest.raises(InvalidRequest, match="is not a cursor"):
            db.orders_of("c-1", cursor=broken)


def test_a_limit_below_one_is_refused(db: ShopPatterns) -> None:
    with pytest.raises(InvalidRequest, match="limit: 0 is less than 1"):
        db.orders_of("c-1", limit=0)


def test_a_range_reads_what_is_in_it(db: ShopPatterns, orders: list[Order]) -> None:
    assert db.orders_between("c-1", 3, 5) == orders[2:5]


def test_an_index_reads_in_the_order_of_its_sort_key(db: ShopPatterns, orders: list[Order]) -> None:
    assert [order.number for order in db.orders_in("PAID")] == [12, 9, 6, 3]
    assert db.orders_in("PAID")[0] == orders[11]


def test_the_first_is_one_or_none_or_must_be_there(db: ShopPatterns, orders: list[Order]) -> None:
    first = db.first_in("PAID")
    assert first is not None
    assert first.number == 12
    assert db.must_be_in("PAID") == first
    db.cancel("c-2", 1)
    assert db.first_in("SHIPPED") is None
    with pytest.raises(NotFound, match="must_be_in: nothing for status = 'SHIPPED'"):
        db.must_be_in("SHIPPED")


def test_a_count_is_the_number_of_items(db: ShopPatterns, orders: list[Order]) -> None:
    assert db.count_in("PAID") == 4


def test_a_sparse_index_holds_only_what_is_set(db: ShopPatterns, orders: list[Order]) -> None:
    assert [order.number for order in db.urgent_orders()] == [5]


def test_a_local_index_gives_whole_entities_whatever_it_carries(db: ShopPatterns, orders: list[Order]) -> None:
    assert db.dear_orders("c-1", Decimal(10)) == orders[10:]


def test_a_filter_leaves_items_out_after_reading(db: ShopPatterns, orders: list[Order]) -> None:
    assert [order.number for order in db.orders_worth("c-1", Decimal(5), "OPEN")] == [5, 7, 8, 10, 11]
    assert [order.number for order in db.orders_worth("c-1", Decimal(5), "OPEN", limit=2)] == [5, 7]


def test_operands_of_a_filter_are_stored_as_what_they_are_compared_with(db: ShopPatterns, orders: list[Order]) -> None:
    since: datetime = MOMENT - timedelta(days=2, seconds=1)
    assert [order.number for order in db.labelled("c-1", "gift", since)] == [1, 2]
    assert db.labelled("c-1", "gift", MOMENT) == []


def test_an_index_that_carries_only_keys_gives_a_view(db: ShopPatterns) -> None:
    db.save_product(Product(product_id="p", price=Decimal("9.99"), photo=b"\x00\xff"))
    assert db.prices("p") == [ProductKey(product_id="p", price=Decimal("9.99"))]


def test_a_scan_reads_everything_that_passes(db: ShopPatterns, orders: list[Order]) -> None:
    for number in range(5):
        db.save_product(Product(product_id=f"p{number}", price=Decimal(number)))
    assert {product.product_id for product in db.cheap_products(Decimal(2))} == {"p0", "p1"}
    assert len(db.all_orders()) == 13


def test_an_iterator_asks_for_pages_as_it_goes(client: Any, db: ShopPatterns) -> None:
    class Paged:
        """A client that gives one item a page, and counts."""

        def __init__(self) -> None:
            self.calls = 0

        def __getattr__(self, name: str) -> Any:
            return getattr(client, name)

        def query(self, **request: Any) -> Any:
            self.calls += 1
            return client.query(**{**request, "Limit": 1})

    for number in range(3):
        db.save_order(an_order(number))
    paged = Paged()
    each: Iterator[Order] = connect(ShopPatterns, design, paged, env="dev").each_order_of("c-1")
    assert paged.calls == 0
    assert next(each).number == 0
    assert paged.calls == 1
    assert [order.number for order in each] == [1, 2]


def test_inputs_of_the_wrong_type_are_refused_by_name(db: ShopPatterns) -> None:
    with pytest.raises(InvalidRequest, match=r"number: .*valid integer.* \(it is int\)"):
        db.order("c-1", "many")  # type: ignore[arg-type]
    with pytest.raises(InvalidRequest, match="status"):
        db.orders_in("LOST")  # type: ignore[arg-type]
    with pytest.raises(TypeError, match="number"):
        db.order("c-1")  # type: ignore[call-arg]


def test_an_input_that_cannot_be_part_of_the_key_is_refused(db: ShopPatterns) -> None:
    with pytest.raises(InvalidRequest, match=r"-1 does not fit {number:06d}"):
        db.order("c-1", -1)


def test_a_table_that_is_not_there_is_said_with_what_to_do(client: Any) -> None:
    client.delete_table(TableName="products-dev")
    db = connect(ShopPatterns, design, client, env="dev")
    with pytest.raises(TableMissing, match=r"no table products-dev that is ready; apply the design 'shop'"):
        db.product("p")
    assert issubclass(TableMissing, AccessError)
