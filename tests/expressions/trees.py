"""Hypothesis strategies for syntax trees, and for the items and values to evaluate them with."""

from hypothesis import strategies as st
from tests.values.strategies import attribute_values

from tablewright.expressions.syntax import (
    And,
    Arithmetic,
    Assignment,
    Between,
    Call,
    Change,
    Comparison,
    ConditionNode,
    In,
    NamePlaceholder,
    Not,
    Operand,
    Or,
    Path,
    Removal,
    Section,
    UpdateActions,
    ValuePlaceholder,
)

ATTRIBUTES = ("pk", "a", "b", "attribute_exists", "_2".join("xy"))
VALUES = (":v0", ":v1", ":v2")

names = st.sampled_from(ATTRIBUTES)
steps = st.one_of(names, st.integers(0, 3), st.sampled_from(("#n0", "#n1")).map(NamePlaceholder))
paths = st.builds(
    lambda first, rest: Path((first, *rest)),
    st.one_of(names, st.just("#n0").map(NamePlaceholder)),
    st.lists(steps, max_size=2),
)
value_placeholders = st.sampled_from(VALUES).map(ValuePlaceholder)
plain_operands: st.SearchStrategy[Operand] = st.one_of(paths, value_placeholders)
sizes = st.builds(Call, st.just("size"), st.tuples(plain_operands))
operands: st.SearchStrategy[Operand] = st.one_of(plain_operands, sizes)

predicates: st.SearchStrategy[ConditionNode] = st.one_of(
    st.builds(Comparison, st.sampled_from(("=", "<>", "<", "<=", ">", ">=")), operands, operands),
    st.builds(Between, operands, operands, operands),
    st.builds(In, operands, st.lists(operands, min_size=1, max_size=3).map(tuple)),
    st.builds(Call, st.sampled_from(("attribute_exists", "attribute_not_exists")), st.tuples(paths)),
    st.builds(Call, st.sampled_from(("begins_with", "contains")), st.tuples(operands, operands)),
)


def _joined(conditions: st.SearchStrategy[ConditionNode]) -> st.SearchStrategy[ConditionNode]:
    several = st.lists(conditions, min_size=2, max_size=3).map(tuple)
    return st.one_of(st.builds(And, several), st.builds(Or, several), st.builds(Not, conditions))


conditions = st.recursive(predicates, _joined, max_leaves=6)

defaults = st.builds(Call, st.just("if_not_exists"), st.tuples(paths, plain_operands))
assigned_operands = st.one_of(plain_operands, defaults)
assigned = st.one_of(
    assigned_operands,
    st.builds(Arithmetic, st.sampled_from("+-"), assigned_operands, assigned_operands),
    st.builds(Call, st.just("list_append"), st.tuples(assigned_operands, assigned_operands)),
)
_actions = {
    "SET": st.builds(Assignment, paths, assigned),
    "REMOVE": st.builds(Removal, paths),
    "ADD": st.builds(Change, paths, value_placeholders),
    "DELETE": st.builds(Change, paths, value_placeholders),
}


@st.composite
def updates(draw: st.DrawFn) -> UpdateActions:
    """An update of one section or more, each at most once; its paths may overlap."""
    keywords = draw(st.lists(st.sampled_from(sorted(_actions)), min_size=1, max_size=4, unique=True))
    return UpdateActions(
        tuple(
            Section(keyword, tuple(draw(st.lists(_actions[keyword], min_size=1, max_size=3))))  # type: ignore[arg-type]
            for keyword in keywords
        )
    )


projections = st.lists(paths, min_size=1, max_size=4).map(tuple)

NAMES = {"#n0": "a", "#n1": "x.y"}
items = st.dictionaries(names, attribute_values, max_size=4)
values = st.fixed_dictionaries(dict.fromkeys(VALUES, attribute_values))
