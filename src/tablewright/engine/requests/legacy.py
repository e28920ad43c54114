"""The parameters that expressions replaced: their shapes, and their translation to expressions.

Expected, QueryFilter and ScanFilter become conditions, AttributeUpdates an update, AttributesToGet a
projection and KeyConditions a key condition, so that everything is evaluated in one place.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.html
"""

from collections.abc import Mapping
from typing import Any

from tablewright.engine.errors import INVALID, validation
from tablewright.engine.operation import Request
from tablewright.engine.requests.attributes import VALUE
from tablewright.engine.requests.legacy_conditions import (
    check_condition,
    check_conditional_operator,
    check_names,
    condition_node,
    expectation,
    joined,
    key_condition,
)
from tablewright.engine.requests.legacy_updates import LegacyUpdate, update_actions
from tablewright.engine.requests.scalars import Boolean, Text
from tablewright.engine.requests.structures import ListOf, MapOf, Structure
from tablewright.expressions import Condition, KeyCondition, Projection, Update
from tablewright.expressions.syntax import Path

COMPARISON_OPERATOR = Text(
    enum=(
        "IN",
        "NULL",
        "BETWEEN",
        "LT",
        "NOT_CONTAINS",
        "EQ",
        "GT",
        "NOT_NULL",
        "NE",
        "LE",
        "BEGINS_WITH",
        "GE",
        "CONTAINS",
    )
)
CONDITIONS = MapOf(
    Structure(
        {"AttributeValueList": ListOf(VALUE), "ComparisonOperator": COMPARISON_OPERATOR},
        required=("ComparisonOperator",),
        name="Condition",
    )
)
"""KeyConditions, QueryFilter and ScanFilter."""
EXPECTED = MapOf(
    Structure(
        {
            "Value": VALUE,
            "Exists": Boolean(),
            "ComparisonOperator": COMPARISON_OPERATOR,
            "AttributeValueList": ListOf(VALUE),
        },
        name="ExpectedAttributeValue",
    )
)
ATTRIBUTE_UPDATES = MapOf(
    Structure({"Value": VALUE, "Action": Text(enum=("ADD", "DELETE", "PUT"))}, name="AttributeValueUpdate")
)


def legacy_condition(request: Request) -> Condition | None:
    """The condition of a write that Expected states; None if it states none.

    Raises:
        DynamoDBError: ValidationException.
    """
    if "Expected" not in request and "ConditionalOperator" not in request:
        return None
    expected: Mapping[str, Any] = request.get("Expected") or {}
    return _condition(
        {name: expectation(name, element) for name, element in expected.items()},
        request.get("ConditionalOperator"),
    )


def legacy_filter(request: Request, parameter: str) -> Condition | None:
    """The filter that ``parameter``, QueryFilter or ScanFilter, states; None if it states none.

    Raises:
        DynamoDBError: ValidationException.
    """
    return _condition(request.get(parameter) or {}, request.get("ConditionalOperator"))


def _condition(conditions: Mapping[str, Mapping[str, Any]], operator: str | None) -> Condition | None:
    check_names(conditions)
    for condition in conditions.values():
        check_condition(condition)
    check_conditional_operator(operator, list(conditions))
    if not conditions:
        return None
    return Condition(joined([condition_node(name, one) for name, one in conditions.items()], operator))


def legacy_update(request: Request) -> Update | None:
    """The update that AttributeUpdates describes; None if it describes none.

    Raises:
        DynamoDBError: ValidationException.
    """
    updates: Mapping[str, Any] = request.get("AttributeUpdates") or {}
    return LegacyUpdate(update_actions(updates)) if updates else None


def legacy_key_condition(request: Request) -> KeyCondition | None:
    """The key condition that KeyConditions states; None if it is absent.

    Raises:
        DynamoDBError: ValidationException.
    """
    conditions: Mapping[str, Any] | None = request.get("KeyConditions")
    if conditions is None:
        return None
    for condition in conditions.values():
        check_condition(condition)
    if not conditions:
        raise validation("Conditions can be of length 1 or 2 only")
    # That there are too many is found out against a key: those of global indexes can have up to eight attributes.
    return key_condition(conditions)


def legacy_projection(request: Request) -> Projection | None:
    """The projection that AttributesToGet asks for; None if it is absent.

    Raises:
        DynamoDBError: ValidationException.
    """
    names: list[str] | None = request.get("AttributesToGet")
    if names is None:
        return None
    check_names(dict.fromkeys(names))
    for at, name in enumerate(names):
        if name in names[:at]:
            raise validation(f"{INVALID}Duplicate value in attribute name: {name}")
    return Projection(tuple(Path((name,)) for name in names))
