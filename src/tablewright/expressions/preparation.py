"""From the texts of a request to prepared expressions, each read once and then remembered.

An expression's text and names hardly change from one request to the next, its values do. A prepared
expression holds no values, does not change, and may be used by several threads.
"""

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TypeVar

from tablewright.expressions.conditions import Condition
from tablewright.expressions.key_conditions import KeyCondition
from tablewright.expressions.names import resolve_names
from tablewright.expressions.parser import parse_condition, parse_projection, parse_update
from tablewright.expressions.projections import Projection
from tablewright.expressions.updates import Update

Names = tuple[tuple[str, str], ...]
P = TypeVar("P")

_REMEMBERED = 2048
"""How many expressions of each kind are remembered."""
_LONGEST_NAMES = 4096
"""Beyond this many characters of names an expression is not worth the memory."""


def prepare_condition(text: str, names: Mapping[str, str] | None, kind: str = "ConditionExpression") -> Condition:
    """The condition in ``text``; ``kind`` is the request member it stands in, or another word for messages.

    ``names`` are the request's ExpressionAttributeNames.

    Raises:
        ExpressionError: it cannot be read, uses a name that is not defined, or its operands do not fit.
    """
    return _remembered(_condition, text, names, kind)


def prepare_projection(text: str, names: Mapping[str, str] | None, kind: str = "ProjectionExpression") -> Projection:
    """The projection in ``text``; the arguments are those of `prepare_condition`.

    Raises:
        ExpressionError: it cannot be read, uses a name that is not defined, or two of its paths overlap.
    """
    return _remembered(_projection, text, names, kind)


def prepare_update(text: str, names: Mapping[str, str] | None, kind: str = "UpdateExpression") -> Update:
    """The update in ``text``; the arguments are those of `prepare_condition`.

    Raises:
        ExpressionError: it cannot be read, uses a name that is not defined, its operands do not fit, or two of its
            paths overlap.
    """
    return _remembered(_update, text, names, kind)


def prepare_key_condition(
    text: str, names: Mapping[str, str] | None, kind: str = "KeyConditionExpression"
) -> KeyCondition:
    """The key condition in ``text``; the arguments are those of `prepare_condition`.

    Raises:
        ExpressionError: it cannot be read, uses a name that is not defined, or its operands do not fit.
    """
    return _remembered(_key_condition, text, names, kind)


def _remembered(prepare: Callable[[str, Names, str], P], text: str, names: Mapping[str, str] | None, kind: str) -> P:
    if not names:
        return prepare(text, (), kind)
    given = tuple(names.items())
    if sum(map(len, names.values())) > _LONGEST_NAMES:
        prepare = prepare.__wrapped__  # type: ignore[attr-defined]  # the function beneath the cache
    return prepare(text, given, kind)


@lru_cache(_REMEMBERED)
def _condition(text: str, names: Names, kind: str) -> Condition:
    node, used = resolve_names(parse_condition(text, kind), dict(names), kind)
    return Condition(node, kind, used)


@lru_cache(_REMEMBERED)
def _projection(text: str, names: Names, kind: str) -> Projection:
    paths, used = resolve_names(parse_projection(text, kind), dict(names), kind)
    return Projection(paths, used, kind)


@lru_cache(_REMEMBERED)
def _update(text: str, names: Names, kind: str) -> Update:
    node, used = resolve_names(parse_update(text, kind), dict(names), kind)
    return Update(node, used, kind)


@lru_cache(_REMEMBERED)
def _key_condition(text: str, names: Names, kind: str) -> KeyCondition:
    node, used = resolve_names(parse_condition(text, kind), dict(names), kind)
    return KeyCondition(node, used, kind)
