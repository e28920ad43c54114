"""One client's connection: requests in the order they came, answers in that order.

A request is answered as soon as it is complete. Its answer leaves at once or, when the engine has a
transaction open, after that transaction's commit. A client that pipelines more than its share, or does not
read its answers, is read no further until it has caught up, so what one connection holds in memory is
bounded.
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, cast

from tablewright.adapters.http.answers import Answer, Envelope, UnfinishedAnswer, not_durable, too_slow
from tablewright.adapters.http.commits import Commits
from tablewright.adapters.http.gateway import Gateway
from tablewright.adapters.http.limits import Limits
from tablewright.adapters.http.long_reads import LongReads
from tablewright.adapters.http.reading import RequestReader
from tablewright.engine import Engine

_CLOSE = b"Connection: close\r\n"
_KEEP_ALIVE = b"Connection: keep-alive\r\n"
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(slots=True, eq=False)
class Surroundings:
    """What all connections of a server share."""

    loop: asyncio.AbstractEventLoop
    gateway: Gateway
    commits: Commits
    long_reads: LongReads
    envelope: Envelope
    limits: Limits
    connections: "set[Connection]"
    stopping: bool = False
    now: float = 0.0
    """The loop's time, refreshed a few times a second: exact enough for limits, and free to read."""


class Request(NamedTuple):
    """A complete request that waits for its turn."""

    method: bytes
    url: bytes
    headers: dict[bytes, bytes]
    body: bytes
    persist: bool


class Connection(asyncio.Protocol):
    """The protocol of one connection, driven by the event loop."""

    __slots__ = (
        "_around",
        "_backlog",
        "_blocked",
        "_catching_up",
        "_closing",
        "_ending",
        "_held",
        "_last_answer",
        "_reader",
        "_since",
        "_spent",
        "_transport",
        "_unfinished",
    )

    _transport: asyncio.Transport

    def __init__(self, around: Surroundings) -> None:
        self._around = around
        self._reader = RequestReader(around.limits, self._receive, self._invite_body)
        self._since = around.now
        """When the present wait began: for a request, for its end, for the client to read or to leave."""
        self._held: list[tuple[Answer, bool]] = []
        """Answers that wait for a commit, each with whether the connection persists after it."""
        self._backlog: deque[Request] = deque()
        self._catching_up = False
        self._unfinished: tuple[UnfinishedAnswer, bool] | None = None
        """A long read that is going on, with whether the connection persists after it; what follows it waits."""
        self._spent = 0
        """Bytes answered in this turn of the loop."""
        self._blocked = False
        """Whether the client leaves its answers unread."""
        self._ending = False
        """Whether the connection ends when everything before is answered, with ``_last_answer`` if there is one."""
        self._last_answer: Answer | None = None
        self._closing = False
        """Whether the last answer has left: what still arrives is swallowed."""

    # -- called by the event loop ----------------------------------------------------------------------

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """A client has connected."""
        self._transport = cast(asyncio.Transport, transport)
        self._around.connections.add(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone; requests whose turn had not come are dropped with it."""
        self._closing = True
        self._around.connections.discard(self)
        self._backlog.clear()
        self._reader.release()

    def data_received(self, data: bytes) -> None:
        """Bytes have arrived."""
        if self._closing or self._ending:
            return
        self._spent = 0
        if not self._reader.in_request:
            self._since = self._around.now
        refused = self._reader.feed(data)
        if refused is not None:
            self._end(refused)

    def eof_received(self) -> bool:
        """The client sends no more, and may still read: everything it asked is answered before the end."""
        if self._closing:
            return False
        self._end(None)
        return True

    def pause_writing(self) -> None:
        """The client does not read as fast as it is answered."""
        self._blocked = True
        self._since = self._around.now
        self._transport.pause_reading()

    def resume_writing(self) -> None:
        """The client has caught up with its answers."""
        self._blocked = False
        self._since = self._around.now
        if self._backlog:
            self._catch_up_soon()
        elif not self._closing:
            self._transport.resume_reading()

    # -- called by the server --------------------------------------------------------------------------

    def expire(self, now: float) -> None:
        """End what has lasted too long. Called a few times a second with the loop's time."""
        limits = self._around.limits
        waited = now - self._since
        if self._closing:
            if (waited > limits.linger_seconds and not self._blocked) or waited > limits.unread_seconds:
                self._transport.abort()
        elif self._blocked:
            if waited > limits.unread_seconds:
                self._transport.abort()
        elif self._reader.in_request:
            if waited > limits.request_seconds:
                self._end(too_slow(limits))
        elif waited > limits.idle_seconds and not self._backlog and self._unfinished is None:
            self._end(None)

    def stop(self) -> None:
        """End the connection once the request that is arriving, if any, is answered."""
        if not self._reader.in_request:
            self._end(None)

    def abort(self) -> None:
        """End the connection now."""
        self._transport.abort()

    # -- requests --------------------------------------------------------------------------------------

    def _receive(self, method: bytes, url: bytes, headers: dict[bytes, bytes], body: bytes, persist: bool) -> None:
        self._since = self._around.now
        if self._blocked or self._backlog or self._unfinished is not None or self._spent > self._around.limits.turn:
            self._backlog.append(Request(method, url, headers, body, persist))
            self._catch_up_soon()
        else:
            self._respond(method, url, headers, body, persist)

    def _respond(self, method: bytes, url: bytes, headers: dict[bytes, bytes], body: bytes, persist: bool) -> None:
        if self._closing:
            return
        around = self._around
        answer = around.gateway.answer(method, url, headers, body)
        if isinstance(answer, UnfinishedAnswer):
            self._unfinished = (answer, persist)
            around.long_reads.add(self)
        else:
            self._answer(answer, persist)

    def proceed(self) -> bool:
        """Go on with the long read; whether it has come to its end."""
        if self._unfinished is None or self._closing:
            self._unfinished = None
            return True
        unfinished, persist = self._unfinished
        answer = self._around.gateway.proceed(unfinished)
        if answer is None:
            return False
        self._unfinished = None
        self._since = self._around.now
        self._answer(answer, persist)
        if self._backlog:
            self._catch_up_soon()
        else:
            self._conclude()
        return True

    def _answer(self, answer: Answer, persist: bool) -> None:
        around = self._around
        self._spent += len(answer.body)
        persist = persist and not around.stopping
        engine = answer.engine
        if engine is None and not self._held:
            self._transport.write(around.envelope.seal(answer, _KEEP_ALIVE if persist else _CLOSE))
            if not persist:
                self._close()
            return
        if engine is not None:
            around.commits.join(engine)
        if not self._held:
            around.commits.hold(self)
        self._held.append((answer, persist))

    def release(self, failed: Mapping[Engine, str]) -> None:
        """Send what waited for the commit; that of an engine in ``failed`` becomes the error told there."""
        held, self._held = self._held, []
        if self._closing:
            return
        seal = self._around.envelope.seal
        out = []
        for answer, persist in held:
            why = failed.get(answer.engine) if answer.engine is not None else None
            out.append(seal(answer if why is None else not_durable(answer, why), _KEEP_ALIVE if persist else _CLOSE))
            if not persist:
                break
        self._transport.write(b"".join(out) if len(out) > 1 else out[0])
        if persist:
            self._conclude()
        else:
            self._close()

    def _invite_body(self) -> None:
        """Answer Expect: 100-continue.

        Behind unsent answers it would come out of order; such a client just waits.
        """
        if not (self._held or self._backlog or self._unfinished or self._closing):
            self._transport.write(_CONTINUE)

    # -- catching up with a client that sends more than its share --------------------------------------

    def _catch_up_soon(self) -> None:
        self._transport.pause_reading()
        if not self._catching_up and not self._blocked and self._unfinished is None:
            self._catching_up = True
            self._around.loop.call_soon(self._catch_up)

    def _catch_up(self) -> None:
        self._catching_up = False
        self._spent = 0
        while self._may_go_on() and self._spent <= self._around.limits.turn:
            self._respond(*self._backlog.popleft())
        if self._backlog:
            self._catch_up_soon()
        elif not self._blocked and not self._closing:
            self._since = self._around.now
            self._transport.resume_reading()
            self._conclude()

    def _may_go_on(self) -> bool:
        """Whether the next request in the backlog may be answered now."""
        return bool(self._backlog) and not self._blocked and self._unfinished is None

    # -- the end ---------------------------------------------------------------------------------------

    def _end(self, answer: Answer | None) -> None:
        """End the connection, with a last answer or without, when everything before is answered."""
        if not self._ending:
            self._ending = True
            self._last_answer = answer
        self._conclude()

    def _conclude(self) -> None:
        if not self._ending or self._closing or self._held or self._backlog or self._unfinished is not None:
            return
        if self._last_answer is None:
            self._close()
            return
        self._transport.write(self._around.envelope.seal(self._last_answer, _CLOSE))
        # Closing while the client still sends would reset the connection, and it would never read the
        # refusal.
        self._transport.write_eof()
        self._closing = True
        self._since = self._around.now

    def _close(self) -> None:
        self._closing = True
        self._since = self._around.now
        self._backlog.clear()
        self._transport.close()
