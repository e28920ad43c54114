"""Run the HTTP server as a process: until a signal, then to an orderly end."""

import asyncio
import gc
import signal
from collections.abc import Callable, Mapping

from tablewright.adapters.http.limits import Limits
from tablewright.adapters.http.server import DEFAULT_PORT, LOOPBACK, Server, start_server
from tablewright.engine import Service

_STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


def serve(
    service: Service,
    host: str = LOOPBACK,
    port: int = DEFAULT_PORT,
    *,
    ready: Callable[[Server], None] | None = None,
    region: str = "us-east-1",
    keys: Mapping[str, str] | None = None,
    limits: Limits | None = None,
) -> None:
    """Serve until SIGINT or SIGTERM, then finish what was begun and return; the caller closes the service.

    ``ready`` is called once requests are accepted. A second signal ends it without waiting for clients.

    Raises:
        ListenError: the address cannot be had.
    """
    with asyncio.Runner(loop_factory=_loop_factory()) as runner:
        runner.run(_serve(service, host, port, ready, region, keys, limits))


async def _serve(
    service: Service,
    host: str,
    port: int,
    ready: Callable[[Server], None] | None,
    region: str,
    keys: Mapping[str, str] | None,
    limits: Limits | None,
) -> None:
    server = await start_server(service, host, port, region=region, keys=keys, limits=limits)
    loop = asyncio.get_running_loop()
    told = asyncio.Semaphore(0)
    for number in _STOP_SIGNALS:
        loop.add_signal_handler(number, told.release)
    # What is loaded by now stays: looking through it for garbage would hold up requests for some ten milliseconds.
    gc.freeze()
    try:
        if ready is not None:
            ready(server)
        await told.acquire()
        impatience = asyncio.create_task(told.acquire())
        stop = asyncio.create_task(server.stop())
        await asyncio.wait((stop, impatience), return_when=asyncio.FIRST_COMPLETED)
        impatience.cancel()
        stop.cancel()
    finally:
        for number in _STOP_SIGNALS:
            loop.remove_signal_handler(number)


def _loop_factory() -> Callable[[], asyncio.AbstractEventLoop] | None:
    """uvloop's, which is about twice as fast; asyncio's own where uvloop is not installed."""
    try:
        import uvloop
    except ImportError:
        return None
    return uvloop.new_event_loop
