"""Reading expressions: what the trees look like, where errors are, and how deep is too deep."""

from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tablewright.expressions import (
    ExpressionError,
    parse_condition,
    parse_projection,
    parse_update,
    prepare_condition,
    prepare_update,
    to_text,
)
from tablewright.expressions.syntax import (
    And,
    Arithmetic,
    Assignment,
    Comparison,
    NamePlaceholder,
    Not,
    Or,
    Path,
    Removal,
    Section,
    UpdateActions,
    ValuePlaceholder,
)

A, B, C = (Comparison("=", Path((name,)), ValuePlaceholder(":v")) for name in "abc")


def test_and_binds_tighter_than_or_and_not_tighter_than_both() -> None:
    tree = parse_condition("a = :v OR NOT b = :v AND c = :v")
    assert tree == Or((A, And((Not(B), C))))


def test_parentheses_override_precedence() -> None:
    assert parse_condition("(a = :v OR b = :v) AND c = :v") == And((Or((A, B)), C))


def test_a_chain_is_one_node_and_a_group_in_it_stays_one() -> None:
    assert parse_condition("a = :v AND b = :v AND c = :v") == And((A, B, C))
    assert parse_condition("(a = :v AND b = :v) AND c = :v") == And((And((A, B)), C))


def test_a_path_is_its_names_placeholders_and_indexes() -> None:
    assert parse_projection("a.#b[2][0].c") == (Path(("a", NamePlaceholder("#b"), 2, 0, "c")),)


def test_an_update_keeps_its_sections_in_order() -> None:
    assert parse_update("remove a set b = c + :v") == UpdateActions(
        (
            Section("REMOVE", (Removal(Path(("a",))),)),
            Section(
                "SET",
                (Assignment(Path(("b",)), Arithmetic("+", Path(("c",)), ValuePlaceholder(":v"))),),
            ),
        )
    )


@pytest.mark.parametrize(
    ("text", "position"),
    [
        ("a = :v AND status = :v", 11),
        ("a = :v AND foo(b)", 11),
        ("a = :v b", 7),
        ("a = ", 4),
        ("a = :v AND ((b = :v))", 11),
        ("attribute_exists(a) AND begins_with(a)", 24),
        ("", None),
    ],
)
def test_an_error_knows_where_in_the_text_it_is(text: str, position: int | None) -> None:
    with pytest.raises(ExpressionError) as caught:
        prepare_condition(text, None)
    assert caught.value.position == position


def test_a_message_names_the_request_member() -> None:
    with pytest.raises(ExpressionError, match=r"^Invalid FilterExpression: The expression can not be empty;$"):
        parse_condition("", "FilterExpression")


@pytest.mark.parametrize("text", ["a = :v" + " " * 4091, "\u00e9" * 2049])
def test_the_size_of_an_expression_is_limited_in_bytes(text: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text)
    assert caught.value.message == (
        "Invalid ConditionExpression: Expression size has exceeded the maximum allowed size;"
    )


def test_an_expression_may_be_4096_bytes_long() -> None:
    assert parse_condition("a = :v" + " " * 4090) == A


def test_an_expression_may_have_300_operators_and_100_alternatives() -> None:
    assert isinstance(parse_condition(" AND ".join(["a=:v"] * 150)), And)
    parse_condition("a IN (" + ", ".join([":v"] * 100) + ")")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("(" * 4000, 'Syntax error; token: "<EOF>", near: "("'),
        ("(" * 2040 + "a=:v" + ")" * 2040, "The expression has redundant parentheses;"),
        ("NOT " * 1000 + "a=:v", "The expression contains too many operators; operator count: 301"),
        ("size(" * 680 + "a" + ")" * 680 + "=:v", "The expression contains too many operators"),
        ("size(" * 800, 'Syntax error; token: "<EOF>", near: "("'),
        ("a=(" * 1300, 'Syntax error; token: "=", near: "a=("'),
        ("[" * 4000, 'Syntax error; token: "[", near: "[["'),
        ("a" + "[0]" * 1300 + "=:v", "The document path has too many nesting levels; nesting levels: 1301"),
    ],
)
def test_depth_beyond_measure_is_an_error_like_any_other(text: str, complaint: str) -> None:
    with pytest.raises(ExpressionError) as caught:
        parse_condition(text)
    assert complaint in caught.value.message


@pytest.mark.parametrize(
    "text",
    [
        "NOT " * 299 + "a = :v",
        "(a = :v AND " * 140 + "a = :v" + ")" * 140,
        "NOT (a = :v OR " * 95 + "a = :v" + ")" * 95,
    ],
)
def test_the_deepest_condition_allowed_can_be_prepared_tested_and_printed(text: str) -> None:
    condition = prepare_condition(text, {"#unused": "x"})
    condition.check({":v": {"S": "x"}})
    condition.test({"a": {"S": "x"}}, {":v": {"S": "x"}})
    assert parse_condition(to_text(condition.node)) == condition.node


def test_the_deepest_update_allowed_can_be_prepared_and_applied() -> None:
    text = "SET a = " + "if_not_exists(b," * 230 + ":v" + ")" * 230
    update = prepare_update(text, None)
    update.check({":v": {"S": "x"}})
    assert update.apply({}, {":v": {"S": "x"}}) == {"a": {"S": "x"}}


@given(st.text(alphabet="ab#:=<>()[],.+- \n0ANDORSETinotv\u00e9_", max_size=30))
def test_any_text_is_read_or_refused(text: str) -> None:
    for parse in (parse_condition, parse_projection, parse_update):
        error = _error_of(parse, text)
        if error is not None:
            assert error.message.startswith("Invalid ")
            assert error.position is None or 0 <= error.position <= len(text)


def _error_of(parse: Callable[[str], object], text: str) -> ExpressionError | None:
    try:
        parse(text)
    except ExpressionError as error:
        return error
    return None
