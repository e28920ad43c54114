"""Compressed bodies: taken in gzip and deflate, and sent in them to clients that accept it."""

import re
import zlib

_GZIP = 16 + zlib.MAX_WBITS
_MEMBER = b"\x1f\x8b"
"""What a member of a gzip body begins with; a body may have several, one after the other."""
_CODING = re.compile(rb"\s*(gzip|deflate)\s*(?:;\s*q\s*=\s*([0-9.]+)\s*)?").fullmatch


class BadCompression(Exception):
    """The body is not what its Content-Encoding says."""


class BodyTooLarge(Exception):
    """The body, decompressed, is larger than the limit."""


class UnknownEncoding(Exception):
    """The Content-Encoding is one that is not spoken here."""


def decompressed(body: bytes, content_encoding: bytes, limit: int) -> bytes:
    """The body as it was before its encodings were applied; never more than ``limit`` bytes are held.

    Raises:
        UnknownEncoding: an encoding is neither gzip, deflate nor identity.
        BadCompression: the body is not in that encoding.
        BodyTooLarge: it is longer than ``limit``.
    """
    for encoding in reversed(content_encoding.lower().split(b",")):
        match encoding.strip():
            case b"gzip" | b"x-gzip":
                body = _inflate(body, _GZIP, limit)
            case b"deflate":
                # RFC 9110 means zlib's format, and some clients send the bare stream: told apart by zlib's
                # header.
                zlib_header = len(body) >= 2 and body[0] & 15 == 8 and int.from_bytes(body[:2]) % 31 == 0
                body = _inflate(body, zlib.MAX_WBITS if zlib_header else -zlib.MAX_WBITS, limit)
            case b"identity" | b"":
                pass
            case _:
                raise UnknownEncoding
    return body


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    stream = zlib.decompressobj(window)
    try:
        plain = stream.decompress(body, limit + 1)
    except zlib.error as error:
        raise BadCompression from error
    if len(plain) > limit:
        raise BodyTooLarge
    if not stream.eof:
        raise BadCompression
    if not stream.unused_data:
        return plain
    if window != _GZIP or not stream.unused_data.startswith(_MEMBER):
        raise BadCompression
    return _inflate_further(plain, stream.unused_data, limit)


def _inflate_further(plain: bytes, body: bytes, limit: int) -> bytes:
    """What the first member of a gzip body holds, with what those in ``body`` hold."""
    held = [plain]
    left = limit - len(plain)
    while body:
        stream = zlib.decompressobj(_GZIP)
        try:
            held.append(stream.decompress(body, left + 1))
        except zlib.error as error:
            raise BadCompression from error
        left -= len(held[-1])
        if left < 0:
            raise BodyTooLarge
        if not stream.eof:
            raise BadCompression
        body = stream.unused_data
    return b"".join(held)


def accepted_coding(accept_encoding: bytes) -> bytes | None:
    """The coding, gzip or deflate, that an Accept-Encoding header likes best; None where it allows neither."""
    best, coding = 0.0, None
    for element in accept_encoding.lower().split(b","):
        match = _CODING(element)
        if match is None:
            continue
        quality = _quality(match[2])
        if quality > best or (quality == best > 0 and match[1] == b"gzip"):
            best, coding = quality, match[1]
    return coding


def _quality(weight: bytes | None) -> float:
    """How well a coding is liked, from 0 to 1; what is no number says nothing against it."""
    try:
        return 1.0 if weight is None else float(weight)
    except ValueError:
        return 1.0


def compressed(body: bytes, coding: bytes) -> bytes:
    """The body in a coding that `accepted_coding` gave, at the level that costs least."""
    stream = zlib.compressobj(1, zlib.DEFLATED, _GZIP if coding == b"gzip" else zlib.MAX_WBITS)
    return stream.compress(body) + stream.flush()
