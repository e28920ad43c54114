"""The shapes that hold others: lists, maps and structures, and what the service says of a whole request.

Source: the service model ``dynamodb/2012-08-10``.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from types import GenericAlias
from typing import Any, Required, TypedDict, cast

import msgspec

from tablewright.engine.errors import DynamoDBError, serialization, validation
from tablewright.engine.requests.scalars import Boolean, Integer, Text, truth_of
from tablewright.engine.requests.shapes import Form, Length, Shape, plain, shown, violation
from tablewright.engine.wire import NOT_READ, decode

_TEXT = Text()
_NOT_NULL = "Member must not be null"


class ListOf:
    """A list of members of one shape, with the bounds of its length."""

    form: Form = "collection"

    def __init__(self, member: Shape, *, min: int | None = None, max: int | None = None) -> None:
        self._member = member
        self._decode_member = _decoder_of_element(member)
        self.length = Length(min, max)
        self.java = f"java.util.List<{member.java}>"
        self.constrained = True

    @property
    def json_type(self) -> Any:
        """A JSON array of what its members are, within the bounds."""
        return self.length.of(GenericAlias(list, (self._member.json_type,)))

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
            return f"'[{', '.join(plain(each) if each is None else self._member.shown(each) for each in value)}]'"
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

    @property
    def json_type(self) -> Any:
        """A JSON object of what its keys and members are, within the bounds."""
        key = str if self._key is None else self._key.json_type
        return self._length.of(GenericAlias(dict, (key, self._member.json_type)))

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
            if self._key is not None and not self._key.fits(key):
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
        self._converters = {name: convert for name, shape in members.items() if (convert := _converter_of(shape))}
        self._required = tuple(required)
        self._paths = {name: name[0].lower() + name[1:] for name in members}
        self._watched = [
            (name, shape) for name, shape in members.items() if shape.constrained or name in self._required
        ]
        self.constrained = bool(self._watched)

    @cached_property
    def json_type(self) -> Any:
        """A JSON object with all that is required, whose members are what they should be."""
        members = {
            name: Required[kind] if name in self._required else kind
            for name, kind in ((name, shape.json_type) for name, shape in self._members.items())
        }
        return cast(Any, TypedDict)(self._name or "Request", members, total=False)

    @cached_property
    def _read(self) -> Callable[[bytes], dict[str, Any]]:
        return msgspec.json.Decoder(self.json_type).decode

    def read(self, text: bytes) -> dict[str, Any]:
        """What JSON text says as this structure, of which no constraint is broken.

        Nearly every request is of the structure's `json_type`, and read as that in one go. Only what is not is looked
        at piece by piece, to be understood as the service does, or refused in its words.

        Raises:
            DynamoDBError: SerializationException, or the ValidationException that tells of every broken constraint.
        """
        try:
            return self._read(text)
        except NOT_READ:
            return self._read_closely(text)

    def _read_closely(self, text: bytes) -> dict[str, Any]:
        try:
            value = decode(text)
        except NOT_READ:
            raise serialization() from None
        if type(value) is not dict:
            value = {}  # The service reads anything that is not an object as a request without members.
        self.decode(value)
        broken = request_violations(self, value)
        if broken:
            plural = "s" if len(broken) > 1 else ""
            raise validation(f"{len(broken)} validation error{plural} detected: {'; '.join(broken)}")
        return cast(dict[str, Any], value)

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
        dropped = []
        for name, member in value.items():
            decode_member = self._decoders.get(name)
            if decode_member is None or member is None:
                dropped.append(name)
            else:
                decode_member(member)
                if name in self._converters:
                    value[name] = self._converters[name](member)
        for name in dropped:
            del value[name]

    def violations(self, value: dict[str, Any], path: str) -> Iterable[str]:
        """Required members that are absent, and the members' own."""
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

    def shown(self, value: dict[str, Any]) -> str:
        """A structure as the service prints it in a message: ``KeySchemaElement(attributeName=a, keyType=HASH)``."""
        members = (f"{path}={plain(value.get(name, 'null'))}" for name, path in self._paths.items())
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


def _converter_of(shape: Shape) -> Callable[[Any], Any] | None:
    """What makes the value of a scalar of one that was decoded, where JSON has several ways to write it."""
    if isinstance(shape, Integer):
        return int
    if isinstance(shape, Boolean):
        return lambda value: value if type(value) is bool else truth_of(value)
    return None


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
