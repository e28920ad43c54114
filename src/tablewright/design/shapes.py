"""What texts a key can be: two entities whose keys could be equal are found, and an item's entity is recognised."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from tablewright.design.storage import Scalar
from tablewright.design.template import KeyTemplate, Placeholder

_MOST_ALTERNATIVES = 256


@dataclass(frozen=True, slots=True)
class AnyText:
    """Text of any length, made of the characters that are allowed."""

    allows: Callable[[str], bool]


Shape = tuple[str | AnyText, ...]
"""Single characters and stretches of any text."""


def shapes(template: KeyTemplate, types: Mapping[str, Scalar]) -> tuple[Shape, ...]:
    """The shapes of the texts a template can produce: one for each combination of its attributes' known values."""
    alternatives = [
        [tuple(part)] if isinstance(part, str) else _alternatives(part, types[part.name]) for part in template.parts
    ]
    count = 1
    for each in alternatives:
        count *= len(each)
    if count > _MOST_ALTERNATIVES:
        return ((AnyText(lambda _: True),),)
    return tuple(tuple(token for part in combination for token in part) for combination in product(*alternatives))


def plain_shapes(type_: Scalar) -> tuple[Shape, ...]:
    """The shapes of an attribute that is a key by itself."""
    return tuple(_alternatives(Placeholder(""), type_))


def can_be_equal(ones: Sequence[Shape], others: Sequence[Shape]) -> bool:
    """Whether some text has a shape among ``ones`` and a shape among ``others``."""
    return any(_meet(one, other) for one in ones for other in others)


def _meet(one: Shape, other: Shape) -> bool:
    """Walks both shapes at once: each state is how far into each of them a common text can have come."""
    seen: set[tuple[int, int]] = set()
    states = [(0, 0)]
    while states:
        state = states.pop()
        if state in seen:
            continue
        seen.add(state)
        i, j = state
        if i == len(one) and j == len(other):
            return True
        left = one[i] if i < len(one) else None
        right = other[j] if j < len(other) else None
        if isinstance(left, AnyText):
            states.append((i + 1, j))
            if isinstance(right, str) and left.allows(right):
                states.append((i, j + 1))
        if isinstance(right, AnyText):
            states.append((i, j + 1))
            if isinstance(left, str) and right.allows(left):
                states.append((i + 1, j))
        if isinstance(left, str) and left == right:
            states.append((i + 1, j + 1))
    return False


def expression(template: KeyTemplate, types: Mapping[str, Scalar]) -> re.Pattern[str]:
    """A regular expression that matches what a template can produce."""
    return re.compile(
        "".join(
            re.escape(part) if isinstance(part, str) else _expression(part, types[part.name]) for part in template.parts
        ),
        re.DOTALL,
    )


def _expression(placeholder: Placeholder, type_: Scalar) -> str:
    if type_.choices:
        return f"(?:{'|'.join(re.escape(choice) for choice in type_.choices)})"
    known = _known_characters(placeholder, type_)
    if known is not None:
        return f"[{re.escape(known)}]*"
    return f"[^{re.escape(placeholder.end)}]*" if placeholder.end else ".*"


def _alternatives(placeholder: Placeholder, type_: Scalar) -> list[Shape]:
    if type_.choices:
        return [tuple(choice) for choice in type_.choices]
    known = _known_characters(placeholder, type_)
    if known is not None:
        return [(AnyText(known.__contains__),)]
    return [(AnyText(lambda character: character != placeholder.end),)]


def _known_characters(placeholder: Placeholder, type_: Scalar) -> str | None:
    """The characters that a placeholder's text consists of; None if it can be any but the one that ends it."""
    if type_.kind in ("integer", "number"):
        known = "0123456789.+-eE"
    elif type_.kind in ("time", "date") and not placeholder.spec:
        known = "0123456789-:TZ."
    else:
        return None
    return "".join(character for character in known if character != placeholder.end)
