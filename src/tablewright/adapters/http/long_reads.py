"""Long reads, a slice in a turn of the event loop, so that everyone else is answered between the slices."""

import asyncio
from collections import deque
from typing import Protocol

_SHARE_SECONDS = 0.003
"""How long reads that turn out to be short are answered in one turn: as long as a slice of a long one."""


class Reader(Protocol):
    """Is in the middle of a long read."""

    def proceed(self) -> bool:
        """Read on for some milliseconds; whether that was the end of it."""


class LongReads:
    """Takes turns among the readers, however many there are: two slices at most in each turn of the loop.

    One is of those that came since the last turn, which may be short after all; one of those that have had a turn.
    """

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._new: deque[Reader] = deque()
        self._readers: deque[Reader] = deque()
        self._has_turn_to_come = False

    @property
    def crowded(self) -> bool:
        """Whether this turn of the loop has had its share of reads: another one had better wait for the next."""
        return bool(self._new)

    def add(self, reader: Reader) -> None:
        """Drive this reader to its end. Called once for each long read."""
        self._new.append(reader)
        self._await_turn()

    def _await_turn(self) -> None:
        if not self._has_turn_to_come:
            self._has_turn_to_come = True
            self._loop.call_soon(self._turn)

    def _turn(self) -> None:
        self._has_turn_to_come = False
        if self._readers:
            reader = self._readers.popleft()
            if not reader.proceed():
                self._readers.append(reader)
        until = self._loop.time() + _SHARE_SECONDS
        while self._new and self._loop.time() < until:
            reader = self._new.popleft()
            if not reader.proceed():
                self._readers.append(reader)
                break
        if self._new or self._readers:
            self._await_turn()
