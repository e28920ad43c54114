"""What the shapes are that requests are made of, as the service model names them.

Nearly every request is of the `json_type` of its shape, and nothing more is asked of it. For others each shape does two
things, in the service's order: `decode` refuses a member of the wrong JSON type (SerializationException) and
`violations` lists the constraints of the model that a value breaks; those of a whole request are reported together in
one ValidationException. The scalars are in `scalars`, what is made of them in
`structures`.

Source: the service model ``dynamodb/2012-08-10``.
"""

import math
from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, Protocol, cast

from msgspec import Meta

Form = Literal["scalar", "structure", "collection"]
"""Of what form a type is: what the service says of a scalar in the place of another depends on it."""


class Shape(Protocol):
    """One type of the service model."""

    java: str
    """The type's name in the service's messages about collections."""
    form: Form
    constrained: bool
    """Whether a value of the right JSON type can still break a constraint; if not, `violations` is not asked."""

    @property
    def json_type(self) -> Any:
        """A type that nearly every value is of, but none that `decode` would refuse or change, nor any that breaks
        a constraint.
        """
        ...

    def decode(self, value: Any) -> None:
        """Refuse a value of the wrong JSON type.

        Raises:
            DynamoDBError: SerializationException.
        """
        ...

    def violations(self, value: Any, path: str) -> Iterable[str]:
        """The constraints that ``value`` breaks, each as ``Value ... at 'path' failed to satisfy constraint: ...``."""
        ...


def violation(value: str, path: str, constraint: str) -> str:
    """One broken constraint in Amazon's words."""
    return f"Value {value} at '{path}' failed to satisfy constraint: {constraint}"


class Length:
    """Bounds of a length: of a text in characters, of a list or map in members."""

    def __init__(self, min: int | None, max: int | None) -> None:
        self._min = 0 if min is None else min
        self._max = math.inf if max is None else max
        self.bounded = not (min is None and max is None)

    def of(self, type_: Any) -> Any:
        """``type_``, of a length within the bounds."""
        if not self.bounded:
            return type_
        longest = None if self._max == math.inf else int(self._max)
        return cast(Any, Annotated)[type_, Meta(min_length=self._min, max_length=longest)]

    def fits(self, length: int) -> bool:
        """Whether a length is within the bounds."""
        return self._min <= length <= self._max

    def broken(self, length: int) -> Iterator[str]:
        """The bound that a length breaks, in the service's words."""
        if length < self._min:
            yield f"Member must have length greater than or equal to {self._min}"
        if length > self._max:
            yield f"Member must have length less than or equal to {self._max}"

    def rules(self) -> Iterator[str]:
        """Both bounds in the service's words, as it lists them for what stands inside a map."""
        if self._max != math.inf:
            yield f"Member must have length less than or equal to {self._max}"
        if self._min:
            yield f"Member must have length greater than or equal to {self._min}"


def shown(value: Any) -> str:
    """A value as the service prints it inside a message: ``'[a, b]'``, ``'{k=v}'``."""
    return f"'{plain(value)}'"


def plain(value: Any) -> str:
    """A value as the service prints it inside another."""
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"[{', '.join(plain(member) for member in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={plain(member)}" for key, member in value.items()) + "}"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
