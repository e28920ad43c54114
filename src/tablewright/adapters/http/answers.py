"""Answers on their way out: the engine's replies, the server's own refusals, and their form on the wire."""

import itertools
import os
import time
import zlib
from base64 import b32encode
from collections.abc import Mapping
from http import HTTPStatus
from typing import NamedTuple

from tablewright.adapters.http.limits import Limits
from tablewright.engine import Accepted, Engine, PausedReply
from tablewright.engine.wire import encode

JSON = b"application/x-amz-json-1.0"
ALLOW_ORIGIN = (
    b"Access-Control-Allow-Origin: *\r\n"
    b"Access-Control-Expose-Headers: x-amzn-RequestId,x-amzn-ErrorType,x-amzn-ErrorMessage,Date\r\n"
)
"""Sent to a browser's pages, whatever their origin, as Amazon's services send it: who asked may read the request id."""

UNTOLD_FAILURE = "The request could not be carried out and changed nothing; the server's log says why"
"""What a client is told of a failure that means nothing to it: a defect."""

_HTTP_DATE = "%a, %d %b %Y %H:%M:%S GMT"
_STATUS_LINES = {status.value: f"HTTP/1.1 {status.value} {status.phrase}\r\n".encode() for status in HTTPStatus}


class Answer:
    """What is sent for one request.

    ``engine`` is the region whose commit it waits for, None if it waits for none.
    """

    __slots__ = ("body", "content_type", "engine", "headers", "status")

    bodyless = False

    def __init__(
        self,
        status: int,
        body: bytes,
        content_type: bytes,
        engine: Engine | None = None,
        headers: bytes = b"",
    ) -> None:
        self.status = status
        self.body = body
        self.content_type = content_type
        self.engine = engine
        self.headers = headers
        """Further header lines, each ending in CRLF."""


class Call(NamedTuple):
    """A request that is a call of the API, valid as far as can be told without the tables."""

    engine: Engine
    target: str
    accepted: Accepted
    content_type: bytes


class UnfinishedAnswer:
    """What will be sent for ``call`` once a long read is finished; ``request_headers`` say in which form."""

    __slots__ = ("call", "paused", "request_headers")

    def __init__(self, call: Call, paused: PausedReply | None, request_headers: Mapping[bytes, bytes]) -> None:
        """``paused`` is how far it has come; None if it has not begun."""
        self.call = call
        self.paused = paused
        self.request_headers = request_headers


def refusal(
    status: int, code: str, message: str = "", *, member: str = "message", content_type: bytes = JSON
) -> Answer:
    """An error of the service's front end, with the body Amazon's has.

    ``code`` is its name without namespace.
    """
    body = {"__type": f"com.amazon.coral.service#{code}"}
    if message:
        body[member] = message
    return Answer(status, encode(body), content_type)


class HeadersAlone(Answer):
    """What is sent for HEAD: the headers of an answer, its body's length and checksum among them."""

    __slots__ = ()

    bodyless = True


def no_such_page(*, headers_alone: bool = False) -> Answer:
    """Anything that is not a call of the API: Amazon answers every such request alike."""
    kind = HeadersAlone if headers_alone else Answer
    return kind(404, b"<UnknownOperationException/>\n", b"application/xml")


def internal_server_error(message: str = UNTOLD_FAILURE, content_type: bytes = JSON) -> Answer:
    """The request could not be carried out."""
    body = {"__type": "com.amazonaws.dynamodb.v20120810#InternalServerError", "message": message}
    return Answer(500, encode(body), content_type)


def not_durable(answer: Answer, message: str) -> Answer:
    """What is sent instead of an answer whose transaction could not be committed; ``message`` says why not."""
    failure = internal_server_error(message, answer.content_type)
    failure.headers = ALLOW_ORIGIN if ALLOW_ORIGIN in answer.headers else b""
    return failure


def malformed(complaint: str) -> Answer:
    """What arrived is not HTTP."""
    return refusal(400, "BadRequestException", f"The request is not HTTP/1.1: {complaint}", member="Message")


def head_too_large(limits: Limits) -> Answer:
    """The request line and headers exceed the limit."""
    message = f"The request's headers are larger than {limits.head:,} bytes"
    return refusal(431, "RequestHeaderFieldsTooLarge", message, member="Message")


def too_large(limits: Limits) -> Answer:
    """The body exceeds the limit, as it came or decompressed."""
    message = f"The request's body is larger than {limits.body:,} bytes"
    return refusal(413, "RequestEntityTooLarge", message, member="Message")


def too_slow(limits: Limits) -> Answer:
    """The request did not arrive in time."""
    message = f"The request was not complete after {limits.request_seconds:g} seconds"
    return refusal(408, "RequestTimeout", message, member="Message")


class Envelope:
    """Writes the head of every answer: request ids, checksum, date.

    A request id looks like Amazon's: 52 capital letters and digits, unique to the request.
    """

    def __init__(self) -> None:
        self._id_prefix = b32encode(os.urandom(23))[:36]
        self._numbers = itertools.count(1)
        self._date = b""
        self.refresh_date()

    def refresh_date(self) -> None:
        """Let the Date header say what time it is now; called a few times a second rather than for every answer."""
        self._date = b"Server: Server\r\nDate: %b\r\n" % time.strftime(_HTTP_DATE, time.gmtime()).encode()

    def seal(self, answer: Answer, connection: bytes) -> bytes:
        """The bytes of an answer. ``connection`` is a Connection header line ending in CRLF.

        The checksum is of the body as it is sent, compressed or not, as the SDKs verify it.
        """
        body = answer.body
        content_type = answer.content_type
        return b"%b%b%bContent-Length: %d\r\n%b%bx-amzn-RequestId: %b%016X\r\nx-amz-crc32: %d\r\n\r\n%b" % (
            _STATUS_LINES[answer.status],
            self._date,
            b"Content-Type: %b\r\n" % content_type if content_type else b"",
            len(body),
            connection,
            answer.headers,
            self._id_prefix,
            next(self._numbers),
            zlib.crc32(body),
            b"" if answer.bodyless else body,
        )
