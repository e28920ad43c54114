"""Background work in small turns, so that it never holds up a request for long."""

from collections import deque
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tablewright.engine.engine import Engine

Chore = Callable[["Engine"], bool]
"""Does a slice of one kind of work, of some milliseconds at most; whether it was a whole slice, and more may wait.

It opens a transaction (`Engine.begin`) only if it has something to write, and says False when it has done nothing.
"""

IDLE_SECONDS = 1.0
"""How long an engine that has no timer leaves its chores alone when there was nothing to do."""


class Chores:
    """Takes turns among several kinds of background work."""

    __slots__ = ("_order",)

    def __init__(self, chores: Iterable[Chore]) -> None:
        self._order = deque(chores)

    def turn(self, engine: "Engine") -> bool:
        """Do one slice of what is next in turn and has something to do; whether more may wait."""
        for _ in range(len(self._order)):
            chore = self._order[0]
            self._order.rotate(-1)
            if chore(engine):
                return True
        return False
