"""A commit group on its way to the disk: others go on beside it, and nobody is told before it is there."""

import json
import os
import shutil
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tablewright.engine import DynamoDBError, Engine, Flight, ManualClock, Service

PUT = "DynamoDB_20120810.PutItem"
GET = "DynamoDB_20120810.GetItem"
FIRST = {f"first-{number}" for number in range(10)}


@pytest.fixture
def service(tmp_path: Path) -> Iterator[Service]:
    service = Service(tmp_path / "data", clock=ManualClock())
    yield service
    service.close()


@pytest.fixture
def engine(service: Service) -> Engine:
    """An engine on disk that has written enough to log it."""
    engine = service.region("us-east-1")
    engine.call(
        "CreateTable",
        {
            "TableName": "notes",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
        },
    )
    for key in sorted(FIRST):
        assert engine.execute(PUT, put(key)).status == 200
    return engine


def put(key: str) -> bytes:
    return json.dumps({"TableName": "notes", "Item": {"pk": {"S": key}}}).encode()


def departed(engine: Engine, *keys: str) -> Flight:
    """A group that puts some items, sealed and not written yet."""
    for key in keys:
        engine.submit(PUT, put(key))
    flight = engine.seal()
    assert flight is not None
    return flight


def keys_of(engine: Engine) -> set[str]:
    return {item["pk"]["S"] for item in engine.call("Scan", {"TableName": "notes"})["Items"]}


def after_the_loss_of(directory: Path) -> set[str]:
    """What is found in a copy of a running engine's files."""
    copy = directory.with_name("lost")
    shutil.copytree(directory, copy)
    service = Service(copy)
    try:
        return keys_of(service.region("us-east-1"))
    finally:
        service.close()


def test_it_is_durable_once_it_is_written_and_not_before(tmp_path: Path, engine: Engine) -> None:
    flight = departed(engine, "a", "b")
    assert after_the_loss_of(tmp_path / "data") == FIRST
    shutil.rmtree(tmp_path / "lost")
    flight.write()
    assert after_the_loss_of(tmp_path / "data") == FIRST | {"a", "b"}
    engine.land(flight)
    assert not engine.pending


def test_the_next_group_begins_beside_it_and_sees_it(tmp_path: Path, engine: Engine) -> None:
    flight = departed(engine, "a")
    engine.submit(PUT, put("b"))
    seen = engine.submit(GET, json.dumps({"TableName": "notes", "Key": {"pk": {"S": "a"}}}).encode())
    assert json.loads(seen.body) == {"Item": {"pk": {"S": "a"}}}
    flight.write()
    engine.land(flight)
    assert engine.pending
    second = engine.seal()
    assert second is not None
    second.write()
    engine.land(second)
    assert after_the_loss_of(tmp_path / "data") == FIRST | {"a", "b"}


def test_what_is_read_beside_it_waits_for_it(engine: Engine) -> None:
    flight = departed(engine, "a")
    engine.submit(GET, json.dumps({"TableName": "notes", "Key": {"pk": {"S": "a"}}}).encode())
    assert engine.pending
    flight.write()
    engine.land(flight)
    assert not engine.pending


def test_if_it_does_not_get_there_neither_does_what_followed(
    tmp_path: Path, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(descriptor: int, data: memoryview, offset: int) -> int:
        raise OSError(5, "Input/output error")

    flight = departed(engine, "a")
    engine.submit(PUT, put("b"))
    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", failing)
        flight.write()
    with pytest.raises(DynamoDBError, match="the redo log could not be written"):
        engine.land(flight)
    with pytest.raises(DynamoDBError, match="the redo log could not be written"):
        engine.flush()
    assert keys_of(engine) == FIRST
    assert engine.execute(PUT, put("c")).status == 200
    assert after_the_loss_of(tmp_path / "data") == FIRST | {"c"}


def test_undoing_the_next_group_leaves_it_alone(tmp_path: Path, engine: Engine) -> None:
    flight = departed(engine, "a")
    writer = threading.Thread(target=flight.write)
    engine.database.execute("CREATE TRIGGER refuse BEFORE INSERT ON items_1 BEGIN SELECT raise(FAIL, 'no'); END")
    writer.start()
    assert engine.submit(PUT, put("b")).status == 500
    writer.join()
    engine.land(flight)
    assert keys_of(engine) == FIRST | {"a"}
    assert after_the_loss_of(tmp_path / "data") == FIRST | {"a"}


def test_a_caller_in_another_thread_is_answered_when_both_are_durable(tmp_path: Path, engine: Engine) -> None:
    flight = departed(engine, "a")
    statuses: list[int] = []
    caller = threading.Thread(target=lambda: statuses.append(engine.execute(PUT, put("b")).status))
    caller.start()
    flight.write()
    caller.join()
    engine.land(flight)
    assert statuses == [200]
    assert after_the_loss_of(tmp_path / "data") == FIRST | {"a", "b"}


def test_closing_waits_for_it(tmp_path: Path, service: Service, engine: Engine) -> None:
    flight = departed(engine, "a")
    writer = threading.Thread(target=flight.write)
    writer.start()
    service.close()
    writer.join()
    assert after_the_loss_of(tmp_path / "data") == FIRST | {"a"}


def test_nothing_departs_where_nothing_was_written(engine: Engine) -> None:
    assert engine.seal() is None
    engine.submit(GET, json.dumps({"TableName": "notes", "Key": {"pk": {"S": "first-1"}}}).encode())
    assert engine.seal() is None


def test_a_group_in_memory_is_settled_at_once() -> None:
    service = Service(None)
    engine = service.region("us-east-1")
    engine.submit(
        "DynamoDB_20120810.CreateTable",
        json.dumps(
            {
                "TableName": "notes",
                "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
                "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
                "BillingMode": "PAY_PER_REQUEST",
            }
        ).encode(),
    )
    assert engine.seal() is None
    assert not engine.pending
    service.close()
