"""AttributeUpdates, translated to the actions of an update expression.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/LegacyConditionalParameters.AttributeUpdates.html
"""

from collections.abc import Mapping
from typing import Any

from tablewright.engine.errors import INVALID, validation
from tablewright.engine.requests.attributes import valid_value
from tablewright.engine.requests.legacy_conditions import check_names
from tablewright.expressions import ExpressionError, Update
from tablewright.expressions.syntax import (
    Assignment,
    Call,
    Change,
    Keyword,
    Literal,
    Path,
    Removal,
    Section,
    UpdateActions,
)
from tablewright.expressions.updates import WRONG_TYPE
from tablewright.values import SETS, AttributeValue, Item

Action = Assignment | Removal | Change

_ADDABLE = SETS | {"N", "L"}


class LegacyUpdate(Update):
    """An update that speaks of a misfit between operand and attribute as AttributeUpdates does."""

    __slots__ = ()

    def apply(self, item: Item, values: Mapping[str, AttributeValue] | None) -> Item:
        """The item with the update applied.

        Raises:
            ExpressionError: an attribute has another type than the action needs.
        """
        try:
            return super().apply(item, values)
        except ExpressionError as error:
            if error.message == WRONG_TYPE:
                raise ExpressionError("Type mismatch for attribute to update") from None
            raise


def update_actions(updates: Mapping[str, Mapping[str, Any]]) -> UpdateActions:
    """The actions of AttributeUpdates, grouped by the keywords of update expressions.

    Raises:
        DynamoDBError: ValidationException.
    """
    check_names(updates)
    sections: dict[Keyword, list[Action]] = {"SET": [], "REMOVE": [], "ADD": [], "DELETE": []}
    for name, update in updates.items():
        keyword, action = _action(Path((name,)), update.get("Action", "PUT"), update.get("Value"))
        sections[keyword].append(action)
    return UpdateActions(tuple(Section(keyword, tuple(actions)) for keyword, actions in sections.items() if actions))


def _action(path: Path, action: str, value: AttributeValue | None) -> tuple[Keyword, Action]:
    if value is None:
        if action != "DELETE":
            raise validation(f"{INVALID}Only DELETE action is allowed when no attribute value is specified")
        return "REMOVE", Removal(path)
    valid_value(value)
    (kind,) = value
    operand = Literal(value)
    if action == "PUT":
        return "SET", Assignment(path, operand)
    if action == "DELETE":
        if kind not in SETS:
            raise validation(f"{INVALID}DELETE action with value is not supported for the type {kind}")
        return "DELETE", Change(path, operand)
    if kind not in _ADDABLE:
        raise validation(f"{INVALID}ADD action is not supported for the type {kind}")
    if kind == "L":
        # To add a list is to append it, which an expression's ADD does not do.
        present = Call("if_not_exists", (path, Literal({"L": []})))
        return "SET", Assignment(path, Call("list_append", (present, operand)))
    return "ADD", Change(path, operand)
