"""Operands made into closures that read them from an item and the values of a request."""

from collections.abc import Callable, Mapping

from tablewright.expressions.checks import Values
from tablewright.expressions.functions import SIZEABLE
from tablewright.expressions.paths import steps_of, value_at
from tablewright.expressions.syntax import Call, Literal, Operand, Path, ValuePlaceholder
from tablewright.values import AttributeValue, Item, base64_size

Reader = Callable[[Item, Values], AttributeValue | None]
"""Reads an operand; None where the item has no such value."""


def reader(operand: Operand, functions: Mapping[str, Callable[[Call], Reader]]) -> Reader:
    """The closure that reads an operand; ``functions`` make those of the calls that may stand here.

    Raises:
        ValueError: a call may not stand here, which an expression that was checked does not have.
    """
    match operand:
        case Path():
            return path_reader(operand)
        case ValuePlaceholder():
            placeholder = operand.text
            return lambda item, values: values[placeholder]
        case Literal():
            value = operand.value
            return lambda item, values: value
        case Call():
            if operand.function not in functions:
                raise ValueError(f"{operand.function} cannot stand here")
            return functions[operand.function](operand)


def condition_reader(operand: Operand) -> Reader:
    """The closure that reads an operand of a condition."""
    return reader(operand, _CONDITION_FUNCTIONS)


def path_reader(path: Path) -> Reader:
    """The closure that reads what a path leads to."""
    steps = steps_of(path)
    if len(steps) == 1:
        name = str(steps[0])
        return lambda item, values: item.get(name)
    return lambda item, values: value_at(item, steps)


def _size(call: Call) -> Reader:
    read = condition_reader(call.operands[0])

    def size(item: Item, values: Values) -> AttributeValue | None:
        value = read(item, values)
        if value is None:
            return None
        [(kind, content)] = value.items()
        if kind not in SIZEABLE:
            return None
        if kind == "B":
            return {"N": str(base64_size(content))}
        return {"N": str(len(content) if kind != "S" or content.isascii() else _utf16_units(content))}

    return size


def _utf16_units(text: str) -> int:
    """How long DynamoDB takes a text to be: in UTF-16 code units, of which an emoji is two."""
    return len(text.encode("utf-16-le")) // 2


_CONDITION_FUNCTIONS = {"size": _size}
