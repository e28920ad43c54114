"""Entities and the items they are stored as: exactly, with composed keys and time to live."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import model_validator
from tests.access.shop import NOON, Address, Customer, Order, Product, an_order, design, products, shop

from tablewright import Entity, UnreadableItem, UnstorableEntity
from tablewright.access.items import from_item, key_of, to_item


def stored(entity: Entity) -> dict[str, Any]:
    table = products if isinstance(entity, Product) else shop
    return to_item(design.schemas[table], entity, NOON, lambda setting, values: 0)


def test_an_item_has_its_fields_its_composed_keys_and_its_expiry() -> None:
    assert stored(an_order(7, total=Decimal("10.50"))) == {
        "customerId": {"S": "c-1"},
        "number": {"N": "7"},
        "status": {"S": "OPEN"},
        "total": {"N": "10.5"},
        "placedAt": {"S": "2025-01-15T10:30:00.000Z"},
        "visits": {"N": "0"},
        "PK": {"S": "CUSTOMER#c-1"},
        "SK": {"S": "ORDER#000007"},
        "GSI1PK": {"S": "STATUS#OPEN"},
        "GSI1SK": {"S": "2025-01-15T10:30:00.000Z#000007"},
        "LSI1SK": {"S": "TOTAL#0000010.50"},
        "expires": {"N": str(int(datetime(2025, 4, 15, 10, 30, tzinfo=UTC).timestamp()))},
    }


def test_an_expiry_without_a_time_to_count_from_counts_from_the_write() -> None:
    item = stored(Customer(customer_id="c", name="n"))
    assert item["expires"] == {"N": str(int(NOON.timestamp()) + 1000 * 86400)}


def test_a_composed_index_key_made_of_an_unset_sparse_flag_is_absent() -> None:
    assert "GSI2PK" not in stored(an_order(1))
    assert stored(an_order(1, urgent=True))["GSI2PK"] == {"S": "true"}


@pytest.mark.parametrize(
    ("entity", "message"),
    [
        (an_order(-1), "does not fit {number:06d}"),
        (Product(product_id="", price=Decimal(1)), "Product has an empty productId, which a key cannot be"),
        (Product(product_id="p", price=Decimal("1." + "1" * 40)), "attribute price: .*38 significant digits"),
    ],
)
def test_an_entity_that_cannot_be_stored_is_refused_by_attribute(entity: Entity, message: str) -> None:
    with pytest.raises(UnstorableEntity, match=message):
        stored(entity)


def test_an_entity_of_another_table_is_refused() -> None:
    with pytest.raises(UnstorableEntity, match="holds no Product"):
        to_item(design.schemas[shop], Product(product_id="p", price=Decimal(1)), NOON, lambda setting, values: 0)


def test_an_item_that_is_not_what_its_entity_says_is_named_by_its_key() -> None:
    item = stored(an_order(7))
    key = key_of(design.schemas[shop], item)
    with pytest.raises(UnreadableItem, match=r"PK = 'CUSTOMER#c-1', SK = 'ORDER#000007' is no Order: attribute total:"):
        from_item(Order, {**item, "total": {"S": "much"}}, key)
    del item["placedAt"]
    with pytest.raises(UnreadableItem, match="attribute placedAt: Field required"):
        from_item(Order, item, key)


class Stay(Entity):
    """An entity with a rule across its attributes."""

    arrives: int
    leaves: int

    @model_validator(mode="after")
    def _leaves_after_it_arrives(self) -> "Stay":
        if self.leaves < self.arrives:
            raise ValueError("it leaves before it arrives")
        return self


def test_an_item_that_breaks_a_rule_across_attributes_is_refused_in_the_words_of_the_rule() -> None:
    with pytest.raises(UnreadableItem, match=r"is no Stay: it leaves before it arrives$"):
        from_item(Stay, {"arrives": {"N": "2"}, "leaves": {"N": "1"}}, {"id": {"S": "s-1"}})


texts = st.text(min_size=1, max_size=8)
orders = st.builds(
    Order,
    customer_id=texts,
    number=st.integers(0, 999_999),
    status=st.sampled_from(["OPEN", "PAID", "SHIPPED"]),
    total=st.decimals(0, 999_999, places=2),
    placed_at=st.datetimes(timezones=st.just(UTC), min_value=datetime(1970, 1, 1)),  # noqa: DTZ001
    urgent=st.booleans(),
    labels=st.sets(texts, max_size=3),
    note=st.none() | st.text(),
    visits=st.integers(),
    changed_at=st.none(),
)
addresses = st.builds(Address, street=st.text(), post_code=st.none() | st.text())
customers = st.builds(Customer, customer_id=texts, name=st.text(), home=st.none() | addresses)
things = st.builds(Product, product_id=texts, price=st.decimals(0, 10**12, places=6), photo=st.binary())


@given(orders | customers | things)
def test_every_entity_is_read_back_as_it_was_written(entity: Entity) -> None:
    assert from_item(type(entity), stored(entity), {}) == entity


@given(orders | customers)
def test_every_item_is_recognised_by_its_key_as_its_own_entity_only(entity: Entity) -> None:
    schema = design.schemas[shop]
    item = stored(entity)
    recognised = [each.entity for each in schema.entities if each.holds(schema.key_names, item)]
    assert recognised == [type(entity)]
