"""A thread that waits for the disk in the event loop's stead."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from queue import SimpleQueue

Job = tuple[Sequence[Callable[[], None]], Callable[[], None]]


class WritingThread:
    """Does one job after the other, and tells the loop when each is done. It is started by the first."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._jobs: SimpleQueue[Job | None] = SimpleQueue()
        self._thread: threading.Thread | None = None

    def do(self, writes: Sequence[Callable[[], None]], then: Callable[[], None]) -> None:
        """Run ``writes`` in the thread, and after them ``then`` in the loop."""
        if self._thread is None:
            self._thread = threading.Thread(target=self._run, name="writes", daemon=True)
            self._thread.start()
        self._jobs.put((writes, then))

    def close(self) -> None:
        """End the thread, once its jobs are done."""
        if self._thread is not None:
            self._jobs.put(None)
            self._thread.join()
            self._thread = None

    def _run(self) -> None:
        while (job := self._jobs.get()) is not None:
            writes, then = job
            for write in writes:
                write()
            self._loop.call_soon_threadsafe(then)
