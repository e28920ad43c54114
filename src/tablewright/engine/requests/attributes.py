"""The shapes of attribute values and items in requests.

Decoding checks JSON types only, the service's first step. Whether a value is a valid one (`normalise_item`) is
asked later, in the order of each operation's validation.
"""

from collections.abc import Iterable
from types import GenericAlias
from typing import Annotated, Any, TypedDict, cast

from msgspec import Meta

from tablewright.engine.errors import INVALID, serialization, validation
from tablewright.engine.requests.scalars import Boolean, Text, refuse_collection, truth_of
from tablewright.engine.requests.shapes import Form
from tablewright.engine.requests.structures import not_a_map, not_a_structure
from tablewright.values import (
    AttributeValue,
    InvalidValue,
    Item,
    NameTooLong,
    decode_base64,
    normalise_item,
    normalise_value,
)
from tablewright.values.limits import MAX_NESTING

_SCALARS: dict[str, type] = {"S": str, "N": str, "B": str, "BOOL": bool, "NULL": bool}
_TEXT = Text()
_BOOLEAN = Boolean()
_VALUE_TYPE = "com.amazonaws.dynamodb.v20120810.AttributeValue"
_SETS = frozenset({"SS", "NS", "BS"})
_COLLECTIONS = _SETS | {"M", "L"}
_DECODED_LEVELS = MAX_NESTING + 1
"""How many levels of a value are decoded. What is below is dropped: such a value is refused for its levels, whatever is
in them; and nothing that reads it later can run out of stack."""

_Base64 = Annotated[
    str,
    Meta(
        max_length=1024,  # `decode_base64` is the quicker way for what is longer.
        pattern=r"^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z0-9+/][AQgw]==)?\Z",
    ),
]


def _value_type(levels: int) -> Any:
    """The type of a value whose members are all of the right JSON types; how many there are, it does not say."""
    members: dict[str, Any] = {**_SCALARS, "B": _Base64, "SS": list[str], "NS": list[str], "BS": list[_Base64]}
    if levels > 1:
        value = _value_type(levels - 1)
        members |= {"M": GenericAlias(dict, (str, value)), "L": GenericAlias(list, (value,))}
    return cast(Any, TypedDict)("AttributeValue", members, total=False)


_VALUE: Any = _value_type(_DECODED_LEVELS)


class ItemShape:
    """A map of attribute names to attribute values: an Item, a Key, ExpressionAttributeValues."""

    java = f"java.util.Map<java.lang.String, {_VALUE_TYPE}>"
    form: Form = "collection"
    constrained = False
    json_type = dict[str, _VALUE]

    def decode(self, value: Any) -> None:
        """Refuse anything but an object of attribute values."""
        _decode_members(value, 1)

    def violations(self, value: Any, path: str) -> Iterable[str]:
        """None: what makes a value valid is not a constraint of the model."""
        return ()


class ValueShape:
    """One attribute value."""

    java = _VALUE_TYPE
    form: Form = "structure"
    constrained = False
    json_type = _VALUE

    def decode(self, value: Any) -> None:
        """Refuse anything but an attribute value."""
        _decode_value(value, 1)

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
    try:
        normalise_item(values)
    except InvalidValue:
        for placeholder, value in values.items():
            _valid_value_of(placeholder, value)


def _valid_value_of(placeholder: str, value: AttributeValue) -> None:
    try:
        normalise_value(value)
    except NameTooLong as error:
        raise validation(error.message) from None
    except InvalidValue as error:
        raise validation(
            f"ExpressionAttributeValues contains invalid value: {error.message} for key {placeholder}"
        ) from None


def _decode_members(members: Any, level: int) -> None:
    if type(members) is not dict:
        raise not_a_map(members, ItemShape.java)
    for name, member in members.items():
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
        del value[kind]
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
            raise validation(f"{INVALID}An string set may not have a null string as a member")


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
