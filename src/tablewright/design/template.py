"""Key templates: ``CUSTOMER#{customerId}#ORDER#{placedAt:%Y-%m-%d}``, the text of a composed key attribute."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import cached_property
from itertools import takewhile
from string import Formatter
from typing import Any

from tablewright.design.storage import Scalar, StoredValueError


class TemplateError(ValueError):
    """A template that cannot be read; the message says why."""


@dataclass(frozen=True, slots=True)
class Placeholder:
    """An attribute's place in a template.

    Attributes:
        name: the stored name of the attribute.
        spec: the format that makes it sort (``07.3f``) or puts it into buckets (``%Y-%m-%d``).
        following: the literal text after it; empty at the end and before another placeholder.
    """

    name: str
    spec: str = ""
    following: str = ""

    @property
    def end(self) -> str:
        """The character that ends its text, and so cannot be in it; empty where anything can follow."""
        return self.following[:1]

    def __str__(self) -> str:
        return f"{{{self.name}:{self.spec}}}" if self.spec else f"{{{self.name}}}"


@dataclass(frozen=True)
class KeyTemplate:
    """A parsed template.

    Attributes:
        text: as written.
        parts: literal texts and placeholders in order; literals are never empty and never adjacent.
        identifies: whether it is of a table's own key, where two numbers must not have one text.
    """

    text: str
    parts: tuple[str | Placeholder, ...]
    identifies: bool = False

    @classmethod
    def parse(cls, text: str, *, identifies: bool = False) -> "KeyTemplate":
        """Read a template.

        Raises:
            TemplateError: braces that do not match, or a placeholder that is not the name of an attribute.
        """
        parts: list[str | Placeholder] = []
        try:
            for literal, name, spec, conversion in Formatter().parse(text):
                if literal:
                    parts.append(literal)
                if name is None:
                    continue
                if not name or name.isdigit() or conversion or any(mark in name for mark in ".[]"):
                    raise TemplateError("a placeholder is the name of one attribute, as in {customerId}")
                if "{" in (spec or ""):
                    raise TemplateError("a format cannot contain a placeholder")
                parts.append(Placeholder(name, spec or ""))
        except ValueError as error:
            raise TemplateError(str(error)) from None
        return cls(text, _joined(parts), identifies)

    @cached_property
    def placeholders(self) -> tuple[Placeholder, ...]:
        """The placeholders, from the left."""
        return tuple(part for part in self.parts if isinstance(part, Placeholder))

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The stored names of the attributes it is made of, from the left."""
        return tuple(placeholder.name for placeholder in self.placeholders)

    def render(self, values: Mapping[str, Any], types: Mapping[str, Scalar]) -> str:
        """The key's text for the attributes' Python values.

        Raises:
            StoredValueError: a value would make the key ambiguous or sort wrongly.
        """
        return "".join(
            part if isinstance(part, str) else self.rendered(part, values[part.name], types[part.name])
            for part in self.parts
        )

    def leading(self, available: Callable[[Placeholder], bool]) -> int:
        """How many placeholders, from the left, are available before the first that is not."""
        return sum(1 for _ in takewhile(available, self.placeholders))

    def prefix(self, count: int, values: Mapping[str, Any], types: Mapping[str, Scalar]) -> str:
        """The text of the first ``count`` placeholders, with the literals before and right after them.

        Raises:
            StoredValueError: a value would make the key ambiguous or sort wrongly.
        """
        text, left = "", count
        for part in self.parts:
            if isinstance(part, str):
                text += part
            elif left:
                text += self.rendered(part, values[part.name], types[part.name])
                left -= 1
            else:
                break
        return text

    def rendered(self, placeholder: Placeholder, value: Any, type_: Scalar) -> str:
        """One attribute's text in its place.

        Raises:
            StoredValueError: the text contains the separator that follows it, or does not fit its width; or it lacks
                digits of a number that identifies the item.
        """
        text = type_.render(value, placeholder.spec)
        if placeholder.end and placeholder.end in text:
            raise StoredValueError(
                f"{text!r} cannot stand for {placeholder.name} in the key {self.text!r}: it contains "
                f"{placeholder.end!r}, which ends that part of the key"
            )
        if type_.kind not in ("integer", "number"):
            return text
        width = number_width(placeholder.spec, type_)
        if width is not None and (len(text) > width or value < 0):
            raise StoredValueError(
                f"{value} does not fit {placeholder} of the key {self.text!r}: it would not sort among "
                f"numbers of {width} characters"
            )
        if self.identifies and _lacks_digits(text, type_.write(value)):
            raise StoredValueError(
                f"{value} does not fit {placeholder} of the key {self.text!r}: it would have the text {text}, which is "
                "that of another number; give the format more digits, or round the value"
            )
        return text


def _lacks_digits(text: str, stored: str) -> bool:
    """Whether a number's formatted text is that of another number; unknown, and so no, where it is not plain digits."""
    try:
        return Decimal(text) != Decimal(stored)
    except InvalidOperation:
        return False


def number_width(spec: str, type_: Scalar) -> int | None:
    """The width of a zero-padded format that sorts a type of number; None if it pads otherwise or not at all.

    Digits after the point have to be as many in every text (``07.3f``). Python writes as many as a number has where the
    format does not say (``05``), so that this is for whole numbers (``05d``), and in exponents it begins anew.
    """
    found = _FRACTION.fullmatch(spec) or (_WHOLE.fullmatch(spec) if type_.kind == "integer" else None)
    return int(found[1]) if found else None


_FRACTION = re.compile(r"0+([1-9]\d*)\.\d+f")
_WHOLE = re.compile(r"0+([1-9]\d*)d?")

_SORTABLE_TIMES = ("Y", "m", "d", "H", "M", "S", "f")
_DATE_DIRECTIVES = frozenset("YmdjUWVGuaAbBy")


def date_is_enough(spec: str) -> bool:
    """Whether a strftime format of a time asks only for its date, so that a date can stand for it."""
    return bool(found := _directives(spec)) and _DATE_DIRECTIVES.issuperset(found)


def _directives(spec: str) -> tuple[str, ...]:
    return tuple(re.findall(r"%(.)", spec))


def time_sorts(spec: str) -> bool:
    """Whether a strftime format's texts sort in the order of time: year first, each unit after the larger one."""
    directives = _directives(spec)
    return bool(directives) and directives == _SORTABLE_TIMES[: len(directives)]


def _joined(parts: list[str | Placeholder]) -> tuple[str | Placeholder, ...]:
    """Adjacent literals (as escaped braces leave them) put together; each placeholder knows what follows it."""
    joined: list[str | Placeholder] = []
    for part in parts:
        if isinstance(part, str) and joined and isinstance(joined[-1], str):
            joined[-1] += part
        else:
            joined.append(part)
    for position, part in enumerate(joined[1:]):
        before = joined[position]
        if isinstance(part, str) and isinstance(before, Placeholder):
            joined[position] = replace(before, following=part)
    return tuple(joined)
