"""How much of a file one slice of background work takes in hand."""

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

SLICE_BYTES = 256 * 1024
"""The most bytes of items that one slice takes, unless a single one has more: some milliseconds of work."""


def up_to(size: int, sized: Iterable[tuple[T, int]]) -> Iterator[T]:
    """Things that come with their sizes, as far as the one that brings them to ``size``."""
    for each, bytes_of_it in sized:
        yield each
        size -= bytes_of_it
        if size <= 0:
            return
