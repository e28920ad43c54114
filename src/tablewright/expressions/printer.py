"""From a syntax tree back to text.

What is printed reads back as the same tree. Parentheses stand only where the tree needs them.
"""

import re

from tablewright.expressions.syntax import (
    And,
    Arithmetic,
    Assignment,
    Between,
    Call,
    Comparison,
    ConditionNode,
    In,
    Literal,
    NamePlaceholder,
    Node,
    Not,
    Operand,
    Or,
    Path,
    PathElement,
    Removal,
    Section,
    UpdateActions,
    ValuePlaceholder,
)
from tablewright.expressions.tokens import KEYWORDS
from tablewright.values import AttributeValue, is_reserved

_is_plain = re.compile(r"[A-Za-z][A-Za-z0-9_]*", re.ASCII).fullmatch


class Placeholders:
    """The placeholders that printing makes, for names and values that have no written form.

    ``names`` and ``values`` are what a request gives as ExpressionAttributeNames and -Values. One instance
    may serve all expressions of a request; a name gets one placeholder, however often it occurs.
    """

    def __init__(self) -> None:
        self.names: dict[str, str] = {}
        self.values: dict[str, AttributeValue] = {}
        self._by_name: dict[str, str] = {}

    def name(self, name: str) -> str:
        """The placeholder for an attribute name or map key."""
        if name not in self._by_name:
            placeholder = f"#n{len(self.names)}"
            self.names[placeholder] = name
            self._by_name[name] = placeholder
        return self._by_name[name]

    def value(self, value: AttributeValue) -> str:
        """A new placeholder for a value."""
        placeholder = f":v{len(self.values)}"
        self.values[placeholder] = value
        return placeholder


def to_text(node: Node, placeholders: Placeholders | None = None) -> str:
    """The text of an expression.

    Literal values and names that cannot be written, such as reserved words, become placeholders in
    ``placeholders``.

    Raises:
        ValueError: there are such values or names, and no ``placeholders``.
    """
    printer = _Printer(placeholders)
    if isinstance(node, tuple):
        return ", ".join(map(printer.path, node))
    if isinstance(node, UpdateActions):
        return " ".join(map(printer.section, node.sections))
    return printer.condition(node)


class _Printer:
    def __init__(self, placeholders: Placeholders | None) -> None:
        self._placeholders = placeholders

    def condition(self, node: ConditionNode) -> str:
        match node:
            case Or():
                parts = [_grouped(self.condition(part), part, Or) for part in node.conditions]
                return " OR ".join(parts)
            case And():
                parts = [_grouped(self.condition(part), part, And, Or) for part in node.conditions]
                return " AND ".join(parts)
            case Not():
                return f"NOT {_grouped(self.condition(node.condition), node.condition, And, Or)}"
            case Comparison():
                return f"{self.operand(node.left)} {node.operator} {self.operand(node.right)}"
            case Between():
                operand, lower, upper = map(self.operand, (node.operand, node.lower, node.upper))
                return f"{operand} BETWEEN {lower} AND {upper}"
            case In():
                return f"{self.operand(node.operand)} IN ({', '.join(map(self.operand, node.options))})"
            case Call():
                return self.operand(node)

    def section(self, section: Section) -> str:
        actions: list[str] = []
        for action in section.actions:
            match action:
                case Assignment():
                    actions.append(f"{self.path(action.path)} = {self._assigned(action.value)}")
                case Removal():
                    actions.append(self.path(action.path))
                case _:
                    actions.append(f"{self.path(action.path)} {self.operand(action.operand)}")
        return f"{section.keyword} {', '.join(actions)}"

    def _assigned(self, value: Operand | Arithmetic) -> str:
        if isinstance(value, Arithmetic):
            return f"{self.operand(value.left)} {value.operator} {self.operand(value.right)}"
        return self.operand(value)

    def operand(self, operand: Operand) -> str:
        match operand:
            case Path():
                return self.path(operand)
            case ValuePlaceholder():
                return operand.text
            case Call():
                return f"{operand.function}({', '.join(map(self.operand, operand.operands))})"
            case Literal():
                if self._placeholders is None:
                    raise ValueError(f"the value {operand.value} needs a placeholder")
                return self._placeholders.value(operand.value)

    def path(self, path: Path) -> str:
        first, *rest = path.elements
        text = self._name(first)
        for element in rest:
            text += f"[{element}]" if isinstance(element, int) else f".{self._name(element)}"
        return text

    def _name(self, element: PathElement) -> str:
        if isinstance(element, NamePlaceholder):
            return element.text
        name = str(element)
        if _is_plain(name) and name.upper() not in KEYWORDS and not is_reserved(name):
            return name
        if self._placeholders is None:
            raise ValueError(f"the name {name!r} needs a placeholder")
        return self._placeholders.name(name)


def _grouped(text: str, node: ConditionNode, *looser: type[And] | type[Or]) -> str:
    """The text of a part of a condition, in parentheses if it binds no tighter than the whole."""
    return f"({text})" if isinstance(node, looser) else text
