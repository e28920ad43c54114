"""The shapes of attribute values and items in requests.

Decoding checks JSON types only, the service's first step. Whether a value is a valid one (`normalise_item`) is
asked later, in the order of each operation's validation.
"""

from collections.abc import Iterable
from typing import Any

from tablewright.engine.errors import serialization, validation
from tablewright.engine.requests.scalars import Boolean, Text, refuse_collection, truth_of
from tablewright.engine.requests.shapes import Form
from tablewright.engine.requests.structures import not_a_map, not_a_structure
from tablewright.values import (
    AttributeValue,
    InvalidValue,
    Item,
    NameTooLong,
    decode_base64,
    is_normal_number,
    normalise_item,
    normalise_value,
)

_SCALARS: dict[str, type] = {"S": str, "N": str, "B": str, "BOOL": bool, "NULL": bool}
_PLAIN: dict[str, type] = {"S": str, "N": str, "BOOL": bool, "NULL": bool}
"""The scalars that are decoded once they are of the right JSON type, which are nearly all there is."""
_TEXT = Text()
_BOOLEAN = Boolean()
_VALUE_TYPE = "com.amazonaws.dynamodb.v20120810.AttributeValue"
_SETS = frozenset({"SS", "NS", "BS"})
_COLLECTIONS = _SETS | {"M", "L"}
_DECODED_LEVELS = 64
"""How many levels of a value are decoded. What is below is dropped: such a value is refused for its levels, of which
`MAX_NESTING` are allowed, whatever is in them; and nothing that reads it later can run out of stack."""


class ItemShape:
    """A map of attribute names to attribute values: an Item, a Key, ExpressionAttributeValues."""

    java = f"java.util.Map<java.lang.String, {_VALUE_TYPE}>"
    form: Form = "collection"
    constrained = False

    def __init__(self) -> None:
        self.decode = _decode_members
        """Refuses anything but an object of attribute values."""

    def fits(self, value: Any) -> bool:
        """Always: what makes a value valid is not a constraint of the model."""
        return True

    def violations(self, value: Any, path: str) -> Iterable[str]:
        """None: what makes a value valid is not a constraint of the model."""
        return ()


class ValueShape:
    """One attribute value."""

    java = _VALUE_TYPE
    form: Form = "structure"
    constrained = False

    def decode(self, value: Any) -> None:
        """Refuse anything but an attribute value."""
        _decode_value(value, 1)

    def fits(self, value: Any) -> bool:
        """Always: what makes a value valid is not a constraint of the model."""
        return True

    def violations(self, value: Any, path: str) -> Iterable[str]:
        """None: what makes a value valid is not a constraint of the model."""
        return ()


def valid_item(item: Item) -> int:
    """Normalise an item's values in place; its size in bytes.

    Raises:
        DynamoDBError: ValidationException, an attribute value is not a valid one.
    """
    try:
        return normalise_item(item)
    except InvalidValue as error:
        raise validation(error.message) from None


def valid_value(value: AttributeValue) -> None:
    """Normalise one value in place.

    Raises:
        DynamoDBError: ValidationException, the value is not a valid one.
    """
    try:
        normalise_value(value)
    except InvalidValue as error:
        raise validation(error.message) from None


def valid_values(values: Item) -> None:
    """Normalise ExpressionAttributeValues in place.

    Raises:
        DynamoDBError: ValidationException, naming the placeholder whose value is not valid.
    """
    for placeholder, value in values.items():
        # Nothing can be wrong with most of them; everything else takes the longer way.
        if len(value) == 1 and ("S" in value or "BOOL" in value or is_normal_number(value.get("N", ""))):
            continue
        try:
            normalise_value(value)
        except NameTooLong as error:
            raise validation(error.message) from None
        except InvalidValue as error:
            raise validation(
                f"ExpressionAttributeValues contains invalid value: {error.message} for key {placeholder}"
            ) from None


def _decode_members(members: Any, level: int = 1) -> None:
    if type(members) is not dict:
        raise not_a_map(members, ItemShape.java)
    for name, member in members.items():
        if type(member) is dict and len(member) == 1:
            [(kind, content)] = member.items()
            if type(content) is _PLAIN.get(kind):
                continue
            if kind == "M" and level < _DECODED_LEVELS and content is not None:
                _decode_members(content, level + 1)
                continue
        if member is None:
            members[name] = {}  # A value that is null is one without a type.
        else:
            _decode_value(member, level)


def _decode_value(value: Any, level: int) -> None:
    if type(value) is not dict:
        raise not_a_structure(value, _VALUE_TYPE)
    for kind, content in list(value.items()):
        scalar = _SCALARS.get(kind)
        if content is None or (scalar is None and kind not in _COLLECTIONS):
            del value[kind]
        elif scalar is None:
            _decode_collection(value, kind, content, level)
        elif kind == "B":
            _decode_binary(content)
        elif type(content) is not scalar:
            (_BOOLEAN if scalar is bool else _TEXT).decode(content)
            value[kind] = truth_of(content)  # All that either takes beside its own type is a word for a boolean.


def _decode_collection(value: AttributeValue, kind: str, content: Any, level: int) -> None:
    if kind in _SETS:
        _decode_set(kind, _array(content))
    elif level == _DECODED_LEVELS:
        value[kind] = {} if kind == "M" else []
    elif kind == "M":
        _decode_members(content, level + 1)
    else:
        for number, member in enumerate(_array(content)):
            if member is None:
                content[number] = {}
            else:
                _decode_value(member, level + 1)


def _decode_set(kind: str, members: list[Any]) -> None:
    for number, member in enumerate(members):
        if kind == "BS":
            _decode_binary(member)
        elif type(member) is str:
            continue
        elif member is not None:
            _TEXT.decode(member)
        elif kind == "NS":
            members[number] = ""  # Null is refused as what is no number, in the order of values.
        else:
            raise validation(
                "One or more parameter values were invalid: An string set may not have a null string as a member"
            )


def _array(content: Any) -> list[Any]:
    if type(content) is not list:
        if isinstance(content, dict):
            raise serialization("Start of structure or map found where not expected")
        raise serialization("Unexpected field type")
    return content


def _decode_binary(content: Any) -> None:
    if type(content) is not str:
        refuse_collection(content, "java.nio.ByteBuffer")
        raise serialization("only base-64-encoded strings are convertible to bytes")
    try:
        decode_base64(content)
    except InvalidValue as error:
        raise serialization(error.message) from None


ITEM = ItemShape()
VALUE = ValueShape()
