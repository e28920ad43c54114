"""From a parsed HTTP request to its answer, without sockets: what of HTTP is an API call, and what is not.

Amazon looks at a request in this order: the content type, the JSON, the target, the authentication, and only
then at what the operation says. The errors come in that order here too.
"""

import logging
from collections.abc import Callable
from typing import TYPE_CHECKING

from tablewright.adapters.http.answers import (
    ALLOW_ORIGIN,
    JSON,
    Answer,
    Call,
    UnfinishedAnswer,
    internal_server_error,
    no_such_page,
    refusal,
    too_large,
)
from tablewright.adapters.http.authentication import Authenticator, Headers
from tablewright.adapters.http.compression import (
    BadCompression,
    BodyTooLarge,
    UnknownEncoding,
    accepted_coding,
    compressed,
    decompressed,
)
from tablewright.adapters.http.limits import Limits
from tablewright.engine import PausedReply, Reply, Service, StorageError
from tablewright.engine.operations import OPERATIONS
from tablewright.engine.wire import NOT_READ, decode, encode

if TYPE_CHECKING:
    from tablewright.adapters.http.signatures import SignatureVerifier

_log = logging.getLogger(__name__)

_API_CONTENT_TYPES = (b"application/x-amz-json-1.0", b"application/json")
_TYPE_OF_NOTHING = b"application/json"
_MAY_BE_LONG = frozenset(f"DynamoDB_20120810.{name}" for name in ("Scan", "Query", "ExecuteStatement"))
_DESCRIBE_ENDPOINTS = "DynamoDB_20120810.DescribeEndpoints"
_PREFLIGHT_SECONDS = b"Access-Control-Max-Age: 172800\r\n"


class Gateway:
    """Answers requests from a service's engines. What they wrote is durable only after the engines' flush."""

    def __init__(
        self,
        service: Service,
        limits: Limits,
        *,
        region: str = "us-east-1",
        verifier: "SignatureVerifier | None" = None,
        crowded: Callable[[], bool] = lambda: False,
    ) -> None:
        """Serve ``service``; ``region`` answers requests whose credentials name none.

        While ``crowded``, reads that may be long are postponed.
        With a ``verifier`` only requests that it finds rightly signed are answered; without, any credentials do.
        """
        self._service = service
        self._limits = limits
        self._region = region
        self._authenticator = Authenticator(region)
        self._verifier = verifier
        self._crowded = crowded

    def admit(self, method: bytes, url: bytes, headers: Headers, body: bytes) -> Answer | Call:
        """The call of the API that a request is, or the answer if it is none, or one that is refused already.

        ``url`` is the request line's target, ``headers`` have names in lower case.
        """
        path, _, query = url.partition(b"?")
        if not path.startswith(b"/"):
            path = _path_of(path)
        try:
            if method == b"POST" and path == b"/":
                admitted = self._called(query, headers, body)
            else:
                admitted = self._visited(method, path, headers)
        except Exception:
            admitted = _failed(headers.get(b"x-amz-target", b"").decode("latin-1"))
        return admitted if isinstance(admitted, Call) else self._addressed(admitted, headers)

    def carry_out(self, call: Call, headers: Headers) -> Answer | UnfinishedAnswer:
        """The answer to a call that was made with ``headers``, or what `proceed` makes it of."""
        if call.target in _MAY_BE_LONG and self._crowded():
            return UnfinishedAnswer(call, None, headers)
        try:
            reply = call.engine.perform(call.accepted)
        except Exception:
            return self._addressed(_failed(call.target, call.content_type), headers)
        if isinstance(reply, PausedReply):
            return UnfinishedAnswer(call, reply, headers)
        return self._replied(call, reply, headers)

    def proceed(self, unfinished: UnfinishedAnswer) -> Answer | None:
        """Go on with an answer for some milliseconds; None if it is still not finished."""
        call, headers = unfinished.call, unfinished.request_headers
        try:
            if unfinished.paused is None:
                reply = call.engine.perform(call.accepted)
            else:
                reply = call.engine.resume(unfinished.paused)
        except Exception:
            return self._addressed(_failed(call.target, call.content_type), headers)
        if isinstance(reply, PausedReply):
            unfinished.paused = reply
            return None
        return self._replied(call, reply, headers)

    def _replied(self, call: Call, reply: Reply, headers: Headers) -> Answer:
        engine = call.engine
        if call.target == _DESCRIBE_ENDPOINTS and b"host" in headers:
            reply = _endpoint_here(reply, headers[b"host"])
        answer = Answer(reply.status, reply.body, call.content_type, engine if engine.pending else None)
        return self._addressed(answer, headers)

    def _addressed(self, answer: Answer, headers: Headers) -> Answer:
        """The answer with what its client's headers ask for."""
        if b"origin" in headers:
            answer.headers += ALLOW_ORIGIN
        if len(answer.body) >= self._limits.compress and b"accept-encoding" in headers:
            coding = accepted_coding(headers[b"accept-encoding"])
            if coding is not None:
                answer.body = compressed(answer.body, coding)
                answer.headers += b"Content-Encoding: %b\r\n" % coding
        return answer

    # -- calls of the API ------------------------------------------------------------------------------

    def _called(self, query: bytes, headers: Headers, body: bytes) -> Answer | Call:
        content_type = headers.get(b"content-type", b"")
        if content_type not in _API_CONTENT_TYPES:
            content_type = content_type.partition(b";")[0].strip().lower()
            if content_type not in _API_CONTENT_TYPES:
                if body:
                    return no_such_page()
                # What type nothing is of does not matter.
                content_type = _TYPE_OF_NOTHING
        plain = body
        if b"content-encoding" in headers:
            try:
                plain = decompressed(body, headers[b"content-encoding"], self._limits.body)
            except (BadCompression, BodyTooLarge, UnknownEncoding) as error:
                return self._not_decompressed(error, headers[b"content-encoding"])
        target = headers.get(b"x-amz-target", b"").decode("latin-1")
        region = self._authenticator.region(headers, query)
        if self._verifier is not None and isinstance(region, str):
            region = self._verifier.refusal(b"POST", query, headers, body) or region
        if isinstance(region, str):
            return self._accepted(region, target, plain, content_type)
        refused = _error_before_authentication(target, plain) or region
        refused.content_type = content_type
        return refused

    def _accepted(self, region: str, target: str, body: bytes, content_type: bytes) -> Answer | Call:
        if not body and target not in OPERATIONS:
            return refusal(400, "UnknownOperationException", content_type=content_type)
        try:
            engine = self._service.region(region)
        except (ValueError, StorageError) as error:
            return _unavailable(region, error, content_type)
        accepted = engine.accept(target, body)
        if isinstance(accepted, Reply):
            return Answer(accepted.status, accepted.body, content_type)
        return Call(engine, target, accepted, content_type)

    def _not_decompressed(self, error: Exception, content_encoding: bytes) -> Answer:
        encoding = content_encoding.decode("latin-1")
        match error:
            case BodyTooLarge():
                return too_large(self._limits)
            case UnknownEncoding():
                message = f"Content-Encoding {encoding} is not understood: send gzip, deflate or none"
                return refusal(415, "UnsupportedMediaTypeException", message, member="Message")
            case _:
                message = f"The body is not {encoding}, as its Content-Encoding says"
                return refusal(400, "SerializationException", message, member="Message")

    # -- everything else -------------------------------------------------------------------------------

    def _visited(self, method: bytes, path: bytes, headers: Headers) -> Answer:
        if method == b"GET" and path == b"/":
            health = f"healthy: dynamodb.{self._region}.amazonaws.com "
            return Answer(200, health.encode(), b"text/plain")
        if method == b"OPTIONS" and b"origin" in headers:
            return Answer(200, b"", b"", headers=_preflight(headers))
        return no_such_page(headers_alone=method == b"HEAD")


def _unavailable(region: str, error: ValueError | StorageError, content_type: bytes) -> Answer:
    """The answer where ``region`` is not the name of one, or its data cannot be opened."""
    if isinstance(error, StorageError):
        _log.error("region %s cannot be opened: %s", region, error)
        return internal_server_error(content_type=content_type)
    message = f"Credential should be scoped to a valid region, not '{region}'."
    return refusal(400, "InvalidSignatureException", message, content_type=content_type)


def _endpoint_here(reply: Reply, host: bytes) -> Reply:
    """The endpoint that a client has found already, for it not to go on to Amazon with what it asks here."""
    described = decode(reply.body)
    for endpoint in described["Endpoints"]:
        endpoint["Address"] = host.decode("latin-1")
    return Reply(reply.status, encode(described))


def _failed(target: str, content_type: bytes = JSON) -> Answer:
    """The answer where the engine or the server has failed by a defect, which goes to the log."""
    _log.exception("a request for %s failed", target)
    return internal_server_error(content_type=content_type)


def _path_of(url: bytes) -> bytes:
    """The path of an absolute URL, as sent to a proxy; servers take it too (RFC 9112, 3.2.2)."""
    _, scheme, rest = url.partition(b"://")
    return b"/" + rest.partition(b"/")[2] if scheme else url


def _preflight(headers: Headers) -> bytes:
    """What a browser may send: whatever it asks to, for two days, as Amazon answers it."""
    allowed = b""
    for asked, granted in (
        (b"access-control-request-headers", b"Access-Control-Allow-Headers: %b\r\n"),
        (b"access-control-request-method", b"Access-Control-Allow-Methods: %b\r\n"),
    ):
        if asked in headers:
            allowed += granted % headers[asked]
    return allowed + _PREFLIGHT_SECONDS


def _error_before_authentication(target: str, body: bytes) -> Answer | None:
    """What is wrong with a request that counts before its missing credentials, if anything is.

    No body at all is told only once the request is known to be of an operation, and signed.
    """
    try:
        decode(body or b"{}")
    except NOT_READ:
        return refusal(400, "SerializationException")
    if target not in OPERATIONS:
        return refusal(400, "UnknownOperationException")
    return None
