"""Runs the patterns that write: put, update and delete. Every write of typed access to one item passes here."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from tablewright.access.arguments import item_key, stored_types
from tablewright.access.endpoint import ConditionRefused, Endpoint
from tablewright.access.errors import AlreadyExists, ConditionFailed, NotFound, shown_key
from tablewright.access.items import from_item, key_of, to_item
from tablewright.access.lookups import SettingReader
from tablewright.access.placeholders import Placeholders
from tablewright.access.updates import update_expression
from tablewright.design.access_patterns import DeletePattern, Pattern, PutPattern, UpdatePattern
from tablewright.design.conditions import Expression
from tablewright.design.entity import Entity, Record

Given = Mapping[str, Any]


def put(endpoint: Endpoint, pattern: PutPattern, given: Given) -> Entity | None:
    """Run a put.

    Raises:
        AlreadyExists: an item has the key, and the pattern writes only where there is none.
        ConditionFailed: the pattern's condition does not hold.
        UnstorableEntity: a value cannot be stored.
    """
    entity: Entity = given[pattern.entity_input]
    schema, declaration = pattern.schema, pattern.declaration
    item = to_item(schema, entity, endpoint.clock(), SettingReader(endpoint).read)
    placeholders, conditions = Placeholders(), []
    if declaration.if_absent:
        conditions.append(f"attribute_not_exists({placeholders.name(schema.key_names[0])})")
    conditions += _own_condition(pattern, pattern.condition, placeholders, given)
    try:
        endpoint.call(schema.table, endpoint.client.put_item, {"Item": item} | _conditional(conditions, placeholders))
    except ConditionRefused as error:
        shown = f"{type(entity).__name__} with {shown_key(key_of(schema, item))}"
        if declaration.if_absent and (error.item is not None or pattern.condition is None):
            raise AlreadyExists(f"{pattern.name}: the {shown} is there already") from None
        raise ConditionFailed(f"{pattern.name}: {declaration.condition!r} does not hold for the {shown}") from None
    return entity if pattern.result.reading == "one" else None


def update(endpoint: Endpoint, pattern: UpdatePattern, given: Given) -> Record | None:
    """Run an update.

    Raises:
        NotFound: there is no such item.
        ConditionFailed: the pattern's condition does not hold.
        InvalidRequest: the inputs leave a composed key attribute half known, or change nothing.
    """
    key = item_key(pattern, given)
    placeholders = Placeholders()
    expression = update_expression(pattern, given, placeholders, endpoint.clock())
    response = _change(
        endpoint,
        pattern,
        endpoint.client.update_item,
        {"Key": key, "UpdateExpression": expression, "ReturnValues": "ALL_NEW"},
        [_exists(pattern, placeholders), *_own_condition(pattern, pattern.condition, placeholders, given)],
        placeholders,
    )
    if pattern.result.reading == "nothing":
        return None
    return from_item(pattern.result.records[0], response["Attributes"], key)


def delete(endpoint: Endpoint, pattern: DeletePattern, given: Given) -> Record | None:
    """Run a delete.

    Raises:
        NotFound: the pattern promises what it deleted, and there is no such item.
        ConditionFailed: the pattern's condition does not hold.
    """
    key = item_key(pattern, given)
    placeholders = Placeholders()
    conditions = _own_condition(pattern, pattern.condition, placeholders, given)
    if pattern.result.reading == "one":
        conditions.insert(0, _exists(pattern, placeholders))
    request: dict[str, Any] = {"Key": key}
    if pattern.result.reading != "nothing":
        request["ReturnValues"] = "ALL_OLD"
    response = _change(endpoint, pattern, endpoint.client.delete_item, request, conditions, placeholders)
    item = response.get("Attributes")
    return from_item(pattern.result.records[0], item, key) if item and pattern.result.records else None


def _change(
    endpoint: Endpoint,
    pattern: UpdatePattern | DeletePattern,
    operation: Callable[..., Mapping[str, Any]],
    request: Mapping[str, Any],
    conditions: Sequence[str],
    placeholders: Placeholders,
) -> Mapping[str, Any]:
    """Carry out an update or delete, saying what a refused condition means."""
    try:
        response: Mapping[str, Any] = endpoint.call(
            pattern.schema.table, operation, {**request, **_conditional(conditions, placeholders)}
        )
    except ConditionRefused as error:
        shown = f"{pattern.entities[0].entity.__name__} with {shown_key(request['Key'])}"
        if error.item is None and (isinstance(pattern, UpdatePattern) or pattern.result.reading == "one"):
            raise NotFound(f"{pattern.name}: there is no {shown}") from None
        condition = pattern.declaration.condition
        raise ConditionFailed(f"{pattern.name}: {condition!r} does not hold for the {shown}") from None
    return response


def _exists(pattern: Pattern, placeholders: Placeholders) -> str:
    return f"attribute_exists({placeholders.name(pattern.schema.key_names[0])})"


def _own_condition(
    pattern: Pattern, condition: Expression | None, placeholders: Placeholders, given: Given
) -> list[str]:
    """The pattern's condition, to be joined with others by AND."""
    if condition is None:
        return []
    return [f"({placeholders.expression(condition, given, stored_types(pattern))})"]


def _conditional(conditions: Sequence[str], placeholders: Placeholders) -> dict[str, Any]:
    """The members of a write with conditions; a refused one answers with the item that was there."""
    members = placeholders.members()
    if conditions:
        members["ConditionExpression"] = " AND ".join(conditions)
        members["ReturnValuesOnConditionCheckFailure"] = "ALL_OLD"
    return members
