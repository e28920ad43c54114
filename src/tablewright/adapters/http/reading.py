"""Bytes in, complete requests out: HTTP/1.x parsing under limits, without sockets."""

from collections.abc import Callable

import httptools

from tablewright.adapters.http.answers import Answer, head_too_large, malformed, refusal, too_large
from tablewright.adapters.http.limits import Limits

Receive = Callable[[bytes, bytes, dict[bytes, bytes], bytes, bool], None]
"""Takes a request: method, request target, headers by lower-case name, body, whether the connection persists."""


class RequestReader:
    """Cuts one connection's bytes into requests and hands each on when it is complete.

    The ``on_`` methods are called by the parser while it is fed.
    """

    __slots__ = (
        "_await_body",
        "_begun_in_feed",
        "_body",
        "_head_complete",
        "_headers",
        "_large_feed",
        "_limits",
        "_parser",
        "_receive",
        "_received",
        "_refusal",
        "_upgrading",
        "_url",
        "in_request",
    )

    def __init__(self, limits: Limits, receive: Receive, await_body: Callable[[], None]) -> None:
        """Hand requests to ``receive``; call ``await_body`` when a client waits for leave to send a body."""
        self._limits = limits
        self._receive = receive
        self._await_body = await_body
        self._parser = httptools.HttpRequestParser(self)
        self._refusal: Answer | None = None
        self._large_feed = False
        self._begun_in_feed = False
        """Whether the request in hand began in what is being fed, behind others perhaps."""
        self._received = 0
        """Bytes of the request in hand that came after those it began among."""
        self.in_request = False
        """Whether a request has begun and is not complete."""
        self.on_message_begin()
        self.in_request = False

    def feed(self, data: bytes) -> Answer | None:
        """Take what arrived. Returns the answer that ends the connection when what arrived cannot go on."""
        self._large_feed = len(data) > self._limits.head
        self._begun_in_feed = False
        rest = data
        while rest:
            try:
                self._parser.feed_data(rest)
                break
            except httptools.HttpParserUpgrade as upgrade:
                rest = self._decline_upgrade(rest[upgrade.args[0] :])
            except httptools.HttpParserCallbackError:
                raise
            except httptools.HttpParserError as error:
                return self._refusal or malformed(str(error))
        if self.in_request and not self._begun_in_feed:
            self._received += len(data)
            self._check_received()
        return self._refusal

    def release(self) -> None:
        """Let go of the parser, which refers back to this reader."""
        del self._parser

    def _check_received(self) -> None:
        """Hold an incomplete request to its limits, be it headers, chunk marks or trailers that go on."""
        limits = self._limits
        if not self._head_complete and self._received > limits.head:
            self._refuse(head_too_large(limits))
        elif self._received > limits.body + limits.head:
            self._refuse(too_large(limits))

    def _decline_upgrade(self, rest: bytes) -> bytes:
        """What to read on with where the parser stops, after the head of a request that offers another protocol.

        Answering in this one declines the offer (RFC 9110, 7.8): the head is read again, without it.
        """
        method = self._parser.get_method()
        self._parser = httptools.HttpRequestParser(self)
        if self._refusal is not None or method == b"CONNECT":
            self._refuse(malformed("CONNECT is for proxies"))
            return b""
        head = [b"%b %b HTTP/1.1" % (method, self._url)]
        for name, value in self._headers.items():
            if name not in (b"upgrade", b"connection", b"http2-settings"):
                head.append(b"%b: %b" % (name, value))
        return b"\r\n".join(head) + b"\r\n\r\n" + rest

    def _refuse(self, answer: Answer) -> None:
        if self._refusal is None:
            self._refusal = answer

    # -- called by the parser --------------------------------------------------------------------------

    def on_message_begin(self) -> None:
        """A request's first byte was seen."""
        self._url = b""
        self._headers: dict[bytes, bytes] = {}
        self._body: list[bytes] = []
        self._received = 0
        self._begun_in_feed = True
        self._head_complete = False
        self._upgrading = False
        self.in_request = True

    def on_url(self, url: bytes) -> None:
        """The request target, or the next part of it."""
        self._url += url

    def on_header(self, name: bytes, value: bytes) -> None:
        """A header, or a trailer: those come too late to count."""
        if not self._head_complete:
            self._headers[name.lower()] = value

    def on_headers_complete(self) -> None:
        """The head is complete: refuse what is known by now to be too much."""
        self._head_complete = True
        headers = self._headers
        if self._large_feed or not self._begun_in_feed:
            size = sum(len(name) + len(value) + 4 for name, value in headers.items()) + len(self._url)
            if size > self._limits.head:
                self._refuse(head_too_large(self._limits))
        if int(headers.get(b"content-length", b"0")) > self._limits.body:
            self._refuse(too_large(self._limits))
        if b"upgrade" in headers:
            self._upgrading = self._parser.should_upgrade()
        if b"expect" in headers and self._refusal is None and not self._upgrading:
            if headers[b"expect"].lower() != b"100-continue":
                self._refuse(refusal(417, "ExpectationFailedException", "Only Expect: 100-continue is understood"))
            elif self._parser.get_http_version() == "1.1":
                self._await_body()

    def on_body(self, body: bytes) -> None:
        """A part of the body."""
        if self._refusal is None:
            self._body.append(body)

    def on_message_complete(self) -> None:
        """The request is complete."""
        self.in_request = False
        parser = self._parser
        method = parser.get_method()
        if self._upgrading or method == b"CONNECT":
            return
        parts = self._body
        body = parts[0] if len(parts) == 1 else b"".join(parts)
        if len(body) > self._limits.body:
            self._refuse(too_large(self._limits))
        if self._refusal is None:
            self._receive(method, self._url, self._headers, body, parser.should_keep_alive())
