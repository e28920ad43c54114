"""What is wrong with the operands of an expression that is well written.

What the text alone shows is refused when an expression is prepared. What takes the values of a request
becomes a *rule*, in the order of the text, to be applied to each request's values.
"""

from collections.abc import Callable, Mapping

from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.functions import ATTRIBUTE_TYPES, CHANGE_TYPES, ORDERING_TYPES, SIGNATURES, TYPE_NAMES
from tablewright.expressions.paths import attribute_of, entered_by, listed
from tablewright.expressions.syntax import (
    And,
    Arithmetic,
    Assignment,
    Between,
    Call,
    Change,
    Comparison,
    ConditionNode,
    In,
    Literal,
    Not,
    Operand,
    Or,
    Path,
    UpdateActions,
    ValuePlaceholder,
)
from tablewright.values import AttributeValue, compare

Values = Mapping[str, AttributeValue]
Rule = Callable[[Values], None]


class Checks:
    """The checks of one expression: made by walking it once, applied to the values of every request.

    ``values_used`` are its value placeholders, ``attributes`` those that its operands read, and ``entered`` those
    of which they read a part.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._rules: list[Rule] = []
        self._typed: list[Rule] = []
        """Those of the rules that ask for more than that a value is there."""
        self.concern_contents = False
        """Whether more than the types of the values matters."""
        self.values_used: set[str] = set()
        self.attributes: set[str] = set()
        self.entered: set[str] = set()

    def apply(self, values: Values) -> None:
        """Checks a request's values.

        Raises:
            ExpressionError: they do not suit the expression.
        """
        for rule in self._typed if self.values_used <= values.keys() else self._rules:
            rule(values)

    # Conditions

    def condition(self, node: ConditionNode) -> None:
        """Checks a condition."""
        match node:
            case And() | Or():
                for condition in node.conditions:
                    self.condition(condition)
            case Not():
                self.condition(node.condition)
            case Call():
                self._call(node)
            case Comparison():
                self._operator(node.operator, (node.left, node.right), node.position)
            case Between():
                self._operator("BETWEEN", (node.operand, node.lower, node.upper), node.position)
                self._bounds(node)
            case In():
                self._operator("IN", (node.operand, *node.options), node.position)

    def _bounds(self, node: Between) -> None:
        if isinstance(node.lower, Path | Call) or isinstance(node.upper, Path | Call):
            return
        lower, upper = node.lower, node.upper

        def rule(values: Values) -> None:
            low, high = given(lower, values), given(upper, values)
            if low.keys() != high.keys():
                complaint = "same data type for lower and upper bounds"
            elif compare(low, high) > 0:
                complaint = "upper bound to be greater than or equal to lower bound"
            else:
                return
            raise self._error(
                f"The BETWEEN operator requires {complaint}; lower bound operand: {_written(low)}, "
                f"upper bound operand: {_written(high)}",
                node.position,
            )

        self.concern_contents = True
        self._add_typed(rule)

    # Updates

    def update(self, node: UpdateActions) -> None:
        """Checks an update."""
        changes: list[Rule] = []
        for section in node.sections:
            for action in section.actions:
                if isinstance(action, Assignment):
                    self._assigned(action.value)
                elif isinstance(action, Change):
                    self._operand(action.operand)
                    changes.append(self._change_rule(section.keyword, action))
        # Of ADD and DELETE all values must be there before the type of the first one matters.
        for rule in changes:
            self._add_typed(rule)

    def _assigned(self, value: Operand | Arithmetic) -> None:
        if isinstance(value, Arithmetic):
            for operand in (value.left, value.right):
                self._operand(operand)
            self._types(value.operator, (value.left, value.right), frozenset("N"), value.position)
        else:
            self._operand(value)

    def _change_rule(self, keyword: str, change: Change) -> Rule:
        operand, allowed = change.operand, CHANGE_TYPES[keyword]

        def rule(values: Values) -> None:
            [kind] = given(operand, values)
            if kind not in allowed:
                raise self._error(
                    f"Incorrect operand type for operator or function; operator: {keyword}, operand type: "
                    f"{TYPE_NAMES[kind]}, typeSet: ALLOWED_FOR_{keyword}_OPERAND",
                    change.path.position,
                )

        return rule

    # Operands

    def _operand(self, operand: Operand) -> None:
        match operand:
            case Path():
                self.attributes.add(attribute_of(operand))
                self.entered.update(entered_by(operand))
            case ValuePlaceholder():
                self._defined(operand)
            case Call():
                self._call(operand)
            case Literal():
                pass

    def _defined(self, placeholder: ValuePlaceholder) -> None:
        name = placeholder.text
        self.values_used.add(name)

        def rule(values: Values) -> None:
            if name not in values:
                raise self._error(
                    f"An expression attribute value used in expression is not defined; attribute value: {name}",
                    placeholder.position,
                )

        self._rules.append(rule)

    def _operator(self, name: str, operands: tuple[Operand, ...], position: int | None) -> None:
        for operand in operands:
            self._operand(operand)
        self._distinct(name, operands, position)
        types = ORDERING_TYPES.get(name)
        if types is not None:
            self._types(name, operands, types, position)

    def _call(self, call: Call) -> None:
        name, operands = call.function, call.operands
        signature = SIGNATURES[name]
        for operand in operands:
            self._operand(operand)
        if len(operands) != signature.operands:
            raise self._error(
                "Incorrect number of operands for operator or function; "
                f"operator or function: {name}, number of operands: {len(operands)}",
                call.position,
            )
        if signature.path_first and not isinstance(operands[0], Path):
            raise self._error(
                f"Operator or function requires a document path; operator or function: {name}", call.position
            )
        if signature.distinct:
            self._distinct(name, operands, call.position)
        if signature.types is not None:
            self._types(name, operands, signature.types, call.position)
        if name == "attribute_type":
            self._type_name(operands[1], call.position)

    def _distinct(self, name: str, operands: tuple[Operand, ...], position: int | None) -> None:
        first = operands[0]
        if isinstance(first, Path) and first in operands[1:]:
            raise self._error(
                "The first operand must be distinct from the remaining operands for this operator or "
                f"function; operator: {name}, first operand: {listed(first)}",
                position,
            )

    def _types(self, name: str, operands: tuple[Operand, ...], types: frozenset[str], position: int | None) -> None:
        for operand in operands:
            if not isinstance(operand, Path):
                self._add_typed(self._type_rule(name, operand, types, position))

    def _type_rule(self, name: str, operand: Operand, types: frozenset[str], position: int | None) -> Rule:
        def rule(values: Values) -> None:
            kind = _known_type(operand, values)
            if kind is not None and kind not in types:
                raise self._wrong_type(name, kind, position)

        return rule

    def _type_name(self, operand: Operand, position: int | None) -> None:
        """The second operand of attribute_type, which names a type and cannot come from the item."""
        if isinstance(operand, Path):
            raise self._wrong_type("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}", position)
        if isinstance(operand, Call):
            raise self._wrong_type("attribute_type", "N", position)  # A condition's only operand of a call is a size.

        def rule(values: Values) -> None:
            [(kind, name)] = given(operand, values).items()
            if kind != "S":
                raise self._wrong_type("attribute_type", kind, position)
            if name not in ATTRIBUTE_TYPES:
                valid = ",".join(ATTRIBUTE_TYPES)
                raise self._error(
                    f"Invalid attribute type name found; type: {name}, valid types: {{{valid}}}", position
                )

        self.concern_contents = True
        self._add_typed(rule)

    def _wrong_type(self, name: str, kind: str, position: int | None) -> ExpressionError:
        return self._error(
            f"Incorrect operand type for operator or function; operator or function: {name}, operand type: {kind}",
            position,
        )

    def _add_typed(self, rule: Rule) -> None:
        self._typed.append(rule)
        self._rules.append(rule)

    def _error(self, detail: str, position: int | None) -> ExpressionError:
        return ExpressionError(f"Invalid {self._kind}: {detail}", position)


def given(operand: ValuePlaceholder | Literal, values: Values) -> AttributeValue:
    """The value of an operand that does not depend on the item."""
    return operand.value if isinstance(operand, Literal) else values[operand.text]


def _known_type(operand: Operand, values: Values) -> str | None:
    """The type of an operand as far as it is known without the item."""
    match operand:
        case Path():
            return None
        case Call():
            return {"size": "N", "list_append": "L"}.get(operand.function)
    return next(iter(given(operand, values)))


def _written(value: AttributeValue) -> str:
    [(kind, content)] = value.items()
    return f"AttributeValue: {{{kind}:{content}}}"
