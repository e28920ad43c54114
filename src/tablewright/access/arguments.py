"""The arguments a pattern is called with: checked, and made into the keys they stand for."""

from collections.abc import Mapping
from typing import Any

from tablewright.access.errors import InvalidRequest
from tablewright.design.access_patterns import DeletePattern, GetPattern, Pattern, QueryPattern, UpdatePattern
from tablewright.design.inputs import InvalidInput, as_field
from tablewright.design.key_conditions import KeyCondition, UnfilledKey
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
        return pattern.key.tests(_as_fields(pattern, pattern.key, given))
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


def _as_fields(pattern: KeyedPattern, key: KeyCondition, given: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments of a key, as the fields they stand for hold them."""
    record = pattern.entities[0].record
    values: dict[str, Any] = {}
    for equality in key.equalities:
        if equality.parameter in given:
            value = given[equality.parameter]
            attribute = record.attributes[equality.field]
            values[equality.parameter] = value if equality.day else as_field(record.record, attribute, value)
    for name in key.range.parameters if key.range else ():
        if name in given and key.range:
            ranged = record.attributes.get(key.range.name)
            plain = ranged is None or key.range.operator == "begins_with"
            values[name] = given[name] if plain or ranged is None else as_field(record.record, ranged, given[name])
    return values
