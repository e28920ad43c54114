"""Writes that arrive together become durable together, and nobody hears of them before."""

import json
import threading
from pathlib import Path

import pytest

from tablewright.engine import DynamoDBError, Engine, Service

PUT = "DynamoDB_20120810.PutItem"
GET = "DynamoDB_20120810.GetItem"


def put_body(key: str, table: str = "notes") -> bytes:
    return json.dumps({"TableName": table, "Item": {"pk": {"S": key}}}).encode()


def get_body(key: str) -> bytes:
    return json.dumps({"TableName": "notes", "Key": {"pk": {"S": key}}}).encode()


def test_a_submitted_write_waits_for_the_flush(engine: Engine, notes: str) -> None:
    assert engine.submit(PUT, put_body("a")).status == 200
    assert engine.pending
    engine.flush()
    assert not engine.pending


def test_a_read_alone_waits_for_nothing(engine: Engine, notes: str) -> None:
    engine.submit(GET, get_body("a"))
    assert not engine.pending


def test_a_read_after_an_uncommitted_write_sees_it_and_waits_with_it(engine: Engine, notes: str) -> None:
    engine.submit(PUT, put_body("a"))
    reply = engine.submit(GET, get_body("a"))
    assert json.loads(reply.body)["Item"] == {"pk": {"S": "a"}}
    assert engine.pending


def test_a_refused_write_leaves_the_others_of_its_group_alone(engine: Engine, notes: str) -> None:
    engine.submit(PUT, put_body("a"))
    refused = engine.submit(PUT, put_body("", "notes"))
    engine.submit(PUT, put_body("b"))
    engine.flush()
    assert refused.status == 400
    found = [json.loads(engine.execute(GET, get_body(key)).body) for key in "ab"]
    assert all("Item" in answer for answer in found)


def test_when_the_storage_fails_nobody_of_the_group_is_told_of_success(engine: Engine, notes: str) -> None:
    engine.submit(PUT, put_body("a"))
    engine.database.execute("DROP TABLE items_1")  # what follows cannot be carried out
    assert engine.submit(PUT, put_body("b")).status == 500
    assert engine.submit(PUT, put_body("c")).status == 500
    assert engine.pending
    with pytest.raises(DynamoDBError, match="storage failed"):
        engine.flush()
    # The whole group was undone, the dropped storage with it, and the engine goes on.
    assert json.loads(engine.execute(GET, get_body("a")).body) == {}
    assert engine.execute(PUT, put_body("d")).status == 200


def test_a_commit_that_fails_fails_the_callers_who_wait_for_it(engine: Engine, notes: str) -> None:
    engine.submit(PUT, put_body("a"))
    engine.database.execute("DROP TABLE tables")  # the counts cannot be written at the commit
    with pytest.raises(DynamoDBError, match="storage failed"):
        engine.flush()
    assert not engine.pending
    assert engine.execute(PUT, put_body("b")).status == 200


def test_a_full_disk_refuses_writes_not_reads_and_what_was_acknowledged_stays(tmp_path: Path) -> None:
    service = Service(tmp_path)
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
    keys = [f"{number}" + "x" * 2000 for number in range(200)]
    ((pages,),) = engine.database.all("PRAGMA page_count")
    engine.database.execute(f"PRAGMA max_page_count = {pages + 20}")
    statuses = {key: engine.execute(PUT, put_body(key)).status for key in keys}
    assert set(statuses.values()) == {200, 500}
    full = next(key for key, status in statuses.items() if status == 500)
    assert b"database or disk is full" in engine.execute(PUT, put_body(full)).body
    acknowledged = {key for key, status in statuses.items() if status == 200}
    assert all("Item" in json.loads(engine.execute(GET, get_body(key)).body) for key in acknowledged)
    engine.database.execute("PRAGMA max_page_count = 1000000")
    assert engine.execute(PUT, put_body(full)).status == 200
    service.close()
    service = Service(tmp_path)
    found = service.region("us-east-1").call("Scan", {"TableName": "notes"})["Items"]
    service.close()
    assert {item["pk"]["S"] for item in found} == acknowledged | {full}


def test_threads_that_write_at_once_all_find_their_items(tmp_path: Path) -> None:
    service = Service(tmp_path)
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

    def write(thread: int) -> None:
        for number in range(20):
            assert engine.execute(PUT, put_body(f"{thread}-{number}")).status == 200

    threads = [threading.Thread(target=write, args=(thread,)) for thread in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert engine.call("DescribeTable", {"TableName": "notes"})["Table"]["ItemCount"] == 80
    service.close()

    reopened = Service(tmp_path)
    answer = reopened.region("us-east-1").call("DescribeTable", {"TableName": "notes"})
    assert answer["Table"]["ItemCount"] == 80
    reopened.close()


def test_an_error_answer_becomes_an_exception_for_a_direct_call(engine: Engine) -> None:
    with pytest.raises(DynamoDBError) as caught:
        engine.call("GetItem", {"TableName": "absent", "Key": {"pk": {"S": "a"}}})
    assert (caught.value.code, caught.value.message) == (
        "ResourceNotFoundException",
        "Requested resource not found",
    )
