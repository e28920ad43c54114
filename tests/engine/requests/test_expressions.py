"""Which placeholders and parameters of a request may stand together, and which of two mistakes is told."""

from typing import Any

import pytest

from tablewright.engine import DynamoDBError
from tablewright.engine.requests.expressions import Expressions, refuse_mixture

MEMBERS = ("ProjectionExpression", "ConditionExpression")


def read(request: dict[str, Any]) -> None:
    """Read the condition of a request as an operation does."""
    expressions = Expressions(request, MEMBERS)
    expressions.condition()
    expressions.finish()


def refusal(request: dict[str, Any]) -> str:
    """What is said of a request whose condition cannot be read."""
    with pytest.raises(DynamoDBError) as refused:
        read(request)
    assert refused.value.code == "ValidationException"
    return refused.value.message


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"ExpressionAttributeNames": {"#a": "a"}},
            "ExpressionAttributeNames can only be specified when using expressions",
        ),
        (
            {"ExpressionAttributeValues": {":a": {"S": "x"}}},
            "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
        ),
        (
            {"ExpressionAttributeValues": {":a": {"S": "x"}}, "ProjectionExpression": "a"},
            "ExpressionAttributeValues can only be specified when using expressions: ConditionExpression is null",
        ),
        (
            {"ExpressionAttributeNames": {}, "ConditionExpression": "a = :a"},
            "ExpressionAttributeNames must not be empty",
        ),
        (
            {"ExpressionAttributeValues": {}, "ConditionExpression": "a = :a"},
            "ExpressionAttributeValues must not be empty",
        ),
    ],
    ids=["names alone", "values alone", "values for a projection", "no names", "no values"],
)
def test_placeholders_need_an_expression_that_can_use_them(request_: dict[str, Any], message: str) -> None:
    assert refusal(request_) == message


def test_names_are_looked_at_before_values_and_values_before_expressions() -> None:
    request: dict[str, Any] = {
        "ConditionExpression": "a =",
        "ExpressionAttributeNames": {"a": "a"},
        "ExpressionAttributeValues": {":a": {"N": "none"}},
    }
    assert refusal(request) == 'ExpressionAttributeNames contains invalid key: Syntax error; key: "a"'
    request["ExpressionAttributeNames"] = {"#a": "a"}
    assert refusal(request).startswith("ExpressionAttributeValues contains invalid value: ")
    request["ExpressionAttributeValues"] = {":a": {"N": "1"}}
    assert refusal(request).startswith("Invalid ConditionExpression: Syntax error")


def test_a_name_that_is_too_long_is_refused_alike_in_a_value_and_behind_a_placeholder() -> None:
    long = "n" * 65536
    message = "1 validation error detected: Attribute name is too large, must be less than 65536 bytes"
    request = {"ConditionExpression": "a = :a", "ExpressionAttributeValues": {":a": {"M": {long: {"S": "x"}}}}}
    assert refusal(request) == message
    request = {"ConditionExpression": "attribute_exists(#a)", "ExpressionAttributeNames": {"#a": long}}
    assert refusal(request) == message


def test_placeholders_that_no_expression_uses_are_refused_last_names_first() -> None:
    request: dict[str, Any] = {
        "ConditionExpression": "#a = :a",
        "ExpressionAttributeNames": {"#a": "a", "#b": "b"},
        "ExpressionAttributeValues": {":a": {"S": "x"}, ":b": {"S": "x"}},
    }
    assert refusal(request) == "Value provided in ExpressionAttributeNames unused in expressions: keys: {#b}"
    del request["ExpressionAttributeNames"]["#b"]
    assert refusal(request) == "Value provided in ExpressionAttributeValues unused in expressions: keys: {:b}"


def test_an_expression_that_was_well_before_is_checked_anew_against_other_values() -> None:
    def asked(value: dict[str, str]) -> dict[str, Any]:
        return {
            "ConditionExpression": "begins_with(#a, :a)",
            "ExpressionAttributeNames": {"#a": "a"},
            "ExpressionAttributeValues": {":a": value},
        }

    for _ in range(2):
        read(asked({"S": "x"}))
        assert "Incorrect operand type for operator or function" in refusal(asked({"N": "1"}))
        assert refusal(asked({"N": "one"})).endswith("cannot be converted to a numeric value: one for key :a")


def test_the_same_text_with_other_placeholders_is_another_expression() -> None:
    request: dict[str, Any] = {"ConditionExpression": "#a = :a", "ExpressionAttributeValues": {":a": {"S": "x"}}}
    read({**request, "ExpressionAttributeNames": {"#a": "a"}})
    unused = {**request, "ExpressionAttributeNames": {"#a": "a", "#b": "b"}}
    for _ in range(2):
        assert refusal(unused).endswith("unused in expressions: keys: {#b}")
    expressions = Expressions({**request, "ExpressionAttributeNames": {"#a": "other"}}, MEMBERS)
    condition = expressions.condition()
    assert condition is not None
    assert condition.test({"other": {"S": "x"}}, expressions.values)
    assert not condition.test({"a": {"S": "x"}}, expressions.values)


def test_an_absent_expression_is_none_and_needs_no_placeholders() -> None:
    expressions = Expressions({}, MEMBERS)
    assert expressions.condition() is None
    assert expressions.projection() is None
    assert expressions.update() is None
    assert expressions.key_condition() is None
    expressions.finish()


def test_expressions_and_what_they_replaced_do_not_mix_and_both_are_named_in_order() -> None:
    legacy, modern = ("Expected", "ConditionalOperator"), ("UpdateExpression", "ConditionExpression")
    with pytest.raises(DynamoDBError) as refused:
        refuse_mixture(dict.fromkeys((*reversed(modern), *reversed(legacy)), "x"), legacy, modern)
    assert refused.value.message == (
        "Can not use both expression and non-expression parameters in the same request: Non-expression parameters: "
        "{Expected, ConditionalOperator} Expression parameters: {UpdateExpression, ConditionExpression}"
    )


@pytest.mark.parametrize("members", [(), ("Expected",), ("ConditionExpression",)])
def test_legacy_parameters_or_expressions_alone_are_accepted(members: tuple[str, ...]) -> None:
    refuse_mixture(dict.fromkeys(members, "x"), ("Expected",), ("ConditionExpression",))


@pytest.mark.parametrize(
    ("condition", "good", "bad", "complaint"),
    [
        ("begins_with(a, :v)", {":v": {"S": "x"}}, {":v": {"N": "1"}}, "Incorrect operand type"),
        ("attribute_type(a, :v)", {":v": {"S": "N"}}, {":v": {"S": "Q"}}, "Invalid attribute type name found"),
        (
            "a BETWEEN :v AND :w",
            {":v": {"N": "1"}, ":w": {"N": "2"}},
            {":v": {"N": "2"}, ":w": {"N": "1"}},
            "The BETWEEN operator requires upper bound",
        ),
    ],
)
def test_an_expression_that_has_passed_is_refused_with_other_values_that_do_not_suit_it(
    condition: str, good: dict[str, Any], bad: dict[str, Any], complaint: str
) -> None:
    read({"ConditionExpression": condition, "ExpressionAttributeValues": good})
    assert complaint in refusal({"ConditionExpression": condition, "ExpressionAttributeValues": bad})
    read({"ConditionExpression": condition, "ExpressionAttributeValues": good})
