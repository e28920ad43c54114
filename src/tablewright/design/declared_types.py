"""Holds what a design declares to the types it is annotated with.

A type checker finds ``billing="PAY_PER_REQUEST"`` before a design is loaded. This finds it for everyone else, where
it is written: a value of another type would otherwise be told by some line far away, or by nothing.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import fields
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Literal, Union, get_args, get_origin, get_type_hints

if TYPE_CHECKING:
    from _typeshed import DataclassInstance


def check_fields(declared: "DataclassInstance", called: str | None = None) -> None:
    """Refuse the first field whose value is not of its annotated type.

    Args:
        declared: what is declared.
        called: what the reader knows it as, where that is not its class.

    Raises:
        TypeError: a value is of another type; the message says which types the field takes.
    """
    kind = type(declared)
    hints = _hints(kind)
    for field in fields(declared):
        if field.init:
            check_argument(called or kind.__name__, field.name, getattr(declared, field.name), hints[field.name])


def check_argument(called: str, name: str, value: object, annotation: Any) -> None:
    """Refuse an argument whose value is not of its annotated type.

    Raises:
        TypeError: as `check_fields`.
    """
    if not _fits(value, annotation):
        raise TypeError(f"{called}: {name} is {_shortened(value)}, and it takes {_taken(annotation)}")


@cache
def _hints(kind: type) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _fits(value: object, annotation: Any) -> bool:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if annotation is Any:
        return True
    if origin in (Union, UnionType):
        return any(_fits(value, each) for each in arguments)
    if origin is Literal:
        return value in arguments
    if origin is type:
        return isinstance(value, type) and (not arguments or issubclass(value, arguments))
    if origin in (list, tuple, Sequence):
        kinds = (list, tuple) if origin is Sequence else origin
        return isinstance(value, kinds) and all(_fits(each, arguments[0]) for each in value)
    if origin is Mapping:
        key, element = arguments
        return isinstance(value, Mapping) and all(_fits(k, key) and _fits(v, element) for k, v in value.items())
    if origin is Callable:
        return callable(value)
    if annotation in (int, float) and isinstance(value, bool):
        return False
    return isinstance(value, (int, float) if annotation is float else annotation or NoneType)


def _taken(annotation: Any) -> str:
    """The types an argument takes, in words; what stands for "not said" is left out."""
    names = [name for each in _alternatives(annotation) if (name := _named(each))]
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} or {names[-1]}"


def _alternatives(annotation: Any) -> tuple[Any, ...]:
    return get_args(annotation) if get_origin(annotation) in (Union, UnionType) else (annotation,)


def _named(annotation: Any) -> str:
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return " or ".join(repr(each) for each in arguments)
    if origin is type:
        return f"a class of {arguments[0].__name__}"
    if origin in (list, Sequence):
        return f"a list of {_taken(arguments[0])}"
    if origin is Mapping:
        return f"a dict of {_taken(arguments[0])} to {_taken(arguments[1])}"
    if isinstance(annotation, type) and issubclass(annotation, Enum):
        members = [each.name for each in annotation]
        return f"{annotation.__name__} ({', '.join(members)})" if len(members) > 1 else ""
    if annotation in (None, NoneType):
        return "None"
    if annotation is type:
        return "class"
    return "" if origin is tuple else str(getattr(annotation, "__name__", annotation))


def _shortened(value: object) -> str:
    text = repr(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
