"""The arguments a pattern is called with: checked, and made into the keys they stand for."""

from collections.abc import Mapping
from typing import Any

from tablewright.access.errors import InvalidRequest
from tablewright.design.access_patterns import DeletePattern, GetPattern, Pattern, QueryPattern, UpdatePattern
from tablewright.design.inputs import InvalidInput, as_field
from tablewright.design.key_conditions import UnfilledKey
from tablewright.design.ranges import KeyTest
from tablewright.design.storage import EncodedValue, StoredType, StoredValueError

KeyedPattern = GetPattern | QueryPattern | UpdatePattern | DeletePattern


def checked(pattern: Pattern, arguments: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments as their parameters' types hold them, without those that are None because nothing is said.

    Raises:
        InvalidRequest: one is not of its type.
    """
    given: dict[str, Any] = {}
    for name, value in arguments.items():
        parameter = pattern.inputs[name]
        if value is None and parameter.optional:
            continue
        try:
            given[name] = parameter.check(value)
        except InvalidInput as error:
            raise InvalidRequest(str(error)) from None
    return given


def key_tests(pattern: KeyedPattern, given: Mapping[str, Any]) -> tuple[KeyTest, ...]:
    """The key that checked arguments ask for.

    Raises:
        InvalidRequest: they do not make a key.
    """
    try:
        return pattern.key.tests(_as_fields(pattern, given))
    except (InvalidInput, UnfilledKey, StoredValueError) as error:
        raise InvalidRequest(str(error)) from None


def item_key(pattern: GetPattern | UpdatePattern | DeletePattern, given: Mapping[str, Any]) -> dict[str, EncodedValue]:
    """The primary key of the one item that checked arguments ask for.

    Raises:
        InvalidRequest: they do not make a key.
    """
    return {test.attribute: test.operands[0] for test in key_tests(pattern, given)}


def stored_types(pattern: Pattern) -> dict[str, StoredType]:
    """How each input is stored by itself, for those that are."""
    return {name: given.stored for name, given in pattern.inputs.items() if given.stored is not None}


def _as_fields(pattern: KeyedPattern, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a key, as the fields they stand for hold them."""
    record, key = pattern.entities[0].record, pattern.key
    fields: dict[str, str | None] = {each.parameter: None if each.day else each.field for each in key.equalities}
    if key.range:
        ranged = None if key.range.operator == "begins_with" else key.range.name
        fields |= dict.fromkeys(key.range.parameters, ranged)
    values: dict[str, Any] = {}
    for name, field in fields.items():
        if name in given:
            # A day and a prefix are no values of a field; and a composed key attribute, which is text, is none.
            attribute = record.attributes.get(field) if field else None
            values[name] = given[name] if attribute is None else as_field(record.record, attribute, given[name])
    return values
