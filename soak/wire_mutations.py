"""HTTP as broken as clients can make it: wrong lengths, broken chunks, odd headers, no signature, no HTTP at all."""

import gzip
import random
import zlib
from collections.abc import Callable

from soak.serving import HEADERS

Framing = Callable[[random.Random, str, bytes], bytes]


def framed(
    target: str, body: bytes, *, headers: dict[str, str] | None = None, first: bytes = b"POST / HTTP/1.1"
) -> bytes:
    """The bytes of a well-formed call; ``headers`` come beside the usual ones, or in their place."""
    fields = {
        "Host": "localhost",
        **HEADERS,
        "X-Amz-Target": target,
        "Content-Length": str(len(body)),
        **(headers or {}),
    }
    lines = [f"{name}: {value}".encode("utf-8", "surrogateescape") for name, value in fields.items() if value]
    return b"\r\n".join([first, *lines, b"", b""]) + body


def broken(chance: random.Random, target: str, body: bytes) -> bytes:
    """The bytes of a call that is broken in one way or another."""
    return chance.choice(_FRAMINGS)(chance, target, body[:20_000])


def _wrong_length(chance: random.Random, target: str, body: bytes) -> bytes:
    lengths = ("0", "1", "-1", "abc", "99999999999999999999", "16777217", "0x10", "5, 5", "+5", " ", str(len(body) + 9))
    return framed(target, body, headers={"Content-Length": chance.choice(lengths)})


def _chunked(chance: random.Random, target: str, body: bytes) -> bytes:
    head = framed(
        target, b"", headers={"Content-Length": "", "Transfer-Encoding": chance.choice(("chunked", "gzip", "x"))}
    )
    marks = (b"%x\r\n" % len(body), b"zz\r\n", b"-1\r\n", b"f" * 40 + b"\r\n", b"\r\n", b"%x;x=y\r\n" % (len(body) + 1))
    return (
        head
        + chance.choice(marks)
        + body
        + chance.choice((b"\r\n0\r\n\r\n", b"0\r\n\r\n", b"\r\n0\r\nX: y\r\n\r\n", b""))
    )


def _compressed(chance: random.Random, target: str, body: bytes) -> bytes:
    packed = chance.choice(
        (gzip.compress(body), zlib.compress(body), body, gzip.compress(body)[:-5], gzip.compress(b"x" * 9_000_000))
    )
    encoding = chance.choice(("gzip", "deflate", "br", "gzip, gzip", "gzip, deflate", "", "x" * 300))
    return framed(target, packed, headers={"Content-Encoding": encoding})


def _headers(chance: random.Random, target: str, body: bytes) -> bytes:
    values = (
        "",
        " ",
        "x",
        "\x7f",
        "é",
        "名",
        "a" * 5000,
        "AWS4-HMAC-SHA256",
        "AWS4-HMAC-SHA256 Credential=////, ",
        "Bearer x",
    )
    names = (
        "Authorization",
        "X-Amz-Date",
        "Content-Type",
        "X-Amz-Target",
        "Host",
        "Expect",
        "Connection",
        "Upgrade",
        "Accept-Encoding",
        "Origin",
        "Transfer-Encoding",
    )
    return framed(
        target, body, headers={chance.choice(names): chance.choice(values) for _ in range(chance.randint(1, 3))}
    )


def _odd_scope(chance: random.Random, target: str, body: bytes) -> bytes:
    regions = ("../..", "US-EAST-1", "", "%00", "x" * 100, "eu-west-1/..", "é", "con")
    scoped = HEADERS["Authorization"].replace("us-east-1", chance.choice(regions))
    return framed(target, body, headers={"Authorization": scoped})


def _first_line(chance: random.Random, target: str, body: bytes) -> bytes:
    lines = (
        b"GET / HTTP/1.1",
        b"PUT / HTTP/1.1",
        b"POST /x HTTP/1.1",
        b"POST * HTTP/1.1",
        b"POST / HTTP/1.0",
        b"POST / HTTP/2.0",
        b"OPTIONS / HTTP/1.1",
        b"HEAD / HTTP/1.1",
        b"CONNECT a:1 HTTP/1.1",
        b"POST http://x/ HTTP/1.1",
        b"POST /?" + b"X-Amz-Algorithm&" * 50 + b" HTTP/1.1",
        b"POST / HTTP/1.1\r\nBad Header",
        b"POST  /  HTTP/1.1",
        b"POST",
        b"\x00",
        b"POST /" + b"a" * 70_000 + b" HTTP/1.1",
    )
    return framed(target, body, first=chance.choice(lines))


def _noise(chance: random.Random, target: str, body: bytes) -> bytes:
    whole = bytearray(framed(target, body))
    for _ in range(chance.randint(1, 8)):
        whole[chance.randrange(min(len(whole), 400))] ^= 1 << chance.randrange(8)
    return bytes(whole)


def _cut_short(chance: random.Random, target: str, body: bytes) -> bytes:
    whole = framed(target, body)
    return whole[: chance.randrange(len(whole))]


def _not_http(chance: random.Random, target: str, body: bytes) -> bytes:
    return chance.choice(
        (b"\x16\x03\x01\x02\x00\x01", b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", body, b"\r\n" * 500, chance.randbytes(500))
    )


def _pipelined(chance: random.Random, target: str, body: bytes) -> bytes:
    return framed(target, body) * chance.randint(2, 20) + _noise(chance, target, body)


_FRAMINGS: list[Framing] = [
    _wrong_length,
    _chunked,
    _compressed,
    _headers,
    _odd_scope,
    _first_line,
    _noise,
    _cut_short,
    _not_http,
    _pipelined,
]
