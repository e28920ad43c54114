"""A server on a thread of its own and a client that writes and reads raw bytes."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from tablewright.adapters.http import Limits, Server, start_server
from tablewright.engine.wire import decode, encode

SIGNED = (
    b"Authorization: AWS4-HMAC-SHA256 Credential=AKID/20260101/us-east-1/dynamodb/aws4_request, "
    b"SignedHeaders=host;x-amz-date, Signature=0123\r\nX-Amz-Date: 20260101T000000Z\r\n"
)
JSON = b"Content-Type: application/x-amz-json-1.0\r\n"


def call(
    operation: str,
    body: bytes | dict[str, Any] = b"{}",
    *,
    signed: bytes = SIGNED,
    content_type: bytes = JSON,
    headers: bytes = b"",
    url: bytes = b"/",
) -> bytes:
    """The bytes of an API call."""
    content = body if isinstance(body, bytes) else encode(body)
    target = b"X-Amz-Target: DynamoDB_20120810.%b\r\n" % operation.encode() if operation else b""
    return request(b"POST", url, signed + content_type + target + headers, content)


def request(method: bytes, url: bytes = b"/", headers: bytes = b"", body: bytes | None = None) -> bytes:
    """The bytes of any request."""
    length = b"" if body is None else b"Content-Length: %d\r\n" % len(body)
    return b"%b %b HTTP/1.1\r\nHost: localhost\r\n%b%b\r\n%b" % (method, url, headers, length, body or b"")


@dataclass
class Answer:
    """What came back for one request."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return decode(self.body)

    @property
    def error(self) -> str:
        return str(self.json["__type"]).partition("#")[2]


class RawClient:
    """One connection."""

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=5)
        self._buffer = b""

    def send(self, data: bytes) -> None:
        self.socket.sendall(data)

    def ask(self, data: bytes) -> Answer:
        self.send(data)
        return self.read()

    def read(self, *, bodiless: bool = False) -> Answer:
        """The next answer; 1xx answers have no body."""
        while b"\r\n\r\n" not in self._buffer:
            self._fill()
        head, _, self._buffer = self._buffer.partition(b"\r\n\r\n")
        first, *lines = head.decode().split("\r\n")
        headers = {name.lower(): value for name, value in (line.split(": ", 1) for line in lines)}
        length = 0 if bodiless else int(headers.get("content-length", 0))
        while len(self._buffer) < length:
            self._fill()
        body, self._buffer = self._buffer[:length], self._buffer[length:]
        return Answer(int(first.split()[1]), headers, body)

    def ended(self) -> bool:
        """Wait for the server's end of the connection; whether it came without another byte."""
        try:
            return self._buffer == b"" and self.socket.recv(1) == b""
        except ConnectionResetError:
            return True

    def _fill(self) -> None:
        data = self.socket.recv(1 << 20)
        if not data:
            raise EOFError(f"the connection ended after {self._buffer!r}")
        self._buffer += data


class RunningServer:
    """A server in a loop on its own thread."""

    def __init__(self, loop: asyncio.AbstractEventLoop, server: Server) -> None:
        self.loop = loop
        self.server = server
        self.port = server.port
        self.url = server.url
        self._clients: list[RawClient] = []

    def connect(self) -> RawClient:
        client = RawClient(self.port)
        self._clients.append(client)
        return client

    def in_loop(self, do: Callable[[], object]) -> None:
        """Run ``do`` in the loop and wait for it."""

        async def run() -> None:
            do()

        asyncio.run_coroutine_threadsafe(run(), self.loop).result(5)

    def pass_seconds(self, seconds: float) -> None:
        """Treat every connection as if so much time had passed."""
        self.in_loop(lambda: self.server.expire_connections(self.loop.time() + seconds))

    def stop(self) -> None:
        asyncio.run_coroutine_threadsafe(self.server.stop(), self.loop).result(10)

    def disconnect(self) -> None:
        for client in self._clients:
            client.socket.close()


@contextmanager
def running(
    service: Any,
    *,
    limits: Limits | None = None,
    keys: Mapping[str, str] | None = None,
    new_loop: Callable[[], asyncio.AbstractEventLoop] = asyncio.new_event_loop,
) -> Iterator[RunningServer]:
    """Serve ``service`` on a free port."""
    loop = new_loop()
    thread = threading.Thread(target=loop.run_forever)
    thread.start()
    try:
        starting = start_server(service, port=0, limits=limits, keys=keys)
        server = RunningServer(loop, asyncio.run_coroutine_threadsafe(starting, loop).result(5))
        try:
            yield server
        finally:
            server.disconnect()
            server.stop()
    finally:
        loop.call_soon_threadsafe(loop.stop)
        thread.join()
        loop.close()
