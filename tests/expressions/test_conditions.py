"""Conditions as objects; what they mean is in the cases."""

import pytest
from hypothesis import given
from tests.expressions import trees

from tablewright.expressions import Condition, ExpressionError, prepare_condition
from tablewright.expressions.names import resolve_names
from tablewright.expressions.syntax import (
    And,
    Between,
    Call,
    Comparison,
    ConditionNode,
    In,
    Literal,
    Not,
    Or,
    Path,
    ValuePlaceholder,
)
from tablewright.values import Item


def test_a_condition_knows_its_placeholders_and_attributes() -> None:
    condition = prepare_condition("#a.b = :v OR attribute_exists(c[0]) AND size(d) IN (:w, e)", {"#a": "a", "#z": "z"})
    assert condition.names_used == {"#a"}
    assert condition.values_used == {":v", ":w"}
    assert condition.attributes == {"a", "c", "d", "e"}


def test_a_condition_can_be_made_of_literal_values() -> None:
    condition = Condition(
        And((Comparison(">", Path(("status",)), Literal({"N": "5"})), Not(Call("attribute_exists", (Path(("b",)),)))))
    )
    condition.check(None)
    assert condition.test({"status": {"N": "10"}}, None)
    assert not condition.test({"status": {"N": "10"}, "b": {"S": ""}}, None)


def test_literal_values_are_checked_like_others() -> None:
    condition = Condition(Between(Path(("a",)), Literal({"N": "2"}), Literal({"N": "1"})), "FilterExpression")
    with pytest.raises(ExpressionError, match=r"^Invalid FilterExpression: The BETWEEN operator requires upper"):
        condition.check(None)


def test_numbers_compare_by_value_to_all_their_digits() -> None:
    condition = Condition(Comparison("<", ValuePlaceholder(":small"), ValuePlaceholder(":large")))
    assert condition.test({}, {":small": {"N": "9" * 37 + "8"}, ":large": {"N": "9" * 38}})
    assert condition.test({}, {":small": {"N": "-10"}, ":large": {"N": "-9"}})


def test_size_of_a_binary_counts_its_bytes() -> None:
    condition = Condition(Comparison("=", Call("size", (Path(("b",)),)), Literal({"N": "2"})))
    assert condition.test({"b": {"B": "YWI="}}, None)


def test_contains_finds_bytes_and_not_base64_characters() -> None:
    condition = Condition(Call("contains", (Path(("b",)), Literal({"B": "Yg=="}))))
    assert condition.test({"b": {"B": "YWJj"}}, None)
    assert not condition.test({"b": {"B": "YWE="}}, None)


def test_checking_leaves_unused_values_to_others() -> None:
    condition = prepare_condition("a = :v", None)
    condition.check({":v": {"S": "x"}, ":w": {"S": "y"}})


@given(trees.conditions, trees.items, trees.values)
def test_a_condition_is_true_or_false_of_any_item_and_not_is_the_opposite(
    node: ConditionNode, item: Item, values: Item
) -> None:
    resolved, _ = resolve_names(node, trees.NAMES, "ConditionExpression")
    try:
        condition = Condition(resolved)
        condition.check(values)
    except ExpressionError:
        return
    assert condition.test(item, values) is not Condition(Not(resolved)).test(item, values)


@given(trees.items, trees.values, trees.operands, trees.operands, trees.operands)
def test_in_is_a_chain_of_equals_and_unequal_is_not_equal(
    item: Item, values: Item, left: Path, first: Path, second: Path
) -> None:
    left, first, second = resolve_names((left, first, second), trees.NAMES, "")[0]
    equal = [Comparison("=", left, option) for option in (first, second)]
    try:
        one_of, either = Condition(In(left, (first, second))), Condition(Or(tuple(equal)))
    except ExpressionError:
        return
    assert one_of.test(item, values) == either.test(item, values)
    assert Condition(Comparison("<>", left, first)).test(item, values) != Condition(equal[0]).test(item, values)
