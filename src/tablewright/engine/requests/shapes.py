"""The shapes requests are made of, as the service model names them.

Each shape does two things, in the service's order: `decode` refuses a member of the wrong JSON type
(SerializationException) and `violations` lists the constraints of the model that a value breaks; those of a whole
request are reported together in one ValidationException.

Source: the service model ``dynamodb/2012-08-10``.
"""

import math
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Literal, Protocol

from tablewright.engine.errors import DynamoDBError, serialization

Form = Literal["scalar", "structure", "collection"]
"""Of what form a type is: what the service says of a scalar in the place of another depends on it."""


class Shape(Protocol):
    """One type of the service model."""

    java: str
    """The type's name in the service's messages about collections."""
    form: Form
    constrained: bool
    """Whether a value of the right JSON type can still break a constraint; if not, `violations` is not asked."""

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


class Length:
    """Bounds of a length: of a text in characters, of a list or map in members."""

    def __init__(self, min: int | None, max: int | None) -> None:
        self._min = 0 if min is None else min
        self._max = math.inf if max is None else max
        self.bounded = not (min is None and max is None)

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

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON string."""
        if type(value) is not str:
            refuse_collection(value, self.java)
            raise serialization(f"{json_kind(value)} cannot be converted to String")

    def violations(self, value: str, path: str) -> Iterable[str]:
        """Enumerated values, pattern and length."""
        return () if self._fits(value) else self._explain(value, path)

    def rules(self) -> Iterator[str]:
        """Every constraint in the service's words, as it lists them for the keys of a map."""
        yield from self._length.rules()
        if self._pattern is not None:
            yield f"Member must satisfy regular expression pattern: {self._pattern}"

    def _fits(self, value: str) -> bool:
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


_TEXT = Text()
_NOT_NULL = "Member must not be null"


_BITS = {"Integer": 32, "Long": 64}


class Integer:
    """A whole number, with its bounds; ``name`` is the type the service says it could not convert to."""

    form: Form = "scalar"

    def __init__(self, *, min: int | None = None, max: int | None = None, name: str = "Integer") -> None:
        self._min = min
        self._max = max
        self._name = name
        self._end = 2 ** (_BITS[name] - 1)
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
    constrained = False

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON number."""
        if type(value) not in (int, float):
            refuse_collection(value, self.java)
            raise serialization(f"{json_kind(value)} cannot be converted to Date")

    def violations(self, value: float, path: str) -> Iterator[str]:
        """None."""
        return iter(())


class ListOf:
    """A list of members of one shape, with the bounds of its length."""

    form: Form = "collection"

    def __init__(self, member: Shape, *, min: int | None = None, max: int | None = None) -> None:
        self._member = member
        self._decode_member = _decoder_of_element(member)
        self.length = Length(min, max)
        self.java = f"java.util.List<{member.java}>"
        self.constrained = True

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON array, or a member that does not decode."""
        if type(value) is not list:
            if isinstance(value, dict):
                raise serialization("Start of structure or map found where not expected")
            raise serialization("Unexpected field type")
        for member in value:
            if member is not None:
                self._decode_member(member)

    def violations(self, value: list[Any], path: str) -> Iterator[str]:
        """The bounds, then members that are null and each member's own; members are counted from 1."""
        for broken in self.length.broken(len(value)):
            yield violation(self._shown(value), path, broken)
        if not self._member.constrained and None not in value:
            return
        for number, member in enumerate(value, 1):
            if member is None:
                yield violation("null", f"{path}.{number}.member", _NOT_NULL)
            else:
                yield from self._member.violations(member, f"{path}.{number}.member")

    def _shown(self, value: list[Any]) -> str:
        if isinstance(self._member, Structure):
            return f"'[{', '.join(_plain(each) if each is None else self._member.shown(each) for each in value)}]'"
        return shown(value)


class MapOf:
    """A map of text to members of one shape, with the bounds of its size."""

    form: Form = "collection"

    def __init__(
        self, member: Shape, *, key: Text | None = None, min: int | None = None, max: int | None = None
    ) -> None:
        self._member = member
        self._decode_member = _decoder_of_element(member)
        self._key = key
        self._length = Length(min, max)
        self.java = f"java.util.Map<java.lang.String, {member.java}>"
        self.constrained = True
        self._watched = member.constrained or (key is not None and key.constrained)

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON object, or a member that does not decode."""
        if type(value) is not dict:
            raise not_a_map(value, self.java)
        for member in value.values():
            if member is not None:
                self._decode_member(member)

    def violations(self, value: dict[str, Any], path: str) -> Iterator[str]:
        """The bounds, then each key's own, members that are null and each member's own."""
        for broken in self._length.broken(len(value)):
            yield violation(shown(value), path, broken)
        if not self._watched and None not in value.values():
            return
        for key, member in value.items():
            if self._key is not None and any(self._key.violations(key, path)):
                yield self._all_must(value, path, "keys", self._key.rules())
            if member is None:
                yield violation("null", f"{path}.{key}.member", _NOT_NULL)
            elif isinstance(self._member, ListOf) and not self._member.length.fits(len(member)):
                yield self._all_must(value, path, "value", self._member.length.rules())
            else:
                yield from self._member.violations(member, f"{path}.{key}.member")

    def _all_must(self, value: dict[str, Any], path: str, part: str, rules: Iterator[str]) -> str:
        return violation(shown(value), path, f"Map {part} must satisfy constraint: [{', '.join(rules)}]")


class Structure:
    """Named members, each with its shape; unknown members are dropped, as the service passes them over."""

    form: Form = "structure"

    def __init__(self, members: Mapping[str, Shape], *, required: Sequence[str] = (), name: str = "") -> None:
        """``name`` is the structure's in the service model; the request itself needs none."""
        self.java = f"com.amazonaws.dynamodb.v20120810.{name}"
        self._name = name
        self._members = dict(members)
        self._decoders = {name: _decoder_of_member(shape) for name, shape in members.items()}
        self._required = tuple(required)
        self._paths = {name: name[0].lower() + name[1:] for name in members}
        self._watched = [
            (name, shape) for name, shape in members.items() if shape.constrained or name in self._required
        ]
        self._constrained = {name: shape for name, shape in members.items() if shape.constrained}
        self.constrained = bool(self._watched)

    def member(self, name: str) -> Shape:
        """The shape of a member; any text where the structure has no such member."""
        return self._members.get(name, _TEXT)

    def decode(self, value: Any) -> None:
        """Refuse anything but a JSON object, or a member that does not decode; null members are absent ones.

        A fraction where a whole number is asked for is read as the whole number it contains, and the words of
        the truth values as those.
        """
        if type(value) is not dict:
            raise not_a_structure(value, self.java)
        decoders = self._decoders
        for name, member in list(value.items()):
            decode = decoders.get(name)
            if member is None or decode is None:
                del value[name]
                continue
            decode(member)
            if type(member) is float and isinstance(self._members[name], Integer):
                value[name] = int(member)
            elif type(member) is str and isinstance(self._members[name], Boolean):
                value[name] = truth_of(member)

    def violations(self, value: dict[str, Any], path: str) -> Iterable[str]:
        """Required members that are absent, and the members' own."""
        if self._is_plain(value):
            return ()
        broken: list[str] = []
        start = f"{path}." if path else ""
        for name, shape in self._watched:
            member = value.get(name)
            if member is None:
                if name in self._required:
                    broken.append(violation("null", start + self._paths[name], _NOT_NULL))
            elif shape.constrained:
                broken.extend(shape.violations(member, start + self._paths[name]))
        return broken

    def _is_plain(self, value: dict[str, Any]) -> bool:
        """Whether nothing is broken, found out by looking only at the members that are there."""
        constrained = self._constrained
        for name, member in value.items():
            shape = constrained.get(name)
            if shape is not None and any(True for _ in shape.violations(member, "")):
                return False
        return all(name in value for name in self._required)

    def shown(self, value: dict[str, Any]) -> str:
        """A structure as the service prints it in a message: ``KeySchemaElement(attributeName=a, keyType=HASH)``."""
        members = (f"{path}={_plain(value.get(name, 'null'))}" for name, path in self._paths.items())
        return f"{self._name}({', '.join(members)})"


MAX_VIOLATIONS = 10
"""How many broken constraints the service tells of one request."""


def request_violations(shape: Structure, request: dict[str, Any]) -> Sequence[str]:
    """The first constraints a whole request breaks. A bad table name is reported first and alone."""
    broken = list(shape.violations(request, ""))
    if broken and "TableName" in request:
        broken = list(shape.member("TableName").violations(request["TableName"], "tableName")) or broken
    return broken[:MAX_VIOLATIONS]


_NOT_GENERIC = (
    "class sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl cannot be cast to class java.lang.Class "
    "(sun.reflect.generics.reflectiveObjects.ParameterizedTypeImpl and java.lang.Class are in module java.base of "
    "loader 'bootstrap')"
)
"""What the service lets be seen of itself where a list or map of lists or maps has a scalar in it."""


def _decoder_of_element(shape: Shape) -> Callable[[Any], None]:
    """How a list or a map decodes what is in it."""
    return _refusing_scalars(shape, _NOT_GENERIC) if shape.form == "collection" else shape.decode


def _decoder_of_member(shape: Shape) -> Callable[[Any], None]:
    """How a structure decodes a member."""
    return _refusing_scalars(shape, "Unexpected field type") if shape.form == "structure" else shape.decode


def _refusing_scalars(shape: Shape, message: str) -> Callable[[Any], None]:
    def decode(value: Any) -> None:
        if type(value) is not dict and type(value) is not list:
            raise serialization(message)
        shape.decode(value)

    return decode


def not_a_map(value: Any, java: str) -> DynamoDBError:
    """The error of anything but an object where a map is asked for."""
    if isinstance(value, list):
        return serialization(f"Unrecognized collection type {java}")
    return serialization("Unexpected field type")


def not_a_structure(value: Any, java: str) -> DynamoDBError:
    """The error of anything but an object where a structure is asked for."""
    if isinstance(value, list):
        return serialization(f"Unrecognized collection type class {java}")
    return serialization("Unexpected value type in payload")


def shown(value: Any) -> str:
    """A value as the service prints it inside a message: ``'[a, b]'``, ``'{k=v}'``."""
    return f"'{_plain(value)}'"


def _plain(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return f"[{', '.join(_plain(member) for member in value)}]"
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}={_plain(member)}" for key, member in value.items()) + "}"
    if isinstance(value, bool):
        return str(value).lower()
    return str(value)
