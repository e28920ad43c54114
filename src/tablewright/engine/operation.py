"""What an API operation is to the engine: its request's shape, its validation, its execution."""

from collections.abc import Callable, Generator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from tablewright.engine.requests.structures import Structure

if TYPE_CHECKING:
    from tablewright.engine.engine import Engine

Request = dict[str, Any]
"""A decoded request: the operation's input as the service model names its members."""

Prepared = TypeVar("Prepared")

Answer = bytes | dict[str, Any]
"""A response: the bytes themselves where they are spliced, or the members to be encoded."""

PausedAnswer = Generator[None, None, Answer]
"""A response in the making: what is left of a long read, which yields wherever others may go first."""


@dataclass(frozen=True, slots=True)
class Operation(Generic[Prepared]):
    """One API operation. The three steps run in this order, and only the last one sees the tables."""

    name: str
    shape: Structure
    prepare: Callable[[Request], Prepared]
    """Validates what needs no table, in the service's order, and returns what execution needs.

    Raises:
        DynamoDBError: the request is refused, as the operation's page in the API reference says.
    """
    execute: Callable[["Engine", Prepared], Answer | PausedAnswer]
    """Carries it out. Only what changes nothing may return an answer that is paused.

    Raises:
        DynamoDBError: it cannot be carried out on the tables as they are.
    """
    writes: bool = False
    """Whether it runs in a transaction that is committed before the answer leaves."""
