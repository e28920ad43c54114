"""What each function and operator asks of its operands.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

from typing import NamedTuple

SCALARS = frozenset({"S", "N", "B"})
"""The types that have an order."""
SIZEABLE = frozenset({"S", "B", "SS", "NS", "BS", "L", "M"})
"""The types that have a size."""
ATTRIBUTE_TYPES = ("B", "NULL", "SS", "BOOL", "L", "BS", "N", "NS", "S", "M")
"""The types that attribute_type knows, in the order in which DynamoDB lists them."""

TYPE_NAMES = {
    "S": "STRING",
    "N": "NUMBER",
    "B": "BINARY",
    "SS": "STRING_SET",
    "NS": "NUMBER_SET",
    "BS": "BINARY_SET",
    "L": "LIST",
    "M": "MAP",
    "BOOL": "BOOLEAN",
    "NULL": "NULL",
}
"""What the messages about ADD and DELETE call the types."""


class Signature(NamedTuple):
    """What a function asks for.

    ``operands`` is how many it takes; ``path_first`` says that the first must be a document path,
    ``distinct`` that it must be no path that another operand repeats, and ``types``, if given, are those
    that operands may have.
    """

    operands: int
    path_first: bool = False
    distinct: bool = False
    types: frozenset[str] | None = None


SIGNATURES = {
    "attribute_exists": Signature(1, path_first=True),
    "attribute_not_exists": Signature(1, path_first=True),
    "attribute_type": Signature(2, distinct=True),
    "begins_with": Signature(2, distinct=True, types=frozenset({"S", "B"})),
    "contains": Signature(2, distinct=True),
    "size": Signature(1, types=SIZEABLE),
    "if_not_exists": Signature(2, path_first=True, distinct=True),
    "list_append": Signature(2, types=frozenset({"L"})),
}
"""The functions by name."""

ORDERING_TYPES = {"<": SCALARS, "<=": SCALARS, ">": SCALARS, ">=": SCALARS, "BETWEEN": SCALARS}
"""The types that operators accept; those not listed accept all."""

CHANGE_TYPES = {
    "ADD": frozenset({"N", "SS", "NS", "BS"}),
    "DELETE": frozenset({"SS", "NS", "BS"}),
}
"""The types of what ADD adds and DELETE deletes."""
