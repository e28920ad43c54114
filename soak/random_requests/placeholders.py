"""Collects the names and values of the expressions of one request."""

import re
from typing import Any

from soak.random_requests.tables import Value

Path = tuple[str | int, ...]
"""A document path: attribute names and list indexes."""

PATHS: tuple[Path, ...] = (
    ("a",),
    ("b",),
    ("c",),
    ("d.e",),
    ("l",),
    ("l", 0),
    ("l", 1),
    ("l", 5),
    ("m", "x"),
    ("m", "y"),
    ("m", "y", "z"),
    ("m", "l", 0, "y"),
    ("n",),
    ("s",),
    ("absent",),
    ("absent", "x"),
)
"""Paths into the items, whether there is something or not."""

_PLAIN = re.compile(r"[a-z]+")


class Placeholders:
    """The expression attribute names and values of a request, as its expressions come to need them."""

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._values: dict[str, Value] = {}

    def path(self, path: Path) -> str:
        """A document path as an expression writes it."""
        text = "".join(f"[{each}]" if isinstance(each, int) else f".{self._name(each)}" for each in path)
        return text.removeprefix(".")

    def value(self, value: Value) -> str:
        """A placeholder for a value."""
        placeholder = f":v{len(self._values)}"
        self._values[placeholder] = value
        return placeholder

    def members(self) -> dict[str, Any]:
        """The members of the request."""
        names = {"ExpressionAttributeNames": self._names} if self._names else {}
        values = {"ExpressionAttributeValues": self._values} if self._values else {}
        return {**names, **values}

    def _name(self, name: str) -> str:
        if _PLAIN.fullmatch(name):
            return name
        placeholder = "#" + re.sub("[^a-z]", "", name)
        self._names[placeholder] = name
        return placeholder
