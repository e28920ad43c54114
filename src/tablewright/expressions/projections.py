"""Projections: the part of an item that a read returns.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ProjectionExpressions.html
"""

from tablewright.expressions.paths import PathTree, attribute_of, entered_by, path_tree
from tablewright.expressions.syntax import Projected
from tablewright.values import AttributeValue, Item


class Projection:
    """A projection, ready to be applied to items.

    Made from resolved paths; ``names_used`` are the placeholders they were written with, ``attributes`` those of
    the item that they begin with and ``entered`` those of which only parts are asked for.

    Raises:
        ExpressionError: two paths overlap.
    """

    __slots__ = ("_flat", "_tree", "attributes", "entered", "names_used", "paths", "values_used")

    concerns_contents = False
    """As of the expressions that have values, whose `check` may ask for more than their types."""

    def __init__(
        self,
        paths: Projected,
        names_used: frozenset[str] = frozenset(),
        kind: str = "ProjectionExpression",
    ) -> None:
        self.paths = paths
        self.names_used = names_used
        self.values_used: frozenset[str] = frozenset()
        self.attributes = frozenset(map(attribute_of, paths))
        self.entered = entered_by(*paths)
        self._tree = path_tree(paths, kind)
        self._flat = len(self.attributes) == len(paths) and not self.entered

    def check(self, values: object) -> None:
        """Nothing: a projection has no values."""

    def apply(self, item: Item) -> Item:
        """What the paths lead to in ``item``, in the item's shape.

        Of a list the chosen elements remain, in their order and without gaps; a list or map of which
        nothing is chosen is left out. The parts are those of ``item``, not copies.
        """
        if self._flat:
            attributes = self.attributes
            return {name: value for name, value in item.items() if name in attributes}
        return _chosen(item, self._tree)


def _chosen(entries: Item, tree: PathTree) -> Item:
    chosen: Item = {}
    for name, branch in tree.branches.items():
        value = entries.get(name)  # type: ignore[arg-type]  # the steps into a map are names
        if value is None:
            continue
        part = value if isinstance(branch, int) else _part(value, branch)
        if part is not None:
            chosen[name] = part  # type: ignore[index]
    return chosen


def _part(value: AttributeValue, tree: PathTree) -> AttributeValue | None:
    """The chosen part of a map or list, or None if there is none."""
    into_list = isinstance(next(iter(tree.branches)), int)
    if not into_list:
        entries = _chosen(value["M"], tree) if "M" in value else None
        return {"M": entries} if entries else None
    if "L" not in value:
        return None
    elements: list[AttributeValue] = value["L"]
    chosen: list[AttributeValue] = []
    for index, branch in tree.branches.items():
        if not isinstance(index, int) or index >= len(elements):
            continue
        part = elements[index] if isinstance(branch, int) else _part(elements[index], branch)
        if part is not None:
            chosen.append(part)
    return {"L": chosen} if chosen else None
