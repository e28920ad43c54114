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
    """One update: the attributes it touches, and the values by stored name as far as they are known after it."""

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
        self._known = {**self._key_values(), **self._touched}

    def expression(self, placeholders: Placeholders) -> str:
        assignments = {name: self._encoded(name, value) for name, value in self._touched.items()}
        assignments |= self._composed() | self._expiry()
        sections = {
            "SET": [
                f"{placeholders.name(name)} = {placeholders.value(value)}"
                for name, value in assignments.items()
                if value is not None
            ],
            "REMOVE": [placeholders.name(name) for name, value in assignments.items() if value is None],
            "ADD": [
                f"{placeholders.name(name)} {placeholders.value(value)}" for name, value in self._additions().items()
            ],
        }
        written = [f"{keyword} {', '.join(actions)}" for keyword, actions in sections.items() if actions]
        if not written:
            optional = ", ".join(name for name, each in self._pattern.inputs.items() if each.optional)
            raise InvalidInput(f"nothing changes; give at least one of {optional}")
        return " ".join(written)

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

    def _composed(self) -> dict[str, EncodedValue | None]:
        """The composed key attributes made of what is touched; None for one that is to be removed."""
        followers: dict[str, EncodedValue | None] = {}
        for composed in self._pattern.changes.composed:
            names = composed.template.names
            if not self._touched.keys() & set(names):
                continue
            removed = any(name in self._known and self._known[name] is None for name in names)
            missing = [name for name in names if name not in self._known]
            if missing and not removed:
                raise InvalidInput(
                    f"{', '.join(missing)} must be given too, as {composed.name} = "
                    f"{composed.template.text!r} is made of all of them"
                )
            text = None if removed else composed.value(self._known)
            followers[composed.name] = None if text is None else {"S": text}
        return followers

    def _expiry(self) -> dict[str, EncodedValue | None]:
        """Time to live, where it counts from what is touched; None where it is to be removed."""
        ttl = self._pattern.entities[0].ttl
        if not (ttl and self._pattern.changes.ttl and ttl[1].since in self._touched):
            return {}
        attribute, expiry = ttl
        moment = expiry_moment(expiry, self._known, self._now, _no_lookup)
        return {attribute: None if moment is None else {"N": str(moment)}}

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
