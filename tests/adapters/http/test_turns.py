"""What arrives together is done together, step by step, and nothing is acknowledged that is not durable."""

import asyncio
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from tests.adapters.engines import ScriptedCall, ScriptedEngine, ScriptedService
from tests.adapters.wire import SIGNED, RunningServer, call, running

from tablewright.adapters.http.answers import Answer, Call, UnfinishedAnswer
from tablewright.adapters.http.gateway import Gateway
from tablewright.adapters.http.turns import Request, Turns
from tablewright.engine import Engine, Reply, Service


class Steps:
    """A gateway and an engine that write down what is done, and clients that do."""

    region = "us-east-1"

    def __init__(self, *, writes: bool) -> None:
        self.done: list[str] = []
        self.pending = writes
        self._accepted = ScriptedCall("", b"", writes)

    def admit(self, method: bytes, url: bytes, headers: dict[bytes, bytes], body: bytes) -> Call:
        self.done.append(f"validate {url.decode()}")
        return Call(self, url.decode(), self._accepted, b"")  # type: ignore[arg-type]

    def carry_out(self, call: Call, headers: dict[bytes, bytes]) -> Answer:
        self.done.append(f"carry out {call.target}")
        return Answer(200, b"", b"", self if self.pending else None)  # type: ignore[arg-type]

    def flush(self) -> None:
        self.done.append("commit")


class Asker:
    """A client that writes down when it is answered."""

    def __init__(self, steps: Steps, name: str) -> None:
        self.must_wait = False
        self.postponed: list[Request] = []
        self._steps = steps
        self.request = Request(self, b"POST", name.encode(), {}, b"", True)
        self._name = name

    def postpone(self, request: Request) -> None:
        self.postponed.append(request)

    def read_on(self, unfinished: UnfinishedAnswer, persist: bool) -> None:
        raise AssertionError("nothing here takes long")

    def hold(self, answer: Answer, persist: bool) -> bool:
        return True

    def release(self, failed: Mapping[Engine, str]) -> None:
        self._steps.done.append(f"answer {self._name}")


def _turns(steps: Steps, clients: int) -> Turns:
    gateway: Gateway = steps  # type: ignore[assignment]
    return Turns(asyncio.get_running_loop(), gateway, range(clients))


def test_each_step_is_done_for_all_before_the_next() -> None:
    async def arrive() -> list[str]:
        steps = Steps(writes=True)
        turns = _turns(steps, clients=2)
        for name in "ab":
            turns.add(Asker(steps, name).request)
        await asyncio.sleep(0)
        return steps.done

    assert asyncio.run(arrive()) == [
        *("validate a", "validate b", "carry out a", "carry out b", "commit", "answer a", "answer b")
    ]


def test_a_write_waits_for_others_as_long_as_they_come() -> None:
    async def arrive() -> list[str]:
        steps = Steps(writes=True)
        turns = _turns(steps, clients=9)
        for name in "abc":
            turns.add(Asker(steps, name).request)
            await asyncio.sleep(0)
        steps.done.append("nobody comes")
        await asyncio.sleep(0)
        return steps.done

    done = asyncio.run(arrive())
    assert done[:4] == ["validate a", "validate b", "validate c", "nobody comes"]
    assert done.count("commit") == 1


def test_a_write_waits_for_nobody_once_every_client_has_asked() -> None:
    async def arrive() -> list[str]:
        steps = Steps(writes=True)
        _turns(steps, clients=1).add(Asker(steps, "a").request)
        await asyncio.sleep(0)
        return steps.done

    assert asyncio.run(arrive())[-1] == "answer a"


def test_reads_wait_for_nobody() -> None:
    async def arrive() -> list[str]:
        steps = Steps(writes=False)
        _turns(steps, clients=9).add(Asker(steps, "a").request)
        await asyncio.sleep(0)
        return steps.done

    assert asyncio.run(arrive()) == ["validate a", "carry out a", "answer a"]


def test_what_a_client_must_wait_for_is_put_off_and_not_validated_again() -> None:
    async def arrive() -> list[str]:
        steps = Steps(writes=False)
        turns = _turns(steps, clients=9)
        asker = Asker(steps, "a")
        asker.must_wait = True
        turns.add(asker.request)
        await asyncio.sleep(0)
        assert asker.postponed == [asker.request]
        asker.must_wait = False
        turns.add(asker.request)
        await asyncio.sleep(0)
        return steps.done

    assert asyncio.run(arrive()) == ["validate a", "carry out a", "answer a"]


def test_pipelined_writes_share_one_commit(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("PutItem", b"{}", writes=True)
    client = scripted.connect()
    client.send(call("PutItem") * 20)
    assert [client.read().status for _ in range(20)] == [200] * 20
    assert engine.commits < 20


def test_a_read_alone_costs_no_commit(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("GetItem", b"{}")
    scripted.connect().ask(call("GetItem"))
    assert engine.commits == 0


def test_when_the_commit_fails_no_one_who_waited_for_it_gets_an_answer_as_if_it_had_not(
    scripted: RunningServer, engine: ScriptedEngine
) -> None:
    engine.on("PutItem", b'{"written": true}', writes=True)
    engine.on("GetItem", b'{"seen": true}')
    engine.disk_fails = True
    client = scripted.connect()
    client.send(call("PutItem") + call("GetItem", headers=b"Origin: x\r\n"))
    for _ in range(2):
        answer = client.read()
        assert (answer.status, answer.error) == (500, "InternalServerError")
        assert answer.json["message"] == "disk full"
    assert answer.headers["access-control-allow-origin"] == "*"


def test_after_a_failed_commit_the_service_goes_on(scripted: RunningServer, engine: ScriptedEngine) -> None:
    engine.on("PutItem", b"{}", writes=True)
    engine.disk_fails = True
    client = scripted.connect()
    assert client.ask(call("PutItem")).status == 500
    engine.disk_fails = False
    assert client.ask(call("PutItem")).status == 200


def test_a_failing_commit_in_one_region_leaves_the_others_alone(
    scripted: RunningServer, service: ScriptedService, engine: ScriptedEngine
) -> None:
    engine.on("PutItem", b"{}", writes=True)
    engine.disk_fails = True
    service.region("eu-west-1").on("PutItem", b"{}", writes=True)
    client = scripted.connect()
    client.send(call("PutItem") + call("PutItem", signed=SIGNED.replace(b"us-east-1", b"eu-west-1")))
    assert [client.read().status, client.read().status] == [500, 200]


def test_a_defect_in_the_engine_is_an_answer_and_a_line_in_the_log(
    scripted: RunningServer, engine: ScriptedEngine, caplog: pytest.LogCaptureFixture
) -> None:
    def broken(body: bytes) -> Reply:
        raise ZeroDivisionError

    engine.on("GetItem", broken)
    client = scripted.connect()
    assert client.ask(call("GetItem")).status == 500
    assert "DynamoDB_20120810.GetItem failed" in caplog.text
    engine.on("GetItem", b"{}")
    assert client.ask(call("GetItem")).status == 200


def test_a_full_disk_is_told_in_the_engines_words_and_forgotten_when_there_is_space_again(tmp_path: Path) -> None:
    table = {
        "TableName": "Shops",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    small = call("PutItem", {"TableName": "Shops", "Item": {"id": {"S": "small"}}})
    large = call("PutItem", {"TableName": "Shops", "Item": {"id": {"S": "large"}, "text": {"S": "x" * 20_000}}})
    service = Service(tmp_path)
    database = service.region("us-east-1").database
    with running(service) as server:
        client = server.connect()
        assert client.ask(call("CreateTable", table)).status == 200
        (unlimited,) = database.all("PRAGMA max_page_count")[0]
        database.execute("PRAGMA max_page_count = 1").close()
        client.send(small + large)
        answers = [client.read() for _ in range(2)]
        database.execute(f"PRAGMA max_page_count = {unlimited}").close()
        again = client.ask(large)
    service.close()
    for answer in answers:
        assert (answer.status, answer.error) == (500, "InternalServerError")
        assert answer.json["message"] == "The storage failed: database or disk is full"
    assert again.status == 200


def test_writes_over_http_are_there_when_the_data_is_opened_again(
    tmp_path: Path, new_loop: Callable[[], asyncio.AbstractEventLoop]
) -> None:
    table = {
        "TableName": "Shops",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    item = {"id": {"S": "1"}, "name": {"S": "Corner"}}
    service = Service(tmp_path)
    with running(service, new_loop=new_loop) as server:
        client = server.connect()
        assert client.ask(call("CreateTable", table)).status == 200
        assert client.ask(call("PutItem", {"TableName": "Shops", "Item": item})).status == 200
    service.close()
    service = Service(tmp_path)
    with running(service, new_loop=new_loop) as server:
        answer = server.connect().ask(call("GetItem", {"TableName": "Shops", "Key": {"id": {"S": "1"}}}))
    service.close()
    assert answer.json == {"Item": item}
