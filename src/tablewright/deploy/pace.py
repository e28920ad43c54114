"""Waiting without busy loops: polls that grow further apart, up to a time limit."""

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Pace:
    """How often and how long to look whether something has come about; all times in seconds.

    The default suits AWS, where tables take seconds to make and large indexes an hour to fill. Tests pass
    their own `sleep` and `clock`.
    """

    timeout: float = 3600.0
    first_pause: float = 0.25
    longest_pause: float = 20.0
    sleep: Callable[[float], None] = time.sleep
    clock: Callable[[], float] = time.monotonic

    def polls(self) -> Iterator[float]:
        """Yields the seconds waited so far: at once, then after ever longer pauses, until the time is up."""
        start = self.clock()
        pause = self.first_pause
        yield 0.0
        while (waited := self.clock() - start) < self.timeout:
            self.sleep(min(pause, self.timeout - waited))
            pause = min(pause * 1.5, self.longest_pause)
            yield self.clock() - start

    def at_most(self, timeout: float) -> "Pace":
        """The same pace with a shorter time limit, if that is shorter."""
        return replace(self, timeout=min(timeout, self.timeout))
