"""One client's connection: requests in the order they came, answers in that order.

A request is answered with all that arrive in the same turn of the event loop (`turns`). A client that pipelines more
than its share, or does not read its answers, is read no further until it has caught up, so what one connection holds
in memory is bounded.
"""

import asyncio
from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from tablewright.adapters.http.answers import Answer, Envelope, UnfinishedAnswer, not_durable, too_slow
from tablewright.adapters.http.gateway import Gateway
from tablewright.adapters.http.limits import Limits
from tablewright.adapters.http.long_reads import LongReads
from tablewright.adapters.http.reading import RequestReader
from tablewright.adapters.http.turns import Request, Turns
from tablewright.engine import Engine

_CLOSE = b"Connection: close\r\n"
_KEEP_ALIVE = b"Connection: keep-alive\r\n"
_CONTINUE = b"HTTP/1.1 100 Continue\r\n\r\n"


@dataclass(slots=True, eq=False)
class Surroundings:
    """What all connections of a server share."""

    loop: asyncio.AbstractEventLoop
    gateway: Gateway
    turns: Turns
    long_reads: LongReads
    envelope: Envelope
    limits: Limits
    connections: "set[Connection]"
    stopping: bool = False
    now: float = 0.0
    """The loop's time, refreshed a few times a second: exact enough for limits, and free to read."""


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
        "_in_hand",
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
        self._in_hand = 0
        """Requests that are answered in this turn of the loop, or the next."""
        self._held: list[tuple[Answer, bool]] = []
        """Answers that wait for the end of the turn, each with whether the connection persists after it."""
        self._backlog: deque[Request] = deque()
        """Requests that wait for the client, for its long read, or for others to have their turn."""
        self._unfinished: tuple[UnfinishedAnswer, bool] | None = None
        """A long read that is going on, with whether the connection persists after it; what follows it waits."""
        self._spent = 0
        """Bytes answered in this turn of the loop."""
        self._blocked = False
        """Whether the client leaves its answers unread."""
        self._catching_up = False
        """Whether nothing more is read from it for now."""
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
        self._pause()

    def resume_writing(self) -> None:
        """The client has caught up with its answers."""
        self._blocked = False
        self._since = self._around.now
        if not self._closing:
            self._go_on()

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
        elif waited > limits.idle_seconds and not self._has_unanswered:
            self._end(None)

    def stop(self) -> None:
        """End the connection once the request that is arriving, if any, is answered."""
        if not self._reader.in_request:
            self._end(None)

    def abort(self) -> None:
        """End the connection now."""
        self._transport.abort()

    # -- requests --------------------------------------------------------------------------------------

    @property
    def must_wait(self) -> bool:
        """Whether nothing more may be answered now: it reads nothing, is in a long read, or has had its share."""
        return self._blocked or self._unfinished is not None or self._spent > self._around.limits.turn

    @property
    def _has_unanswered(self) -> bool:
        return bool(self._in_hand or self._backlog or self._unfinished is not None)

    def _receive(self, method: bytes, url: bytes, headers: dict[bytes, bytes], body: bytes, persist: bool) -> None:
        self._since = self._around.now
        request = Request(self, method, url, headers, body, persist)
        if self._backlog or self._blocked or self._unfinished is not None:
            self._put_off(request)
        else:
            self._in_hand += 1
            self._around.turns.add(request)

    def postpone(self, request: Request) -> None:
        """Bring a request again in a later turn."""
        self._in_hand -= 1
        self._put_off(request)
        if not self._held:
            self._around.loop.call_soon(self._go_on)

    def _put_off(self, request: Request) -> None:
        self._backlog.append(request)
        self._pause()

    def _pause(self) -> None:
        if not self._catching_up:
            self._catching_up = True
            self._transport.pause_reading()

    def _go_on(self) -> None:
        """Bring what was put off, and with nothing left of it read on."""
        if self._blocked or self._unfinished is not None or self._closing:
            return
        backlog, self._backlog = self._backlog, deque()
        for request in backlog:
            self._in_hand += 1
            self._around.turns.add(request)
        if not backlog and self._catching_up:
            self._catching_up = False
            self._transport.resume_reading()
        self._conclude()

    # -- answers ---------------------------------------------------------------------------------------

    def read_on(self, unfinished: UnfinishedAnswer, persist: bool) -> None:
        """Read on in the turns of the loop that follow; what the client asks next waits."""
        self._in_hand -= 1
        self._unfinished = (unfinished, persist)
        self._around.long_reads.add(self)

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
        self._in_hand += 1
        self._around.turns.conclude(self, answer, persist)
        return True

    def hold(self, answer: Answer, persist: bool) -> bool:
        """Keep an answer until `release`; whether it is the first that is kept."""
        self._in_hand -= 1
        self._spent += len(answer.body)
        self._held.append((answer, persist and not self._around.stopping))
        return len(self._held) == 1

    def release(self, failed: Mapping[Engine, str]) -> None:
        """Send what is held; that of an engine in ``failed`` becomes the error told there."""
        held, self._held = self._held, []
        self._spent = 0
        if self._closing:
            return
        seal = self._around.envelope.seal
        out = []
        persist = True
        for answer, persist in held:
            why = failed.get(answer.engine) if answer.engine is not None else None
            out.append(seal(answer if why is None else not_durable(answer, why), _KEEP_ALIVE if persist else _CLOSE))
            if not persist:
                break
        self._transport.write(b"".join(out) if len(out) > 1 else out[0])
        if not persist:
            self._close()
        elif self._catching_up:
            self._go_on()
        elif self._ending:
            self._conclude()

    def _invite_body(self) -> None:
        """Answer Expect: 100-continue.

        Behind unsent answers it would come out of order; such a client just waits.
        """
        if not (self._has_unanswered or self._closing):
            self._transport.write(_CONTINUE)

    # -- the end ---------------------------------------------------------------------------------------

    def _end(self, answer: Answer | None) -> None:
        """End the connection, with a last answer or without, when everything before is answered."""
        if not self._ending:
            self._ending = True
            self._last_answer = answer
        self._conclude()

    def _conclude(self) -> None:
        if not self._ending or self._closing or self._held or self._has_unanswered:
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
