"""The load generator: a process of its own that keeps every connection busy with prepared requests.

Each connection sends a request, waits for the whole answer, and sends the next: what is measured is what a client
sees. Run as ``python -m benchmarks.load PORT CONNECTIONS SECONDS OPERATION``; prints one JSON object.
"""

import json
import random
import re
import select
import socket
import sys
from array import array
from time import perf_counter_ns

from benchmarks.client import encode
from benchmarks.workload import OPERATIONS, VARIANTS

_LENGTH = re.compile(rb"(?i)\r\ncontent-length: *(\d+)")
_CHUNKED = re.compile(rb"(?i)\r\ntransfer-encoding: *chunked")
_CLOSES = b"\r\nConnection: close\r\n"
_SILENCE_SECONDS = 20
_READ = 1 << 16
_WARM_UP = 0.15
"""The share of the time that is not counted."""


class Connection:
    """One client's connection, opened again when the engine closes it."""

    def __init__(self, port: int, poll: "select.epoll") -> None:
        self._port = port
        self._poll = poll
        self._open()

    def _open(self) -> None:
        self.socket = socket.create_connection(("127.0.0.1", self._port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.number = self.socket.fileno()
        self._poll.register(self.number, select.EPOLLIN)
        self._answer = b""
        self._ended = False

    def send(self, request: bytes, now: int) -> None:
        """Ask; ``now`` is when. An engine that closes after every answer costs its clients a new connection."""
        if self._ended:
            self._reopen()
        self._request = request
        self.sent_at = now
        self.socket.sendall(request)

    def received(self) -> bytes | None:
        """Read what is there; the answer if it is complete."""
        data = self.socket.recv(_READ)
        if not data:
            self._reopen()
            self.socket.sendall(self._request)
            return None
        answer = self._answer + data if self._answer else data
        if not _complete(answer):
            self._answer = answer
            return None
        self._answer = b""
        self._ended = _CLOSES in answer
        return answer

    def _reopen(self) -> None:
        self._poll.unregister(self.number)
        self.socket.close()
        self._open()


def _complete(answer: bytes) -> bool:
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    length = _LENGTH.search(answer, 0, head)
    if length is not None:
        return len(answer) >= head + 4 + int(length[1])
    return _CHUNKED.search(answer, 0, head + 2) is not None and answer.endswith(b"0\r\n\r\n")


def generate(port: int, count: int, seconds: float, requests: list[bytes]) -> dict[str, object]:
    """Keep ``count`` connections busy for so long; throughput a second, latencies in milliseconds."""
    poll = select.epoll()
    connections = [Connection(port, poll) for _ in range(count)]
    by_number = {each.number: each for each in connections}
    latencies = array("q")
    failures = 0
    failure = ""
    began = perf_counter_ns()
    counted_from = began + int(seconds * _WARM_UP * 1e9)
    ends = began + int(seconds * 1e9)
    sent = 0
    for connection in connections:
        connection.send(requests[sent % len(requests)], began)
        sent += 1
    now = began
    while now < ends:
        ready = poll.poll(_SILENCE_SECONDS)
        if not ready:
            return _summary(latencies, seconds, 1, f"no answer within {_SILENCE_SECONDS} seconds")
        for number, _ in ready:
            connection = by_number[number]
            answer = connection.received()
            now = perf_counter_ns()
            if answer is None:
                by_number[connection.number] = connection
                continue
            if answer[9:12] != b"200":
                failures += 1
                failure = answer.partition(b"\r\n\r\n")[2][:200].decode(errors="replace")
            elif now > counted_from:
                latencies.append(now - connection.sent_at)
            connection.send(requests[sent % len(requests)], now)
            by_number[connection.number] = connection
            sent += 1
    return _summary(latencies, (now - counted_from) / 1e9, failures, failure)


def _summary(latencies: "array[int]", seconds: float, failures: int, failure: str) -> dict[str, object]:
    ordered = sorted(latencies)
    if not ordered and not failures:
        failures, failure = 1, "nothing was answered in the time"

    def percentile(share: float) -> float | None:
        return ordered[int(len(ordered) * share)] / 1e6 if ordered else None

    return {
        "per_second": len(ordered) / seconds,
        "p50_ms": percentile(0.50),
        "p99_ms": percentile(0.99),
        "failures": failures,
        "failure": failure,
    }


def main() -> None:
    """Read the arguments, prepare the requests, generate the load, print what came of it."""
    port, count, seconds, name = int(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3]), sys.argv[4]
    operation = next(each for each in OPERATIONS if each.name == name)
    chance = random.Random(11)
    requests = [encode(operation.api, operation.request(chance)) for _ in range(VARIANTS)]
    print(json.dumps(generate(port, count, seconds, requests)))


if __name__ == "__main__":
    main()
