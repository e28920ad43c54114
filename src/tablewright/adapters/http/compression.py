"""Compressed bodies: taken in gzip and deflate, sent in gzip to clients that accept it."""

import re
import zlib

_GZIP = 16 + zlib.MAX_WBITS
_REFUSED = re.compile(rb"(?:gzip|\*)\s*;\s*q=0(?:\.0*)?\s*(?:,|$)")


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
    if not stream.eof or stream.unused_data:
        raise BadCompression
    return plain


def accepts_gzip(accept_encoding: bytes) -> bool:
    """Whether an Accept-Encoding header allows gzip."""
    accepted = accept_encoding.lower()
    return b"gzip" in accepted and not _REFUSED.search(accepted)


def gzipped(body: bytes) -> bytes:
    """The body compressed, at the level that costs least."""
    stream = zlib.compressobj(1, zlib.DEFLATED, _GZIP)
    return stream.compress(body) + stream.flush()
