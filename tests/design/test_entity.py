"""Entities: stored names, absence, embedded objects, and exact reading."""

from datetime import UTC, datetime
from typing import Annotated

import pytest
from pydantic import BaseModel, Field, ValidationError

from tablewright import (
    Activatable,
    Embedded,
    Entity,
    PascalCase,
    Ref,
    SparseFlag,
    StoredAs,
    Timestamp,
    camelCase,
)
from tablewright.design.entity import schema_of
from tablewright.design.storage import StoredValueError

MOMENT = datetime(2025, 1, 15, 10, 30, tzinfo=UTC)


class Address(Embedded, names=camelCase):
    street_name: str
    post_code: str | None = None


class Shop(Entity, names=camelCase):
    shop_id: str
    display_name: str | None = "unnamed"
    home: Address | None = None
    branches: list[Address] = []
    labels: set[str] = set()
    featured: SparseFlag = False
    ttl_days: Annotated[int, StoredAs("candidateTTLDays")] = 30


def test_fields_are_stored_under_the_names_the_class_wants() -> None:
    assert list(schema_of(Shop).attributes) == [
        "shopId",
        "displayName",
        "home",
        "branches",
        "labels",
        "featured",
        "candidateTTLDays",
    ]


def test_without_names_fields_are_stored_as_python_writes_them() -> None:
    class Metric(Entity):
        health_score: int

    assert list(schema_of(Metric).attributes) == ["health_score"]


def test_inherited_fields_follow_the_names_of_the_class_that_is_stored() -> None:
    class Tenant(Activatable, names=PascalCase):
        pass

    assert list(schema_of(Tenant).attributes) == ["Id", "DateCreated", "DateLastUpdated", "LastUpdatedBy", "Active"]


def test_none_empty_sets_and_unset_sparse_flags_are_stored_as_no_attribute() -> None:
    encoded = schema_of(Shop).encode(Shop(shop_id="s", display_name=None))
    assert encoded == {"shopId": {"S": "s"}, "branches": {"L": []}, "candidateTTLDays": {"N": "30"}}


@pytest.mark.parametrize(
    "shop",
    [
        Shop(shop_id="s", display_name=None),
        Shop(shop_id="s", home=Address(street_name="Long"), branches=[Address(street_name="a", post_code="1")]),
        Shop(shop_id="s", labels={"a", "b"}, featured=True),
    ],
)
def test_an_entity_is_read_back_as_it_was_written(shop: Shop) -> None:
    schema = schema_of(Shop)
    assert Shop.model_validate(schema.decode(schema.encode(shop))) == shop


def test_a_field_that_an_older_item_lacks_takes_its_default() -> None:
    assert Shop.model_validate(schema_of(Shop).decode({"shopId": {"S": "s"}})).ttl_days == 30


def test_attributes_that_are_no_fields_are_left_out_when_read() -> None:
    assert "PK" not in schema_of(Shop).decode({"shopId": {"S": "s"}, "PK": {"S": "SHOP#s"}})


def test_a_stored_null_is_read_as_none() -> None:
    assert schema_of(Shop).decode({"shopId": {"S": "s"}, "home": {"NULL": True}})["home"] is None


def test_an_attribute_of_another_type_is_named() -> None:
    with pytest.raises(StoredValueError, match="attribute shopId: expected text as S"):
        schema_of(Shop).decode({"shopId": {"N": "1"}})


def test_entities_cannot_be_changed_and_refuse_unknown_names() -> None:
    shop = Shop(shop_id="s")
    with pytest.raises(ValidationError, match="frozen"):
        shop.shop_id = "t"  # type: ignore[misc]
    with pytest.raises(ValidationError, match="Extra inputs"):
        Shop(shop_id="s", shopName="x")  # type: ignore[call-arg]


def test_a_naming_that_is_none_is_refused_where_the_class_is_written() -> None:
    with pytest.raises(TypeError, match="Named: names is 'camel', and it takes camelCase, PascalCase or snake_case"):
        type("Named", (Entity,), {}, names="camel")


def test_an_embedded_object_may_hold_objects_of_its_own_kind() -> None:
    class Comment(Embedded):
        text: str
        replies: list["Comment"] = []

    class Post(Entity):
        id: str
        comments: list[Comment] = []

    post = Post(id="p", comments=[Comment(text="a", replies=[Comment(text="b")])])
    schema = schema_of(Post)
    assert Post.model_validate(schema.decode(schema.encode(post))) == post


def test_references_are_known_by_the_class_they_name() -> None:
    class Review(Entity):
        id: str
        shop: Annotated[str, Ref(Shop)]
        booking: Annotated[str | None, Ref("Booking")] = None

    attributes = schema_of(Review).attributes
    assert attributes["shop"].reference is not None
    assert attributes["shop"].reference.name == "Shop"
    assert attributes["booking"].reference is not None
    assert attributes["booking"].reference.name == "Booking"


def test_what_cannot_be_stored_is_said_field_by_field() -> None:
    class Plain(BaseModel):
        x: int

    class Odd(Entity):
        model: Plain
        number: complex
        labels: set[str] | None = None
        named: str = Field(alias="n")
        one: Annotated[str, StoredAs("same")]
        two: Annotated[str, StoredAs("same")]

    problems = schema_of(Odd).problems
    assert set(problems) == {"model", "number", "labels", "named", "two"}
    assert "derive it from Embedded" in problems["model"]
    assert "complex has no stored form" in problems["number"]
    assert "both be stored as no attribute" in problems["labels"]
    assert "StoredAs" in problems["named"]
    assert "and so is 'one'" in problems["two"]


def test_an_activatable_entity_is_active_until_it_is_not() -> None:
    class Tenant(Activatable, names=camelCase):
        pass

    tenant = Tenant(id="t", date_created=MOMENT, date_last_updated=MOMENT, last_updated_by="admin")
    assert schema_of(Tenant).encode(tenant)["active"] == {"S": "true"}


def test_timestamps_take_the_texts_that_people_write() -> None:
    class Event(Entity):
        at: Timestamp

    assert Event.model_validate({"at": "2025-01-15T12:30:00+02:00"}).at == MOMENT
