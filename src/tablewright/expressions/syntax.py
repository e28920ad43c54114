"""The syntax tree that all DynamoDB expressions share.

    condition  = Or | And | Not | Comparison | Between | In | Call
    operand    = Path | ValuePlaceholder | Literal | Call
    update     = UpdateActions of Sections of Assignments, Removals and Changes
    projection = a tuple of Paths

Trees are immutable and compare by what they say: ``position``, the offset in the text a node was read from,
takes no part. Literals stand where a program, not a text, makes the tree: they have no written form.
"""

from dataclasses import dataclass, field
from typing import Literal as OneOf

from tablewright.values import AttributeValue


@dataclass(frozen=True, slots=True)
class NamePlaceholder:
    """``#name``, which stands for one element of a path; ``text`` includes the ``#``."""

    text: str


PathElement = str | int | NamePlaceholder
"""A name in a map (or of an attribute), an index in a list, or a placeholder for a name."""


@dataclass(frozen=True, slots=True)
class Path:
    """A document path, such as ``items[2].price``; the first element is an attribute of the item."""

    elements: tuple[PathElement, ...]
    position: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class ValuePlaceholder:
    """``:value``, which stands for a value of the request; ``text`` includes the ``:``."""

    text: str
    position: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Literal:
    """A value given in place of a placeholder."""

    value: AttributeValue


@dataclass(frozen=True, slots=True)
class Call:
    """A function and its operands."""

    function: str
    operands: tuple["Operand", ...]
    position: int | None = field(default=None, compare=False, repr=False)


Operand = Path | ValuePlaceholder | Literal | Call


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two operands compared by ``=``, ``<>``, ``<``, ``<=``, ``>`` or ``>=``."""

    operator: str
    left: Operand
    right: Operand
    position: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Between:
    """``operand BETWEEN lower AND upper``, both bounds included."""

    operand: Operand
    lower: Operand
    upper: Operand
    position: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class In:
    """``operand IN (options)``."""

    operand: Operand
    options: tuple[Operand, ...]
    position: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Not:
    """``NOT condition``."""

    condition: "ConditionNode"


@dataclass(frozen=True, slots=True)
class And:
    """Two or more conditions joined by AND."""

    conditions: tuple["ConditionNode", ...]


@dataclass(frozen=True, slots=True)
class Or:
    """Two or more conditions joined by OR."""

    conditions: tuple["ConditionNode", ...]


ConditionNode = Comparison | Between | In | Call | Not | And | Or


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """The sum (``+``) or difference (``-``) of two operands."""

    operator: str
    left: Operand
    right: Operand
    position: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class Assignment:
    """``path = value``, in a SET section."""

    path: Path
    value: Operand | Arithmetic


@dataclass(frozen=True, slots=True)
class Removal:
    """A path in a REMOVE section."""

    path: Path


@dataclass(frozen=True, slots=True)
class Change:
    """``path :value``, in an ADD or DELETE section."""

    path: Path
    operand: ValuePlaceholder | Literal


Keyword = OneOf["SET", "REMOVE", "ADD", "DELETE"]


@dataclass(frozen=True, slots=True)
class Section:
    """The actions that follow one of the keywords of an update expression."""

    keyword: Keyword
    actions: tuple[Assignment | Removal | Change, ...]
    position: int | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True)
class UpdateActions:
    """An update expression: its sections, as written."""

    sections: tuple[Section, ...]


Projected = tuple[Path, ...]

Node = ConditionNode | UpdateActions | Projected

COMPARATORS = frozenset({"=", "<>", "<", "<=", ">", ">="})

CONDITION_FUNCTIONS = frozenset(
    {"attribute_exists", "attribute_not_exists", "attribute_type", "begins_with", "contains"}
)
"""Functions that are conditions themselves."""
UPDATE_FUNCTIONS = frozenset({"if_not_exists", "list_append"})
"""Functions that yield the value of an assignment."""
FUNCTIONS = CONDITION_FUNCTIONS | UPDATE_FUNCTIONS | {"size"}
"""All functions; their names are in lower case only."""
