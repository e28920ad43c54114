"""BatchGetItem."""

import pytest
from tests.engine.conftest import Call
from tests.engine.reads.orders import order

from tablewright.engine import DynamoDBError, Engine


def key(customer: str, number: int) -> dict:
    return {"customer": {"S": customer}, "number": {"S": f"{number:03d}"}}


def test_items_that_are_there_are_returned_by_table(stocked: Engine, call: Call, notes: str) -> None:
    call("PutItem", TableName=notes, Item={"pk": {"S": "x"}})
    answer = call(
        "BatchGetItem",
        RequestItems={
            "orders": {"Keys": [key("ann", 1), key("ann", 99)], "ProjectionExpression": "worth"},
            notes: {"Keys": [{"pk": {"S": "x"}}, {"pk": {"S": "y"}}], "ConsistentRead": True},
        },
        ReturnConsumedCapacity="TOTAL",
    )
    assert answer == {
        "Responses": {"orders": [{"worth": {"N": "10"}}], notes: [{"pk": {"S": "x"}}]},
        "UnprocessedKeys": {},
        "ConsumedCapacity": [
            {"TableName": "orders", "CapacityUnits": 1.0},
            {"TableName": notes, "CapacityUnits": 2.0},
        ],
    }


def test_what_exceeds_sixteen_megabytes_is_left_unprocessed(orders: Engine, call: Call) -> None:
    for number in range(44):
        call("PutItem", TableName="orders", Item=order("cy", number, payload={"S": "x" * 399_000}))
    keys = [key("cy", number) for number in range(44)]
    asked = {"AttributesToGet": ["number"], "ConsistentRead": True}
    answer = call("BatchGetItem", RequestItems={"orders": {"Keys": keys, **asked}})
    assert len(answer["Responses"]["orders"]) == 42
    assert answer["UnprocessedKeys"] == {"orders": {"Keys": keys[42:], **asked}}
    rest = call("BatchGetItem", RequestItems=answer["UnprocessedKeys"])
    assert rest["Responses"]["orders"] == [{"number": {"S": "042"}}, {"number": {"S": "043"}}]


def test_equal_keys_are_duplicates_if_they_are_written_alike(engine: Engine, call: Call) -> None:
    call(
        "CreateTable",
        TableName="counts",
        BillingMode="PAY_PER_REQUEST",
        AttributeDefinitions=[{"AttributeName": "n", "AttributeType": "N"}],
        KeySchema=[{"AttributeName": "n", "KeyType": "HASH"}],
    )
    assert call("BatchGetItem", RequestItems={"counts": {"Keys": [{"n": {"N": "1"}}, {"n": {"N": "1.0"}}]}})
    with pytest.raises(DynamoDBError, match=r"^Provided list of item keys contains duplicates$"):
        call("BatchGetItem", RequestItems={"counts": {"Keys": [{"n": {"N": "1.0"}}, {"n": {"N": "1.0"}}]}})


def test_a_hundred_keys_are_the_most(orders: Engine, call: Call, notes: str) -> None:
    keys = [key("cy", number) for number in range(101)]
    assert call("BatchGetItem", RequestItems={"orders": {"Keys": keys[:100]}})["Responses"] == {"orders": []}
    with pytest.raises(DynamoDBError) as of_one_table:
        call("BatchGetItem", RequestItems={"orders": {"Keys": keys}})
    assert of_one_table.value.message == (
        "1 validation error detected: Value at 'RequestItems.orders.member.Keys' failed to satisfy constraint: "
        "Member must have length less than or equal to 100"
    )
    with pytest.raises(DynamoDBError, match=r"^Too many items requested for the BatchGetItem call$"):
        call("BatchGetItem", RequestItems={"orders": {"Keys": keys[:100]}, notes: {"Keys": [{"pk": {"S": "a"}}]}})
