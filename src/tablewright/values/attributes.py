"""Attribute values: what DynamoDB accepts, in the one form in which it is kept.

A value is its wire form, a dict with one entry: ``{"S": "x"}``, ``{"N": "4.5"}``,
``{"B": "<base64>"}``, ``{"BOOL": True}``, ``{"NULL": True}``, ``{"L": [...]}``, ``{"M": {...}}``,
``{"SS": [...]}``, ``{"NS": [...]}``, ``{"BS": [...]}``. An item maps attribute names to values.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_AttributeValue.html
"""

from base64 import b64decode, b64encode
from typing import Any

from tablewright.values.errors import InvalidValue, NameTooLong, Unconvertible
from tablewright.values.limits import MAX_ATTRIBUTE_NAME_BYTES, MAX_NESTING
from tablewright.values.numbers import measure_number, normalise_number, number_size

AttributeValue = dict[str, Any]
Item = dict[str, AttributeValue]

CONTAINER_BYTES = 3
"""What a list or map takes besides its elements."""
ELEMENT_BYTES = 1
"""What an element of a list or map takes besides itself."""

_INVALID_PARAMETER = "One or more parameter values were invalid: "
_SEVERAL_VALUES = (
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes"
)
_EMPTY_VALUE = "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes"

_sizes_of_names: dict[tuple[str, ...], int] = {}
"""The bytes that the names of an item take together: the items of an application have few different sets of them."""
_REMEMBERED_SETS = 1024
_MOST_NAMES_REMEMBERED = 100
_MOST_BYTES_REMEMBERED = 2000


def normalise_item(item: Item, depth: int = 1) -> int:
    """Validates an item and brings its numbers into normal form, in place.

    The JSON types must be right already (``{"S": 5}`` is the decoder's to refuse), and binaries must
    have passed `decode_base64`. ``depth`` is the level at which the values stand, more than 1 for the members of a
    map. Returns the item's size in bytes as DynamoDB counts it.

    Raises:
        InvalidValue: DynamoDB does not accept a value; it is of the first such, in the item's order.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
    """
    names = tuple(item)
    size = _sizes_of_names.get(names) or _size_of_names(names)
    if size is None or depth > MAX_NESTING:
        return _normalise_in_order(item, depth)
    for value in item.values():
        # These are nearly all there is; everything else takes the longer way.
        if len(value) == 1:
            text = value.get("S")
            if text is not None:
                size += len(text) if text.isascii() else len(text.encode())
                continue
            number = value.get("N")
            if number is not None:
                value["N"], number_bytes = measure_number(number)
                size += number_bytes
                continue
            if "BOOL" in value:
                size += 1
                continue
        size += normalise_value(value, depth)
    return size


def _normalise_in_order(item: Item, depth: int) -> int:
    """`normalise_item` where there is a bad name or too many levels; what comes first in the item is told."""
    size = 0
    for name, value in item.items():
        size += _name_size(name) + normalise_value(value, depth)
    return size


def normalise_value(value: AttributeValue, depth: int = 1) -> int:
    """Validates one value and brings its numbers into normal form, in place.

    ``depth`` is the level at which the value stands, 1 for an attribute of an item. Returns the
    value's size in bytes, without the name of the attribute that holds it.

    Raises:
        InvalidValue: DynamoDB does not accept it.
    """
    if depth > MAX_NESTING:
        raise InvalidValue(
            "Nesting Levels have exceeded supported limits: "
            "Attributes in the item have nested levels beyond supported limit"
        )
    if len(value) != 1:
        for kind, content in value.items():
            normalise_value({kind: content}, depth)  # What is wrong with each is told before that there are several.
        raise InvalidValue(_SEVERAL_VALUES if value else _EMPTY_VALUE)
    [(kind, content)] = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        value["N"], size = measure_number(content)
        return size
    if kind == "M":
        return CONTAINER_BYTES + ELEMENT_BYTES * len(content) + normalise_item(content, depth + 1)
    if kind == "L":
        size = CONTAINER_BYTES + ELEMENT_BYTES * len(content)
        for element in content:
            size += normalise_value(element, depth + 1)
        return size
    if kind == "BOOL":
        return 1
    if kind == "NULL":
        if content is not True:
            raise InvalidValue(f"{_INVALID_PARAMETER}Null attribute value types must have the value of true")
        return 1
    if kind == "B":
        return base64_size(content)
    return _normalise_set(value, kind, content)


def _normalise_set(value: AttributeValue, kind: str, members: list[str]) -> int:
    if kind == "SS":
        if not members:
            raise InvalidValue(f"{_INVALID_PARAMETER}An string set  may not be empty")
        if len(set(members)) != len(members):
            raise _duplicates(members, " contains duplicates.")
        return len("".join(members).encode())
    if kind == "NS":
        if not members:
            raise Unconvertible(f"{_INVALID_PARAMETER}An number set  may not be empty")
        value["NS"] = numbers = [normalise_number(member) for member in members]
        if len(set(numbers)) != len(numbers):
            raise Unconvertible("Input collection contains duplicates")
        return sum(map(number_size, numbers))
    if kind == "BS":
        if not members:
            raise InvalidValue(f"{_INVALID_PARAMETER}Binary sets should not be empty")
        if len(set(members)) != len(members):
            raise _duplicates(members, "of type BS contains duplicates.")
        return sum(map(base64_size, members))
    raise InvalidValue(_EMPTY_VALUE)


def _duplicates(members: list[str], complaint: str) -> InvalidValue:
    return Unconvertible(f"{_INVALID_PARAMETER}Input collection [{', '.join(members)}]{complaint}")


def _size_of_names(names: tuple[str, ...]) -> int | None:
    """The bytes of the names of an item; None if one of them is not valid."""
    try:
        size = sum(map(_name_size, names))
    except InvalidValue:
        return None
    if len(names) <= _MOST_NAMES_REMEMBERED and size <= _MOST_BYTES_REMEMBERED:
        if len(_sizes_of_names) >= _REMEMBERED_SETS:
            _sizes_of_names.clear()
        _sizes_of_names[names] = size
    return size


def _name_size(name: str) -> int:
    """The bytes of an attribute's name.

    Raises:
        InvalidValue: it is not a valid one.
    """
    if not name:
        raise InvalidValue("Empty attribute name")
    size = len(name.encode())
    if size > MAX_ATTRIBUTE_NAME_BYTES:
        raise NameTooLong(MAX_ATTRIBUTE_NAME_BYTES)
    return size


def decode_base64(text: str) -> bytes:
    """The bytes that base64 text stands for.

    Only canonical base64 is accepted: padded, without white space, with no stray bits in the last
    character; so equal binaries have equal texts.

    Raises:
        InvalidValue: it is not, which a request answers as a SerializationException.
    """
    if len(text) % 4:
        raise InvalidValue(f"Base64 encoded length is expected a multiple of 4 bytes but found: {len(text)}")
    try:
        data = b64decode(text, validate=True)
    except ValueError:
        raise InvalidValue("Invalid Base64: a character outside the alphabet, or misplaced padding") from None
    if b64encode(data).decode() != text:
        raise InvalidValue("Invalid last non-pad Base64 character dectected")
    return data


def base64_size(text: str) -> int:
    """How many bytes canonical base64 text stands for."""
    return len(text) // 4 * 3 - text.count("=", -2)


def item_size(item: Item) -> int:
    """The bytes of an item as DynamoDB counts them, of names and values in normal form."""
    return sum(attribute_size(name, value) for name, value in item.items())


def attribute_size(name: str, value: AttributeValue) -> int:
    """The bytes of an attribute as DynamoDB counts them: of its name and its value in normal form."""
    return len(name.encode()) + value_size(value)


def value_size(value: AttributeValue) -> int:
    """The bytes of a value in normal form as DynamoDB counts them, without the attribute's name."""
    [(kind, content)] = value.items()
    if kind == "S":
        return len(content.encode())
    if kind == "N":
        return number_size(content)
    if kind == "B":
        return base64_size(content)
    if kind == "M":
        return CONTAINER_BYTES + ELEMENT_BYTES * len(content) + item_size(content)
    if kind == "L":
        return CONTAINER_BYTES + ELEMENT_BYTES * len(content) + sum(map(value_size, content))
    if kind == "SS":
        return len("".join(content).encode())
    if kind == "NS":
        return sum(map(number_size, content))
    if kind == "BS":
        return sum(map(base64_size, content))
    return 1
