"""Document paths: reading the value at one, and the tree that several of them span.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.Attributes.html
"""

from collections.abc import Sequence
from typing import cast

from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.syntax import NamePlaceholder, Path
from tablewright.values import AttributeValue, Item

Steps = tuple[str | int, ...]
"""The elements of a path in which every name is known."""


def steps_of(path: Path) -> Steps:
    """The path's elements.

    Raises:
        ValueError: a placeholder still stands for a name.
    """
    for element in path.elements:
        if isinstance(element, NamePlaceholder):
            raise ValueError(f"the name placeholder {element.text} is not resolved")
    return cast(Steps, path.elements)


def attribute_of(path: Path) -> str:
    """The attribute of the item that a resolved path begins with."""
    return str(path.elements[0])


def entered_by(*paths: Path) -> frozenset[str]:
    """The attributes into which any of ``paths`` leads, to a part of what they hold."""
    return frozenset(attribute_of(path) for path in paths if len(path.elements) > 1)


def listed(path: Path) -> str:
    """A path as DynamoDB's messages write it: ``[a, [0], b]``."""
    steps = (f"[{step}]" if isinstance(step, int) else str(step) for step in path.elements)
    return f"[{', '.join(steps)}]"


def value_at(item: Item, steps: Steps) -> AttributeValue | None:
    """The value a path leads to in ``item``, or None where it leads nowhere."""
    value: AttributeValue | None = item.get(steps[0])  # type: ignore[arg-type]  # the first step is a name
    for step in steps[1:]:
        if value is None:
            return None
        if isinstance(step, str):
            entries = value.get("M")
            value = entries.get(step) if entries is not None else None
        else:
            elements = value.get("L")
            value = elements[step] if elements is not None and step < len(elements) else None
    return value


class PathTree:
    """Several paths of one expression, joined where they share their beginning.

    ``branches`` maps a step to the number of the path that ends there, or to the tree of those that go
    on. The steps of one tree are all names or all indexes; indexes are in ascending order.
    """

    __slots__ = ("branches",)

    def __init__(self) -> None:
        self.branches: dict[str | int, PathTree | int] = {}


def path_tree(paths: Sequence[Path], kind: str) -> PathTree:
    """The tree of resolved ``paths``; ``kind`` is the request member they stand in.

    Raises:
        ExpressionError: one of them is part of another, or takes for a list what another takes for a map.
    """
    root = PathTree()
    for number, path in enumerate(paths):
        other = _add(root, number, steps_of(path))
        if other is not None:
            problem, first = other
            raise ExpressionError(
                f"Invalid {kind}: Two document paths {problem} with each other; must remove or rewrite "
                f"one of these paths; path one: {listed(paths[first])}, path two: {listed(path)}",
                path.position,
            )
    _sort_indexes(root)
    return root


def _add(root: PathTree, number: int, steps: Steps) -> tuple[str, int] | None:
    """Adds a path; or says how, and with which earlier one, it collides."""
    tree = root
    for depth, step in enumerate(steps):
        sibling = next(iter(tree.branches), step)
        if isinstance(sibling, int) != isinstance(step, int):
            return "conflict", _first(tree)
        branch = tree.branches.get(step)
        last = depth == len(steps) - 1
        if branch is None:
            branch = tree.branches[step] = number if last else PathTree()
        elif isinstance(branch, int):
            return "overlap", branch
        elif last:
            return "overlap", _first(branch)
        if isinstance(branch, PathTree):
            tree = branch
    return None


def _first(tree: PathTree) -> int:
    """The number of the earliest path in a tree; branches are still in the order of their addition."""
    branch: PathTree | int = tree
    while isinstance(branch, PathTree):
        branch = next(iter(branch.branches.values()))
    return branch


def _sort_indexes(tree: PathTree) -> None:
    if any(isinstance(step, int) for step in tree.branches):
        tree.branches = dict(sorted(tree.branches.items()))
    for branch in tree.branches.values():
        if isinstance(branch, PathTree):
            _sort_indexes(branch)
