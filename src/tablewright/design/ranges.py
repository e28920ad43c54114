"""Ranges over one attribute of a composed sort key, as ranges over the key's text.

DynamoDB compares text by its UTF-8 bytes, which is the order of code points. A sort key that begins with ``prefix``
and goes on with the attribute's text lies between ``prefix`` and ``prefix`` followed by the highest character;
within that, the bounds below hold exactly the keys whose attribute is in the range, provided the attribute's
texts are of one width or nothing follows them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tablewright.design.storage import EncodedValue

Operator = Literal["=", "<", "<=", ">", ">=", "BETWEEN", "begins_with"]
RangeOperator = Literal["<", "<=", ">", ">=", "BETWEEN", "begins_with"]

HIGHEST = "\U0010ffff"
"""Sorts after every text that does not begin with it."""


@dataclass(frozen=True, slots=True)
class KeyTest:
    """A condition on one key attribute, as a key condition expression states it."""

    attribute: str
    operator: Operator
    operands: tuple[EncodedValue, ...]


def text_range(attribute: str, prefix: str, operator: RangeOperator, texts: Sequence[str], following: str) -> KeyTest:
    """The condition on a composed key for a range over the attribute that comes after ``prefix``.

    Args:
        attribute: the key attribute.
        prefix: the key's text before the attribute, already filled in.
        operator: how the attribute compares with ``texts``.
        texts: the operands as they stand in the key: two for BETWEEN, else one.
        following: the literal after the attribute; empty at the end of the key.
    """
    last = texts[-1]
    lower, upper = prefix, prefix + HIGHEST
    match operator:
        case "begins_with":
            return KeyTest(attribute, "begins_with", ({"S": prefix + last},))
        case ">":
            lower = prefix + last + (following + HIGHEST if following else "\0")
        case ">=" | "BETWEEN":
            lower = prefix + texts[0]
    match operator:
        case "<":
            upper = prefix + last if following else _just_below(prefix + last)
        case "<=" | "BETWEEN":
            upper = prefix + last + (following + HIGHEST if following else "")
    if not lower:
        return KeyTest(attribute, "<=", ({"S": upper},))
    return KeyTest(attribute, "BETWEEN", ({"S": lower}, {"S": upper}))


def _just_below(text: str) -> str:
    """The highest text that sorts before ``text``, leaving aside those that contain the highest character."""
    head, code = text[:-1], ord(text[-1])
    if code == 0:
        return head
    before = 0xD7FF if code == 0xE000 else code - 1
    return head + chr(before) + HIGHEST
