"""Sends a running server thousands of malformed requests, and looks for every way in which it could take harm.

The requests are mutated from real ones of every operation, decided by the seed and the request's number. One in five
breaks HTTP itself. Meanwhile some clients send slowly, and some connect and say no more. No answer may be a 500, every
complete request must be answered in time, the server must live, its log must hold no traceback, and what was stored
before must still be there, also after the server was stopped and its data opened again.
"""

import argparse
import contextlib
import json
import random
import signal
import socket
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from soak.mutations import MalformedRequests
from soak.serving import Client, free_port, serve
from soak.valid_requests import ARENA, REQUESTS, stream_requests
from soak.wire_mutations import broken, framed
from tablewright.engine import Service
from tablewright.engine.operations import OPERATIONS

_STREAMS = "DynamoDBStreams_20120810."
_LEDGER = {
    "TableName": "ledger",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "N"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
}
"""A table that no request names: what is in it must not change."""
_ENTRIES = [{"id": {"N": str(number)}, "text": {"S": f"entry {number} é"}} for number in range(200)]
_ANSWER_SECONDS = 10.0
_HALF_OPEN = 50


class Harm(Exception):
    """The server did what it must not do; says which request brought it about."""


class SlowClient(threading.Thread):
    """Sends whole requests a few bytes at a time, and must be answered like everyone else."""

    def __init__(self, port: int) -> None:
        super().__init__(daemon=True)
        self._port = port
        self.ending = threading.Event()
        self.answered = 0

    def run(self) -> None:
        """Send and read until told to end."""
        request = framed("DynamoDB_20120810.DescribeTable", b'{"TableName":"ledger"}')
        with socket.create_connection(("127.0.0.1", self._port), timeout=_ANSWER_SECONDS) as client:
            while not self.ending.is_set():
                for start in range(0, len(request), 16):
                    client.sendall(request[start : start + 16])
                    time.sleep(0.005)
                if not client.recv(65536).startswith(b"HTTP/1.1 200"):
                    return
                self.answered += 1


def main() -> int:
    """Send the requests; 1 if any did harm."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=20260101)
    parser.add_argument("--first", type=int, default=0, help="the number to begin with, to see one request again")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=".") as name:
        directory, port = Path(name) / "data", free_port()
        with open(Path(name) / "log", "w+b") as log:
            server = serve(directory, port, log)
            try:
                statuses = _fuzz(port, arguments.seed, range(arguments.first, arguments.first + arguments.requests))
                if server.poll() is not None:
                    raise Harm(f"the server ended with {server.returncode}")
                server.send_signal(signal.SIGTERM)
                server.wait(_ANSWER_SECONDS)
                log.seek(0)
                if b"Traceback" in (complaints := log.read()):
                    raise Harm(f"the server's log holds a traceback:\n{complaints.decode()}")
                _look_again(directory)
            except Harm as harm:
                print(harm)
                return 1
            finally:
                server.kill()
                server.wait()
    print(", ".join(f"{count} answered {status}" for status, count in sorted(statuses.items())))
    return 0


def _fuzz(port: int, seed: int, numbers: Sequence[int]) -> Counter[str]:
    requests = MalformedRequests(seed, [*REQUESTS, *_prepared(port)], list(OPERATIONS))
    half_open = [socket.create_connection(("127.0.0.1", port)) for _ in range(_HALF_OPEN)]
    for silent in half_open[::2]:
        silent.sendall(b"POST / HTTP/1.1\r\nContent-Length: 100\r\n\r\n{")
    slow = [SlowClient(port) for _ in range(3)]
    for client in slow:
        client.start()
    statuses: Counter[str] = Counter()
    client = Client(port, _ANSWER_SECONDS)
    for number in numbers:
        chance = random.Random(f"wire-{seed}-{number}")
        target, body = requests.make(number)
        try:
            if chance.random() < 0.2:
                statuses["after broken HTTP"] += 1
                _break(port, broken(chance, target, body))
                continue
            status, answer = client.send(target.encode().decode("latin-1"), body)
        except (OSError, TimeoutError) as error:
            raise Harm(f"request {number} of seed {seed} was not answered: {error!r}") from error
        statuses[str(status)] += 1
        if status >= 500 or (status != 404 and not isinstance(json.loads(answer or b"{}"), dict)):
            raise Harm(f"request {number} of seed {seed}, to {target}, was answered {status}: {answer[:300]!r}")
        if number % 1000 == 999:
            _check_ledger(client)
            client.call("CreateTable", ARENA)
    _check_ledger(client)
    for each in slow:
        each.ending.set()
        each.join(_ANSWER_SECONDS)
        if each.is_alive() or not each.answered:
            raise Harm("a slow client was left without an answer")
    for silent in half_open:
        silent.close()
    return statuses


def _prepared(port: int) -> list[tuple[str, dict[str, Any]]]:
    """Make the tables and fill the ledger; the real requests on the arena's stream."""
    client = Client(port)
    client.call("CreateTable", _LEDGER)
    for entry in _ENTRIES:
        client.call("PutItem", {"TableName": "ledger", "Item": entry})
    status, made = client.call("CreateTable", ARENA)
    if status != 200:
        raise Harm(f"the arena could not be made: {made}")
    arn = made["TableDescription"]["LatestStreamArn"]
    described = json.loads(client.send(f"{_STREAMS}DescribeStream", json.dumps({"StreamArn": arn}).encode())[1])
    shard = described["StreamDescription"]["Shards"][0]["ShardId"]
    asked = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    iterator = json.loads(client.send(f"{_STREAMS}GetShardIterator", json.dumps(asked).encode())[1])["ShardIterator"]
    client.close()
    return stream_requests(arn, shard, iterator)


def _break(port: int, sent: bytes) -> None:
    """Send broken HTTP and take what comes: an answer that is no 500, or the end of the connection."""
    with (
        socket.create_connection(("127.0.0.1", port), timeout=_ANSWER_SECONDS) as client,
        contextlib.suppress(ConnectionError),
    ):
        client.sendall(sent)
        client.shutdown(socket.SHUT_WR)
        received = b""
        while data := client.recv(1 << 20):
            received += data
        if b"HTTP/1.1 500" in received:
            raise Harm(f"{sent[:500]!r} was answered {received[:300]!r}")


def _check_ledger(client: Client) -> None:
    status, answer = client.call("Scan", {"TableName": "ledger", "ConsistentRead": True})
    if status != 200 or sorted(answer["Items"], key=lambda item: int(item["id"]["N"])) != _ENTRIES:
        raise Harm(f"the ledger is no longer what it was: {status} {str(answer)[:300]}")


def _look_again(directory: Path) -> None:
    """Open the data and look at the ledger, and whether the arena's counts are those of its items."""
    service = Service(directory)
    engine = service.region("us-east-1")
    entries = engine.call("Scan", {"TableName": "ledger"})["Items"]
    described = engine.call("DescribeTable", {"TableName": "arena"})["Table"]
    counted = engine.call("Scan", {"TableName": "arena", "Select": "COUNT"})["Count"]
    service.close()
    if len(entries) != len(_ENTRIES) or described["ItemCount"] != counted:
        raise Harm(f"{len(entries)} entries and {counted} items for {described['ItemCount']} after opening it again")


if __name__ == "__main__":
    sys.exit(main())
