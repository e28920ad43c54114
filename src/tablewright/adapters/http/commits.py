"""One commit for all that arrived together.

Requests read in one turn of the event loop are executed one after the other in one transaction. Their replies
are held until the turn's end, when that transaction is committed: the more clients there are, the more writes
share the cost of reaching the disk.
"""

import asyncio
import logging
from collections.abc import Mapping, Sized
from typing import Protocol

from tablewright.adapters.http.answers import UNTOLD_FAILURE
from tablewright.engine import DynamoDBError, Engine

_log = logging.getLogger(__name__)

_LARGEST_GROUP = 64
"""Clients that are not kept waiting for more to join them."""


class Holder(Protocol):
    """Holds answers that wait for a commit."""

    def release(self, failed: Mapping[Engine, str]) -> None:
        """Send what is held; an answer from an engine in ``failed`` is not durable and becomes an error.

        ``failed`` has the words that tell the client why.
        """


class Commits:
    """Collects engines with an open transaction and those who wait for it, and commits once a turn."""

    def __init__(self, loop: asyncio.AbstractEventLoop, connections: Sized) -> None:
        """``connections`` are those that are open: once all of them wait, nobody else can join."""
        self._loop = loop
        self._connections = connections
        self._engines: set[Engine] = set()
        self._holders: list[Holder] = []

    def join(self, engine: Engine) -> None:
        """See to it that the engine's open transaction is committed at the end of this turn."""
        if not self._engines:
            self._loop.call_soon(self._ripen, 0)
        self._engines.add(engine)

    def hold(self, holder: Holder) -> None:
        """Release this holder after the turn's commit. Called once per holder and turn, after `join`."""
        self._holders.append(holder)

    def _ripen(self, seen: int) -> None:
        """Commit, unless more arrived in the last turn: then others are likely on their way, and may join."""
        waiting = len(self._holders)
        if seen < waiting < min(len(self._connections), _LARGEST_GROUP):
            self._loop.call_soon(self._ripen, waiting)
        else:
            self.commit()

    def commit(self) -> None:
        """Commit every open transaction and release all who wait, in the order in which they came."""
        engines, self._engines = self._engines, set()
        holders, self._holders = self._holders, []
        failed = {engine: why for engine in engines if (why := _flush_failure(engine)) is not None}
        for holder in holders:
            holder.release(failed)


def _flush_failure(engine: Engine) -> str | None:
    """Commit what is open; why that failed, in words for the client, or None."""
    try:
        engine.flush()
    except DynamoDBError as error:
        _log.error("a commit in %s failed: %s", engine.region, error.message)
        return error.message
    except Exception:
        _log.exception("a commit in %s failed", engine.region)
        return UNTOLD_FAILURE
    return None
