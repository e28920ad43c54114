"""Clients that send too much, too slowly, or what is not HTTP get an answer, and cannot hold the server up."""

import pytest
from tests.adapters.engines import ScriptedEngine
from tests.adapters.wire import SIGNED, RawClient, RunningServer, call, request

from tablewright.adapters.http.limits import Limits

LIMITS = Limits()


def _read_for_ever(client: RawClient) -> None:
    while True:
        client.read()


def _send_for_ever(client: RawClient) -> None:
    while True:
        client.send(b"x" * 100_000)


def _announcing(length: int) -> bytes:
    return call("PutItem").replace(b"Content-Length: 2", b"Content-Length: %d" % length).removesuffix(b"{}")


def test_a_body_that_announces_itself_too_large_is_refused_at_once(server: RunningServer) -> None:
    client = server.connect()
    answer = client.ask(_announcing(LIMITS.body + 1))
    assert (answer.status, answer.error) == (413, "RequestEntityTooLarge")
    assert client.ended()


def test_a_client_that_sends_a_too_large_body_anyway_can_read_the_refusal(server: RunningServer) -> None:
    client = server.connect()
    client.send(_announcing(LIMITS.body + 1) + b"x" * (LIMITS.body + 1))
    assert client.read().status == 413
    assert client.ended()


def test_chunks_that_add_up_to_too_much_are_refused(server: RunningServer) -> None:
    client = server.connect()
    client.send(call("PutItem").replace(b"Content-Length: 2", b"Transfer-Encoding: chunked").removesuffix(b"{}"))
    chunk = b"100000\r\n" + b"x" * 0x100000 + b"\r\n"
    for _ in range(18):
        client.send(chunk)
    assert client.read().status == 413


def test_a_body_of_the_full_size_is_taken(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("PutItem", b"{}")
    assert scripted.connect().ask(call("PutItem", b"x" * LIMITS.body)).status == 200


@pytest.mark.parametrize("pieces", [1, 200])
def test_headers_without_end_are_refused(server: RunningServer, pieces: int) -> None:
    client = server.connect()
    endless = b"POST / HTTP/1.1\r\n" + b"".join(b"X-Padding-%d: %b\r\n" % (n, b"y" * 900) for n in range(200))
    size = -(-len(endless) // pieces)
    for n in range(pieces):
        client.send(endless[n * size : (n + 1) * size])
    if pieces == 1:
        client.send(b"\r\n")
    answer = client.read()
    assert (answer.status, answer.error) == (431, "RequestHeaderFieldsTooLarge")


@pytest.mark.parametrize(
    "garbage",
    [
        b"\x00\x01\x02\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"hello\r\n\r\n",
        b"CONNECT elsewhere:443 HTTP/1.1\r\nHost: elsewhere\r\n\r\n",
        b"POST / HTTP/9.9\r\n\r\n",
        b"POST / HTTP/1.1\r\nbad header\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: -5\r\n\r\n",
        b"POST / HTTP/1.1\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
        b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ],
)
def test_what_is_not_http_is_refused(server: RunningServer, garbage: bytes) -> None:
    client = server.connect()
    assert client.ask(garbage).status == 400
    assert client.ended()
    assert server.connect().ask(call("ListTables")).status == 200


def test_requests_before_the_garbage_are_answered(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("PutItem", b"{}", writes=True)
    client = scripted.connect()
    client.send(call("PutItem") + call("PutItem") + b"garbage\r\n\r\n")
    assert [client.read().status for _ in range(3)] == [200, 200, 400]
    assert client.ended()


def test_a_request_that_does_not_arrive_in_time_is_refused(server: RunningServer) -> None:
    client = server.connect()
    client.send(call("ListTables")[:-1])
    server.connect().ask(call("ListTables"))
    server.pass_seconds(LIMITS.request_seconds - 5)
    assert client.ask(b"}" + call("ListTables")[:-1]).status == 200
    server.pass_seconds(LIMITS.request_seconds * 2)
    answer = client.read()
    assert (answer.status, answer.error) == (408, "RequestTimeout")
    assert client.ended()


def test_a_client_that_never_sends_is_shed(server: RunningServer) -> None:
    silent = server.connect()
    busy = server.connect()
    assert busy.ask(call("ListTables")).status == 200
    server.pass_seconds(LIMITS.idle_seconds + 1)
    assert silent.ended()


def test_a_client_that_does_not_read_is_cut_off(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("Scan", b"x" * 1_000_000)
    deaf = scripted.connect()
    deaf.send(call("Scan") * 30)
    assert scripted.connect().ask(call("Scan")).status == 200
    scripted.pass_seconds(LIMITS.unread_seconds + 1)
    with pytest.raises((EOFError, ConnectionError)):
        _read_for_ever(deaf)


def test_a_client_that_lingers_after_a_refusal_is_cut_off(server: RunningServer) -> None:
    client = server.connect()
    assert client.ask(b"garbage\r\n\r\n").status == 400
    server.pass_seconds(LIMITS.linger_seconds + 1)
    with pytest.raises(ConnectionError):
        _send_for_ever(client)


def test_a_request_for_many_headers_within_the_limit_is_taken(server: RunningServer) -> None:
    many = b"".join(b"X-Padding-%d: %b\r\n" % (n, b"y" * 100) for n in range(400))
    assert server.connect().ask(call("ListTables", headers=many)).status == 200
    assert server.connect().ask(request(b"GET", b"/", SIGNED + many)).status == 200
