"""How much, and how long, the HTTP server lets a client ask of it."""

from typing import NamedTuple

from tablewright.values.limits import MAX_REQUEST_BYTES


class Limits(NamedTuple):
    """The bounds one connection is held to. Sizes are bytes, times are seconds."""

    head: int = 64 * 1024
    """Request line and headers together; more is answered 431."""

    body: int = MAX_REQUEST_BYTES
    """A request's body, before and after decompression: DynamoDB's own maximum; more is answered 413."""

    turn: int = 1024 * 1024
    """Answers made for one connection before the others get their turn."""

    compress: int = 4096
    """The smallest answer that is compressed for a client that accepts gzip or deflate."""

    request_seconds: float = 60.0
    """From a request's first byte to its last; slower is answered 408."""

    idle_seconds: float = 300.0
    """Between two requests on a connection; a longer silence closes it."""

    unread_seconds: float = 60.0
    """How long a client may leave its answers unread before it is cut off."""

    linger_seconds: float = 2.0
    """How long input is still swallowed after a refusal that ends a connection, so that the refusal is read.
    """

    stop_seconds: float = 5.0
    """How long a stopping server waits for requests that have begun to arrive."""
