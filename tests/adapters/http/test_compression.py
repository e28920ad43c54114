"""Compressed requests are read, large answers compressed for those who accept it, and nothing inflates unbounded."""

import gzip
import zlib
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.engines import ScriptedEngine
from tests.adapters.wire import RunningServer, call

from tablewright.adapters.http.compression import (
    BadCompression,
    BodyTooLarge,
    UnknownEncoding,
    accepted_coding,
    compressed,
    decompressed,
)


def _raw_deflate(body: bytes) -> bytes:
    stream = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    return stream.compress(body) + stream.flush()


def _in_two_members(body: bytes) -> bytes:
    return gzip.compress(body[:5]) + gzip.compress(body[5:])


@pytest.mark.parametrize(
    ("encoding", "compress"),
    [
        (b"gzip", gzip.compress),
        (b"gzip", _in_two_members),
        (b"deflate", zlib.compress),
        (b"deflate", _raw_deflate),
        (b"identity", bytes),
    ],
)
def test_a_compressed_request_is_read(server: RunningServer, encoding: bytes, compress: object) -> None:
    assert callable(compress)
    body = compress(b'{"Limit": 5}')
    answer = server.connect().ask(call("ListTables", body, headers=b"Content-Encoding: %b\r\n" % encoding))
    assert (answer.status, answer.json) == (200, {"TableNames": []})


@pytest.mark.parametrize(
    ("encoding", "body", "status"),
    [
        (b"br", b"{}", 415),
        (b"gzip", b"{}", 400),
        (b"gzip", gzip.compress(b"{}", mtime=0)[:-4], 400),
        (b"gzip", gzip.compress(b"{}", mtime=0) + b"more", 400),
        (b"gzip", gzip.compress(b"{", mtime=0) + gzip.compress(b"}", mtime=0)[:-4], 400),
        (b"gzip", gzip.compress(b"{", mtime=0) + b"\x1f\x8b of no gzip", 400),
        (b"deflate", zlib.compress(b"{}") * 2, 400),
    ],
)
def test_a_body_that_cannot_be_decompressed_is_refused(
    server: RunningServer, encoding: bytes, body: bytes, status: int
) -> None:
    client = server.connect()
    assert client.ask(call("ListTables", body, headers=b"Content-Encoding: %b\r\n" % encoding)).status == status
    assert client.ask(call("ListTables")).status == 200


@pytest.mark.parametrize(
    "bomb", [gzip.compress(b"x" * (17 << 20)), gzip.compress(b"x" * (9 << 20)) * 2], ids=["one member", "two members"]
)
def test_a_body_that_inflates_beyond_the_limit_is_refused(server: RunningServer, bomb: bytes) -> None:
    answer = server.connect().ask(call("ListTables", bomb, headers=b"Content-Encoding: gzip\r\n"))
    assert (answer.status, answer.error) == (413, "RequestEntityTooLarge")


def test_a_large_answer_is_compressed_and_its_checksum_is_of_what_is_sent(
    scripted: RunningServer, engine: ScriptedEngine
) -> None:
    engine.on("Scan", b"x" * 50_000)
    answer = scripted.connect().ask(call("Scan", headers=b"Accept-Encoding: gzip, deflate\r\n"))
    assert answer.headers["content-encoding"] == "gzip"
    assert len(answer.body) < 1000
    assert gzip.decompress(answer.body) == b"x" * 50_000
    assert answer.headers["x-amz-crc32"] == str(zlib.crc32(answer.body))


def test_a_small_answer_is_sent_as_it_is(server: RunningServer) -> None:
    answer = server.connect().ask(call("ListTables", headers=b"Accept-Encoding: gzip\r\n"))
    assert "content-encoding" not in answer.headers


@pytest.mark.parametrize(
    ("header", "coding"),
    [
        (b"", None),
        (b"identity", None),
        (b"gzip", b"gzip"),
        (b"deflate", b"deflate"),
        (b"deflate, GZIP", b"gzip"),
        (b"gzip, deflate", b"gzip"),
        (b"deflate, GZIP;q=0.5", b"deflate"),
        (b"gzip;q=0.3,deflate; q=0.7", b"deflate"),
        (b"gzip;q=0", None),
        (b"gzip; q=0.000, br", None),
        (b"gzip;q=0, deflate", b"deflate"),
        (b"gzip;q=1.2.3", b"gzip"),
    ],
)
def test_an_answer_is_sent_in_the_coding_that_is_liked_best(header: bytes, coding: bytes | None) -> None:
    assert accepted_coding(header) == coding


def test_an_answer_is_sent_in_deflate_to_those_who_accept_no_other(
    scripted: RunningServer, engine: ScriptedEngine
) -> None:
    engine.on("Scan", b"x" * 50_000)
    answer = scripted.connect().ask(call("Scan", headers=b"Accept-Encoding: deflate\r\n"))
    assert answer.headers["content-encoding"] == "deflate"
    assert zlib.decompress(answer.body) == b"x" * 50_000


@given(st.binary(max_size=5000), st.sampled_from([(b"gzip", gzip.compress), (b"deflate", zlib.compress)]))
def test_decompression_undoes_compression(body: bytes, how: tuple[bytes, object]) -> None:
    encoding, compress = how
    assert callable(compress)
    assert decompressed(compress(body), encoding, 5000) == body
    assert decompressed(compressed(compress(body), b"gzip"), encoding + b", gzip", 10_000) == body


@given(st.binary(max_size=200), st.sampled_from([b"gzip", b"deflate", b"gzip, deflate"]))
def test_arbitrary_bytes_are_decompressed_or_refused(body: bytes, encoding: bytes) -> None:
    with suppress(BadCompression, BodyTooLarge, UnknownEncoding):
        assert len(decompressed(body, encoding, 100)) <= 100
