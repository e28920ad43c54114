"""The lock around an engine, for work in slices that is not to keep requests waiting for longer than one of them."""

import threading
import time

_BREATH_SECONDS = 0.000_1
"""How long to leave the lock before looking who waits for it: a thread needs time to wake."""


class EngineLock:
    """A reentrant lock that knows who waits for it.

    A thread that lets go of a lock and takes it again at once has it long before those who wait for it are awake.
    """

    __slots__ = ("_admitted", "_lock", "_waiting")

    def __init__(self) -> None:
        self._lock = threading.RLock()
        self._waiting: list[None] = []
        """One for each thread that waits; a list, as it grows and shrinks in single steps."""
        self._admitted = 0
        """How many threads have waited."""

    def __enter__(self) -> None:
        if self._lock.acquire(blocking=False):
            return
        self._waiting.append(None)
        try:
            self._lock.acquire()
            self._admitted += 1
        finally:
            self._waiting.pop()

    def __exit__(self, *_: object) -> None:
        self._lock.release()

    def give_way(self) -> None:
        """Let everyone have the lock who waits for it now; called without it, between two slices of long work."""
        everyone = self._admitted + len(self._waiting)
        time.sleep(_BREATH_SECONDS)
        while self._waiting and self._admitted < everyone:
            time.sleep(_BREATH_SECONDS)
