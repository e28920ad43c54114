"""A range over one attribute of a composed key holds exactly the keys whose attribute is in the range."""

import operator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablewright.design.ranges import KeyTest, RangeOperator, text_range

_COMPARED = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def holds(test: KeyTest, key: str) -> bool:
    """As DynamoDB tests a key: text by its UTF-8 bytes."""
    stored = key.encode()
    operands = [operand["S"].encode() for operand in test.operands]
    if test.operator == "BETWEEN":
        return operands[0] <= stored <= operands[1]
    if test.operator == "begins_with":
        return stored.startswith(operands[0])
    return bool(_COMPARED[test.operator](stored, operands[0]))


# Any characters but surrogates, which UTF-8 does not have, and the highest, which marks the end of a range.
characters = st.characters(exclude_categories=["Cs"], max_codepoint=0x10FFFE)
texts = st.one_of(st.text("ab\x00\x01\ue000\U0010fffe", min_size=1, max_size=3), st.text(characters, min_size=1))
operators = st.sampled_from(list(_COMPARED))


@given(st.sampled_from(["", "P#", "P"]), operators, texts, texts)
def test_a_range_over_the_last_attribute_is_exact(prefix: str, compared: RangeOperator, bound: str, value: str) -> None:
    test = text_range("SK", prefix, compared, [bound], "")
    assert holds(test, prefix + value) == _COMPARED[compared](value, bound)


@given(st.sampled_from(["", "P#"]), operators, st.integers(0, 999), st.integers(0, 999), texts)
def test_a_range_over_a_number_of_fixed_width_is_exact(
    prefix: str, compared: RangeOperator, bound: int, value: int, rest: str
) -> None:
    test = text_range("SK", prefix, compared, [f"{bound:03d}"], "#C#")
    assert holds(test, f"{prefix}{value:03d}#C#{rest}") == _COMPARED[compared](value, bound)


@given(st.integers(0, 99), st.integers(0, 99), st.integers(0, 99), st.sampled_from(["", "#"]))
def test_between_holds_both_bounds(lower: int, upper: int, value: int, following: str) -> None:
    test = text_range("SK", "N#", "BETWEEN", [f"{lower:02d}", f"{upper:02d}"], following)
    assert holds(test, f"N#{value:02d}{following}" + ("x" if following else "")) == (lower <= value <= upper)


@given(operators, texts, texts)
def test_keys_of_another_prefix_are_never_in_a_range(compared: RangeOperator, bound: str, value: str) -> None:
    test = text_range("SK", "ORDER#", compared, [bound], "")
    for other in ("ORDEQ#", "ORDES#", "A", "Z"):
        assert not holds(test, other + value)


@pytest.mark.parametrize(
    ("compared", "expected"),
    [
        ("begins_with", KeyTest("SK", "begins_with", ({"S": "N#5"},))),
        (">=", KeyTest("SK", "BETWEEN", ({"S": "N#5"}, {"S": "N#\U0010ffff"}))),
        ("<", KeyTest("SK", "BETWEEN", ({"S": "N#"}, {"S": "N#4\U0010ffff"}))),
    ],
)
def test_a_range_is_one_condition_on_the_key(compared: Any, expected: KeyTest) -> None:
    assert text_range("SK", "N#", compared, ["5"], "") == expected
