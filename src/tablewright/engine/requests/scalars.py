"""The scalar shapes: texts, numbers, truth values and times, with what the service says of JSON that is none.

Source: the service model ``dynamodb/2012-08-10``.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Annotated, Any, Literal, cast

from msgspec import Meta

from tablewright.engine.errors import serialization
from tablewright.engine.requests.shapes import Form, Length, violation


class Text:
    """A string, with its length, pattern or values."""

    java = "java.lang.String"
    form: Form = "scalar"

    def __init__(
        self,
        *,
        min: int | None = None,
        max: int | None = None,
        pattern: str | None = None,
        enum: Sequence[str] | None = None,
    ) -> None:
        self._length = Length(min, max)
        self._pattern = pattern
        self._matches = re.compile(pattern).fullmatch if pattern else None
        self._enum = enum
        self.constrained = self._length.bounded or pattern is not None or enum is not None

    @property
    def json_type(self) -> Any:
        """A JSON string that breaks no constraint."""
        if self._enum is not None:
            return cast(Any, Literal)[tuple(self._enum)]
        text = str if self._pattern is None else Annotated[str, Meta(pattern=rf"^(?:{self._pattern})\Z")]
        return self._length.of(text)

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON string."""
        if type(value) is not str:
            refuse_collection(value, self.java)
            raise serialization(f"{json_kind(value)} cannot be converted to String")

    def violations(self, value: str, path: str) -> Iterable[str]:
        """Enumerated values, pattern and length."""
        return () if self.fits(value) else self._explain(value, path)

    def rules(self) -> Iterator[str]:
        """Every constraint in the service's words, as it lists them for the keys of a map."""
        yield from self._length.rules()
        if self._pattern is not None:
            yield f"Member must satisfy regular expression pattern: {self._pattern}"

    def fits(self, value: str) -> bool:
        """Whether no constraint is broken."""
        return (
            (self._enum is None or value in self._enum)
            and (self._matches is None or self._matches(value) is not None)
            and self._length.fits(len(value))
        )

    def _explain(self, value: str, path: str) -> Iterator[str]:
        shown = f"'{value}'"
        if self._enum is not None and value not in self._enum:
            yield violation(shown, path, f"Member must satisfy enum value set: [{', '.join(self._enum)}]")
        if self._matches is not None and not self._matches(value):
            yield violation(shown, path, f"Member must satisfy regular expression pattern: {self._pattern}")
        for broken in self._length.broken(len(value)):
            yield violation(shown, path, broken)


_BITS = {"Integer": 32, "Long": 64}


class Integer:
    """A whole number, with its bounds; ``name`` is the type the service says it could not convert to."""

    form: Form = "scalar"

    def __init__(self, *, min: int | None = None, max: int | None = None, name: str = "Integer") -> None:
        self._min = min
        self._max = max
        self._name = name
        self._end = 2 ** (_BITS[name] - 1)
        least = -self._end if min is None else min
        most = self._end - 1 if max is None else max
        self.json_type = Annotated[int, Meta(ge=least, le=most)]
        self.java = f"java.lang.{name}"
        self.constrained = min is not None or max is not None

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON number that the type can hold."""
        if (type(value) is not int and type(value) is not float) or not -self._end <= value < self._end:
            refuse_collection(value, self.java)
            raise serialization(f"{json_kind(value)} cannot be converted to {self._name}")

    def violations(self, value: int, path: str) -> Iterator[str]:
        """The bounds."""
        if self._min is not None and value < self._min:
            yield violation(f"'{value}'", path, f"Member must have value greater than or equal to {self._min}")
        if self._max is not None and value > self._max:
            yield violation(f"'{value}'", path, f"Member must have value less than or equal to {self._max}")


class Boolean:
    """True or false."""

    java = "java.lang.Boolean"
    form: Form = "scalar"
    json_type = bool
    constrained = False

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON boolean, or a word for one."""
        if type(value) is not bool:
            refuse_collection(value, self.java)
            if isinstance(value, str):
                truth_of(value)
            else:
                raise serialization(f"{json_kind(value)} cannot be converted to Boolean")

    def violations(self, value: bool, path: str) -> Iterator[str]:
        """None."""
        return iter(())


def truth_of(word: str) -> bool:
    """The boolean that a JSON string says, which the service takes in the place of a JSON boolean.

    Raises:
        DynamoDBError: SerializationException, the word is neither ``true`` nor ``false``, in whatever case.
    """
    truth = {"true": True, "false": False}.get(word.lower())
    if truth is None:
        raise serialization("Unexpected token received from parser")
    return truth


class Timestamp:
    """A point in time, as seconds since 1970."""

    java = "java.util.Date"
    form: Form = "scalar"
    json_type = int | float
    constrained = False

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON number."""
        if type(value) not in (int, float):
            refuse_collection(value, self.java)
            raise serialization(f"{json_kind(value)} cannot be converted to Date")

    def violations(self, value: float, path: str) -> Iterator[str]:
        """None."""
        return iter(())


def json_kind(value: Any) -> str:
    """How the service names a JSON scalar it cannot convert."""
    if value is True:
        return "TRUE_VALUE"
    if value is False:
        return "FALSE_VALUE"
    if isinstance(value, int):
        return "NUMBER_VALUE"
    if isinstance(value, float):
        return "DECIMAL_VALUE"
    return "STRING_VALUE"


def refuse_collection(value: Any, java: str) -> None:
    """Refuse a list or an object where a scalar is asked for; ``java`` is the scalar's type in messages.

    Raises:
        DynamoDBError: SerializationException.
    """
    if isinstance(value, list):
        raise serialization(f"Unrecognized collection type class {java}")
    if isinstance(value, dict):
        raise serialization("Start of structure or map found where not expected")
