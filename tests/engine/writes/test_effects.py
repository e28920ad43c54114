"""What a write leaves besides the item: its place in the log of changes, the table's counts, its collection's size."""

from typing import Any

import pytest
from tests.engine.conftest import Call
from tests.engine.writes.orders import ORDERS, order, place

from tablewright.engine import DynamoDBError, Engine, ManualClock
from tablewright.engine.storage.changes import Change, Changes


@pytest.fixture
def logged(engine: Engine) -> Engine:
    """The table ``orders`` with a stream, and an attribute ``expires`` by which items expire."""
    stream = {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}
    engine.call("CreateTable", ORDERS | {"StreamSpecification": stream})
    engine.call(
        "UpdateTimeToLive",
        {"TableName": "orders", "TimeToLiveSpecification": {"Enabled": True, "AttributeName": "expires"}},
    )
    return engine


def log(engine: Engine) -> list[Change]:
    table = engine.table("orders").table
    return list(Changes(engine.database, table.number).between(0, 2**62, 1000))


def kinds(engine: Engine) -> list[str]:
    """What happened, in order: I for an insertion, M for a modification, R for a removal."""
    return ["R" if change.new is None else "I" if change.old is None else "M" for change in log(engine)]


def counts(call: Call) -> tuple[int, int]:
    table = call("DescribeTable", TableName="orders")["Table"]
    return table["ItemCount"], table["TableSizeBytes"]


def test_every_operation_is_logged_once_an_item(logged: Engine, call: Call) -> None:
    call("PutItem", TableName="orders", Item=order(1))
    call("PutItem", TableName="orders", Item=order(1, note={"S": "n"}))
    call("UpdateItem", TableName="orders", Key=place(1), UpdateExpression="REMOVE note")
    call("UpdateItem", TableName="orders", Key=place(2))
    call("DeleteItem", TableName="orders", Key=place(2))
    call(
        "BatchWriteItem",
        RequestItems={"orders": [{"DeleteRequest": {"Key": place(1)}}, {"PutRequest": {"Item": order(3)}}]},
    )
    call("TransactWriteItems", TransactItems=[{"Put": {"TableName": "orders", "Item": order(4)}}])
    assert kinds(logged) == ["I", "M", "M", "I", "R", "R", "I", "I"]
    assert {change.actor for change in log(logged)} == {None}


@pytest.mark.parametrize(
    ("operation", "request_"),
    [
        ("PutItem", {"TableName": "orders", "Item": order(1, note={"S": "n"}, worth={"N": "1.0"})}),
        ("PutItem", {"TableName": "orders", "Item": order(1, worth={"N": "1"}, note={"S": "n"})}),
        ("UpdateItem", {"TableName": "orders", "Key": place(1)}),
        ("UpdateItem", {"TableName": "orders", "Key": place(1), "UpdateExpression": "REMOVE absent"}),
        ("UpdateItem", {"TableName": "orders", "Key": place(1), "UpdateExpression": "SET note = note"}),
        ("UpdateItem", {"TableName": "orders", "Key": place(2), "UpdateExpression": "REMOVE note"}),
        ("UpdateItem", {"TableName": "orders", "Key": place(2), "AttributeUpdates": {"note": {"Action": "DELETE"}}}),
        (
            "TransactWriteItems",
            {
                "TransactItems": [
                    {"Update": {"TableName": "orders", "Key": place(2), "UpdateExpression": "REMOVE note"}}
                ]
            },
        ),
        ("DeleteItem", {"TableName": "orders", "Key": place(2)}),
        ("BatchWriteItem", {"RequestItems": {"orders": [{"DeleteRequest": {"Key": place(2)}}]}}),
        (
            "TransactWriteItems",
            {
                "TransactItems": [
                    {
                        "ConditionCheck": {
                            "TableName": "orders",
                            "Key": place(1),
                            "ConditionExpression": "attribute_exists(note)",
                        }
                    }
                ]
            },
        ),
    ],
)
def test_a_write_that_changes_nothing_is_not_logged(
    logged: Engine, call: Call, operation: str, request_: dict[str, Any]
) -> None:
    call("PutItem", TableName="orders", Item=order(1, note={"S": "n"}, worth={"N": "1"}))
    before = counts(call)
    call(operation, **request_)
    assert kinds(logged) == ["I"]
    assert counts(call) == before


def test_a_write_that_fails_is_not_logged(logged: Engine, call: Call) -> None:
    condition = {"ConditionExpression": "attribute_exists(customer)"}
    for operation, request in [
        ("PutItem", {"TableName": "orders", "Item": order(1), **condition}),
        ("DeleteItem", {"TableName": "orders", "Key": place(1), **condition}),
        ("UpdateItem", {"TableName": "orders", "Key": place(1), **condition}),
        (
            "TransactWriteItems",
            {
                "TransactItems": [
                    {"Put": {"TableName": "orders", "Item": order(2)}},
                    {"Put": {"TableName": "orders", "Item": order(1), **condition}},
                ]
            },
        ),
    ]:
        with pytest.raises(DynamoDBError):
            call(operation, **request)
    assert log(logged) == []
    assert counts(call) == (0, 0)


def test_the_service_is_the_actor_where_an_item_expires(logged: Engine, call: Call, clock: ManualClock) -> None:
    call("PutItem", TableName="orders", Item=order(1, expires={"N": str(int(clock.now()) + 60)}))
    clock.advance(3600)
    while logged.maintain():
        pass
    assert [change.actor for change in log(logged)] == [None, "dynamodb.amazonaws.com"]
    assert counts(call) == (0, 0)


def test_counts_follow_every_operation(logged: Engine, call: Call) -> None:
    of_one = len("customer" + "ann" + "number") + 2
    call("PutItem", TableName="orders", Item=order(1))
    assert counts(call) == (1, of_one)
    call("PutItem", TableName="orders", Item=order(1, note={"S": "four"}))
    assert counts(call) == (1, of_one + 8)
    call("UpdateItem", TableName="orders", Key=place(1), UpdateExpression="REMOVE note")
    assert counts(call) == (1, of_one)
    call(
        "TransactWriteItems",
        TransactItems=[
            {"Put": {"TableName": "orders", "Item": order(2)}},
            {"Delete": {"TableName": "orders", "Key": place(1)}},
        ],
    )
    assert counts(call) == (1, of_one)
    call(
        "BatchWriteItem",
        RequestItems={
            "orders": [{"DeleteRequest": {"Key": place(2)}}, {"DeleteRequest": {"Key": place(1)}}],
        },
    )
    assert counts(call) == (0, 0)


def test_an_item_may_be_four_hundred_kilobytes_with_its_names(orders: Engine, call: Call) -> None:
    names = len("customer" + "ann" + "number" + "payload") + 2
    largest = order(1, payload={"S": "x" * (400 * 1024 - names)})
    call("PutItem", TableName="orders", Item=largest)
    assert counts(call) == (1, 400 * 1024)
    one_more = order(1, payload={"S": largest["payload"]["S"] + "x"})
    with pytest.raises(DynamoDBError, match=r"^Item size has exceeded the maximum allowed size$"):
        call("PutItem", TableName="orders", Item=one_more)
    with pytest.raises(DynamoDBError, match=r"^Item size to update has exceeded the maximum allowed size$"):
        call("UpdateItem", TableName="orders", Key=place(1), UpdateExpression="SET a = customer")


@pytest.mark.parametrize(
    ("label", "refusal"),
    [
        ({"N": "1"}, "The update expression attempted to update the secondary index key to unsupported type"),
        (
            {"S": "x" * 2049},
            "The update expression attempted to update the secondary index key beyond allowed size limits",
        ),
        (
            {"S": ""},
            "One or more parameter values are not valid. The update expression attempted to update a secondary index "
            "key to a value that is not supported. The AttributeValue for a key attribute cannot contain an empty "
            "string value.",
        ),
    ],
    ids=["of another type", "too long", "empty"],
)
def test_an_item_that_violates_a_younger_index_is_not_updated_until_it_is_mended(
    notes: str, call: Call, label: dict[str, str], refusal: str
) -> None:
    key = {"pk": {"S": "a"}}
    call("PutItem", TableName=notes, Item={**key, "label": label})
    call(
        "UpdateTable",
        TableName=notes,
        AttributeDefinitions=[{"AttributeName": name, "AttributeType": "S"} for name in ("pk", "label")],
        GlobalSecondaryIndexUpdates=[
            {
                "Create": {
                    "IndexName": "by-label",
                    "KeySchema": [{"AttributeName": "label", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            }
        ],
    )
    change = {"UpdateExpression": "SET note = :n", "ExpressionAttributeValues": {":n": {"S": "n"}}}
    with pytest.raises(DynamoDBError) as caught:
        call("UpdateItem", TableName=notes, Key=key, **change)
    assert (caught.value.code, caught.value.message) == ("ValidationException", refusal)
    change["UpdateExpression"] += " REMOVE label"
    answer = call("UpdateItem", TableName=notes, Key=key, ReturnValues="ALL_NEW", **change)
    assert answer["Attributes"] == {**key, "note": {"S": "n"}}


@pytest.mark.parametrize("operation", ["PutItem", "UpdateItem", "DeleteItem"])
def test_a_collection_is_measured_to_the_gigabyte(orders: Engine, call: Call, operation: str) -> None:
    call("PutItem", TableName="orders", Item=order(1))
    subject = {"Item": order(1)} if operation == "PutItem" else {"Key": place(1)}
    answer = call(operation, TableName="orders", **subject, ReturnItemCollectionMetrics="SIZE")
    assert answer == {
        "ItemCollectionMetrics": {
            "ItemCollectionKey": {"customer": {"S": "ann"}},
            "SizeEstimateRangeGB": [0.0, 1.0],
        }
    }


def test_a_table_without_local_indexes_has_no_collections(notes: str, call: Call) -> None:
    assert call("PutItem", TableName=notes, Item={"pk": {"S": "a"}}, ReturnItemCollectionMetrics="SIZE") == {}
