"""The order and the equality of attribute values in normal form.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
"""

from base64 import b64decode
from decimal import Decimal

from tablewright.values.attributes import AttributeValue, Item

SETS = frozenset({"SS", "NS", "BS"})
"""The set types, whose members have no order."""


def compare(a: AttributeValue, b: AttributeValue) -> int:
    """Negative, zero or positive as ``a`` sorts before, with or after ``b``.

    Both must be of the same scalar type: numbers compare by value, strings by their UTF-8 bytes, binaries by
    unsigned bytes.

    Raises:
        TypeError: they are of anything else, which DynamoDB does not order.
    """
    if "S" in a and "S" in b:
        # Code points sort as their UTF-8 bytes do.
        text: str = a["S"]
        other: str = b["S"]
        return (text > other) - (text < other)
    if "N" in a and "N" in b:
        x, y = Decimal(a["N"]), Decimal(b["N"])
        return (x > y) - (x < y)
    if "B" in a and "B" in b:
        left, right = b64decode(a["B"]), b64decode(b["B"])
        return (left > right) - (left < right)
    raise TypeError(f"{a} and {b} have no order")


def equal(a: AttributeValue, b: AttributeValue) -> bool:
    """Whether two values are the same: sets whatever the order of their members, lists and maps in depth."""
    if a == b:
        return True
    [(kind, x)] = a.items()
    if kind not in _COMPOUND or kind not in b:
        return False
    y = b[kind]
    if len(x) != len(y):
        return False
    if kind in SETS:
        return set(x) == set(y)
    if kind == "L":
        return all(map(equal, x, y))
    return all(name in y and equal(entry, y[name]) for name, entry in x.items())


def equal_items(a: Item, b: Item) -> bool:
    """Whether two items have the same attributes with `equal` values."""
    return a == b or equal({"M": a}, {"M": b})


_COMPOUND = SETS | {"L", "M"}
