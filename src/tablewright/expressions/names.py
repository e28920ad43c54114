"""Putting the names of a request in the place of their placeholders."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from typing import TypeVar, cast

from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.syntax import NamePlaceholder, Node, Path, PathElement

N = TypeVar("N", bound=Node)


def resolve_names(node: N, names: Mapping[str, str] | None, kind: str) -> tuple[N, frozenset[str]]:
    """``node`` with every name placeholder replaced, and the placeholders that it used.

    ``names`` is the request's ExpressionAttributeNames, ``kind`` the member that holds the expression.

    Raises:
        ExpressionError: ``names`` does not define a placeholder.
    """
    resolver = _Resolver(names or {}, kind)
    resolved = resolver.resolve(node)
    return cast(N, resolved), frozenset(resolver.used)


class _Resolver:
    def __init__(self, names: Mapping[str, str], kind: str) -> None:
        self._names = names
        self._kind = kind
        self.used: set[str] = set()

    def resolve(self, node: object) -> object:
        """Rebuilds the nodes on the way to a placeholder; all others stay as they are."""
        if isinstance(node, Path):
            return self._path(node)
        if isinstance(node, tuple):
            # A loop, and one call a level: conditions can be three hundred levels deep.
            resolved = []
            for member in node:
                resolved.append(self.resolve(member))  # noqa: PERF401
            return tuple(resolved)
        if not is_dataclass(node) or isinstance(node, type):
            return node
        changed: dict[str, object] = {}
        for child in fields(node):
            old = getattr(node, child.name)
            new = self.resolve(old)
            if new is not old:
                changed[child.name] = new
        return replace(node, **changed) if changed else node

    def _path(self, path: Path) -> Path:
        if not any(isinstance(element, NamePlaceholder) for element in path.elements):
            return path
        return Path(tuple(self._element(element, path) for element in path.elements), path.position)

    def _element(self, element: PathElement, path: Path) -> PathElement:
        if not isinstance(element, NamePlaceholder):
            return element
        name = self._names.get(element.text)
        if name is None:
            raise ExpressionError(
                f"Invalid {self._kind}: An expression attribute name used in the document path is not "
                f"defined; attribute name: {element.text}",
                path.position,
            )
        self.used.add(element.text)
        return name
