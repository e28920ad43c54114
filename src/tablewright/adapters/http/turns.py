"""One turn for all that arrived together: validated, carried out, committed and answered, each for all before the next.

Doing one thing for many requests is much faster than doing many things for one after the other, as the processor
finds the code of each step, and what it needs, still at hand; and the more clients there are, the more writes share the
cost of reaching the disk. No answer leaves before everything that was done in its turn is durable.
"""

import asyncio
import logging
from collections.abc import Mapping, Sized
from typing import Protocol

from tablewright.adapters.http.answers import UNTOLD_FAILURE, Answer, Call, UnfinishedAnswer
from tablewright.adapters.http.gateway import Gateway
from tablewright.adapters.http.vigil import Vigil
from tablewright.engine import DynamoDBError, Engine

_log = logging.getLogger(__name__)

_LARGEST_TURN = 64
"""Requests that are not kept waiting for more to join them."""


class Client(Protocol):
    """Who asks, and gets its answers in the order in which it asked."""

    @property
    def must_wait(self) -> bool:
        """Whether nothing more may be carried out for it in this turn."""
        ...

    def postpone(self, request: "Request") -> None:
        """Bring a request again in a later turn."""
        ...

    def read_on(self, unfinished: UnfinishedAnswer, persist: bool) -> None:
        """Drive a long read to its end, and `Turns.conclude` with its answer."""
        ...

    def hold(self, answer: Answer, persist: bool) -> bool:
        """Keep an answer until `release`; whether it is the first that is kept."""
        ...

    def release(self, failed: Mapping[Engine, str]) -> None:
        """Send what is held; an answer from an engine in ``failed`` is not durable and becomes an error.

        ``failed`` has the words that tell the client why.
        """
        ...


class Request:
    """A complete request on its way; ``persist`` is whether its connection goes on after it."""

    __slots__ = ("admitted", "body", "client", "headers", "method", "persist", "url")

    def __init__(
        self, client: Client, method: bytes, url: bytes, headers: dict[bytes, bytes], body: bytes, persist: bool
    ) -> None:
        self.client = client
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.persist = persist
        self.admitted: Answer | Call | None = None
        """What it was found to be; None before it was looked at."""


class Turns:
    """Collects requests, and answers them at the end of the event loop's turn."""

    def __init__(self, loop: asyncio.AbstractEventLoop, gateway: Gateway, connections: Sized) -> None:
        """``connections`` are those that are open: once there is a request of each, nobody else can join."""
        self._loop = loop
        self._gateway = gateway
        self._connections = connections
        self._vigil = Vigil(loop)
        self._arrived: list[Request] = []
        self._waiting: list[Request] = []
        self._waits_for_more = False
        self._writes = False
        """Whether any of those that wait writes."""

    def add(self, request: Request) -> None:
        """Answer a request at the end of this turn."""
        if not self._arrived and not self._waits_for_more:
            self._loop.call_soon(self._take)
        self._arrived.append(request)

    def conclude(self, client: Client, answer: Answer, persist: bool) -> None:
        """Send the answer of a long read, which has come to its end."""
        client.hold(answer, persist)
        client.release(_commit({answer.engine} if answer.engine is not None else set()))

    def _take(self) -> None:
        """Validate what has arrived, and end the turn, unless more may still come and join a commit."""
        arrived, self._arrived = self._arrived, []
        admit = self._gateway.admit
        for request in arrived:
            admitted = request.admitted
            if admitted is None:
                admitted = request.admitted = admit(request.method, request.url, request.headers, request.body)
            if not self._writes and isinstance(admitted, Call) and admitted.accepted.writes:
                self._writes = True
        self._waiting += arrived
        # Writers come as they are answered: soon after one another. Those who only read need not wait for others.
        self._waits_for_more = (
            self._writes and bool(arrived) and len(self._waiting) < min(len(self._connections), _LARGEST_TURN)
        )
        if self._waits_for_more:
            self._loop.call_soon(self._take)
        else:
            self._end()

    def _end(self) -> None:
        """Carry out everything that waits, commit once, and let the answers go in the order of the requests."""
        waiting, self._waiting = self._waiting, []
        self._writes = False
        engines: set[Engine] = set()
        holders: list[Client] = []
        carry_out = self._gateway.carry_out
        for request in waiting:
            client = request.client
            if client.must_wait:
                client.postpone(request)
                continue
            admitted = request.admitted
            assert admitted is not None
            answer = carry_out(admitted, request.headers) if isinstance(admitted, Call) else admitted
            if isinstance(answer, UnfinishedAnswer):
                client.read_on(answer, request.persist)
                continue
            if answer.engine is not None:
                engines.add(answer.engine)
            if client.hold(answer, request.persist):
                holders.append(client)
        failed = _commit(engines)
        for client in holders:
            client.release(failed)
        self._vigil.keep()


def _commit(engines: set[Engine]) -> dict[Engine, str]:
    """Commit what is open in ``engines``; those in which that failed, with the reason in words for their clients."""
    return {engine: why for engine in engines if (why := _flush_failure(engine)) is not None}


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
