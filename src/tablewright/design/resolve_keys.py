"""Reads what a pattern asks of a key: its ``where``, its fixed values and the inputs named as key attributes."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, cast

from tablewright.design.conditions import KeyTerm
from tablewright.design.entity import RecordSchema
from tablewright.design.inputs import Input, InvalidInput, agree, as_field
from tablewright.design.key_conditions import Equality, KeyCondition, KeyPart, Range, UnfilledKey
from tablewright.design.naming import nearest
from tablewright.design.problems import Report
from tablewright.design.schema import EntitySchema, TableSchema
from tablewright.design.storage import TEXT, Scalar, StoredValueError
from tablewright.design.template import Placeholder, number_width
from tablewright.design.types import split_optional


class KeyReader:
    """Reads the key condition of one pattern.

    Args:
        schema: the table.
        index: the index that serves the pattern, if one does.
        entities: whose keys are asked for.
        report: takes the problems.
    """

    def __init__(
        self, schema: TableSchema, index: str | None, entities: Sequence[EntitySchema], report: Report
    ) -> None:
        self._record = entities[0].record
        self._report = report
        self._place = f"the index {index}" if index else "the table's key"
        key = schema.indexes[index].key if index else schema.key
        self._partition = tuple(_shared([attribute.name for attribute in key.partition], entities))
        self._sort = tuple(_shared([attribute.name for attribute in key.sort], entities))
        self._whole = len(key.attributes)
        if len(self._partition) < len(key.partition):
            shown = " and ".join(entity.entity.__name__ for entity in entities)
            report(
                f"{shown} cannot be asked for by one partition key in {self._place}",
                "Each needs the key's attributes, made by the same template",
            )

    @property
    def sources(self) -> frozenset[str]:
        """The stored names of the fields the key is made of."""
        return KeyCondition(self._partition, self._sort).sources

    def read(
        self,
        terms: Iterable[KeyTerm],
        fixed: Mapping[str, Any],
        inputs: Mapping[str, Input],
        named: Sequence[str],
    ) -> KeyCondition:
        """The key condition, with its problems reported.

        Args:
            terms: of ``where``.
            fixed: fields that always equal a value.
            inputs: the pattern's, by name.
            named: the inputs that equal the field they are named as.
        """
        equalities = [self._equality(self._field_of(name), inputs[name]) for name in named]
        ranges = []
        for term in terms:
            if term.operator != "=":
                ranges.append(Range(term.name, term.operator, term.parameters))
                self._check_range(ranges[-1], inputs)
            elif self._known(term.name):
                equalities.append(self._equality(term.name, inputs[term.parameters[0]]))
        if len(ranges) > 1:
            self._report(
                f"it has ranges over {' and '.join(each.name for each in ranges)}",
                "A key condition has one range; ask for the other with filter=",
            )
        constants = dict(self._fixed(fixed))
        found = [each for each in equalities if each is not None]
        return KeyCondition(self._partition, self._sort, tuple(found), constants, next(iter(ranges), None))

    def check(self, key: KeyCondition, inputs: Mapping[str, Input], *, one_item: bool) -> None:
        """Report what keeps the inputs, with and without the optional ones, from making the key."""
        samples = {each.parameter: _sample(self._record, each) for each in key.equalities}
        if key.range:
            samples |= {name: self._range_sample(key.range) for name in key.range.parameters}
        required = {name: sample for name, sample in samples.items() if not inputs[name].optional}
        for given in (samples, required):
            try:
                tests = key.tests(given)
            except (UnfilledKey, StoredValueError) as error:
                self._report(f"{error} ({self._place} is {self._shown()})", "Add or remove parameters accordingly")
                return
            if one_item and [test.operator for test in tests] != ["="] * self._whole:
                self._report(
                    f"its inputs do not make the whole key of one item ({self._place} is {self._shown()})",
                    "Give every attribute the key is made of, without a default",
                )
                return

    def _field_of(self, parameter: str) -> str:
        by_field = self._record.by_field
        return by_field[parameter].name if parameter in by_field else parameter

    def _known(self, name: str) -> bool:
        """Whether a field is part of the key; reported if not."""
        if name in self.sources:
            return True
        self._report(
            f"{name} is not part of {self._place}, which is {self._shown()}",
            f"{nearest(name, self.sources)}; other attributes can be asked for with filter=",
        )
        return False

    def _equality(self, name: str, given: Input) -> Equality | None:
        attribute = self._record.attributes[name]
        bare, _ = split_optional(given.annotation)
        if bare is date and isinstance(attribute.type, Scalar) and attribute.type.kind == "time":
            return Equality(name, given.name, day=True)
        if not agree(given.stored, attribute.type):
            self._report(
                f"the parameter {given.name} is {given.type_name}, which does not fit {name}",
                f"Give it the type of {self._record.record.__name__}.{attribute.field}",
            )
            return None
        return Equality(name, given.name)

    def _fixed(self, fixed: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
        for name, value in fixed.items():
            if self._known(name):
                try:
                    yield name, as_field(self._record.record, self._record.attributes[name], value)
                except InvalidInput as error:
                    self._report(f"the fixed value {value!r} does not fit: {error}", "Give a value of the field")

    def _check_range(self, range_: Range, inputs: Mapping[str, Input]) -> None:
        part, placeholder = self._place_of(range_.name)
        if part is None:
            self._known(range_.name)
            return
        type_ = part.type if placeholder is None or part.composed is None else part.composed.types[placeholder.name]
        if part in self._partition:
            self._report(
                f"{range_.name} is part of the partition key, which takes only =",
                "Ask for one partition at a time, or use an index where it is the sort key",
            )
        if placeholder and placeholder.following and range_.operator != "begins_with" and _varies(placeholder, type_):
            self._report(
                f"{placeholder} has texts of different lengths and {placeholder.following!r} follows, so a range "
                "over it would not be in order",
                "Put it at the end of the key, give it a fixed width, or compare with = or begins_with",
            )
        expected = TEXT if range_.operator == "begins_with" else type_
        for name in range_.parameters:
            if not agree(inputs[name].stored, expected):
                self._report(
                    f"the parameter {name} is {inputs[name].type_name}, which does not fit "
                    f"{range_.name} {range_.operator}",
                    "begins_with takes text (str)" if expected is TEXT else f"It is compared with {type_.python}",
                )

    def _place_of(self, name: str) -> tuple[KeyPart | None, Placeholder | None]:
        """The key attribute that a range over a name is about, and the placeholder in it."""
        for part in (*self._sort, *self._partition):
            if part.name == name:
                return part, None
            for placeholder in part.composed.template.placeholders if part.composed else ():
                if placeholder.name == name:
                    return part, placeholder
        return None, None

    def _range_sample(self, range_: Range) -> Any:
        part, placeholder = self._place_of(range_.name)
        if part is None or range_.operator == "begins_with":
            return "x"
        return _fitting(part.composed.types[placeholder.name] if part.composed and placeholder else part.type)

    def _shown(self) -> str:
        return ", ".join(
            f"{part.name} = {part.composed.template.text!r}" if part.composed else part.name
            for part in (*self._partition, *self._sort)
        )


def _shared(names: Iterable[str], entities: Sequence[EntitySchema]) -> Iterator[KeyPart]:
    """The key attributes from the left, up to the first that the entities do not make in the same way."""
    for name in names:
        parts = [_part(name, entity) for entity in entities]
        texts = {part and part.composed and part.composed.template.text for part in parts}
        if parts[0] is None or None in parts or len(texts) > 1:
            return
        yield parts[0]


def _part(name: str, entity: EntitySchema) -> KeyPart | None:
    if name in entity.composed:
        return KeyPart(name, TEXT, entity.composed[name])
    attribute = entity.attribute(name)
    return KeyPart(name, attribute.type) if attribute and isinstance(attribute.type, Scalar) else None


def _sample(record: RecordSchema, equality: Equality) -> Any:
    type_ = cast(Scalar, record.attributes[equality.field].type)
    return date(2025, 1, 15) if equality.day else _fitting(type_)


def _fitting(type_: Scalar) -> Any:
    """A sample that fits a key of however few digits."""
    return Decimal(7) if type_.kind == "number" else type_.sample


def _varies(placeholder: Placeholder, type_: Scalar) -> bool:
    if type_.kind in ("integer", "number"):
        return number_width(placeholder.spec, type_) is None
    return type_.kind not in ("time", "date")
