"""Names and values of a request's expressions, each behind a placeholder of its own."""

from collections.abc import Mapping
from typing import Any

from tablewright.access.errors import InvalidRequest
from tablewright.design.conditions import Expression
from tablewright.design.ranges import KeyTest
from tablewright.design.storage import EncodedValue, Scalar, StoredType


class Placeholders:
    """Collects ExpressionAttributeNames and ExpressionAttributeValues while expressions are put together.

    Generated placeholders begin with an underscore, which those of expressions written in a design never do.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._values: dict[str, EncodedValue] = {}
        self._generated: dict[str, str] = {}

    def name(self, attribute: str) -> str:
        """A placeholder for an attribute's name; the same one each time."""
        if attribute not in self._generated:
            placeholder = f"#_{len(self._generated)}"
            self._generated[attribute] = placeholder
            self._names[placeholder] = attribute
        return self._generated[attribute]

    def value(self, value: EncodedValue) -> str:
        """A placeholder for a value."""
        placeholder = f":_{len(self._values)}"
        self._values[placeholder] = value
        return placeholder

    def test(self, test: KeyTest) -> str:
        """A test of a key attribute, as a key condition expression states it."""
        name, operands = self.name(test.attribute), [self.value(operand) for operand in test.operands]
        if test.operator == "BETWEEN":
            return f"{name} BETWEEN {operands[0]} AND {operands[1]}"
        if test.operator == "begins_with":
            return f"begins_with({name}, {operands[0]})"
        return f"{name} {test.operator} {operands[0]}"

    def expression(self, expression: Expression, given: Mapping[str, Any], types: Mapping[str, StoredType]) -> str:
        """An expression written in a design, with the inputs it uses.

        Args:
            expression: the expression.
            given: the inputs by name.
            types: how each input is stored by itself.

        Raises:
            InvalidRequest: an input has no stored form.
        """
        self._names |= expression.names
        for name, compared in expression.operands.items():
            encoded = _comparable(types[name], compared).encode(given[name])
            if encoded is None:
                raise InvalidRequest(f"{name}: {given[name]!r} is stored by absence, so it cannot be compared with")
            self._values[f":{name}"] = encoded
        return expression.text

    def members(self) -> dict[str, Any]:
        """The members of the request that define them."""
        members: dict[str, Any] = {}
        if self._names:
            members["ExpressionAttributeNames"] = self._names
        if self._values:
            members["ExpressionAttributeValues"] = self._values
        return members


def _comparable(own: StoredType, compared: StoredType | None) -> StoredType:
    """How an operand is stored: times and flags as the attribute they are compared with, others by their type."""
    if isinstance(compared, Scalar) and compared.kind in ("time", "flag"):
        return compared
    return own
