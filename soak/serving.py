"""A server of the command line as a process of its own, and calls to it over HTTP."""

import http.client
import json
import socket
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

HEADERS = {
    "Content-Type": "application/x-amz-json-1.0",
    "X-Amz-Date": "20260101T000000Z",
    "Authorization": "AWS4-HMAC-SHA256 Credential=soak/20260101/us-east-1/dynamodb/aws4_request, "
    "SignedHeaders=host;x-amz-date, Signature=0",
}
_START_SECONDS = 20


class Client:
    """One connection to a server on this machine."""

    def __init__(self, port: int, timeout: float = 10) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)

    def send(self, target: str, body: bytes) -> tuple[int, bytes]:
        """The status and the body that a request body is answered with."""
        self._connection.request("POST", "/", body, HEADERS | {"X-Amz-Target": target})
        response = self._connection.getresponse()
        return response.status, response.read()

    def call(self, operation: str, request: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        """The status and the members that a request is answered with."""
        status, body = self.send(f"DynamoDB_20120810.{operation}", json.dumps(request).encode())
        return status, json.loads(body or b"{}")

    def close(self) -> None:
        """End the connection."""
        self._connection.close()


def free_port() -> int:
    """A port nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def command(directory: Path, port: int) -> Sequence[str]:
    """The command that serves a data directory."""
    return [sys.executable, "-m", "tablewright", "serve", "--data", str(directory), "--port", str(port)]


def serve(directory: Path, port: int, log: IO[bytes] | int | None = None) -> subprocess.Popen[bytes]:
    """Start a server on the directory and wait until it answers; what it complains of goes to ``log``."""
    server = subprocess.Popen(command(directory, port), stdout=subprocess.DEVNULL, stderr=log)
    deadline = time.monotonic() + _START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return server
        time.sleep(0.02)
    server.kill()
    raise SystemExit("the server did not start")
