"""Operands made into closures that read them from an item and the values of a request."""

from base64 import b64decode
from collections.abc import Callable

from tablewright.values import AttributeValue, Item

from .checks import Values
from .functions import SIZEABLE
from .paths import steps_of, value_at
from .syntax import Call, Literal, Operand, Path, ValuePlaceholder

Reader = Callable[[Item, Values], AttributeValue | None]
"""Reads an operand; None where the item has no such value."""


def reader(operand: Operand) -> Reader:
    """The closure that reads an operand of a condition."""
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
            return _size_reader(operand)


def path_reader(path: Path) -> Reader:
    """The closure that reads what a path leads to."""
    steps = steps_of(path)
    if len(steps) == 1:
        name = str(steps[0])
        return lambda item, values: item.get(name)
    return lambda item, values: value_at(item, steps)


def _size_reader(call: Call) -> Reader:
    if call.function != "size":
        raise ValueError(f"{call.function} does not yield a value in a condition")
    read = reader(call.operands[0])

    def size(item: Item, values: Values) -> AttributeValue | None:
        value = read(item, values)
        if value is None:
            return None
        [(kind, content)] = value.items()
        if kind not in SIZEABLE:
            return None
        return {"N": str(len(b64decode(content) if kind == "B" else content))}

    return size
