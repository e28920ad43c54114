"""Projections as objects; what they leave is in the cases."""

from hypothesis import given
from tests.expressions import trees

from tablewright.expressions import ExpressionError, Projection, prepare_projection
from tablewright.expressions.names import resolve_names
from tablewright.expressions.syntax import Projected
from tablewright.values import Item, item_size


def test_a_projection_knows_its_placeholders_and_attributes() -> None:
    projection = prepare_projection("#a.b, c[0], d", {"#a": "a", "#z": "z"})
    assert projection.names_used == {"#a"}
    assert projection.values_used == frozenset()
    assert projection.attributes == {"a", "c", "d"}


@given(trees.projections, trees.items)
def test_what_is_projected_is_no_larger_and_of_the_named_attributes(paths: Projected, item: Item) -> None:
    resolved, _ = resolve_names(paths, trees.NAMES, "ProjectionExpression")
    try:
        projection = Projection(resolved)
    except ExpressionError:
        return
    part = projection.apply(item)
    assert part.keys() <= projection.attributes & item.keys()
    assert item_size(part) <= item_size(item)


@given(trees.items)
def test_naming_every_attribute_projects_the_whole_item(item: Item) -> None:
    assert prepare_projection(", ".join(trees.ATTRIBUTES), None).apply(item) == item
