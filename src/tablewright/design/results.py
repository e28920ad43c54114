"""What an access pattern gives back, as its return annotation says."""

import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Generic, Literal, TypeVar, Union, get_args, get_origin

from tablewright.design.entity import Record
from tablewright.design.types import split_optional

T_co = TypeVar("T_co", covariant=True)


@dataclass(frozen=True, slots=True)
class Page(Generic[T_co]):
    """A page of results.

    Attributes:
        items: the results; fewer than the limit, or none at all, where a filter left some out.
        cursor: continues after this page when given to the same pattern; None: there is no more.
    """

    items: tuple[T_co, ...]
    cursor: str | None = None

    def __iter__(self) -> Iterator[T_co]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)


Reading = Literal["page", "list", "iterator", "first", "one", "count", "nothing"]


@dataclass(frozen=True, slots=True)
class Result:
    """A pattern's result.

    Attributes:
        reading: a page, all pages as a list or one after the other, the first or None, exactly one (or an error),
            their number, or nothing.
        records: the entities (or views of them) it is made of.
    """

    reading: Reading
    records: tuple[type[Record], ...] = ()


def result_of(annotation: Any) -> Result | None:
    """Read a return annotation; None when it is not a result a pattern can have."""
    if annotation is None or annotation is types.NoneType:
        return Result("nothing")
    if annotation is int:
        return Result("count")
    origin, arguments = get_origin(annotation), get_args(annotation)
    containers: dict[Any, Reading] = {Page: "page", list: "list", Sequence: "list", Iterator: "iterator"}
    if origin in containers:
        records = _records(arguments[0])
        return None if records is None else Result(containers[origin], records)
    if origin in (Union, types.UnionType) and types.NoneType in arguments:
        records = _records(split_optional(annotation)[0])
        return None if records is None else Result("first", records)
    records = _records(annotation)
    return None if records is None else Result("one", records)


def _records(annotation: Any) -> tuple[type[Record], ...] | None:
    options = get_args(annotation) if get_origin(annotation) in (Union, types.UnionType) else (annotation,)
    if all(isinstance(option, type) and issubclass(option, Record) for option in options):
        return tuple(options)
    return None
