"""The rules of legacy conditions, a ComparisonOperator with its AttributeValueList, and their translation.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.Conditions.html
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tablewright.engine.errors import INVALID, DynamoDBError, validation
from tablewright.engine.requests.attributes import valid_value
from tablewright.expressions import ExpressionError, KeyCondition, KeyRange, Refusal
from tablewright.expressions.syntax import (
    And,
    Between,
    Call,
    Comparison,
    ConditionNode,
    In,
    Literal,
    Not,
    Or,
    Path,
)
from tablewright.values import AttributeValue, NameTooLong, compare
from tablewright.values.limits import MAX_ATTRIBUTE_NAME_BYTES

COMPARATORS = {"EQ": "=", "NE": "<>", "LE": "<=", "LT": "<", "GE": ">=", "GT": ">"}
"""The comparators of expressions, by the operators they replaced."""

KEY_OPERATORS = frozenset({"EQ", "LE", "LT", "GE", "GT", "BETWEEN", "BEGINS_WITH"})
"""The operators a key can be found by."""

_SCALARS = frozenset({"S", "N", "B"})
_ORDERED = dict.fromkeys(("LE", "LT", "GE", "GT", "BETWEEN", "IN"), _SCALARS)
_ELEMENTS = _SCALARS | {"BOOL", "NULL"}
_TYPES: Mapping[str, frozenset[str]] = _ORDERED | {
    "CONTAINS": _ELEMENTS,
    "NOT_CONTAINS": _ELEMENTS,
    "BEGINS_WITH": frozenset({"S", "B"}),
}
"""The types of values an operator takes; an operator not named takes any."""

_COUNTS: Mapping[str, int] = {"NULL": 0, "NOT_NULL": 0, "BETWEEN": 2}
"""How many values an operator takes; IN takes at least one, an operator not named exactly one."""


def check_condition(condition: Mapping[str, Any]) -> None:
    """Refuse values that are not valid, or that the operator does not take; numbers are normalised in place.

    Raises:
        DynamoDBError: ValidationException.
    """
    operator: str = condition["ComparisonOperator"]
    values: list[AttributeValue] = condition.get("AttributeValueList") or []
    for value in values:
        valid_value(value)
    fits = bool(values) if operator == "IN" else len(values) == _COUNTS.get(operator, 1)
    if not fits:
        raise validation(f"{INVALID}Invalid number of argument(s) for the {operator} ComparisonOperator")
    for value in values:
        (kind,) = value
        if kind not in _TYPES.get(operator, {kind}):
            raise validation(f"{INVALID}ComparisonOperator {operator} is not valid for {kind} AttributeValue type")
        if kind not in values[0]:
            raise validation(f"{INVALID}AttributeValues inside AttributeValueList must be of same type")
    if operator == "BETWEEN" and compare(*values) > 0:
        raise validation(
            "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound"
        )


def check_names(names: Mapping[str, Any]) -> None:
    """Refuse an attribute name that is empty or too long.

    Raises:
        DynamoDBError: ValidationException.
    """
    if "" in names:
        raise validation("Empty attribute name")
    if any(len(name.encode()) > MAX_ATTRIBUTE_NAME_BYTES for name in names):
        raise validation(NameTooLong(MAX_ATTRIBUTE_NAME_BYTES).message)


def check_conditional_operator(operator: str | None, conditions: Sequence[Any]) -> None:
    """Refuse a ConditionalOperator that has no conditions to join.

    Raises:
        DynamoDBError: ValidationException.
    """
    if operator is None:
        return
    if not conditions:
        raise validation("ConditionalOperator cannot be used without Filter or Expected")
    if len(conditions) < 2:
        raise validation("ConditionalOperator can only be used when Filter or Expected has two or more elements")


def condition_node(name: str, condition: Mapping[str, Any]) -> ConditionNode:
    """A checked condition on the attribute ``name``, as part of an expression."""
    operator: str = condition["ComparisonOperator"]
    path = Path((name,))
    values = tuple(Literal(value) for value in condition.get("AttributeValueList") or ())
    comparator = COMPARATORS.get(operator)
    if comparator is not None:
        return Comparison(comparator, path, values[0])
    match operator:
        case "BETWEEN":
            return Between(path, values[0], values[1])
        case "IN":
            return In(path, values)
        case "NOT_NULL":
            return Call("attribute_exists", (path,))
        case "NULL":
            return Call("attribute_not_exists", (path,))
        case "CONTAINS":
            return Call("contains", (path, values[0]))
        case "NOT_CONTAINS":
            # An attribute that is absent contains nothing, yet does not satisfy NOT_CONTAINS.
            return And((Call("attribute_exists", (path,)), Not(Call("contains", (path, values[0])))))
        case "BEGINS_WITH":
            return Call("begins_with", (path, values[0]))
    raise AssertionError(f"no such comparison: {operator}")


class _UnindexableKeyCondition(KeyCondition):
    """KeyConditions with an operator that no key can be found by, which is told when they are held against a key.

    That they have a condition on each of its attributes is asked for first.
    """

    __slots__ = ()

    def resolve(
        self,
        values: Mapping[str, AttributeValue] | None,
        partition: Sequence[str],
        sort: Sequence[str],
        refuse: Refusal | None = None,
    ) -> KeyRange:
        """Refuse, as the key is not met or as the operator is not one for keys."""
        super().resolve(values, partition, sort)
        raise ExpressionError("Attempted conditional constraint is not an indexable operation")


def key_condition(conditions: Mapping[str, Mapping[str, Any]]) -> KeyCondition:
    """Checked KeyConditions, at least one, as a key condition."""
    if all(condition["ComparisonOperator"] in KEY_OPERATORS for condition in conditions.values()):
        return KeyCondition(joined([condition_node(name, one) for name, one in conditions.items()], "AND"))
    stand_ins = [Comparison("=", Path((name,)), Literal({"NULL": True})) for name in conditions]
    return _UnindexableKeyCondition(joined(stand_ins, "AND"))


def joined(nodes: Sequence[ConditionNode], operator: str | None) -> ConditionNode:
    """One condition of several, at least one, joined by a ConditionalOperator (AND unless given)."""
    if len(nodes) == 1:
        return nodes[0]
    return Or(tuple(nodes)) if operator == "OR" else And(tuple(nodes))


def expectation(name: str, expected: Mapping[str, Any]) -> Mapping[str, Any]:
    """An element of Expected as a condition: Value and Exists are other ways to say EQ and NULL.

    Raises:
        DynamoDBError: ValidationException, the members do not go together.
    """
    value, values = expected.get("Value"), expected.get("AttributeValueList")
    operator, exists = expected.get("ComparisonOperator"), expected.get("Exists")
    if value is not None and values is not None:
        raise _misused("Value and AttributeValueList cannot be used together", name)
    if operator is not None:
        if exists is not None:
            raise _misused("Exists and ComparisonOperator cannot be used together", name)
        if value is not None:
            values = [value]
        elif values is None and operator not in ("NULL", "NOT_NULL"):
            raise _misused(f"Value or AttributeValueList must be used with ComparisonOperator: {operator}", name)
        return {"ComparisonOperator": operator, "AttributeValueList": values or []}
    if values is not None:
        raise _misused("AttributeValueList can only be used with a ComparisonOperator", name)
    if exists is False:
        if value is not None:
            raise _misused("Value cannot be used when Exists is false", name)
        return {"ComparisonOperator": "NULL"}
    if value is None:
        raise _misused(f"Value must be provided when Exists is {'true' if exists else 'null'}", name)
    return {"ComparisonOperator": "EQ", "AttributeValueList": [value]}


def _misused(message: str, name: str) -> DynamoDBError:
    return validation(f"{INVALID}{message} for Attribute: {name}")
