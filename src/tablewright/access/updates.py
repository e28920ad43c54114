"""The update expression of an update pattern: no more than what changes, and what has to follow it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from tablewright.access.errors import InvalidRequest
from tablewright.access.items import expiry_moment
from tablewright.access.placeholders import Placeholders
from tablewright.design.access_patterns import UpdatePattern
from tablewright.design.annotations import NOW
from tablewright.design.expiry import Lookup
from tablewright.design.inputs import InvalidInput, as_field
from tablewright.design.key_conditions import Equality
from tablewright.design.storage import EncodedValue, StoredValueError
from tablewright.values import InvalidValue


def update_expression(
    pattern: UpdatePattern, given: Mapping[str, Any], placeholders: Placeholders, now: datetime
) -> str:
    """The update expression for checked inputs.

    Args:
        pattern: the pattern.
        given: the inputs by name, without those that say nothing.
        placeholders: takes the names and values.
        now: the moment of the write.

    Raises:
        InvalidRequest: an input does not fit, nothing changes, or a composed key attribute would be half known.
    """
    try:
        return _Update(pattern, given, now).expression(placeholders)
    except (InvalidInput, StoredValueError, InvalidValue) as error:
        raise InvalidRequest(f"{pattern.name}: {error}") from None


class _Update:
    """One update: values by stored name as far as they are known after it, and the attributes it touches."""

    def __init__(self, pattern: UpdatePattern, given: Mapping[str, Any], now: datetime) -> None:
        self._pattern = pattern
        self._given = given
        self._now = now
        self._record = pattern.entities[0].record
        self._touched: dict[str, Any] = {}
        changes = pattern.changes
        for name, (attribute, constant) in changes.constants.items():
            value = now if constant is NOW else constant
            self._touched[name] = as_field(self._record.record, attribute, value)
        for name, (attribute, parameter) in changes.set.items():
            if parameter in given:
                self._touched[name] = as_field(self._record.record, attribute, given[parameter])
        self._touched |= dict.fromkeys(changes.remove)

    def expression(self, placeholders: Placeholders) -> str:
        assignments = {name: self._encoded(name, value) for name, value in self._touched.items()}
        assignments |= self._followers()
        additions = self._additions()
        sections = []
        sets = {name: value for name, value in assignments.items() if value is not None}
        if sets:
            shown = [f"{placeholders.name(name)} = {placeholders.value(value)}" for name, value in sets.items()]
            sections.append("SET " + ", ".join(shown))
        if removed := [placeholders.name(name) for name in assignments if name not in sets]:
            sections.append("REMOVE " + ", ".join(removed))
        if additions:
            shown = [f"{placeholders.name(name)} {placeholders.value(value)}" for name, value in additions.items()]
            sections.append("ADD " + ", ".join(shown))
        if not sections:
            optional = ", ".join(name for name, each in self._pattern.inputs.items() if each.optional)
            raise InvalidInput(f"nothing changes; give at least one of {optional}")
        return " ".join(sections)

    def _encoded(self, name: str, value: Any) -> EncodedValue | None:
        return None if value is None else self._record.attributes[name].type.encode(value)

    def _additions(self) -> dict[str, EncodedValue]:
        found = {}
        for name, (attribute, parameter) in self._pattern.changes.add.items():
            value = self._given.get(parameter)
            encoded = None if value is None else attribute.type.encode(value)
            if encoded is not None:
                found[name] = encoded
        return found

    def _followers(self) -> dict[str, EncodedValue | None]:
        """The composed key attributes and the time to live that follow what is touched."""
        known = {**self._key_values(), **self._touched}
        followers: dict[str, EncodedValue | None] = {}
        for composed in self._pattern.changes.composed:
            names = composed.template.names
            if not self._touched.keys() & set(names):
                continue
            removed = any(name in known and known[name] is None for name in names)
            missing = [name for name in names if name not in known]
            if missing and not removed:
                raise InvalidInput(
                    f"{', '.join(missing)} must be given too, as {composed.name} = "
                    f"{composed.template.text!r} is made of all of them"
                )
            text = None if removed else composed.value(known)
            followers[composed.name] = None if text is None else {"S": text}
        ttl = self._pattern.entities[0].ttl
        if ttl and self._pattern.changes.ttl and ttl[1].since in self._touched:
            moment = expiry_moment(ttl[1], known, self._now, _no_lookup)
            followers[ttl[0]] = None if moment is None else {"N": str(moment)}
        return followers

    def _key_values(self) -> dict[str, Any]:
        return {
            equality.field: self._field(equality)
            for equality in self._pattern.key.equalities
            if equality.parameter in self._given
        }

    def _field(self, equality: Equality) -> Any:
        attribute = self._record.attributes[equality.field]
        return as_field(self._record.record, attribute, self._given[equality.parameter])


def _no_lookup(_: Lookup, values: Mapping[str, Any]) -> int:
    raise AssertionError(f"a design refuses updates whose time to live is looked up ({values})")
