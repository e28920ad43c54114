"""What writes cost: on the table the larger of the item before and after, on an index what changes in it."""

from typing import Any

import pytest
from tests.engine.conftest import Call
from tests.engine.tables.requests import definitions, key
from tests.engine.writes.orders import order, place

from tablewright.engine import DynamoDBError, Engine


@pytest.fixture
def indexed(orders: Engine) -> Engine:
    """Order 1, in every index."""
    item = order(1, status={"S": "open"}, placed={"N": "1"}, label={"S": "l"}, seal={"B": "AAEC"}, note={"S": "n"})
    orders.call("PutItem", {"TableName": "orders", "Item": item})
    return orders


def update(call: Call, expression: str, values: dict[str, Any] | None = None, number: int = 1) -> dict[str, Any]:
    """Update an order, calling ``status`` by ``#s``; the ConsumedCapacity of the answer."""
    request: dict[str, Any] = {"UpdateExpression": expression}
    if "#s" in expression:
        request["ExpressionAttributeNames"] = {"#s": "status"}
    if values is not None:
        request["ExpressionAttributeValues"] = values
    answer = call("UpdateItem", TableName="orders", Key=place(number), ReturnConsumedCapacity="INDEXES", **request)
    consumed: dict[str, Any] = answer["ConsumedCapacity"]
    return consumed


def units(capacity: dict[str, Any]) -> dict[str, float]:
    """The units by index, and of the table under ``orders``."""
    of_indexes = capacity.get("GlobalSecondaryIndexes", {}) | capacity.get("LocalSecondaryIndexes", {})
    spent = {"orders": capacity["Table"]["CapacityUnits"]}
    spent |= {name: of_one["CapacityUnits"] for name, of_one in of_indexes.items()}
    assert capacity["CapacityUnits"] == sum(spent.values())
    return spent


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [(0, 0, 1.0), (0, 2500, 3.0), (2500, 0, 3.0), (2500, 4500, 5.0), (4500, 2500, 5.0)],
)
def test_a_put_costs_the_larger_of_the_item_before_and_after(
    orders: Engine, call: Call, before: int, after: int, expected: float
) -> None:
    call("PutItem", TableName="orders", Item=order(1, payload={"S": "x" * before}))
    item = order(1, payload={"S": "x" * after})
    answer = call("PutItem", TableName="orders", Item=item, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == {"TableName": "orders", "CapacityUnits": expected}


def test_a_unit_is_a_kilobyte_of_names_and_values(orders: Engine, call: Call) -> None:
    rest = len("customer" + "ann" + "number" + "payload") + 2
    for size, expected in [(1024, 1.0), (1025, 2.0)]:
        item = order(size, payload={"S": "x" * (size - rest - (len(str(size)) - 1) // 2)})
        answer = call("PutItem", TableName="orders", Item=item, ReturnConsumedCapacity="TOTAL")
        assert answer["ConsumedCapacity"]["CapacityUnits"] == expected


def test_a_delete_costs_the_item(orders: Engine, call: Call) -> None:
    call("PutItem", TableName="orders", Item=order(1, payload={"S": "x" * 2500}))
    for expected in (3.0, 1.0):
        answer = call("DeleteItem", TableName="orders", Key=place(1), ReturnConsumedCapacity="TOTAL")
        assert answer["ConsumedCapacity"]["CapacityUnits"] == expected


def test_an_update_costs_the_whole_item(orders: Engine, call: Call) -> None:
    call("PutItem", TableName="orders", Item=order(1, payload={"S": "x" * 2500}))
    assert units(update(call, "SET note = :n", {":n": {"S": "n"}})) == {"orders": 3.0}
    assert units(update(call, "REMOVE payload")) == {"orders": 3.0}
    assert units(update(call, "REMOVE note")) == {"orders": 1.0}


def test_an_item_enters_and_leaves_its_indexes_for_a_write_each(orders: Engine, call: Call) -> None:
    item = order(1, status={"S": "open"}, placed={"N": "1"}, label={"S": "l"}, seal={"B": "AAEC"})
    entering = call("PutItem", TableName="orders", Item=item, ReturnConsumedCapacity="INDEXES")
    leaving = call("DeleteItem", TableName="orders", Key=place(1), ReturnConsumedCapacity="INDEXES")
    every = {"orders": 1.0, "by-label": 1.0, "by-status": 1.0, "by-seal": 1.0, "all-by-status": 1.0}
    assert units(entering["ConsumedCapacity"]) == units(leaving["ConsumedCapacity"]) == every


def test_an_index_that_does_not_change_costs_nothing(indexed: Engine, call: Call) -> None:
    assert units(update(call, "SET colour = :c", {":c": {"S": "red"}})) == {"orders": 1.0, "by-seal": 1.0}
    assert units(update(call, "SET colour = :c", {":c": {"S": "red"}})) == {"orders": 1.0}


def test_a_projected_attribute_costs_a_write(indexed: Engine, call: Call) -> None:
    assert units(update(call, "SET note = :n", {":n": {"S": "m"}})) == {
        "orders": 1.0,
        "by-status": 1.0,
        "by-seal": 1.0,
    }


def test_a_changed_index_key_costs_two_writes(indexed: Engine, call: Call) -> None:
    assert units(update(call, "SET #s = :s", {":s": {"S": "closed"}})) == {
        "orders": 1.0,
        "by-status": 2.0,
        "all-by-status": 2.0,
        "by-seal": 1.0,
    }
    assert units(update(call, "SET label = :l", {":l": {"S": "m"}}))["by-label"] == 2.0


def test_leaving_one_index_costs_it_one_write(indexed: Engine, call: Call) -> None:
    assert units(update(call, "REMOVE placed")) == {"orders": 1.0, "by-status": 1.0, "by-seal": 1.0}
    assert units(update(call, "REMOVE seal")) == {"orders": 1.0, "by-seal": 1.0}


def test_an_index_is_charged_for_what_it_projects(orders: Engine, call: Call) -> None:
    item = order(1, status={"S": "open"}, placed={"N": "1"}, seal={"B": "AAEC"}, payload={"S": "x" * 3000})
    answer = call("PutItem", TableName="orders", Item=item, ReturnConsumedCapacity="INDEXES")
    assert units(answer["ConsumedCapacity"]) == {
        "orders": 3.0,
        "by-status": 1.0,
        "all-by-status": 1.0,
        "by-seal": 3.0,
    }


def test_a_batch_adds_up_by_table(indexed: Engine, call: Call, notes: str) -> None:
    answer = call(
        "BatchWriteItem",
        RequestItems={
            "orders": [
                {"DeleteRequest": {"Key": place(1)}},
                {"PutRequest": {"Item": order(2, label={"S": "l"}, payload={"S": "x" * 1500})}},
            ],
            notes: [{"PutRequest": {"Item": {"pk": {"S": "a"}}}}],
        },
        ReturnConsumedCapacity="INDEXES",
    )
    first, second = answer["ConsumedCapacity"]
    assert units(first) == {
        "orders": 3.0,
        "by-label": 2.0,
        "by-status": 1.0,
        "by-seal": 1.0,
        "all-by-status": 1.0,
    }
    assert second == {"TableName": notes, "CapacityUnits": 1.0, "Table": {"CapacityUnits": 1.0}}


def test_a_transaction_costs_double_on_the_table_and_its_local_indexes_and_once_on_global_ones(
    orders: Engine, call: Call
) -> None:
    answer = call(
        "TransactWriteItems",
        TransactItems=[
            {
                "Put": {
                    "TableName": "orders",
                    "Item": order(1, label={"S": "l"}, seal={"B": "AAEC"}, payload={"S": "x" * 500}),
                }
            },
            {"Delete": {"TableName": "orders", "Key": place(2)}},
            {
                "ConditionCheck": {
                    "TableName": "orders",
                    "Key": place(3),
                    "ConditionExpression": "attribute_not_exists(customer)",
                }
            },
        ],
        ReturnConsumedCapacity="INDEXES",
    )
    (capacity,) = answer["ConsumedCapacity"]
    assert units(capacity) == {"orders": 6.0, "by-label": 2.0, "by-seal": 1.0}
    assert capacity["WriteCapacityUnits"] == capacity["CapacityUnits"]
    assert capacity["LocalSecondaryIndexes"] == {"by-label": {"CapacityUnits": 2.0, "WriteCapacityUnits": 2.0}}


def test_an_error_carries_no_capacity(orders: Engine, call: Call) -> None:
    with pytest.raises(DynamoDBError) as failed:
        call(
            "PutItem",
            TableName="orders",
            Item=order(1),
            ConditionExpression="attribute_exists(customer)",
            ReturnConsumedCapacity="TOTAL",
        )
    assert failed.value.members == {}


def test_a_transaction_costs_what_the_documentation_prints(call: Call) -> None:
    """The example of ``aws dynamodb transact-write-items``: its table has a local index on AlbumTitle.

    Source: https://docs.aws.amazon.com/cli/latest/reference/dynamodb/transact-write-items.html
    """
    call(
        "CreateTable",
        TableName="MusicCollection",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=definitions(Artist="S", SongTitle="S", AlbumTitle="S"),
        KeySchema=key("Artist", sort=("SongTitle",)),
        LocalSecondaryIndexes=[
            {
                "IndexName": "AlbumTitleIndex",
                "KeySchema": key("Artist", sort=("AlbumTitle",)),
                "Projection": {"ProjectionType": "ALL"},
            }
        ],
    )
    happy = {"Artist": {"S": "Acme Band"}, "SongTitle": {"S": "Happy Day"}}
    today = {"Artist": {"S": "No One You Know"}, "SongTitle": {"S": "Call Me Today"}}
    for song, album in ((happy, "Songs About Life"), (today, "Somewhat Famous")):
        call("PutItem", TableName="MusicCollection", Item=song | {"AlbumTitle": {"S": album}})
    unrated = {"TableName": "MusicCollection", "ConditionExpression": "attribute_not_exists(Rating)"}
    answer = call(
        "TransactWriteItems",
        TransactItems=[
            {
                "Update": unrated
                | {
                    "Key": happy,
                    "UpdateExpression": "SET AlbumTitle = :newval",
                    "ExpressionAttributeValues": {":newval": {"S": "Updated Album Title"}},
                }
            },
            {"Delete": unrated | {"Key": today}},
        ],
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer["ConsumedCapacity"] == [
        {"TableName": "MusicCollection", "CapacityUnits": 10.0, "WriteCapacityUnits": 10.0}
    ]
