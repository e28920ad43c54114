"""Whether keys of two templates could be equal, and which template a key is of."""

from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablewright import Timestamp
from tablewright.design.entity import embedded_type
from tablewright.design.shapes import can_be_equal, expression, shapes
from tablewright.design.storage import Scalar
from tablewright.design.template import KeyTemplate
from tablewright.design.types import stored_type

ANNOTATIONS: dict[str, Any] = {
    "id": str,
    "other": str,
    "n": int,
    "at": Timestamp,
    "kind": Literal["BOOK", "TOY"],
    "type": Literal["CAR", "BOAT"],
}


def types() -> dict[str, Scalar]:
    found = {name: stored_type(annotation, embedded_type) for name, annotation in ANNOTATIONS.items()}
    return {name: type_ for name, type_ in found.items() if isinstance(type_, Scalar)}


@pytest.mark.parametrize(
    ("one", "other", "equal"),
    [
        ("ORDER#{id}", "ORDER#{id}", True),
        ("ORDER#{id}", "PAYMENT#{id}", False),
        ("ORDER#{id}", "METADATA", False),
        ("{id}", "METADATA", True),
        ("{id}#A", "{id}#B", False),
        ("A#{id}#{other}", "A#{id}#B#{other}", True),
        ("A#{id}#B", "A#{id}#C#{other}", False),
        ("{n:05d}", "METADATA", False),
        ("{n:05d}", "{at}", True),
        ("{at}", "PROFILE", False),
        ("{kind}#{id}", "{type}#{id}", False),
        ("{kind}#{id}", "TOY#{other}", True),
        ("", "", True),
    ],
)
def test_templates_that_can_make_one_text_are_found(one: str, other: str, equal: bool) -> None:
    found = [shapes(KeyTemplate.parse(text), types()) for text in (one, other)]
    assert can_be_equal(*found) == equal
    assert can_be_equal(found[1], found[0]) == equal


ids = st.text(st.characters(exclude_characters="#"), max_size=4)


@given(st.sampled_from(["A#{id}#{other}", "{id}#A#{n}", "{kind}#{id}", "A{{{id}"]), ids, ids, st.integers(0, 9))
def test_every_key_of_a_template_is_recognised(text: str, one: str, other: str, number: int) -> None:
    template = KeyTemplate.parse(text)
    key = template.render({"id": one, "other": other, "n": number, "kind": "TOY"}, types())
    assert expression(template, types()).fullmatch(key)
    assert can_be_equal(shapes(template, types()), [tuple(key)])
