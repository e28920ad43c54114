"""Where functions may stand: as a condition, as a value in one, or as the value of an assignment."""

from collections.abc import Iterable

from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.syntax import (
    CONDITION_FUNCTIONS,
    UPDATE_FUNCTIONS,
    And,
    Arithmetic,
    Assignment,
    Between,
    Call,
    Comparison,
    ConditionNode,
    In,
    Not,
    Operand,
    Or,
    UpdateActions,
)


def check_condition_functions(node: ConditionNode, kind: str) -> None:
    """Refuses a condition with a function where it cannot have one; ``kind`` is the request member it stands in.

    Raises:
        ExpressionError: there is such a function.
    """
    match node:
        case And() | Or():
            for condition in node.conditions:
                check_condition_functions(condition, kind)
        case Not():
            check_condition_functions(node.condition, kind)
        case Call():
            if node.function not in CONDITION_FUNCTIONS:
                raise _not_in_condition(node, kind)
            _check_sizes_only(node.operands, kind)
        case Comparison():
            _check_sizes_only((node.left, node.right), kind)
        case Between():
            _check_sizes_only((node.operand, node.lower, node.upper), kind)
        case In():
            _check_sizes_only((node.operand, *node.options), kind)


def check_update_functions(node: UpdateActions, kind: str) -> None:
    """Refuses an update with a function where it cannot have one; ``kind`` is the request member it stands in.

    Raises:
        ExpressionError: there is such a function.
    """
    for section in node.sections:
        for action in section.actions:
            if isinstance(action, Assignment):
                _check_assigned(action.value, kind)


def _check_sizes_only(operands: Iterable[Operand], kind: str) -> None:
    """Of the functions only size is a value in a condition."""
    for operand in operands:
        if isinstance(operand, Call):
            if operand.function != "size":
                raise _not_in_condition(operand, kind)
            _check_sizes_only(operand.operands, kind)


def _not_in_condition(call: Call, kind: str) -> ExpressionError:
    if call.function in UPDATE_FUNCTIONS:
        return _error("The function is not allowed in a condition expression", call, kind)
    return _misused(call, kind)


def _check_assigned(value: Operand | Arithmetic, kind: str) -> None:
    if isinstance(value, Arithmetic):
        operands: tuple[Operand, ...] = (value.left, value.right)
    elif isinstance(value, Call) and value.function == "list_append":
        operands = value.operands
    else:
        operands = (value,)
    _check_defaults_only(operands, kind)


def _check_defaults_only(operands: Iterable[Operand], kind: str) -> None:
    """Within a value only if_not_exists may stand; list_append is the whole of it."""
    for operand in operands:
        if not isinstance(operand, Call):
            continue
        if operand.function not in UPDATE_FUNCTIONS:
            raise _error("The function is not allowed in an update expression", operand, kind)
        if operand.function == "list_append":
            raise _misused(operand, kind)
        _check_defaults_only(operand.operands, kind)


def _misused(call: Call, kind: str) -> ExpressionError:
    return _error("The function is not allowed to be used this way in an expression", call, kind)


def _error(complaint: str, call: Call, kind: str) -> ExpressionError:
    return ExpressionError(f"Invalid {kind}: {complaint}; function: {call.function}", call.position)
