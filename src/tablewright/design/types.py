"""Finds how a field's annotation is stored: from Python's types to :mod:`tablewright.design.storage`."""

import types
from collections.abc import Callable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from functools import reduce
from operator import or_
from typing import Annotated, Any, Literal, Union, get_args, get_origin
from uuid import UUID

from pydantic import BaseModel

from tablewright.design.annotations import AsText, Epoch, Iso
from tablewright.design.storage import (
    TEXT,
    Anything,
    ListOf,
    MapOf,
    OneOf,
    Scalar,
    SetOf,
    StoredType,
    number_text,
)

EmbeddedType = Callable[[type[BaseModel]], StoredType]


class UnstorableType(TypeError):
    """An annotation that has no stored form; the message says which, and what to write instead."""


def _exact_int(text: str) -> int:
    number = Decimal(text)
    if number != number.to_integral_value():
        raise ValueError("it is not a whole number")
    return int(number)


_UNIONS = (Union, types.UnionType)
_SCALARS: dict[Any, Scalar] = {
    str: TEXT,
    int: Scalar("N", "integer", "a whole number", number_text, _exact_int),
    float: Scalar("N", "number", "a number", number_text, float),
    Decimal: Scalar("N", "number", "a number", number_text, Decimal),
    bool: Scalar("BOOL", "flag", "a boolean", bool, bool),
    bytes: Scalar("B", "binary", "binary", bytes, bytes),
    date: Scalar("S", "date", "a date", date.isoformat, date.fromisoformat),
    time: Scalar("S", "text", "a time of day", str, time.fromisoformat),
    UUID: Scalar("S", "text", "a UUID", str, UUID),
}
_LISTS: dict[Any, Callable[[Sequence[Any]], Any]] = {list: list, Sequence: list, tuple: tuple}
_SETS: dict[Any, Callable[[Sequence[Any]], Any]] = {set: set, frozenset: frozenset, AbstractSet: frozenset}
_SET_CODES: dict[str, Literal["SS", "NS", "BS"]] = {"S": "SS", "N": "NS", "B": "BS"}


def split_optional(annotation: Any) -> tuple[Any, bool]:
    """The annotation without its ``None``, and whether it had one."""
    annotation = _named(annotation)
    if get_origin(annotation) is Annotated:
        inner, *markers = get_args(annotation)
        bare, optional = split_optional(inner)
        return Annotated[(bare, *markers)], optional
    if get_origin(annotation) not in _UNIONS:
        return annotation, False
    options = [option for option in get_args(annotation) if option is not types.NoneType]
    if len(options) == len(get_args(annotation)):
        return annotation, False
    return reduce(or_, options), True


def stored_type(annotation: Any, embedded: EmbeddedType) -> StoredType:
    """How values of an annotation (without ``None``) are stored.

    Args:
        annotation: a type as written in an entity.
        embedded: gives the stored type of a nested model.

    Raises:
        UnstorableType: DynamoDB has no form for it.
    """
    annotation = _named(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Annotated:
        return _annotated(arguments[0], arguments[1:], embedded)
    if annotation is Any or annotation is object:
        return Anything()
    if annotation is datetime:
        return _moment(Iso())
    if annotation in _SCALARS:
        return _SCALARS[annotation]
    if origin is Literal:
        return _choice(annotation, {value: value for value in arguments})
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        return _choice(annotation, {member: member.value for member in annotation})
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return embedded(annotation)
    if origin in _UNIONS:
        return _union(arguments, embedded)
    return _container(annotation, origin, arguments, embedded)


def _named(annotation: Any) -> Any:
    """Sees through ``type X = ...`` and NewType to what they name."""
    while not isinstance(annotation, type):
        target = getattr(annotation, "__value__", getattr(annotation, "__supertype__", None))
        if target is None:
            break
        annotation = target
    return annotation


def _annotated(bare: Any, markers: Sequence[Any], embedded: EmbeddedType) -> StoredType:
    for marker in reversed(markers):
        if isinstance(marker, Iso | Epoch):
            if bare is not datetime:
                raise UnstorableType(f"{type(marker).__name__} is for datetime, not {shown(bare)}")
            return _moment(marker)
        if isinstance(marker, AsText):
            if bare is not bool:
                raise UnstorableType(f"AsText is for bool, not {shown(bare)}")
            return _flag(marker)
    return stored_type(bare, embedded)


def _moment(marker: Iso | Epoch) -> Scalar:
    code: Literal["S", "N"] = "S" if isinstance(marker, Iso) else "N"
    return Scalar(code, "time", "a time", marker.write, marker.read)


def _flag(marker: AsText) -> Scalar:
    texts = {True: marker.true, False: marker.false}
    values = {text: value for value, text in texts.items() if text is not None}
    return Scalar(
        "S",
        "flag",
        "a flag",
        texts.__getitem__,
        _reader(values),
        tuple(values),
        () if marker.false else (False,),
    )


def _choice(annotation: Any, stored: Mapping[Any, Any]) -> Scalar:
    """One of few values, all texts or all whole numbers: an enum or a Literal."""
    name = shown(annotation)
    if all(isinstance(value, str) for value in stored.values()):
        values = {str(value): python for python, value in stored.items()}
        return Scalar("S", "choice", name, lambda value: str(stored[value]), _reader(values), tuple(values))
    if all(type(value) is int for value in stored.values()):
        numbers = {str(value): python for python, value in stored.items()}
        return Scalar("N", "integer", name, lambda value: str(stored[value]), _reader(numbers), tuple(numbers))
    raise UnstorableType(f"the values of {name} are neither all text nor all whole numbers")


def _reader(values: Mapping[str, Any]) -> Callable[[str], Any]:
    def read(text: str) -> Any:
        if text not in values:
            raise ValueError(f"it is none of {', '.join(values)}")
        return values[text]

    return read


def _union(options: Sequence[Any], embedded: EmbeddedType) -> StoredType:
    found = [(option, stored_type(option, embedded)) for option in options]
    codes = [option.code for _, option in found]
    if None in codes or len(set(codes)) < len(codes):
        names = " | ".join(shown(option) for option in options)
        raise UnstorableType(f"the types of {names} are stored alike and could not be told apart when read")
    pythons = [(get_origin(option) or option, each) for option, each in found]
    if not all(isinstance(python, type) for python, _ in pythons):
        raise UnstorableType("a union of annotated types could not be told apart when written")
    return OneOf(tuple(pythons))


def _container(annotation: Any, origin: Any, arguments: Sequence[Any], embedded: EmbeddedType) -> StoredType:
    if (kind := origin or annotation) in _LISTS:
        if kind is tuple and arguments[1:] != (Ellipsis,):
            raise UnstorableType(f"{shown(annotation)} has no stored form; write tuple[T, ...] or an Embedded class")
        return ListOf(_element(arguments, 0, embedded), _LISTS[kind])
    if kind in (dict, Mapping):
        if arguments and arguments[0] is not str:
            raise UnstorableType("a map's keys are text in DynamoDB; write dict[str, ...]")
        return MapOf(_element(arguments, 1, embedded))
    if kind in _SETS:
        element = _element(arguments, 0, embedded)
        if not isinstance(element, Scalar) or element.code not in _SET_CODES:
            raise UnstorableType("DynamoDB's sets hold text, numbers or binary values; write a list instead")
        return SetOf(element, _SET_CODES[element.code], _SETS[kind])
    raise UnstorableType(f"{shown(annotation)} has no stored form in DynamoDB")


def _element(arguments: Sequence[Any], position: int, embedded: EmbeddedType) -> StoredType:
    if not arguments:
        return Anything()
    bare, _ = split_optional(arguments[position])
    return stored_type(bare, embedded)


def shown(annotation: Any) -> str:
    """A type as a reader writes it."""
    if isinstance(annotation, type):
        return annotation.__name__
    bare, optional = split_optional(annotation)
    if optional:
        return f"{shown(bare)} | None"
    if hasattr(bare, "__metadata__"):
        return shown(bare.__origin__)
    return str(bare).replace("typing.", "")
