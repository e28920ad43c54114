"""A server that answers every request with the same bytes, to measure the load generator by."""

import asyncio
import sys

import uvloop

BODY = b'{"Item":{"id":{"S":"canned"}}}'
ANSWER = b"HTTP/1.1 200 OK\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: %d\r\n\r\n%b" % (
    len(BODY),
    BODY,
)


class Canned(asyncio.Protocol):
    """Takes whatever arrives for one request."""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._transport.write(ANSWER)  # type: ignore[attr-defined]


async def main(port: int) -> None:
    """Serve on ``port`` until the process is stopped."""
    server = await asyncio.get_running_loop().create_server(Canned, "127.0.0.1", port)
    await server.serve_forever()


if __name__ == "__main__":
    uvloop.run(main(int(sys.argv[1])))
