"""What is wrong with an expression that is well written: functions out of place, operands that do not fit.

What the text alone shows is refused when an expression is prepared. What takes the values of a request
becomes a *rule*, in the order of the text, to be applied to each request's values.
"""

from collections.abc import Callable, Iterable, Mapping

from tablewright.values import AttributeValue, compare

from .errors import ExpressionError
from .functions import ATTRIBUTE_TYPES, CHANGE_TYPES, ORDERING_TYPES, SIGNATURES, TYPE_NAMES
from .paths import attribute_of
from .syntax import (
    CONDITION_FUNCTIONS,
    UPDATE_FUNCTIONS,
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
    Removal,
    UpdateActions,
    ValuePlaceholder,
)

Values = Mapping[str, AttributeValue]
Rule = Callable[[Values], None]


class Checks:
    """The checks of one expression: made by walking it once, applied to the values of every request.

    ``values_used`` are its value placeholders, ``attributes`` the attributes that its paths begin with.
    """

    def __init__(self, kind: str) -> None:
        self._kind = kind
        self._rules: list[Rule] = []
        self._typed = False
        self.values_used: set[str] = set()
        self.attributes: set[str] = set()

    def apply(self, values: Values) -> None:
        """Raises :class:`ExpressionError` if ``values`` do not suit the expression."""
        if not self._typed and self.values_used <= values.keys():
            return
        for rule in self._rules:
            rule(values)

    # Conditions

    def condition(self, node: ConditionNode) -> None:
        """Checks a condition: its functions in all of it first, then its operands."""
        self._places_in_condition(node)
        self._condition(node)

    def _places_in_condition(self, node: ConditionNode) -> None:
        match node:
            case And() | Or():
                for condition in node.conditions:
                    self._places_in_condition(condition)
            case Not():
                self._places_in_condition(node.condition)
            case Call():
                if node.function not in CONDITION_FUNCTIONS:
                    raise self._misplaced(node)
                self._values_only(node.operands)
            case Comparison():
                self._values_only((node.left, node.right))
            case Between():
                self._values_only((node.operand, node.lower, node.upper))
            case In():
                self._values_only((node.operand, *node.options))

    def _values_only(self, operands: Iterable[Operand]) -> None:
        for operand in operands:
            if isinstance(operand, Call):
                if operand.function != "size":
                    raise self._misplaced(operand)
                self._values_only(operand.operands)

    def _misplaced(self, call: Call) -> ExpressionError:
        if call.function in UPDATE_FUNCTIONS:
            return self._error(
                f"The function is not allowed in a condition expression; function: {call.function}",
                call.position,
            )
        return self._misused(call)

    def _misused(self, call: Call) -> ExpressionError:
        return self._error(
            f"The function is not allowed to be used this way in an expression; function: {call.function}",
            call.position,
        )

    def _condition(self, node: ConditionNode) -> None:
        match node:
            case And() | Or():
                for condition in node.conditions:
                    self._condition(condition)
            case Not():
                self._condition(node.condition)
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

        self._add_typed(rule)

    # Updates

    def update(self, node: UpdateActions) -> None:
        """Checks an update: its functions in all of it first, then its operands."""
        actions = [action for section in node.sections for action in section.actions]
        for action in actions:
            if isinstance(action, Assignment):
                self._places_in_assignment(action.value)
        for section in node.sections:
            for action in section.actions:
                self.attributes.add(attribute_of(action.path))
                match action:
                    case Assignment():
                        self._assigned(action.value)
                    case Change():
                        self._change(section.keyword, action)
                    case Removal():
                        pass

    def _places_in_assignment(self, value: Operand | Arithmetic) -> None:
        if isinstance(value, Arithmetic):
            operands: tuple[Operand, ...] = (value.left, value.right)
        elif isinstance(value, Call) and value.function == "list_append":
            operands = value.operands
        else:
            operands = (value,)
        for operand in operands:
            self._defaults_only(operand)

    def _defaults_only(self, operand: Operand) -> None:
        """Of the functions only if_not_exists stands within a value; list_append is the whole of it."""
        if not isinstance(operand, Call):
            return
        if operand.function not in UPDATE_FUNCTIONS:
            raise self._error(
                f"The function is not allowed in an update expression; function: {operand.function}",
                operand.position,
            )
        if operand.function == "list_append":
            raise self._misused(operand)
        for inner in operand.operands:
            self._defaults_only(inner)

    def _assigned(self, value: Operand | Arithmetic) -> None:
        if isinstance(value, Arithmetic):
            for operand in (value.left, value.right):
                self._operand(operand)
            self._types(value.operator, (value.left, value.right), frozenset("N"), value.position)
        else:
            self._operand(value)

    def _change(self, keyword: str, change: Change) -> None:
        self._operand(change.operand)
        operand, allowed = change.operand, CHANGE_TYPES[keyword]

        def rule(values: Values) -> None:
            [kind] = given(operand, values)
            if kind not in allowed:
                raise self._error(
                    f"Incorrect operand type for operator or function; operator: {keyword}, operand type: "
                    f"{TYPE_NAMES[kind]}, typeSet: ALLOWED_FOR_{keyword}_OPERAND",
                    change.path.position,
                )

        self._add_typed(rule)

    # Operands

    def _operand(self, operand: Operand) -> None:
        match operand:
            case Path():
                self._read(operand)
            case ValuePlaceholder():
                self._defined(operand)
            case Call():
                self._call(operand)
            case Literal():
                pass

    def _read(self, path: Path) -> None:
        """Notes the attribute that an operand of a condition reads; an update counts what it writes."""
        if self._kind != "UpdateExpression":
            self.attributes.add(attribute_of(path))

    def _defined(self, placeholder: ValuePlaceholder) -> None:
        name = placeholder.text
        self.values_used.add(name)

        def rule(values: Values) -> None:
            if name not in values:
                raise self._error(
                    "An expression attribute value used in expression is not defined; "
                    f"attribute value: {name}",
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
            path = ", ".join(f"[{step}]" if isinstance(step, int) else str(step) for step in first.elements)
            raise self._error(
                "The first operand must be distinct from the remaining operands for this operator or "
                f"function; operator: {name}, first operand: [{path}]",
                position,
            )

    def _types(
        self, name: str, operands: tuple[Operand, ...], types: frozenset[str], position: int | None
    ) -> None:
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
        if isinstance(operand, Path | Call):
            raise self._wrong_type("attribute_type", "{NS,SS,L,BS,N,M,B,BOOL,NULL,S}", position)

        def rule(values: Values) -> None:
            [(kind, name)] = given(operand, values).items()
            if kind != "S":
                raise self._wrong_type("attribute_type", kind, position)
            if name not in ATTRIBUTE_TYPES:
                valid = ",".join(ATTRIBUTE_TYPES)
                raise self._error(
                    f"Invalid attribute type name found; type: {name}, valid types: {{{valid}}}", position
                )

        self._add_typed(rule)

    def _wrong_type(self, name: str, kind: str, position: int | None) -> ExpressionError:
        return self._error(
            "Incorrect operand type for operator or function; "
            f"operator or function: {name}, operand type: {kind}",
            position,
        )

    def _add_typed(self, rule: Rule) -> None:
        self._typed = True
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
