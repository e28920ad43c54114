"""Reads what an update changes, and what has to follow: key attributes made of what changes, and time to live."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from typing import Any

from tablewright.design.access_patterns import Changes
from tablewright.design.annotations import NOW
from tablewright.design.entity import Attribute
from tablewright.design.inputs import Input, InvalidInput, agree, as_field
from tablewright.design.naming import nearest
from tablewright.design.patterns import PatternDeclaration
from tablewright.design.problems import Report
from tablewright.design.schema import EntitySchema
from tablewright.design.storage import SetOf


class UpdateReader:
    """Reads the changes of one update pattern.

    Args:
        declaration: the pattern.
        entity: what it updates.
        key: the stored names of the fields that find the item.
        report: takes the problems.
    """

    def __init__(
        self, declaration: PatternDeclaration, entity: EntitySchema, key: Collection[str], report: Report
    ) -> None:
        self._declaration = declaration
        self._entity = entity
        self._record = entity.record
        self._key = key
        self._report = report

    def read(self, inputs: Sequence[Input]) -> Changes:
        """The changes.

        Args:
            inputs: those that are neither of the key nor used in a condition.
        """
        given = dict(self._parameters(inputs))
        added = {name: given[name] for name in self._declaration.add if self._known(name, "add") and name in given}
        changes = Changes(
            set={name: change for name, change in given.items() if name not in added},
            constants=self._constants(given),
            add=added,
            remove=tuple(name for name in self._declaration.remove if self._removable(name)),
        )
        for name in self._declaration.add:
            if name not in given:
                self._report(f"add={name!r} has no parameter that is added", f"Add a parameter named as {name}")
        for name in sorted(changes.touched.intersection(self._key)):
            self._report(f"it changes {name}, which is part of the key", "Put a new item and delete the old one")
        if not changes.touched:
            self._report("it changes nothing", "Add a parameter named as the field to change, or set={...}")
        return self._with_followers(changes)

    def _parameters(self, inputs: Sequence[Input]) -> Iterator[tuple[str, tuple[Attribute, str]]]:
        """The attributes that inputs change, by stored name, each with the parameter that it takes its value from."""
        for given in inputs:
            attribute = self._record.by_field.get(given.name) or self._record.attributes.get(given.name)
            if attribute is None:
                self._report(
                    f"the parameter {given.name} is no field of {self._record.record.__name__}",
                    nearest(given.name, self._record.by_field),
                )
            elif not agree(given.stored, attribute.type):
                self._report(
                    f"the parameter {given.name} is {given.type_name}, which does not fit {attribute.name}",
                    f"Give it the type of {self._record.record.__name__}.{attribute.field}",
                )
            else:
                yield attribute.name, (attribute, given.name)

    def _constants(self, given: Collection[str]) -> dict[str, tuple[Attribute, Any]]:
        constants: dict[str, tuple[Attribute, Any]] = {}
        said = {name: value for name, value in self._declaration.set.items() if self._known(name, "set")}
        touched = {
            attribute.name: attribute.on_update.value
            for attribute in self._record.attributes.values()
            if attribute.on_update and attribute.name not in (*given, *self._key)
        }
        for name, value in {**touched, **said}.items():
            attribute = self._record.attributes[name]
            if name in given:
                self._report(f"{name} is set to a constant and by a parameter", "Leave out one of them")
            try:
                fitting = value if value is NOW else as_field(self._record.record, attribute, value)
                constants[name] = (attribute, fitting)
            except InvalidInput as error:
                self._report(f"set={{{name!r}: {value!r}}} does not fit: {error}", "Give a value of the field")
        return constants

    def _known(self, name: str, where: str) -> bool:
        if name not in self._record.attributes:
            entity = self._record.record.__name__
            self._report(
                f"{where}= names {name!r}, which {entity} does not have", nearest(name, self._record.attributes)
            )
            return False
        attribute = self._record.attributes[name]
        if where == "add" and attribute.type.code != "N" and not isinstance(attribute.type, SetOf):
            self._report(f"{name} is no number or set to add to", "Set it instead")
        return True

    def _removable(self, name: str) -> bool:
        if not self._known(name, "remove"):
            return False
        attribute = self._record.attributes[name]
        if not (attribute.optional or attribute.type.absent):
            self._report(
                f"it removes {name}, without which the item is no {self._record.record.__name__}",
                f"Let {attribute.field} be None, or set it to something else",
            )
        return True

    def _with_followers(self, changes: Changes) -> Changes:
        """The changes with what follows them; reported where that cannot be computed from the inputs."""
        touched = changes.touched
        known = {*self._key, *changes.set, *changes.constants, *changes.remove}
        composed = [
            each
            for each in self._entity.composed.values()
            if touched.intersection(each.template.names) and not set(each.template.names) <= set(self._key)
        ]
        for each in composed:
            missing = [name for name in each.template.names if name not in known]
            if missing:
                self._report(
                    f"{each.name} = {each.template.text!r} must follow the change of "
                    f"{', '.join(sorted(touched.intersection(each.template.names)))}, and {', '.join(missing)} "
                    "is not known here",
                    "Add parameters for all that the key is made of, or read the item and put it whole",
                )
        return replace(changes, composed=tuple(composed), ttl=self._ttl_follows(changes))

    def _ttl_follows(self, changes: Changes) -> bool:
        expiry = self._entity.ttl[1] if self._entity.ttl else None
        if expiry is None or expiry.since not in changes.touched:
            return False
        if expiry.since in changes.add or expiry.days is not None:
            self._report(
                f"time to live counts from {expiry.since} and cannot be computed here",
                "Read the item, change it and put it whole",
            )
        return True
