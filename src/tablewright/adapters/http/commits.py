"""One commit for all that arrived together.

Requests read in one turn of the event loop are executed one after the other in one transaction, and their replies are
held until that transaction is durable: the more clients there are, the more writes share the cost of reaching the disk.
While a commit is on its way there, the next requests are executed; they are the next commit.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from functools import partial
from typing import NamedTuple, Protocol

from tablewright.adapters.http.answers import UNTOLD_FAILURE
from tablewright.adapters.http.writing import WritingThread
from tablewright.engine import DynamoDBError, Engine, Flight

_log = logging.getLogger(__name__)

Failures = dict[Engine, str]
"""Engines that could not make what they were told durable, with words for their clients."""


class Holder(Protocol):
    """Holds answers that wait for a commit."""

    def release(self, failed: Mapping[Engine, str]) -> None:
        """Send what is held; an answer from an engine in ``failed`` is not durable and becomes an error.

        ``failed`` has the words that tell the client why.
        """


class _Departed(NamedTuple):
    """Commits that are on their way to the disk, and who waits for them."""

    flights: dict[Engine, Flight]
    holders: list[Holder]
    failed: Failures


class Commits:
    """Collects engines with an open transaction and those who wait for it, and commits once a turn."""

    def __init__(self, loop: asyncio.AbstractEventLoop) -> None:
        self._loop = loop
        self._writing = WritingThread(loop)
        self._engines: set[Engine] = set()
        self._holders: list[Holder] = []
        self._departed: _Departed | None = None
        self.batch = 0
        """The number of the commit that can still be joined."""
        self._crowd = 1
        """How many waited the last time: once as many do, nobody else is likely on the way."""

    def join(self, engine: Engine) -> None:
        """Have the engine's open transaction committed in this batch."""
        self._engines.add(engine)

    def hold(self, holder: Holder) -> None:
        """Release this holder after the batch's commit. Called once for a holder and batch."""
        if not self._holders and self._departed is None:
            self._loop.call_soon(self._depart, 0)
        self._holders.append(holder)

    def commit(self) -> None:
        """Commit every open transaction and release all who wait, in the order in which they came."""
        if self._departed is not None:
            self._arrive(self._departed)
        engines, holders = self._take()
        self._crowd = max(1, len(holders))
        _release(holders, _failures({engine: engine.flush for engine in engines}))

    def close(self) -> None:
        """Commit what is open; nothing may join after that."""
        self.commit()
        self._writing.close()

    def _depart(self, seen: int) -> None:
        """At a turn's end: commit here if nobody else is expected, or else while the loop goes on.

        As long as others arrive, of whom ``seen`` had before this turn, half of those expected are waited for.
        """
        waiting = len(self._holders)
        if self._departed is not None or not waiting:
            return
        if waiting >= self._crowd:
            self.commit()
            return
        if seen < waiting < self._crowd / 2:
            self._loop.call_soon(self._depart, waiting)
            return
        engines, holders = self._take()
        flights: dict[Engine, Flight] = {}
        failed = _failures({engine: partial(_seal, engine, flights) for engine in engines})
        departed = _Departed(flights, holders, failed)
        if flights:
            self._departed = departed
            self._writing.do([flight.write for flight in flights.values()], lambda: self._written(departed))
        else:
            _release(holders, failed)

    def _written(self, departed: _Departed) -> None:
        """What departed has reached the disk, or failed to."""
        if self._departed is departed:  # and nobody has waited for it
            self._crowd = len(departed.holders) + len(self._holders)
            self._arrive(departed)
            self._depart(0)

    def _arrive(self, departed: _Departed) -> None:
        self._departed = None
        landings = {engine: partial(engine.land, flight) for engine, flight in departed.flights.items()}
        departed.failed.update(_failures(landings))
        _release(departed.holders, departed.failed)

    def _take(self) -> tuple[set[Engine], list[Holder]]:
        engines, self._engines = self._engines, set()
        holders, self._holders = self._holders, []
        self.batch += 1
        return engines, holders


def _seal(engine: Engine, flights: dict[Engine, Flight]) -> None:
    flight = engine.seal()
    if flight is not None:
        flights[engine] = flight


def _release(holders: list[Holder], failed: Failures) -> None:
    for holder in holders:
        holder.release(failed)


def _failures(steps: Mapping[Engine, Callable[[], None]]) -> Failures:
    """Take a step for each engine; which failed, and why in words for the client."""
    failed: Failures = {}
    for engine, step in steps.items():
        try:
            step()
        except DynamoDBError as error:
            _log.error("a commit in %s failed: %s", engine.region, error.message)
            failed[engine] = error.message
        except Exception:
            _log.exception("a commit in %s failed", engine.region)
            failed[engine] = UNTOLD_FAILURE
    return failed
