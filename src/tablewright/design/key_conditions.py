"""How a pattern's inputs become a key: equalities that fill it from the left, then at most one range."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tablewright.design.ranges import KeyTest, RangeOperator, text_range
from tablewright.design.schema import ComposedAttribute
from tablewright.design.storage import EncodedValue, Scalar, StoredValueError
from tablewright.design.template import Placeholder, date_is_enough


class UnfilledKey(ValueError):
    """Inputs that do not make a key; the message says which are missing or have no place."""


@dataclass(frozen=True, slots=True)
class KeyPart:
    """A key attribute as a pattern uses it: plain, by its type, or composed."""

    name: str
    type: Scalar
    composed: ComposedAttribute | None = None

    @property
    def sources(self) -> tuple[str, ...]:
        """The stored names of the fields it is made of."""
        return self.composed.template.names if self.composed else (self.name,)


@dataclass(frozen=True, slots=True)
class Equality:
    """A field that equals a parameter.

    Attributes:
        field: the stored name.
        parameter: the parameter's name.
        day: whether a date is given for a time, so that it fills only placeholders that ask for a date.
    """

    field: str
    parameter: str
    day: bool = False


@dataclass(frozen=True, slots=True)
class Range:
    """A range over a key attribute, or over a field of a composed one: ``health_score < :below``."""

    name: str
    operator: RangeOperator
    parameters: tuple[str, ...]


@dataclass(frozen=True)
class KeyCondition:
    """What a pattern asks of a key.

    Attributes:
        partition: the partition key's attributes.
        sort: the sort key's attributes.
        equalities: fields that equal parameters.
        fixed: fields that always equal a value, as the field holds it.
        range: a range that comes after them.
    """

    partition: tuple[KeyPart, ...]
    sort: tuple[KeyPart, ...]
    equalities: tuple[Equality, ...] = ()
    fixed: Mapping[str, Any] = field(default_factory=dict)
    range: Range | None = None

    @property
    def sources(self) -> frozenset[str]:
        """The stored names of all fields the key is made of."""
        return frozenset(source for part in self.partition + self.sort for source in part.sources)

    def tests(self, values: Mapping[str, Any]) -> tuple[KeyTest, ...]:
        """The key condition for given inputs, one test for each key attribute, partition first.

        Args:
            values: the inputs that are given, by parameter, as the fields hold them (those of the range: as
                fields hold them too, but texts for ``begins_with``).

        Raises:
            UnfilledKey: an input that the key needs is missing, or one has no place in it.
            StoredValueError: a value cannot be part of the key.
        """
        return _Filling(self, values).tests()


class _Filling:
    """Fills a key with given inputs, from the left, and keeps account of those that found their place."""

    def __init__(self, condition: KeyCondition, values: Mapping[str, Any]) -> None:
        self._condition = condition
        self._values = values
        equalities = [each for each in condition.equalities if each.parameter in values]
        self._given = {**condition.fixed, **{each.field: values[each.parameter] for each in equalities}}
        self._days = {each.field for each in equalities if each.day}
        self._unused = {each.field: each.parameter for each in equalities}
        self._range = condition.range
        if self._range and not all(name in values for name in self._range.parameters):
            self._range = None

    def tests(self) -> tuple[KeyTest, ...]:
        tests = [self._partition(part) for part in self._condition.partition]
        for part in self._condition.sort:
            test = self._sort(part)
            if test is None:
                break
            tests.append(test)
            if test.operator != "=":
                break
        left_over = [*self._unused.values(), *(self._range.parameters if self._range else ())]
        if left_over:
            raise UnfilledKey(
                f"{', '.join(left_over)} cannot be used: a sort key is filled from the left, without gaps"
            )
        return tuple(tests)

    def _partition(self, part: KeyPart) -> KeyTest:
        if part.composed is None:
            missing = [] if part.name in self._given else [part.name]
        else:
            missing = [each.name for each in part.composed.template.placeholders if not self._fills(each)]
        if missing:
            raise UnfilledKey(f"the partition key needs {', '.join(dict.fromkeys(missing))}")
        return KeyTest(part.name, "=", (self._value(part),))

    def _sort(self, part: KeyPart) -> KeyTest | None:
        """The test of a sort key attribute; None when nothing is said of it."""
        if self._range and self._range.name == part.name:
            return self._plain_range(part, self._range)
        if part.composed is not None:
            return self._composed_sort(part, part.composed)
        return KeyTest(part.name, "=", (self._value(part),)) if part.name in self._given else None

    def _composed_sort(self, part: KeyPart, composed: ComposedAttribute) -> KeyTest | None:
        template = composed.template
        count = template.leading(self._fills)
        if count == len(template.placeholders):
            return KeyTest(part.name, "=", (self._value(part),))
        self._use(template.names[:count])
        prefix = template.prefix(count, self._given, composed.types)
        following = template.placeholders[count]
        if self._range and self._range.name == following.name:
            return self._composed_range(part, composed, following, prefix, self._range)
        return KeyTest(part.name, "begins_with", ({"S": prefix},)) if prefix else None

    def _plain_range(self, part: KeyPart, range_: Range) -> KeyTest:
        self._range = None
        raw = part.composed is not None or range_.operator == "begins_with"
        values = [self._values[name] for name in range_.parameters]
        operands = tuple({"S": str(value)} if raw else _encoded(part.type, value) for value in values)
        return KeyTest(part.name, range_.operator, operands)

    def _composed_range(
        self, part: KeyPart, composed: ComposedAttribute, placeholder: Placeholder, prefix: str, range_: Range
    ) -> KeyTest:
        self._range = None
        values = [self._values[name] for name in range_.parameters]
        if range_.operator == "begins_with":
            texts = [str(value) for value in values]
        else:
            type_ = composed.types[placeholder.name]
            texts = [composed.template.rendered(placeholder, value, type_) for value in values]
        return text_range(part.name, prefix, range_.operator, texts, placeholder.following)

    def _value(self, part: KeyPart) -> EncodedValue:
        self._use(part.sources)
        if part.composed is None:
            return _encoded(part.type, self._given[part.name])
        return {"S": part.composed.template.render(self._given, part.composed.types)}

    def _fills(self, placeholder: Placeholder) -> bool:
        """Whether a given value stands for a placeholder: a date only where no more than a date is asked for."""
        return placeholder.name in self._given and (
            placeholder.name not in self._days or date_is_enough(placeholder.spec)
        )

    def _use(self, fields: Iterable[str]) -> None:
        for name in fields:
            self._unused.pop(name, None)


def _encoded(type_: Scalar, value: Any) -> EncodedValue:
    encoded = type_.encode(value)
    if encoded is None:
        raise StoredValueError(f"{value!r} is stored by absence, so no item has it in a key")
    return encoded
