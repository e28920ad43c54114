"""Patterns that write: whole entities, changes of some attributes and what follows them, deletions."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any, Protocol

import pytest
from tests.access.shop import NOON, Customer, Product, ShopPatterns, an_order

from tablewright import (
    AlreadyExists,
    ConditionFailed,
    Design,
    Entity,
    InvalidRequest,
    Key,
    NotFound,
    Table,
    UnstorableEntity,
    camelCase,
    connect,
    get,
    put,
)
from tablewright.deploy import apply


def stored(client: Any, number: int) -> dict[str, Any]:
    """The item of an order as it is in the table."""
    key = {"PK": {"S": "CUSTOMER#c-1"}, "SK": {"S": f"ORDER#{number:06d}"}}
    item: dict[str, Any] = client.get_item(TableName="shop-dev", Key=key)["Item"]
    return item


def test_put_replaces_unless_it_writes_only_where_nothing_is(db: ShopPatterns) -> None:
    db.save_order(an_order(1, note="a"))
    db.save_order(an_order(1, note="b"))
    assert db.order("c-1", 1).note == "b"
    db.register(Customer(customer_id="c-1", name="Ann"))
    with pytest.raises(AlreadyExists, match=r"register: the Customer with PK = 'CUSTOMER#c-1'.* is there already"):
        db.register(Customer(customer_id="c-1", name="Bob"))
    assert db.customer("c-1") == Customer(customer_id="c-1", name="Ann")


def test_put_with_a_condition_writes_only_where_it_holds(db: ShopPatterns) -> None:
    db.raise_order(an_order(1, total=Decimal(10)), Decimal(10))
    with pytest.raises(ConditionFailed, match=r"raise_order: .* does not hold for the Order"):
        db.raise_order(an_order(1, total=Decimal(5)), Decimal(5))
    db.raise_order(an_order(1, total=Decimal(15)), Decimal(15))
    assert db.order("c-1", 1).total == 15


def test_put_of_what_cannot_be_stored_writes_nothing(db: ShopPatterns) -> None:
    with pytest.raises(UnstorableEntity):
        db.save_order(an_order(1_000_000))
    assert db.everything_of("c-1") == []


class Offer(Entity, names=camelCase):
    shop: str
    price: Decimal


offers = Table(Offer, name="offers", key=Key("shop", SK="PRICE#{price:08.2f}"))


class OfferPatterns(Protocol):
    @put(offers)
    def offer(self, offer: Offer) -> None:
        """Make an offer."""

    @get(offers)
    def offered(self, shop: str, price: Decimal) -> Offer | None:
        """Find an offer."""


def test_two_numbers_do_not_meet_in_the_key_of_one_item_because_its_format_has_few_digits(client: Any) -> None:
    design = Design("offers", tables=[offers], patterns=[OfferPatterns])
    apply(design.resources("dev"), client)
    db = connect(OfferPatterns, design, client, env="dev")
    db.offer(Offer(shop="s", price=Decimal("1.20")))
    with pytest.raises(UnstorableEntity, match=r"1.204 does not fit .*; give the format more digits"):
        db.offer(Offer(shop="s", price=Decimal("1.204")))
    with pytest.raises(InvalidRequest, match=r"1.204 does not fit"):
        db.offered("s", Decimal("1.204"))
    assert db.offered("s", Decimal("1.2")) == Offer(shop="s", price=Decimal("1.20"))


def test_update_changes_what_it_names_and_the_keys_and_expiry_made_of_it(client: Any, db: ShopPatterns) -> None:
    db.save_order(an_order(1, note="kept"))
    later = datetime(2025, 2, 1, 8, 0, 0, 123456, tzinfo=UTC)
    moved = db.move("c-1", 1, "PAID", later)
    assert (moved.status, moved.placed_at, moved.note) == ("PAID", later.replace(microsecond=123000), "kept")
    assert moved == db.order("c-1", 1)
    item = stored(client, 1)
    assert item["GSI1PK"] == {"S": "STATUS#PAID"}
    assert item["GSI1SK"] == {"S": "2025-02-01T08:00:00.123Z#000001"}
    assert item["expires"] == {"N": str(int(later.timestamp()) + 90 * 86400)}
    assert db.orders_in("OPEN") == []
    assert db.orders_in("PAID") == [moved]


def test_update_sets_the_moment_of_the_change_where_the_entity_keeps_it(db: ShopPatterns) -> None:
    db.save_order(an_order(1))
    assert db.annotate("c-1", 1, "x").changed_at == NOON


def test_update_adds_to_numbers_and_sets_and_leaves_alone_what_is_not_given(db: ShopPatterns) -> None:
    db.save_order(an_order(1, note="kept", labels={"a"}))
    db.visit("c-1", 1)
    visited = db.visit("c-1", 1, visits=5, labels={"b"})
    assert (visited.visits, visited.labels, visited.note) == (6, {"a", "b"}, "kept")


def test_update_removes_what_it_says_and_what_is_made_of_it(client: Any, db: ShopPatterns) -> None:
    db.save_order(an_order(1, note="x", urgent=True))
    calm = db.calm("c-1", 1)
    assert (calm.note, calm.urgent) == (None, False)
    assert not {"note", "urgent", "GSI2PK"} & stored(client, 1).keys()
    assert db.urgent_orders() == []


def test_update_with_none_for_a_field_that_must_be_given_removes_it(client: Any, db: ShopPatterns) -> None:
    db.save_order(an_order(1, note="x"))
    assert db.annotate("c-1", 1, None).note is None
    assert "note" not in stored(client, 1)


def test_update_of_what_is_not_there_makes_nothing(db: ShopPatterns) -> None:
    with pytest.raises(NotFound, match=r"annotate: there is no Order with PK = 'CUSTOMER#c-1', SK = 'ORDER#000009'"):
        db.annotate("c-1", 9, "x")
    assert db.everything_of("c-1") == []


def test_update_with_a_condition_changes_only_where_it_holds(db: ShopPatterns) -> None:
    db.save_order(an_order(1))
    db.mark("c-1", 1, True, expected="OPEN")
    assert [order.number for order in db.urgent_orders()] == [1]
    with pytest.raises(ConditionFailed, match="mark: 'status = :expected' does not hold"):
        db.mark("c-1", 1, False, expected="PAID")
    with pytest.raises(NotFound):
        db.mark("c-1", 2, True, expected="OPEN")


def test_an_update_that_is_given_nothing_is_refused(db: ShopPatterns) -> None:
    db.save_product(Product(product_id="p", price=Decimal(1)))
    with pytest.raises(InvalidRequest, match="reprice: nothing changes; give at least one of price, photo"):
        db.reprice("p")
    changed = db.reprice("p", photo=b"\x01")
    assert (changed.price, changed.photo) == (Decimal(1), b"\x01")


def test_delete_gives_what_was_there_or_none_or_must_find_it(db: ShopPatterns) -> None:
    order = an_order(1)
    db.save_order(order)
    assert db.cancel("c-1", 1) == order
    assert db.cancel("c-1", 1) is None
    with pytest.raises(NotFound, match="must_cancel: there is no Order"):
        db.must_cancel("c-1", 1)
    db.save_order(order)
    assert db.must_cancel("c-1", 1) == order


def test_delete_with_a_condition_deletes_only_where_it_holds(db: ShopPatterns) -> None:
    db.save_order(an_order(1))
    with pytest.raises(ConditionFailed, match="drop: 'status = :status' does not hold"):
        db.drop("c-1", 1, "PAID")
    db.drop("c-1", 1, "OPEN")
    assert db.everything_of("c-1") == []


def test_only_what_changes_is_sent(db: ShopPatterns, client: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    db.save_order(an_order(1))
    sent: list[dict[str, Any]] = []
    update_item = client.update_item
    monkeypatch.setattr(client, "update_item", lambda **request: sent.append(request) or update_item(**request))
    db.visit("c-1", 1, note="x")
    assert sent[0]["UpdateExpression"] == "SET #_0 = :_0, #_1 = :_1 ADD #_2 :_2"
    assert sent[0]["ExpressionAttributeNames"] == {
        "#_0": "changedAt",
        "#_1": "note",
        "#_2": "visits",
        "#_3": "PK",
    }
