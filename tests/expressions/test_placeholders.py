"""The placeholders that come with a request."""

import pytest

from tablewright.expressions import ExpressionError, check_name_keys, check_names, check_unused, check_value_keys
from tablewright.values import AttributeValue

VALUE: AttributeValue = {"S": "x"}


def test_placeholders_are_letters_digits_and_underscores() -> None:
    check_name_keys({"#a": "a", "#1": "x.y", "#_": "status"})
    check_names({"#a": "a", "#1": "x.y", "#_": "status"})
    check_value_keys({":a": VALUE, ":1": VALUE, ":_b": VALUE})
    check_name_keys(None)
    check_names(None)
    check_value_keys(None)


@pytest.mark.parametrize(
    ("key", "complaint"),
    [
        ("", "The expression attribute map contains an empty key;"),
        ("a", 'Syntax error; key: "a"'),
        ("#", 'Syntax error; key: "#"'),
        (":a", 'Syntax error; key: ":a"'),
        ("#a-b", 'Syntax error; key: "#a-b"'),
        ("#\u00e9", 'Syntax error; key: "#\u00e9"'),
        ("#a\n", 'Syntax error; key: "#a\n"'),
        (
            "#" + "a" * 255,
            "The expression attribute map contains a key that is too long; size of key: 256",
        ),
    ],
)
def test_a_misspelt_name_placeholder_is_refused(key: str, complaint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        check_name_keys({"#fine": "a", key: "b"})
    assert caught.value.message == f"ExpressionAttributeNames contains invalid key: {complaint}"


@pytest.mark.parametrize("key", ["a", ":", "#a", ":a b", ""])
def test_a_misspelt_value_placeholder_is_refused(key: str) -> None:
    with pytest.raises(ExpressionError, match=r"^ExpressionAttributeValues contains invalid key: "):
        check_value_keys({":fine": VALUE, key: VALUE})


def test_an_empty_map_of_placeholders_is_refused() -> None:
    with pytest.raises(ExpressionError, match=r"^ExpressionAttributeNames must not be empty$"):
        check_name_keys({})
    with pytest.raises(ExpressionError, match=r"^ExpressionAttributeValues must not be empty$"):
        check_value_keys({})


def test_a_placeholder_for_an_impossible_name_is_refused() -> None:
    with pytest.raises(ExpressionError, match=r"Empty attribute name for key #a$"):
        check_names({"#a": ""})
    with pytest.raises(ExpressionError, match=r"^1 validation error detected: Attribute name is too large, must be"):
        check_names({"#a": "n" * 65536})


def test_what_no_expression_uses_is_refused_names_first() -> None:
    names, values = {"#a": "a", "#b": "b", "#c": "c"}, {":v": VALUE, ":w": VALUE}
    check_unused(names, values, {"#a", "#b", "#c"}, {":v", ":w"})
    check_unused(None, None, set(), set())
    with pytest.raises(ExpressionError) as caught:
        check_unused(names, values, {"#b"}, {":v"})
    assert caught.value.message == ("Value provided in ExpressionAttributeNames unused in expressions: keys: {#a, #c}")
    with pytest.raises(ExpressionError) as caught:
        check_unused(names, values, names, {":v"})
    assert caught.value.message == ("Value provided in ExpressionAttributeValues unused in expressions: keys: {:w}")
