"""What goes beyond the throughput of a table, an index or a partition is refused, by the clock."""

from collections.abc import Callable
from typing import Any

import pytest

from tablewright.engine import DynamoDBError, Engine, ManualClock, Weather

InWeather = Callable[[Weather], Engine]
ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/notes"
STORM = Weather(throttle=True, burst_seconds=1)


def units(read: int, write: int) -> dict[str, Any]:
    return {"ProvisionedThroughput": {"ReadCapacityUnits": read, "WriteCapacityUnits": write}}


def make(engine: Engine, *, index: dict[str, Any] | None = None, **members: Any) -> None:
    request: dict[str, Any] = {
        "TableName": "notes",
        "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
        **members,
    }
    if index is not None:
        request["AttributeDefinitions"].append({"AttributeName": "by", "AttributeType": "S"})
        request["GlobalSecondaryIndexes"] = [
            {
                "IndexName": "byBy",
                "KeySchema": [{"AttributeName": "by", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
                **index,
            }
        ]
    engine.call("CreateTable", request)


def item(pk: str, size: int = 0, **more: str) -> dict[str, Any]:
    """An item; with ``size``, of that many bytes."""
    attributes = {"pk": pk, **more}
    if size:
        attributes["x"] = "x" * (size - 1 - sum(len(name) + len(value) for name, value in attributes.items()))
    return {name: {"S": value} for name, value in attributes.items()}


def put(engine: Engine, pk: str, size: int = 0, **more: str) -> None:
    engine.call("PutItem", {"TableName": "notes", "Item": item(pk, size, **more)})


def get(engine: Engine, pk: str, **members: Any) -> Any:
    return engine.call("GetItem", {"TableName": "notes", "Key": item(pk), **members})


def refusal(engine: Engine, operation: str, **request: Any) -> DynamoDBError:
    with pytest.raises(DynamoDBError) as caught:
        engine.call(operation, request)
    return caught.value


def reasons(error: DynamoDBError) -> list[tuple[str, str]]:
    listed = error.members.get("ThrottlingReasons") or error.members["throttlingReasons"]
    return [(one["reason"], one["resource"]) for one in listed]


def refused_put(engine: Engine, pk: str = "a", **more: str) -> DynamoDBError:
    error = refusal(engine, "PutItem", TableName="notes", Item=item(pk, 0, **more))
    assert reasons(error), f"refused for something else: {error}"
    return error


def test_nothing_is_throttled_unless_it_is_asked_for(in_weather: InWeather) -> None:
    engine = in_weather(Weather())
    make(engine, **units(1, 1))
    for _ in range(400):
        put(engine, "a")
    assert get(engine, "a") == {"Item": item("a")}


def test_provisioned_writes_are_refused_beyond_their_rate(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 2))
    put(engine, "a")
    put(engine, "b")
    error = refused_put(engine, "c")
    assert (error.code, error.status) == ("ProvisionedThroughputExceededException", 400)
    assert error.message == (
        "The level of configured provisioned throughput for the table was exceeded. Consider increasing your "
        "provisioning level with the UpdateTable API."
    )
    assert reasons(error) == [("TableWriteProvisionedThroughputExceeded", ARN)]
    assert get(engine, "c") == {}
    clock.advance(0.5)
    put(engine, "c")
    refused_put(engine, "d")


def test_five_minutes_of_unused_throughput_are_kept(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(Weather(throttle=True))
    make(engine, **units(1, 1))
    for _ in range(300):
        put(engine, "a")
    refused_put(engine)
    clock.advance(100_000)
    for _ in range(300):
        put(engine, "a")
    refused_put(engine)


def test_a_large_item_is_paid_for_afterwards(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 1))
    put(engine, "a", 3 * 1024)
    clock.advance(2)
    refused_put(engine)
    clock.advance(1)
    put(engine, "a", 1)


def test_reads_and_writes_have_a_throughput_each(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 1))
    put(engine, "a")
    get(engine, "a")
    get(engine, "a")
    error = refusal(engine, "GetItem", TableName="notes", Key=item("a"))
    assert reasons(error) == [("TableReadProvisionedThroughputExceeded", ARN)]


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("GetItem", {"TableName": "notes", "Key": item("a")}),
        ("Scan", {"TableName": "notes"}),
        (
            "Query",
            {
                "TableName": "notes",
                "KeyConditionExpression": "pk = :a",
                "ExpressionAttributeValues": {":a": {"S": "a"}},
            },
        ),
        ("ExecuteStatement", {"Statement": "SELECT * FROM notes WHERE pk = 'a'"}),
        ("ExecuteStatement", {"Statement": "SELECT * FROM notes"}),
        ("BatchGetItem", {"RequestItems": {"notes": {"Keys": [item("a")]}}}),
    ],
)
def test_every_read_is_counted(in_weather: InWeather, operation: str, request_: dict[str, Any]) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 10))
    put(engine, "a")
    engine.call(operation, request_)
    engine.call(operation, request_)
    assert refusal(engine, operation, **request_).code == "ProvisionedThroughputExceededException"


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("PutItem", {"TableName": "notes", "Item": item("a")}),
        ("DeleteItem", {"TableName": "notes", "Key": item("a")}),
        ("UpdateItem", {"TableName": "notes", "Key": item("a")}),
        ("ExecuteStatement", {"Statement": "DELETE FROM notes WHERE pk = 'a'"}),
        ("BatchWriteItem", {"RequestItems": {"notes": [{"PutRequest": {"Item": item("a")}}]}}),
    ],
)
def test_every_write_is_counted(in_weather: InWeather, operation: str, request_: dict[str, Any]) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 2))
    put(engine, "a")
    engine.call(operation, request_)
    assert reasons(refusal(engine, operation, **request_)) == [("TableWriteProvisionedThroughputExceeded", ARN)]


def test_a_false_condition_costs_a_write(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 2))
    put(engine, "a")
    conditional = {
        "TableName": "notes",
        "Item": item("a"),
        "ConditionExpression": "attribute_not_exists(pk)",
    }
    assert refusal(engine, "PutItem", **conditional).code == "ConditionalCheckFailedException"
    assert refusal(engine, "PutItem", **conditional).code == "ProvisionedThroughputExceededException"


def test_an_index_that_is_spent_holds_back_the_writes_of_its_table(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 100), index=units(1, 1))
    put(engine, "a", by="x")
    error = refused_put(engine, "b", by="y")
    assert error.message.startswith(
        "The level of configured provisioned throughput for one or more global secondary indexes of the table"
    )
    assert reasons(error) == [("IndexWriteProvisionedThroughputExceeded", f"{ARN}/index/byBy")]
    put(engine, "b")


def test_reading_an_index_draws_on_the_index_alone(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 10), index=units(1, 10))
    put(engine, "a", by="x")
    scan = {"TableName": "notes", "IndexName": "byBy"}
    engine.call("Scan", scan)
    engine.call("Scan", scan)
    assert reasons(refusal(engine, "Scan", **scan)) == [("IndexReadProvisionedThroughputExceeded", f"{ARN}/index/byBy")]
    get(engine, "a")


def test_a_partition_serves_a_thousand_writes_a_second(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(Weather(throttle=True))
    make(engine, BillingMode="PAY_PER_REQUEST")
    for _ in range(10):
        put(engine, "hot", 100 * 1024)
    error = refused_put(engine, "hot")
    assert (error.code, error.namespace) == ("ThrottlingException", "com.amazon.coral.availability#")
    assert error.message.startswith("Throughput exceeds the current capacity of your table or index.")
    assert list(error.members) == ["throttlingReasons"]
    assert reasons(error) == [("TableWriteKeyRangeThroughputExceeded", ARN)]
    put(engine, "cold")
    clock.advance(0.01)
    put(engine, "hot")


def test_a_partition_serves_three_thousand_reads_a_second(in_weather: InWeather) -> None:
    engine = in_weather(Weather(throttle=True))
    make(engine, BillingMode="PAY_PER_REQUEST")
    put(engine, "hot", 400 * 1024)
    for _ in range(30):
        get(engine, "hot", ConsistentRead=True)
    error = refusal(engine, "GetItem", TableName="notes", Key=item("hot"))
    assert reasons(error) == [("TableReadKeyRangeThroughputExceeded", ARN)]


def test_a_partition_of_an_index_is_one_of_its_own_keys(in_weather: InWeather) -> None:
    engine = in_weather(Weather(throttle=True))
    make(engine, BillingMode="PAY_PER_REQUEST", index={})
    for number in range(10):
        put(engine, str(number), 100 * 1024, by="hot")
    assert reasons(refused_put(engine, "more", by="hot")) == [
        ("IndexWriteKeyRangeThroughputExceeded", f"{ARN}/index/byBy")
    ]
    put(engine, "more", by="cold")


def test_a_maximum_of_an_on_demand_table_is_kept(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, BillingMode="PAY_PER_REQUEST", OnDemandThroughput={"MaxWriteRequestUnits": 1})
    put(engine, "a")
    error = refused_put(engine)
    assert (error.code, error.message) == (
        "ThrottlingException",
        "Throughput exceeds the maximum OnDemandThroughput configured on table or index",
    )
    assert reasons(error) == [("TableWriteMaxOnDemandThroughputExceeded", ARN)]


def test_an_on_demand_table_has_the_quota_of_its_account(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, BillingMode="PAY_PER_REQUEST")
    for number in range(100):
        put(engine, str(number), 400 * 1024)
    error = refused_put(engine)
    assert error.code == "RequestLimitExceeded"
    assert reasons(error) == [("TableWriteAccountLimitExceeded", ARN)]


def test_a_batch_returns_the_writes_that_were_throttled(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 2))
    requests = [{"PutRequest": {"Item": item(pk)}} for pk in "ab"]
    requests += [{"DeleteRequest": {"Key": item("c")}}, {"PutRequest": {"Item": item("d")}}]
    answer = engine.call("BatchWriteItem", {"RequestItems": {"notes": requests}})
    assert answer["UnprocessedItems"] == {"notes": requests[2:]}
    clock.advance(1)
    assert engine.call("BatchWriteItem", {"RequestItems": answer["UnprocessedItems"]}) == {"UnprocessedItems": {}}


def test_a_batch_returns_the_keys_that_were_throttled(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 10))
    put(engine, "a")
    asked = {"Keys": [item(pk) for pk in "abc"], "ConsistentRead": False}
    answer = engine.call("BatchGetItem", {"RequestItems": {"notes": asked}})
    assert answer["Responses"] == {"notes": [item("a")]}
    assert answer["UnprocessedKeys"] == {"notes": {"Keys": [item("c")], "ConsistentRead": False}}


def test_a_batch_of_statements_tells_which_were_throttled(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 1))
    statements = [{"Statement": f"INSERT INTO notes VALUE {{'pk': '{pk}'}}"} for pk in "ab"]
    first, second = engine.call("BatchExecuteStatement", {"Statements": statements})["Responses"]
    assert "Error" not in first
    assert second["Error"]["Code"] == "ProvisionedThroughputExceeded"
    assert set(second["Error"]) == {"Code", "Message"}


def test_a_throttled_transaction_is_cancelled_and_writes_nothing(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, **units(10, 100), index=units(1, 1))
    put(engine, "a", by="x")
    actions = [{"Put": {"TableName": "notes", "Item": one}} for one in (item("b"), item("c", by="x"))]
    error = refusal(engine, "TransactWriteItems", TransactItems=actions)
    assert error.code == "TransactionCanceledException"
    codes = [reason["Code"] for reason in error.members["CancellationReasons"]]
    assert codes == ["None", "ProvisionedThroughputExceeded"]
    assert get(engine, "b") == {}


def test_transactions_cost_twice(in_weather: InWeather) -> None:
    engine = in_weather(STORM)
    make(engine, **units(2, 2))
    engine.call("TransactWriteItems", {"TransactItems": [{"Put": {"TableName": "notes", "Item": item("a")}}]})
    refused_put(engine)
    gets = [{"Get": {"TableName": "notes", "Key": item("a")}}]
    engine.call("TransactGetItems", {"TransactItems": gets})
    assert refusal(engine, "TransactGetItems", TransactItems=gets).code == "TransactionCanceledException"


def test_more_throughput_counts_from_the_next_request(in_weather: InWeather, clock: ManualClock) -> None:
    engine = in_weather(STORM)
    make(engine, **units(1, 1))
    put(engine, "a")
    engine.call("UpdateTable", {"TableName": "notes", **units(1, 100)})
    clock.advance(1)
    for _ in range(100):
        put(engine, "a")
    refused_put(engine)
