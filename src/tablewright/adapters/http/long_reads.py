"""Long reads, a slice in a turn of the event loop, so that everyone else is answered between the slices."""

import asyncio
from collections import deque
from typing import Protocol


class Reader(Protocol):
    """Is in the middle of a long read."""

    def proceed(self) -> bool:
        """Read on for some milliseconds; whether that was the end of it."""


class LongReads:
    """Takes turns among the readers, however many there are: one slice of one of them in each turn of the loop."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._readers: deque[Reader] = deque()

    def add(self, reader: Reader) -> None:
        """Drive this reader to its end. Called once for each long read."""
        if not self._readers:
            self._loop.call_soon(self._turn)
        self._readers.append(reader)

    def _turn(self) -> None:
        if self._readers[0].proceed():
            self._readers.popleft()
        else:
            self._readers.rotate(-1)
        if self._readers:
            self._loop.call_soon(self._turn)
