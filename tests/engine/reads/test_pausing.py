"""A long page can be paused between its chunks."""

import threading
from typing import Any

import pytest
from tests.engine.conftest import Call
from tests.engine.reads.orders import ORDERS, order

from tablewright.engine import DynamoDBError, Engine, ManualClock, PausedReply, Reply
from tablewright.engine.operation import Operation, PausedAnswer
from tablewright.engine.operations import scan
from tablewright.engine.reads.pages import CHUNK_ROWS, Paused, read_page
from tablewright.engine.reads.source import ReadSource
from tablewright.engine.requests.structures import Structure
from tablewright.engine.storage.keys import HIGHEST
from tablewright.engine.wire import decode, encode


def test_a_page_pauses_after_each_chunk_and_goes_on_where_it_stopped(orders: Engine, call: Call) -> None:
    total = CHUNK_ROWS + 10
    for number in range(total):
        call("PutItem", TableName="orders", Item=order("cy", number))
    asked = scan.prepare({"TableName": "orders"})
    source = ReadSource(orders.table("orders"), None, 0.0)
    page = read_page(source, asked.reading, (b"", HIGHEST))
    next(page)
    call("DeleteItem", TableName="orders", Key={"customer": {"S": "cy"}, "number": {"S": f"{total - 1:03d}"}})
    answer = decode(_completed(page))
    assert [int(item["number"]["S"]) for item in answer["Items"]] == list(range(total - 1))


def _completed(page: Paused[bytes]) -> bytes:
    while True:
        try:
            next(page)
        except StopIteration as end:
            return bytes(end.value)


PUT = "DynamoDB_20120810.PutItem"
SCAN = "DynamoDB_20120810.Scan"
WHOLE = encode({"TableName": "orders"})


@pytest.fixture
def many(orders: Engine) -> Engine:
    """The table ``orders`` with more of them than are read in one go."""
    for number in range(CHUNK_ROWS + 10):
        attributes = {"zone": {"S": "north"}}
        assert orders.submit(PUT, _put(order("cy", number, **attributes))).status == 200
    orders.flush()
    return orders


def _put(item: dict[str, Any]) -> bytes:
    return encode({"TableName": "orders", "Item": item})


def _finished(engine: Engine, reply: Reply | PausedReply) -> Reply:
    while isinstance(reply, PausedReply):
        reply = engine.resume(reply)
    return reply


def test_a_submitted_scan_is_paused_and_ends_as_if_it_had_not_been(many: Engine) -> None:
    paused = many.submit(SCAN, WHOLE)
    assert isinstance(paused, PausedReply)
    assert _finished(many, paused) == many.execute(SCAN, WHOLE)


EXECUTE = "DynamoDB_20120810.ExecuteStatement"


def _statement(text: str) -> bytes:
    return encode({"Statement": text})


def test_a_submitted_select_is_paused_and_ends_as_if_it_had_not_been(many: Engine) -> None:
    whole = _statement("SELECT * FROM orders")
    paused = many.submit(EXECUTE, whole)
    assert isinstance(paused, PausedReply)
    finished = _finished(many, paused)
    assert finished == many.execute(EXECUTE, whole)
    assert len(decode(finished.body)["Items"]) == decode(many.execute(SCAN, WHOLE).body)["Count"]


def test_a_select_from_many_small_partitions_is_paused_between_them(orders: Engine) -> None:
    customers = [f"c{number}" for number in range(10)]
    for customer in customers:
        for number in range(CHUNK_ROWS // 5):
            assert orders.submit(PUT, _put(order(customer, number))).status == 200
    orders.flush()
    listed = ", ".join(f"'{customer}'" for customer in customers)
    paused = orders.submit(EXECUTE, _statement(f"SELECT * FROM orders WHERE customer IN ({listed})"))
    assert isinstance(paused, PausedReply)
    items = decode(_finished(orders, paused).body)["Items"]
    assert len(items) == len(customers) * (CHUNK_ROWS // 5)


def test_a_select_whose_table_is_deleted_ends_as_one_of_no_table(many: Engine) -> None:
    paused = many.submit(EXECUTE, _statement("SELECT * FROM orders"))
    many.call("DeleteTable", {"TableName": "orders"})
    reply = _finished(many, paused)
    assert decode(reply.body)["__type"].endswith("#ResourceNotFoundException")


def test_what_is_read_in_one_go_is_not_paused(many: Engine) -> None:
    few = encode({"TableName": "orders", "Limit": CHUNK_ROWS})
    assert isinstance(many.submit(SCAN, few), Reply)


def test_a_paused_scan_waits_for_the_writes_that_came_between(many: Engine) -> None:
    paused = many.submit(SCAN, WHOLE)
    many.submit(PUT, _put(order("zoe", 1)))
    assert _finished(many, paused).status == 200
    assert many.pending
    many.flush()


@pytest.mark.parametrize("again", [False, True])
def test_a_scan_whose_table_is_deleted_ends_as_one_of_no_table(many: Engine, again: bool) -> None:
    paused = many.submit(SCAN, WHOLE)
    many.call("DeleteTable", {"TableName": "orders"})
    if again:
        many.call("CreateTable", ORDERS)
    reply = _finished(many, paused)
    assert reply.status == 400
    assert decode(reply.body)["__type"].endswith("#ResourceNotFoundException")


def test_a_scan_whose_index_is_deleted_ends_as_one_of_no_index(many: Engine) -> None:
    paused = many.submit(SCAN, encode({"TableName": "orders", "IndexName": "by-zone"}))
    many.call(
        "UpdateTable", {"TableName": "orders", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "by-zone"}}]}
    )
    reply = _finished(many, paused)
    assert reply.status == 400
    assert decode(reply.body)["message"] == "The table does not have the specified index: by-zone"


def test_a_scan_that_has_seen_what_is_undone_fails(many: Engine) -> None:
    many.submit(PUT, _put(order("cy", 0, note={"S": "never"})))
    paused = many.submit(SCAN, WHOLE)
    many.database.execute("DROP TABLE items_1")
    assert many.submit(PUT, _put(order("cy", 1))).status == 500
    with pytest.raises(DynamoDBError, match="storage failed"):
        many.flush()
    assert _finished(many, paused).status == 500


def test_other_threads_are_answered_between_the_slices() -> None:
    answered = threading.Event()

    def quick(engine: Engine, request: dict[str, Any]) -> bytes:
        answered.set()
        return b"{}"

    def long(engine: Engine, request: dict[str, Any]) -> PausedAnswer:
        other = threading.Thread(target=engine.execute, args=("Quick", b"{}"))
        other.start()
        for _ in range(50_000):
            if answered.is_set():
                break
            yield
        other.join(5)
        return {"answered": answered.is_set()}

    operations = {
        name: Operation(name, Structure({}), dict, execute) for name, execute in {"Quick": quick, "Long": long}.items()
    }
    engine = Engine("us-east-1", None, operations, clock=ManualClock(), account="123456789012")
    reply = engine.execute("Long", b"{}")
    engine.close()
    assert decode(reply.body) == {"answered": True}
