"""The order and equality of values."""

from base64 import b64encode
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.values.strategies import attribute_values, numbers

from tablewright.values import AttributeValue, compare, equal


@given(numbers, numbers)
def test_numbers_sort_as_decimals_do(a: str, b: str) -> None:
    x, y = Decimal(a), Decimal(b)
    assert compare({"N": a}, {"N": b}) == (x > y) - (x < y)


@given(st.text(max_size=4), st.text(max_size=4))
def test_strings_sort_by_their_utf8_bytes(a: str, b: str) -> None:
    x, y = a.encode(), b.encode()
    assert compare({"S": a}, {"S": b}) == (x > y) - (x < y)


@given(st.binary(max_size=4), st.binary(max_size=4))
def test_binaries_sort_by_unsigned_bytes(a: bytes, b: bytes) -> None:
    written = [{"B": b64encode(data).decode()} for data in (a, b)]
    assert compare(*written) == (a > b) - (a < b)


@pytest.mark.parametrize(
    ("a", "b"), [({"S": "1"}, {"N": "1"}), ({"BOOL": True}, {"BOOL": False}), ({"SS": ["a"]}, {"SS": ["b"]})]
)
def test_values_without_an_order_are_not_compared(a: AttributeValue, b: AttributeValue) -> None:
    with pytest.raises(TypeError):
        compare(a, b)


@given(attribute_values)
def test_a_value_equals_itself_with_its_sets_in_any_order(value: AttributeValue) -> None:
    assert equal(value, _with_sets_reversed(value))


def _with_sets_reversed(value: AttributeValue) -> AttributeValue:
    [(kind, content)] = value.items()
    if kind in ("SS", "NS", "BS"):
        return {kind: content[::-1]}
    if kind == "L":
        return {kind: [_with_sets_reversed(element) for element in content]}
    if kind == "M":
        return {kind: {name: _with_sets_reversed(entry) for name, entry in reversed(content.items())}}
    return value


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ({"S": "1"}, {"N": "1"}),
        ({"L": [{"S": "a"}, {"S": "b"}]}, {"L": [{"S": "b"}, {"S": "a"}]}),
        ({"L": [{"S": "a"}]}, {"L": [{"S": "a"}, {"S": "a"}]}),
        ({"SS": ["a", "b"]}, {"SS": ["a", "c"]}),
        ({"SS": ["1"]}, {"NS": ["1"]}),
        ({"M": {"a": {"S": "x"}}}, {"M": {"b": {"S": "x"}}}),
        ({"M": {"a": {"S": "x"}}}, {"M": {"a": {"S": "y"}}}),
        ({"BOOL": True}, {"BOOL": False}),
    ],
)
def test_what_differs_in_type_or_content_is_not_equal(a: AttributeValue, b: AttributeValue) -> None:
    assert not equal(a, b)
    assert not equal(b, a)
