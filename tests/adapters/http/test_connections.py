"""Requests in the order they come, however they are cut, and answers in that order."""

import socket

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.adapters.engines import ScriptedEngine
from tests.adapters.wire import RunningServer, call, request

from tablewright.adapters.http.answers import Answer
from tablewright.adapters.http.limits import Limits
from tablewright.adapters.http.reading import RequestReader
from tablewright.engine import Reply

CHUNKED = call("ListTables").replace(b"Content-Length: 2\r\n", b"Transfer-Encoding: chunked\r\n").partition(b"{}")[0]


def _echo(body: bytes) -> Reply:
    return Reply(200, body)


def test_a_connection_serves_one_request_after_another(server: RunningServer) -> None:
    client = server.connect()
    for _ in range(3):
        assert client.ask(call("ListTables")).headers["connection"] == "keep-alive"


def test_pipelined_requests_are_answered_in_order(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("GetItem", _echo)
    engine.on("PutItem", _echo, writes=True)
    client = scripted.connect()
    operations = ["GetItem", "PutItem", "GetItem", "PutItem", "PutItem", "GetItem"]
    client.send(b"".join(call(each, b"%d" % n) for n, each in enumerate(operations)))
    assert [client.read().body for _ in operations] == [b"%d" % n for n in range(len(operations))]


def test_many_pipelined_requests_are_all_answered(server: RunningServer) -> None:
    client = server.connect()
    client.send(call("ListTables") * 2000)
    assert {client.read().status for _ in range(2000)} == {200}


def test_a_client_that_asks_to_close_gets_its_answer_and_the_end(server: RunningServer) -> None:
    client = server.connect()
    answer = client.ask(call("ListTables", headers=b"Connection: close\r\n"))
    assert (answer.status, answer.headers["connection"]) == (200, "close")
    assert client.ended()


def test_http_1_0_closes_unless_asked_to_stay(server: RunningServer) -> None:
    old = call("ListTables").replace(b"HTTP/1.1", b"HTTP/1.0")
    client = server.connect()
    assert client.ask(old).headers["connection"] == "close"
    assert client.ended()
    staying = old.replace(b"Host: localhost\r\n", b"Connection: keep-alive\r\n")
    client = server.connect()
    assert client.ask(staying).headers["connection"] == "keep-alive"
    assert client.ask(staying).status == 200


def test_a_chunked_body_is_put_together(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("ListTables", _echo)
    client = scripted.connect()
    answer = client.ask(CHUNKED + b'3\r\n{"a\r\n4;note=x\r\n":1}\r\n0\r\nX-Trailer: y\r\n\r\n')
    assert answer.body == b'{"a":1}'


def test_a_client_that_waits_for_leave_to_send_its_body_gets_it(server: RunningServer) -> None:
    client = server.connect()
    head, _, body = call("ListTables", headers=b"Expect: 100-continue\r\n").rpartition(b"\r\n\r\n")
    client.send(head + b"\r\n\r\n")
    assert client.read(bodiless=True).status == 100
    assert client.ask(body).status == 200


def test_another_expectation_is_refused(server: RunningServer) -> None:
    client = server.connect()
    assert client.ask(call("ListTables", headers=b"Expect: miracles\r\n")).status == 417
    assert client.ended()


def test_an_offer_to_upgrade_is_declined_by_answering(server: RunningServer) -> None:
    client = server.connect()
    offer = call("ListTables", headers=b"Connection: Upgrade\r\nUpgrade: h2c\r\n")
    assert client.ask(offer * 1500 + call("ListTables")).status == 200
    assert {client.read().status for _ in range(1500)} == {200}


def test_a_client_that_stops_sending_still_gets_its_answers(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("PutItem", _echo, writes=True)
    client = scripted.connect()
    client.send(call("PutItem", b"1") + call("PutItem", b"2"))
    client.socket.shutdown(socket.SHUT_WR)
    assert [client.read().body, client.read().body] == [b"1", b"2"]
    assert client.ended()


def test_a_client_that_vanishes_before_its_answer_harms_no_one(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("PutItem", _echo, writes=True)
    for _ in range(20):
        vanishing = scripted.connect()
        vanishing.send(call("PutItem", b"x" * 10_000) * 3)
        vanishing.socket.close()
    assert scripted.connect().ask(call("PutItem", b"1")).body == b"1"


def test_a_client_that_asks_for_more_than_it_reads_is_answered_as_it_reads(
    scripted: RunningServer, engine: ScriptedEngine
) -> None:
    engine.on("Scan", b"x" * 400_000)
    client = scripted.connect()
    client.send(call("Scan") * 60)
    assert scripted.connect().ask(call("Scan")).status == 200
    # The socket buffers of both sides hold a few megabytes; what is not read yet is not even computed.
    assert len(engine.calls) < 55
    assert {len(client.read().body) for _ in range(60)} == {400_000}


def test_an_absolute_request_target_is_its_path(server: RunningServer) -> None:
    assert server.connect().ask(call("ListTables", url=b"http://localhost:8000/")).status == 200


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(1, 400), max_size=30))
def test_requests_are_the_same_however_their_bytes_are_cut(cuts: list[int]) -> None:
    sent = (
        call("PutItem", b"1" * 50)
        + CHUNKED
        + b"2\r\n{}\r\n0\r\n\r\n"
        + request(b"GET", b"/long?path")
        + call("GetItem")
    )

    def read(pieces: list[bytes]) -> list[tuple[bytes, bytes, dict[bytes, bytes], bytes, bool]]:
        received: list[tuple[bytes, bytes, dict[bytes, bytes], bytes, bool]] = []
        reader = RequestReader(Limits(), lambda *each: received.append(each), lambda: None)
        refusals: list[Answer | None] = [reader.feed(piece) for piece in pieces]
        assert not any(refusals)
        return received

    pieces, rest = [], sent
    for cut in cuts:
        pieces.append(rest[:cut])
        rest = rest[cut:]
    whole = read([sent])
    assert len(whole) == 4
    assert read([piece for piece in [*pieces, rest] if piece]) == whole
