"""A new index is filled in slices, whatever is written meanwhile and however often it is interrupted."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.engine.tables.requests import definitions, describe, index, key, table

from tablewright.engine import Engine, ManualClock, Reply, Service
from tablewright.engine.maintenance import backfill
from tablewright.engine.storage.database import Database

ADD_INDEX = {
    "TableName": "things",
    "AttributeDefinitions": definitions(d="S"),
    "GlobalSecondaryIndexUpdates": [{"Create": index("byD", key("d"), Projection={"ProjectionType": "KEYS_ONLY"})}],
}


def put(engine: Engine, name: str, group: str | None) -> None:
    item = {"a": {"S": name}, "b": {"S": "b"}, **({"d": {"S": group}} if group is not None else {})}
    engine.call("PutItem", {"TableName": "things", "Item": item})


def delete(engine: Engine, name: str) -> None:
    engine.call("DeleteItem", {"TableName": "things", "Key": {"a": {"S": name}, "b": {"S": "b"}}})


def add_index(engine: Engine) -> None:
    """Add the index as a server does, which leaves the filling to its timer."""
    assert engine.submit("DynamoDB_20120810.UpdateTable", json.dumps(ADD_INDEX).encode()).status == 200
    engine.flush()


def described(engine: Engine) -> dict[str, Any]:
    """The index as a server describes it, which does no background work of its own."""
    reply = engine.submit("DynamoDB_20120810.DescribeTable", b'{"TableName":"things"}')
    return dict(json.loads(reply.body)["Table"]["GlobalSecondaryIndexes"][0])


def finish(engine: Engine) -> None:
    while engine.maintain():
        pass


@pytest.fixture
def small_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill, "SLICE_ROWS", 2)
    monkeypatch.setattr(backfill, "ENTERED_ROWS", 2)
    monkeypatch.setattr(backfill, "GATHERED_ROWS", 2)


@pytest.fixture
def things(engine: Engine) -> Engine:
    engine.call("CreateTable", table("things"))
    return engine


@pytest.mark.usefixtures("small_slices")
def test_filling_an_index_leaves_the_log_a_moment_of_quiet(things: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(7):
        put(things, str(number), "x")
    add_index(things)
    before = described(things)["ItemCount"]
    with monkeypatch.context() as moving:
        moving.setattr(Database, "wants_quiet", True)
        assert things.maintain()
        assert things.maintain()
        assert described(things)["ItemCount"] == before
    finish(things)
    assert described(things)["ItemCount"] == 7


def waits_for_the_disk(engine: Engine) -> bool:
    """Whether the transaction that is open, or the last one, is synced when it is committed."""
    ((level,),) = engine.database.all("PRAGMA synchronous")
    return bool(level == 2)


@pytest.mark.usefixtures("small_slices")
def test_only_the_last_slice_of_a_backfill_waits_for_the_disk(things: Engine) -> None:
    for number in range(7):
        put(things, str(number), "x")
    add_index(things)
    waited = []
    while things.maintain():
        waited.append((described(things)["IndexStatus"], waits_for_the_disk(things)))
    assert ("CREATING", False) in waited
    assert [waits for status, waits in waited if status == "ACTIVE"] == [True]


@pytest.mark.usefixtures("small_slices")
def test_what_a_client_writes_beside_a_backfill_waits_for_the_disk(things: Engine) -> None:
    for number in range(7):
        put(things, str(number), "x")
    add_index(things)
    while waits_for_the_disk(things):
        things.maintain()
    put(things, "another", "x")
    assert waits_for_the_disk(things)
    finish(things)
    assert described(things)["ItemCount"] == 8


def test_a_write_does_not_join_a_group_that_waits_for_nothing(things: Engine) -> None:
    things.begin(durable=False)
    reply = things.submit("DynamoDB_20120810.PutItem", b'{"TableName":"things","Item":{"a":{"S":"1"},"b":{"S":"b"}}}')
    assert isinstance(reply, Reply)
    assert reply.status == 200
    assert waits_for_the_disk(things)
    things.begin(durable=False)
    assert waits_for_the_disk(things), "background work joins the group of a client"
    things.flush()


@pytest.mark.usefixtures("small_slices")
def test_who_comes_between_two_slices_is_answered_and_does_none_of_them(
    things: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(7):
        put(things, str(number), "x")
    filled: list[tuple[int, int]] = []

    def between(seconds: float) -> None:
        before = described(things)["ItemCount"]
        assert things.execute("DynamoDB_20120810.ListTables", b"{}").status == 200
        filled.append((before, described(things)["ItemCount"]))

    monkeypatch.setattr("tablewright.engine.engine_lock.time.sleep", between)
    things.call("UpdateTable", ADD_INDEX)
    assert filled
    assert all(before == after for before, after in filled)
    assert described(things)["ItemCount"] == 7


@pytest.mark.usefixtures("small_slices")
def test_an_index_is_backfilling_until_all_slices_are_done(things: Engine) -> None:
    for number in range(7):
        put(things, str(number), "x")
    add_index(things)
    states = []
    while (index := described(things))["IndexStatus"] != "ACTIVE":
        states.append((index["IndexStatus"], index["Backfilling"], index["ItemCount"]))
        things.maintain()
    assert states[0] == ("CREATING", True, 2)
    assert states[-1] == ("CREATING", True, 6)
    assert index["ItemCount"] == 7


@pytest.mark.usefixtures("small_slices")
def test_an_index_whose_throughput_changes_while_it_is_filled_is_told_as_being_filled(things: Engine) -> None:
    for number in range(7):
        put(things, str(number), "x")
    add_index(things)
    change = {"Update": {"IndexName": "byD", "OnDemandThroughput": {"MaxReadRequestUnits": 5}}}
    request = json.dumps({"TableName": "things", "GlobalSecondaryIndexUpdates": [change]}).encode()
    reply = things.submit("DynamoDB_20120810.UpdateTable", request)
    things.flush()
    [told] = json.loads(reply.body)["TableDescription"]["GlobalSecondaryIndexes"]
    assert (told["IndexStatus"], told["Backfilling"]) == ("CREATING", True)
    assert told["OnDemandThroughput"] == {"MaxReadRequestUnits": 5}
    finish(things)
    assert described(things)["IndexStatus"] == "ACTIVE"


@pytest.mark.usefixtures("small_slices")
def test_the_table_takes_changes_while_an_index_is_filled_but_no_other_index(things: Engine) -> None:
    for number in range(5):
        put(things, str(number), "x")
    add_index(things)
    protect = {"TableName": "things", "DeletionProtectionEnabled": False}
    for refused, code in (
        ({"GlobalSecondaryIndexUpdates": [{"Create": index("more", key("a"))}]}, "LimitExceededException"),
        ({"ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1}}, "ValidationException"),
    ):
        reply = things.submit("DynamoDB_20120810.UpdateTable", json.dumps({"TableName": "things", **refused}).encode())
        assert code in json.loads(reply.body)["__type"]
    assert things.submit("DynamoDB_20120810.UpdateTable", json.dumps(protect).encode()).status == 200
    deleted = things.submit("DynamoDB_20120810.DeleteTable", b'{"TableName":"things"}')
    assert "ResourceInUseException" in json.loads(deleted.body)["__type"]


@pytest.mark.usefixtures("small_slices")
def test_an_index_that_is_being_filled_can_be_deleted(things: Engine) -> None:
    for number in range(5):
        put(things, str(number), "x")
    add_index(things)
    things.call(
        "UpdateTable",
        {"TableName": "things", "GlobalSecondaryIndexUpdates": [{"Delete": {"IndexName": "byD"}}]},
    )
    finish(things)
    assert "GlobalSecondaryIndexes" not in describe(things, "things")
    assert things.database.all("SELECT * FROM backfills") == []


@pytest.mark.usefixtures("small_slices")
def test_an_interrupted_backfill_goes_on_where_it_was(tmp_path: Path) -> None:
    service = Service(tmp_path, clock=ManualClock())
    engine = service.region("us-east-1")
    engine.call("CreateTable", table("things"))
    for number in range(9):
        put(engine, str(number), "x")
    add_index(engine)
    engine.maintain()
    entered = described(engine)["ItemCount"]
    service.close()

    service = Service(tmp_path, clock=ManualClock())
    engine = service.region("us-east-1")
    assert 0 < entered < 9
    [(reached,)] = engine.database.all("SELECT after FROM backfills")
    assert reached > b""
    finish(engine)
    assert (described(engine)["IndexStatus"], described(engine)["ItemCount"]) == ("ACTIVE", 9)
    assert engine.call("Scan", {"TableName": "things", "IndexName": "byD"})["Count"] == 9
    service.close()


def test_an_engine_called_directly_returns_once_the_index_is_filled(things: Engine) -> None:
    for number in range(backfill.SLICE_ROWS + 1):
        put(things, str(number), "x")
    things.call("UpdateTable", ADD_INDEX)
    assert described(things)["IndexStatus"] == "ACTIVE"


def test_a_slice_ends_with_the_item_that_fills_it(things: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backfill, "SLICE_BYTES", 1000)
    monkeypatch.setattr(backfill, "GATHERED_ROWS", 2)
    for number in range(4):
        put(things, str(number), "x" * 900)
    add_index(things)
    assert described(things)["ItemCount"] == 2


def test_as_many_bytes_are_entered_at_once_as_are_looked_at(things: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(4):
        put(things, str(number), "x" * 900)
    with monkeypatch.context() as patch:
        patch.setattr(backfill, "ENTERED_ROWS", 1)
        add_index(things)
    assert described(things)["ItemCount"] == 1, "all are gathered, and one is entered"
    monkeypatch.setattr(backfill, "SLICE_BYTES", 1000)
    things.maintain()
    assert described(things)["ItemCount"] == 3


names = st.sampled_from("pqrstuvw")
groups = st.sampled_from([None, "x", "y", ""])
steps = st.one_of(
    st.tuples(st.just("put"), names, groups),
    st.tuples(st.just("delete"), names, st.none()),
    st.tuples(st.just("work"), st.none(), st.none()),
)


@settings(max_examples=60, deadline=None)
@given(before=st.dictionaries(names, groups), gathered=st.integers(1, 9), meanwhile=st.lists(steps, max_size=12))
def test_a_filled_index_is_the_projection_of_its_table(
    before: dict[str, str | None], gathered: int, meanwhile: list[tuple[str, str | None, str | None]]
) -> None:
    """Whatever is written between the slices, entries and counts are those of the items in the end."""
    service = Service(None, clock=ManualClock())
    engine = service.region("us-east-1")
    engine.call("CreateTable", table("things"))
    for name, group in before.items():
        put(engine, name, group)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(backfill, "SLICE_ROWS", 2)
        patch.setattr(backfill, "ENTERED_ROWS", 2)
        patch.setattr(backfill, "GATHERED_ROWS", gathered)
        add_index(engine)
        held: dict[str, str | None] = dict(before)
        for step, name, group in meanwhile:
            if step == "work" or name is None:
                engine.maintain()
            elif step == "delete":
                delete(engine, name)
                held.pop(name, None)
            elif group != "":  # an empty key is refused once there is an index
                put(engine, name, group)
                held[name] = group
        finish(engine)
    expected = {name: group for name, group in held.items() if group}
    found = engine.call("Scan", {"TableName": "things", "IndexName": "byD"})["Items"]
    assert {item["a"]["S"]: item["d"]["S"] for item in found} == expected
    index_ = described(engine)
    sizes = sum(len("a" + name + "bb" + "d" + str(group)) for name, group in expected.items())
    assert (index_["ItemCount"], index_["IndexSizeBytes"]) == (len(expected), sizes)
    service.close()
