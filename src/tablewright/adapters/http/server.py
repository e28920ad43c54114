"""The HTTP server inside an event loop: listening, keeping time, stopping."""

import asyncio
import errno
import logging
import socket
from collections.abc import Mapping, Sequence

from tablewright.adapters.http.answers import Envelope
from tablewright.adapters.http.connection import Connection, Surroundings
from tablewright.adapters.http.gateway import Gateway
from tablewright.adapters.http.limits import Limits
from tablewright.adapters.http.long_reads import LongReads
from tablewright.adapters.http.turns import Turns
from tablewright.engine import Service

_log = logging.getLogger(__name__)

LOOPBACK = "127.0.0.1"
DEFAULT_PORT = 8000
_TICK_SECONDS = 0.25
_BREATH_SECONDS = 0.002
"""What is left to requests between two slices of background work."""
_WAITING_CLIENTS = 1024


class ListenError(Exception):
    """The server cannot listen where it was told to; the message says why and what to do."""


class Server:
    """A listening server. Made by `start_server`."""

    def __init__(self, service: Service, around: Surroundings) -> None:
        self._service = service
        self._around = around
        self._listener: asyncio.Server | None = None
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self.host = ""
        self.port = 0

    @property
    def url(self) -> str:
        """Where clients find it: ``http://127.0.0.1:8000``."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"http://{host}:{self.port}"

    async def listen(self, host: str, port: int) -> None:
        """Accept connections; port 0 lets the system choose one.

        Raises:
            ListenError: the address cannot be had.
        """
        if not 0 <= port <= 65535:
            raise ListenError(f"{port} is not a port: choose one from 0 (any that is free) to 65535")
        loop = self._around.loop
        try:
            self._listener = await loop.create_server(
                lambda: Connection(self._around), host, port, backlog=_WAITING_CLIENTS
            )
        except OSError as error:
            raise ListenError(_why_not(error, host, port)) from error
        self.host, self.port = _bound_address(self._listener.sockets)
        self._around.now = loop.time()
        self._timers["tick"] = loop.call_later(_TICK_SECONDS, self._tick)
        self._timers["work"] = loop.call_later(_TICK_SECONDS, self._work)

    async def stop(self) -> None:
        """Accept no more, finish what has begun to arrive, and leave nothing uncommitted.

        Requests that do not arrive within the limits' ``stop_seconds`` are dropped unanswered.
        """
        around = self._around
        around.stopping = True
        for timer in self._timers.values():
            timer.cancel()
        if self._listener is not None:
            self._listener.close()
        for connection in list(around.connections):
            connection.stop()
        deadline = around.loop.time() + around.limits.stop_seconds
        while around.connections and around.loop.time() < deadline:
            await asyncio.sleep(0.01)
        for connection in list(around.connections):
            connection.abort()

    def _tick(self) -> None:
        """What is done a few times a second: the clients' limits, the date."""
        around = self._around
        self._timers["tick"] = around.loop.call_later(_TICK_SECONDS, self._tick)
        around.envelope.refresh_date()
        self.expire_connections(around.loop.time())

    def _work(self) -> None:
        """A slice of the engines' background work, and soon another one while more is waiting."""
        waiting = False
        try:
            waiting = self._service.maintain()
        except Exception:
            _log.exception("background work failed")
        pause = _BREATH_SECONDS if waiting else _TICK_SECONDS
        self._timers["work"] = self._around.loop.call_later(pause, self._work)

    def expire_connections(self, now: float) -> None:
        """Hold every connection to its time limits, as of ``now`` on the loop's clock."""
        self._around.now = now
        for connection in list(self._around.connections):
            connection.expire(now)


async def start_server(
    service: Service,
    host: str = LOOPBACK,
    port: int = DEFAULT_PORT,
    *,
    region: str = "us-east-1",
    keys: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> Server:
    """Serve ``service`` in the running loop until `Server.stop`; the caller closes the service.

    Nothing beyond this machine can connect unless ``host`` says so.

    Args:
        service: whose engines answer.
        host: the address to listen on.
        port: 0 lets the system choose one.
        region: answers requests whose credentials name no region.
        keys: secret access keys by access key id. Where they are given, requests must be signed with one of them;
            without, any credentials do.
        limits: what one client may ask for.

    Raises:
        ListenError: the address cannot be had.
    """
    loop = asyncio.get_running_loop()
    limits = limits or Limits()
    verifier = None
    if keys is not None:
        from tablewright.adapters.http.signatures import SignatureVerifier  # only needed where signatures are

        verifier = SignatureVerifier(keys)
    long_reads = LongReads(loop)
    gateway = Gateway(
        service,
        limits,
        region=region,
        verifier=verifier,
        crowded=lambda: long_reads.crowded,
    )
    connections: set[Connection] = set()
    turns = Turns(loop, gateway, connections)
    around = Surroundings(loop, gateway, turns, long_reads, Envelope(), limits, connections)
    server = Server(service, around)
    await server.listen(host, port)
    return server


def check_address(host: str, port: int) -> None:
    """Find out whether an address can be listened on, without listening.

    Raises:
        ListenError: it cannot be had.
    """
    try:
        places = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE)
        for family, kind, protocol, _, place in places:
            with socket.socket(family, kind, protocol) as probe:
                probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
                if family == socket.AF_INET6:
                    probe.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                probe.bind(place)
    except OSError as error:
        raise ListenError(_why_not(error, host, port)) from error


def _bound_address(sockets: Sequence[socket.socket]) -> tuple[str, int]:
    address = sockets[0].getsockname()
    return address[0], address[1]


def _why_not(error: OSError, host: str, port: int) -> str:
    place = f"port {port} on {host}"
    no_address = f"{host} is not an address of this machine: use 127.0.0.1, or 0.0.0.0 for every interface"
    if isinstance(error, socket.gaierror):
        return no_address
    match error.errno:
        case errno.EADDRINUSE:
            return f"{place} is in use by another program: stop that one, or choose another port (0 takes any)"
        case errno.EACCES | errno.EPERM:
            return f"{place} may not be used by this user: choose a port above 1023"
        case errno.EADDRNOTAVAIL | None:  # None: so Python 3.13 says it
            return no_address
        case _:
            return f"{place} cannot be listened on: {error.strerror or error}"
