"""Attribute values, numbers, sizes, limits and reserved words. Uses the standard library only."""

from tablewright.values.attributes import (
    AttributeValue,
    Item,
    attribute_size,
    base64_size,
    decode_base64,
    item_size,
    normalise_item,
    normalise_value,
    value_size,
)
from tablewright.values.errors import InvalidValue, NameTooLong, Unconvertible
from tablewright.values.numbers import add_numbers, normalise_number, number_size, subtract_numbers
from tablewright.values.ordering import SETS, compare, equal, equal_items
from tablewright.values.reserved import RESERVED_WORDS, is_reserved

__all__ = [
    "RESERVED_WORDS",
    "SETS",
    "AttributeValue",
    "InvalidValue",
    "Item",
    "NameTooLong",
    "Unconvertible",
    "add_numbers",
    "attribute_size",
    "base64_size",
    "compare",
    "decode_base64",
    "equal",
    "equal_items",
    "is_reserved",
    "item_size",
    "normalise_item",
    "normalise_number",
    "normalise_value",
    "number_size",
    "subtract_numbers",
    "value_size",
]
