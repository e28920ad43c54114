"""However writes come, alone, in a batch or in a transaction, they do the same."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.writes.orders import ORDERS, order, place

from tablewright.engine import Engine, ManualClock, Service
from tablewright.engine.storage.changes import Changes

Item = dict[str, dict[str, Any]]
Write = Item | int
"""An item to put, or the number of the one to delete."""

STREAM = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}

items = st.fixed_dictionaries(
    {"number": st.integers(1, 6)},
    optional={
        "status": st.sampled_from(["open", "closed"]),
        "label": st.sampled_from(["x", "y"]),
        "note": st.text("abc", max_size=2),
    },
).map(lambda drawn: order(drawn.pop("number"), **{name: {"S": value} for name, value in drawn.items()}))
writes = st.lists(
    st.one_of(items, st.integers(1, 6)),
    max_size=6,
    unique_by=lambda write: str(write) if isinstance(write, int) else write["number"]["N"],
)


def one_by_one(engine: Engine, chosen: list[Write]) -> None:
    for write in chosen:
        if isinstance(write, int):
            engine.call("DeleteItem", {"TableName": "orders", "Key": place(write)})
        else:
            engine.call("PutItem", {"TableName": "orders", "Item": write})


def in_a_batch(engine: Engine, chosen: list[Write]) -> None:
    requests = [
        {"DeleteRequest": {"Key": place(write)}} if isinstance(write, int) else {"PutRequest": {"Item": write}}
        for write in chosen
    ]
    if requests:
        engine.call("BatchWriteItem", {"RequestItems": {"orders": requests}})


def in_a_transaction(engine: Engine, chosen: list[Write]) -> None:
    actions = [
        {"Delete": {"TableName": "orders", "Key": place(write)}}
        if isinstance(write, int)
        else {"Put": {"TableName": "orders", "Item": write}}
        for write in chosen
    ]
    if actions:
        engine.call("TransactWriteItems", {"TransactItems": actions})


@contextmanager
def orders() -> Iterator[Engine]:
    service = Service(None, clock=ManualClock())
    engine = service.region("us-east-1")
    engine.call("CreateTable", ORDERS | {"StreamSpecification": STREAM})
    try:
        yield engine
    finally:
        service.close()


def state(engine: Engine) -> list[Any]:
    """Everything that writes leave: the items, the entries of each index, the counts, and what the log says."""
    table = engine.call("DescribeTable", {"TableName": "orders"})["Table"]
    indexes = table["GlobalSecondaryIndexes"] + table["LocalSecondaryIndexes"]
    scans = [engine.call("Scan", {"TableName": "orders"})["Items"]]
    scans += [
        engine.call("Scan", {"TableName": "orders", "IndexName": index["IndexName"]})["Items"] for index in indexes
    ]
    counts = [(part["ItemCount"], part["TableSizeBytes"]) for part in [table]]
    counts += [(index["ItemCount"], index["IndexSizeBytes"]) for index in indexes]
    changes = Changes(engine.database, engine.table("orders").table.number).between(0, 2**62, 1000)
    return [scans, counts, [(change.old, change.new, change.actor) for change in changes]]


@settings(max_examples=40, deadline=None)
@given(rounds=st.lists(writes, min_size=1, max_size=3))
def test_a_batch_and_a_transaction_leave_what_the_same_writes_leave_alone(rounds: list[list[Write]]) -> None:
    states = []
    ways: list[Callable[[Engine, list[Write]], None]] = [one_by_one, in_a_batch, in_a_transaction]
    for way in ways:
        with orders() as engine:
            for chosen in rounds:
                way(engine, chosen)
            states.append(state(engine))
    alone, batch, transaction = states
    assert alone == batch == transaction
