"""The engine's only source of time, injected so that tests never sleep."""

import time
from typing import Protocol


class Clock(Protocol):
    """Tells the time. Everything in the engine that depends on time asks one of these."""

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        ...


class SystemClock:
    """The machine's own clock."""

    __slots__ = ()

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        return time.time()


class ManualClock:
    """A clock that moves only when told to, for tests and drills."""

    __slots__ = ("_now",)

    def __init__(self, start: float = 1_767_225_600.0) -> None:
        self._now = start

    def now(self) -> float:
        """Seconds since 1970-01-01T00:00:00Z."""
        return self._now

    def advance(self, seconds: float) -> None:
        """Move forward by ``seconds``; time never runs backwards, so a negative step is refused."""
        if seconds < 0:
            raise ValueError(f"a clock cannot be moved back ({seconds} s)")
        self._now += seconds
