"""Reads that lag behind see the table exactly as it was, by the clock."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tablewright.engine import Engine, ManualClock, Service, Weather

InWeather = Callable[[Weather], Engine]
LAG = 5
SLOW = Weather(read_lag_seconds=LAG, index_lag_seconds=LAG)


def make(engine: Engine) -> None:
    engine.call(
        "CreateTable",
        {
            "TableName": "notes",
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "sk", "topic")],
            "KeySchema": [
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            "GlobalSecondaryIndexes": [
                {
                    "IndexName": "byBy",
                    "KeySchema": [
                        {"AttributeName": "topic", "KeyType": "HASH"},
                        {"AttributeName": "sk", "KeyType": "RANGE"},
                    ],
                    "Projection": {"ProjectionType": "ALL"},
                }
            ],
            "BillingMode": "PAY_PER_REQUEST",
        },
    )


def item(sk: str, **more: str) -> dict[str, Any]:
    return {name: {"S": value} for name, value in {"pk": "p", "sk": sk, **more}.items()}


def put(engine: Engine, sk: str, **more: str) -> None:
    engine.call("PutItem", {"TableName": "notes", "Item": item(sk, **more)})


def query(engine: Engine, **members: Any) -> list[Any]:
    """All pages of the partition, or with ``IndexName`` of the index's partition ``x``."""
    name, value = ("topic", "x") if "IndexName" in members else ("pk", "p")
    request: dict[str, Any] = {
        "TableName": "notes",
        "KeyConditionExpression": f"{name} = :v",
        "ExpressionAttributeValues": {":v": {"S": value}},
        **members,
    }
    found: list[Any] = []
    while True:
        page = engine.call("Query", request)
        found += page["Items"]
        if "LastEvaluatedKey" not in page:
            return found
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


READS: dict[str, dict[str, Any]] = {
    "GetItem": {"TableName": "notes", "Key": item("1")},
    "Scan": {"TableName": "notes"},
    "Query": {
        "TableName": "notes",
        "KeyConditionExpression": "pk = :p",
        "ExpressionAttributeValues": {":p": {"S": "p"}},
    },
    "ExecuteStatement": {"Statement": "SELECT * FROM notes WHERE pk = 'p'"},
}


@pytest.mark.parametrize("operation", READS)
def test_a_write_is_seen_when_the_lag_is_over(in_weather: InWeather, clock: ManualClock, operation: str) -> None:
    engine = in_weather(SLOW)
    make(engine)
    clock.advance(1)
    nothing = engine.call(operation, READS[operation])
    put(engine, "1")
    seen = engine.call(operation, {**READS[operation], "ConsistentRead": True})
    assert seen != nothing
    clock.advance(LAG - 0.5)
    assert engine.call(operation, READS[operation]) == nothing
    clock.advance(0.5)
    assert engine.call(operation, READS[operation]) == seen


def test_batches_lag_as_single_reads_do(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(SLOW)
    make(engine)
    clock.advance(1)
    put(engine, "1")
    asked = {"Keys": [item("1")]}
    statement = {"Statement": "SELECT * FROM notes WHERE pk = 'p' AND sk = '1'"}

    def seen(consistent: bool) -> tuple[int, bool]:
        batch = engine.call("BatchGetItem", {"RequestItems": {"notes": {**asked, "ConsistentRead": consistent}}})
        statements = {"Statements": [{**statement, "ConsistentRead": consistent}]}
        return len(batch["Responses"]["notes"]), "Item" in engine.call("BatchExecuteStatement", statements)[
            "Responses"
        ][0]

    assert (seen(False), seen(True)) == ((0, False), (1, True))
    clock.advance(LAG)
    assert seen(False) == (1, True)


def test_an_index_lags_on_its_own(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(Weather(index_lag_seconds=LAG))
    make(engine)
    clock.advance(1)
    put(engine, "1", topic="x")
    assert query(engine) == [item("1", topic="x")]
    assert query(engine, IndexName="byBy") == []
    clock.advance(LAG)
    assert query(engine, IndexName="byBy") == [item("1", topic="x")]


def test_conditions_and_transactions_see_the_present(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(SLOW)
    make(engine)
    clock.advance(1)
    put(engine, "1")
    engine.call("DeleteItem", {"TableName": "notes", "Key": item("1"), "ConditionExpression": "attribute_exists(pk)"})
    get = {"Get": {"TableName": "notes", "Key": item("1")}}
    assert engine.call("TransactGetItems", {"TransactItems": [get]}) == {"Responses": [{}]}


def test_the_past_survives_background_work(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(SLOW)
    make(engine)
    clock.advance(1)
    put(engine, "1", note="old")
    clock.advance(10)
    put(engine, "1", note="new")
    while engine.maintain():
        pass
    assert query(engine) == [item("1", note="old")]


def test_what_was_written_before_the_engine_was_opened_is_seen(tmp_path: Path, clock: ManualClock) -> None:
    service = Service(tmp_path, clock=clock)
    make(service.region("us-east-1"))
    put(service.region("us-east-1"), "1")
    service.close()
    service = Service(tmp_path, clock=clock, weather=SLOW)
    assert query(service.region("us-east-1")) == [item("1")]
    service.close()


WRITES = st.tuples(
    st.sampled_from("abcdef"), st.sampled_from(["put x", "put y", "put", "delete"]), st.sampled_from([0, 1, 2])
)


@settings(max_examples=40, deadline=None)
@given(writes=st.lists(WRITES, max_size=20), limit=st.sampled_from([1, 2, 100]), forward=st.booleans())
def test_the_past_is_what_consistent_reads_saw_then(
    writes: list[tuple[str, str, int]], limit: int, forward: bool
) -> None:
    clock = ManualClock(1_000_000)
    service = Service(None, clock=clock, weather=SLOW)
    engine = service.region("us-east-1")
    make(engine)
    seen = {clock.now(): query(engine, ConsistentRead=True)}
    clock.advance(1)
    opened = clock.now() - 1
    for sk, what, seconds in writes:
        if what == "delete":
            engine.call("DeleteItem", {"TableName": "notes", "Key": item(sk)})
        else:
            put(engine, sk, **({"topic": what[-1]} if what != "put" else {}))
        seen[clock.now()] = query(engine, ConsistentRead=True)
        clock.advance(seconds)
        moment = max(opened, clock.now() - LAG)
        then = seen[max(at for at in seen if at <= moment)]
        expected = then if forward else then[::-1]
        assert query(engine, Limit=limit, ScanIndexForward=forward) == expected
        of_index = [one for one in expected if one.get("topic") == {"S": "x"}]
        assert query(engine, IndexName="byBy", Limit=limit, ScanIndexForward=forward) == of_index
    service.close()
