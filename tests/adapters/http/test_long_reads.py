"""A long read is done in slices; others are answered between them, and its own connection keeps its order."""

import asyncio
import socket
import struct
from threading import Event

from tests.adapters.engines import ScriptedEngine, ScriptedService
from tests.adapters.wire import RunningServer, call

from tablewright.adapters.http.answers import Answer, Call, UnfinishedAnswer
from tablewright.adapters.http.gateway import Gateway
from tablewright.adapters.http.limits import Limits
from tablewright.adapters.http.long_reads import LongReads
from tablewright.engine.operation import PausedAnswer


class LongRead:
    """A read that goes on until a test lets it end."""

    def __init__(self) -> None:
        self.begun = Event()
        self.may_end = Event()
        self.gone = Event()

    def __call__(self) -> PausedAnswer:
        self.begun.set()
        try:
            while not self.may_end.is_set():
                yield
            return b'{"Count":1}'
        finally:
            self.gone.set()


def test_others_are_answered_while_it_goes_on(scripted: RunningServer, engine: ScriptedEngine) -> None:
    read = LongRead()
    engine.on_long("Scan", read)
    engine.on("GetItem", b"{}")
    reader, other = scripted.connect(), scripted.connect()
    reader.send(call("Scan"))
    for _ in range(3):
        assert other.ask(call("GetItem")).status == 200
    read.may_end.set()
    answer = reader.read()
    assert (answer.status, answer.json) == (200, {"Count": 1})


def test_what_its_connection_asks_next_is_answered_after_it(scripted: RunningServer, engine: ScriptedEngine) -> None:
    read = LongRead()
    engine.on_long("Scan", read)
    engine.on("GetItem", b'{"Item":{}}')
    reader, other = scripted.connect(), scripted.connect()
    reader.send(call("GetItem") + call("Scan") + call("GetItem") + call("Scan") + call("GetItem"))
    assert reader.read().json == {"Item": {}}
    assert other.ask(call("GetItem")).status == 200
    read.may_end.set()
    assert [reader.read().json for _ in range(4)] == [{"Count": 1}, {"Item": {}}] * 2


def test_a_long_read_does_not_wait_for_another(scripted: RunningServer, engine: ScriptedEngine) -> None:
    first, second = LongRead(), LongRead()
    engine.on_long("Scan", first)
    engine.on_long("Query", second)
    scanning, querying = scripted.connect(), scripted.connect()
    scanning.send(call("Scan"))
    querying.send(call("Query"))
    second.may_end.set()
    assert querying.read().status == 200
    first.may_end.set()
    assert scanning.read().status == 200


def test_what_it_has_seen_is_durable_before_it_leaves(scripted: RunningServer, engine: ScriptedEngine) -> None:
    def read() -> PausedAnswer:
        yield
        engine.pending = True
        return b'{"Count":1}'

    engine.on_long("Scan", read)
    client = scripted.connect()
    assert client.ask(call("Scan")).status == 200
    assert engine.commits == 1
    engine.disk_fails = True
    assert client.ask(call("Scan")).status == 500


def test_it_is_answered_in_the_form_that_was_asked_for(scripted: RunningServer, engine: ScriptedEngine) -> None:
    read = LongRead()
    read.may_end.set()
    engine.on_long("Scan", read)
    asked = call("Scan", content_type=b"Content-Type: application/json\r\n", headers=b"Origin: x\r\n")
    answer = scripted.connect().ask(asked)
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["content-type"] == "application/json"


def test_a_defect_on_the_way_is_an_answer(scripted: RunningServer, engine: ScriptedEngine) -> None:
    def read() -> PausedAnswer:
        yield
        raise ZeroDivisionError

    engine.on_long("Scan", read)
    answer = scripted.connect().ask(call("Scan"))
    assert (answer.status, answer.error) == (500, "InternalServerError")


def test_it_ends_when_its_client_is_gone(scripted: RunningServer, engine: ScriptedEngine) -> None:
    read = LongRead()
    engine.on_long("Scan", read)
    client = scripted.connect()
    client.send(call("Scan"))
    assert read.begun.wait(5)
    reset = struct.pack("ii", 1, 0)
    client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, reset)
    client.socket.close()
    assert read.gone.wait(5)


def test_a_client_that_sends_no_more_is_answered_to_the_end(scripted: RunningServer, engine: ScriptedEngine) -> None:
    read = LongRead()
    engine.on_long("Scan", read)
    engine.on("GetItem", b"{}")
    client, other = scripted.connect(), scripted.connect()
    client.send(call("Scan") + call("GetItem"))
    client.socket.shutdown(socket.SHUT_WR)
    assert other.ask(call("GetItem")).status == 200
    read.may_end.set()
    assert [client.read().json for _ in range(2)] == [{"Count": 1}, {}]
    assert client.ended()


class _Counted:
    """A reader that ends after some slices."""

    def __init__(self, slices: int) -> None:
        self.left = slices
        self.done = 0

    def proceed(self) -> bool:
        self.done += 1
        self.left -= 1
        return not self.left


def test_a_turn_has_one_slice_of_those_that_came_and_one_of_those_that_had_one() -> None:
    async def turns() -> None:
        reads = LongReads(asyncio.get_running_loop())
        first, second, third, short = _Counted(9), _Counted(9), _Counted(9), _Counted(1)
        reads.add(first)
        await asyncio.sleep(0)
        assert (first.done, reads.crowded) == (1, False)
        for reader in (short, second, third):
            reads.add(reader)
        assert reads.crowded
        await asyncio.sleep(0)
        assert (first.done, short.done, second.done, third.done) == (2, 1, 1, 0)
        assert reads.crowded
        await asyncio.sleep(0)
        assert (third.done, reads.crowded) == (1, False)

    asyncio.run(turns())


def test_a_read_that_may_be_long_waits_where_others_have_begun(
    service: ScriptedService, engine: ScriptedEngine
) -> None:
    engine.on("Scan", b'{"Count":0}')
    engine.on("GetItem", b"{}")
    gateway = Gateway(service, Limits(), crowded=lambda: True)
    headers = {
        b"content-type": b"application/x-amz-json-1.0",
        b"authorization": b"AWS4-HMAC-SHA256 Credential=a, SignedHeaders=b, Signature=c",
        b"x-amz-date": b"today",
    }
    answers = []
    for operation in (b"GetItem", b"Scan"):
        headers[b"x-amz-target"] = b"DynamoDB_20120810." + operation
        call = gateway.admit(b"POST", b"/", headers, b"{}")
        assert isinstance(call, Call)
        answers.append(gateway.carry_out(call, headers))
    got, postponed = answers
    assert isinstance(got, Answer)
    assert isinstance(postponed, UnfinishedAnswer)
    assert engine.calls == ["GetItem"]
    scanned = gateway.proceed(postponed)
    assert scanned is not None
    assert scanned.body == b'{"Count":0}'
