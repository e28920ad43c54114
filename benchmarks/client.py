"""Requests as bytes, and a plain client for what is not measured: making tables and loading data."""

import http.client
import json
from typing import Any

HEADERS = {
    "Host": "localhost",
    "Content-Type": "application/x-amz-json-1.0",
    "Authorization": (
        "AWS4-HMAC-SHA256 Credential=BENCHMARK/20260101/us-east-1/dynamodb/aws4_request, "
        "SignedHeaders=host;x-amz-date;x-amz-target, Signature=" + "0" * 64
    ),
    "X-Amz-Date": "20260101T000000Z",
    "User-Agent": "benchmarks",
    "Accept-Encoding": "identity",
}


class Unanswered(Exception):
    """The engine refused a request, or does not know the operation."""


def encode(operation: str, request: dict[str, Any]) -> bytes:
    """A request as an SDK sends it; the signature is one no engine here verifies."""
    body = json.dumps(request, separators=(",", ":")).encode()
    headers = HEADERS | {"X-Amz-Target": _target(operation), "Content-Length": str(len(body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    return b"POST / HTTP/1.1\r\n" + head.encode() + b"\r\n" + body


class Client:
    """Calls one engine, each call on a connection of its own."""

    def __init__(self, port: int) -> None:
        self._port = port

    def call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        """The engine's answer.

        Raises:
            Unanswered: it is an error.
        """
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=30)
        try:
            connection.request("POST", "/", json.dumps(request), HEADERS | {"X-Amz-Target": _target(operation)})
            response = connection.getresponse()
            body = response.read()
        finally:
            connection.close()
        try:
            answer: dict[str, Any] = json.loads(body)
        except ValueError:
            raise Unanswered(f"{operation}: status {response.status}, {body[:100]!r}") from None
        if response.status != 200:
            error = str(answer.get("__type", response.status)).partition("#")[2] or str(response.status)
            raise Unanswered(f"{operation}: {error} {answer.get('message', answer.get('Message', ''))}")
        return answer


def _target(operation: str) -> str:
    return f"DynamoDB_20120810.{operation}"
