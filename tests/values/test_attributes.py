"""What values DynamoDB accepts, in which form they are kept, and how many bytes they take."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import given
from tests.values.strategies import attribute_values, items

from tablewright.values import (
    AttributeValue,
    InvalidValue,
    Item,
    base64_size,
    decode_base64,
    item_size,
    normalise_item,
    normalise_value,
    value_size,
)

PARAMETER = "One or more parameter values were invalid: "
EMPTY = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"


def nested(levels: int) -> AttributeValue:
    value: AttributeValue = {"S": "x"}
    for _ in range(levels - 1):
        value = {"L": [value]}
    return value


@pytest.mark.parametrize(
    ("value", "message"),
    [
        ({}, EMPTY),
        ({"X": "a"}, EMPTY),
        ({"L": [{}]}, EMPTY),
        ({"M": {"a": {}}}, EMPTY),
        (
            {"S": "a", "N": "1"},
            "Supplied AttributeValue has more than one datatypes set, "
            "must contain exactly one of the supported datatypes",
        ),
        ({"SS": []}, PARAMETER + "An string set  may not be empty"),
        ({"NS": []}, PARAMETER + "An number set  may not be empty"),
        ({"BS": []}, PARAMETER + "Binary sets should not be empty"),
        ({"SS": ["a", "b", "a"]}, PARAMETER + "Input collection [a, b, a] contains duplicates."),
        ({"NS": ["1", "1.0"]}, "Input collection contains duplicates"),
        (
            {"BS": ["YQ==", "YQ=="]},
            PARAMETER + "Input collection [YQ==, YQ==]of type BS contains duplicates.",
        ),
        ({"NULL": False}, PARAMETER + "Null attribute value types must have the value of true"),
        ({"N": "x"}, "The parameter cannot be converted to a numeric value: x"),
        ({"NS": ["1", "x"]}, "The parameter cannot be converted to a numeric value: x"),
        ({"M": {"": {"S": "a"}}}, "Empty attribute name"),
        (
            nested(33),
            "Nesting Levels have exceeded supported limits: "
            "Attributes in the item have nested levels beyond supported limit",
        ),
    ],
)
def test_a_value_that_breaks_a_rule_is_refused_in_amazons_words(value: AttributeValue, message: str) -> None:
    with pytest.raises(InvalidValue) as in_item:
        normalise_item({"a": deepcopy(value)})
    with pytest.raises(InvalidValue) as alone:
        normalise_value(deepcopy(value))
    assert in_item.value.message == alone.value.message == message


def test_the_first_wrong_value_of_an_item_is_reported() -> None:
    with pytest.raises(InvalidValue, match="numeric value: x"):
        normalise_item({"a": {"S": "fine"}, "b": {"N": "x"}, "c": {}})


@pytest.mark.parametrize("name", ["", "n" * 65536, "\u00e9" * 32768])
def test_an_attribute_name_has_one_byte_at_least_and_65535_at_most(name: str) -> None:
    with pytest.raises(InvalidValue, match="ttribute name"):
        normalise_item({name: {"S": "x"}})
    assert normalise_item({name[:-1] or "a": {"S": ""}}) > 0


def test_thirty_two_levels_of_nesting_are_accepted() -> None:
    assert normalise_item({"a": nested(32)}) > 0


def test_empty_strings_and_binaries_are_values() -> None:
    assert normalise_item({"s": {"S": ""}, "b": {"B": ""}, "set": {"SS": [""]}}) == len("sbset")


def test_numbers_are_brought_into_normal_form_wherever_they_stand() -> None:
    item: Item = {"n": {"N": "01"}, "set": {"NS": ["1.0", "2E1"]}, "m": {"M": {"l": {"L": [{"N": "+3"}]}}}}
    normalise_item(item)
    assert item == {"n": {"N": "1"}, "set": {"NS": ["1", "20"]}, "m": {"M": {"l": {"L": [{"N": "3"}]}}}}


@pytest.mark.parametrize(
    ("value", "size"),
    [
        ({"S": "abc"}, 3),
        ({"S": "\u00e9\U0001f600"}, 6),
        ({"N": "42"}, 2),
        ({"B": "YWJj"}, 3),
        ({"B": "YQ=="}, 1),
        ({"BOOL": False}, 1),
        ({"NULL": True}, 1),
        ({"SS": ["a", "\u00e9"]}, 3),
        ({"NS": ["1", "100.5"]}, 6),
        ({"BS": ["YQ==", "YWI="]}, 3),
        ({"L": []}, 3),
        ({"L": [{"S": "a"}, {"N": "1"}]}, 3 + 2 + 1 + 2),
        ({"M": {}}, 3),
        ({"M": {"key": {"S": "a"}}}, 3 + 1 + 3 + 1),
    ],
)
def test_each_type_takes_its_bytes(value: AttributeValue, size: int) -> None:
    assert value_size(value) == size
    assert normalise_value(value) == size
    assert normalise_item({"\u00e9": value}) == item_size({"\u00e9": value}) == size + 2


@given(items)
def test_normalising_changes_nothing_that_is_in_normal_form(item: Item) -> None:
    before = deepcopy(item)
    assert normalise_item(item) == item_size(before)
    assert item == before


@given(items, items)
def test_the_size_of_an_item_is_the_sum_of_its_attributes(a: Item, b: Item) -> None:
    apart = {f"a{name}": value for name, value in a.items()} | {f"b{name}": value for name, value in b.items()}
    assert item_size(apart) == item_size(a) + len(a) + item_size(b) + len(b)


@given(attribute_values)
def test_a_list_takes_three_bytes_and_one_for_each_element(value: AttributeValue) -> None:
    assert value_size({"L": [value, value]}) == 3 + 2 * (1 + value_size(value))


@pytest.mark.parametrize(("text", "data"), [("", b""), ("YQ==", b"a"), ("YWI=", b"ab"), ("+/+/", b"\xfb\xff\xbf")])
def test_canonical_base64_is_decoded(text: str, data: bytes) -> None:
    assert decode_base64(text) == data
    assert base64_size(text) == len(data)


@pytest.mark.parametrize("text", ["YQ", "Y Q==", "YQ==\n", "YR==", "-_-_", "====", "Y===", "\u00e9abc", "YQ==YQ=="])
def test_any_other_base64_is_refused(text: str) -> None:
    with pytest.raises(InvalidValue):
        decode_base64(text)


def test_the_error_of_a_wrong_length_says_the_length() -> None:
    with pytest.raises(InvalidValue, match="expected a multiple of 4 bytes but found: 2"):
        decode_base64("YQ")


def test_an_item_is_normalised_in_place_and_not_replaced() -> None:
    value: dict[str, Any] = {"N": "1.0"}
    normalise_value(value)
    assert value == {"N": "1"}
