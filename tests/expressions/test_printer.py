"""Writing trees back as text."""

import pytest
from hypothesis import given
from tests.expressions import trees

from tablewright.expressions import (
    Placeholders,
    parse_condition,
    parse_projection,
    parse_update,
    to_text,
)
from tablewright.expressions.syntax import (
    Call,
    Comparison,
    ConditionNode,
    Literal,
    NamePlaceholder,
    Path,
    Projected,
    UpdateActions,
    ValuePlaceholder,
)


@given(trees.conditions)
def test_a_printed_condition_reads_back_as_itself(node: ConditionNode) -> None:
    assert parse_condition(to_text(node)) == node


@given(trees.projections)
def test_a_printed_projection_reads_back_as_itself(paths: Projected) -> None:
    assert parse_projection(to_text(paths)) == paths


@given(trees.updates())
def test_a_printed_update_reads_back_as_itself(node: UpdateActions) -> None:
    assert parse_update(to_text(node)) == node


@pytest.mark.parametrize(
    ("written", "printed"),
    [
        ("(a=:v and b<>:w)or not c in(:v,:w)", "a = :v AND b <> :w OR NOT c IN (:v, :w)"),
        ("(a = :v OR b = :v) AND (c = :v)", "(a = :v OR b = :v) AND c = :v"),
        ("(a = :v AND b = :v) AND c = :v", "(a = :v AND b = :v) AND c = :v"),
        ("not(a between :v and :w)", "NOT a BETWEEN :v AND :w"),
        ("size ( (a) )>:v", "size(a) > :v"),
    ],
)
def test_parentheses_are_printed_only_where_the_tree_needs_them(written: str, printed: str) -> None:
    assert to_text(parse_condition(written)) == printed


@pytest.mark.parametrize("name", ["status", "x.y", "has space", "1st", "_id", "and", "REMOVE", "\u00e9", "#a"])
def test_a_name_that_cannot_be_written_gets_a_placeholder(name: str) -> None:
    placeholders = Placeholders()
    text = to_text((Path((name, "a", name)), Path((name, 0))), placeholders)
    assert text == "#n0.a.#n0, #n0[0]"
    assert placeholders.names == {"#n0": name}


def test_a_literal_value_gets_a_placeholder() -> None:
    placeholders = Placeholders()
    node = Call("begins_with", (Path(("a",)), Literal({"S": "x"})))
    assert to_text(node, placeholders) == "begins_with(a, :v0)"
    assert to_text(Comparison("=", Path(("b",)), Literal({"S": "x"})), placeholders) == "b = :v1"
    assert placeholders.values == {":v0": {"S": "x"}, ":v1": {"S": "x"}}


@pytest.mark.parametrize("node", [(Path(("status",)),), Comparison("=", Path(("a",)), Literal({"S": "x"}))])
def test_what_needs_a_placeholder_is_not_printed_without(node: Projected | Comparison) -> None:
    with pytest.raises(ValueError, match="needs a placeholder"):
        to_text(node)


def test_placeholders_of_the_text_stay() -> None:
    node = Comparison("=", Path((NamePlaceholder("#status"),)), ValuePlaceholder(":v"))
    assert to_text(node) == "#status = :v"
