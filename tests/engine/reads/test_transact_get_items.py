"""TransactGetItems."""

import pytest
from tests.engine.conftest import Call

from tablewright.engine import DynamoDBError, Engine


def get(customer: str, number: str, **options: object) -> dict:
    return {
        "Get": {
            "TableName": "orders",
            "Key": {"customer": {"S": customer}, "number": {"S": number}},
            **options,
        }
    }


def test_items_come_in_the_order_they_are_asked_for(stocked: Engine, call: Call) -> None:
    answer = call(
        "TransactGetItems",
        TransactItems=[
            get("bob", "001"),
            get("nobody", "001"),
            get("ann", "002", ProjectionExpression="worth"),
            get("ann", "003", ProjectionExpression="nothing"),
        ],
        ReturnConsumedCapacity="INDEXES",
    )
    assert answer["Responses"] == [
        {"Item": {"customer": {"S": "bob"}, "number": {"S": "001"}, "worth": {"N": "10"}}},
        {},
        {"Item": {"worth": {"N": "20"}}},
        {},
    ]
    assert answer["ConsumedCapacity"] == [
        {
            "TableName": "orders",
            "CapacityUnits": 8.0,
            "ReadCapacityUnits": 8.0,
            "Table": {"CapacityUnits": 8.0, "ReadCapacityUnits": 8.0},
        }
    ]


def test_a_wrong_key_cancels_the_transaction_with_a_reason_for_each_action(stocked: Engine, call: Call) -> None:
    wrong = {"Get": {"TableName": "orders", "Key": {"customer": {"S": "ann"}}}}
    with pytest.raises(DynamoDBError) as caught:
        call("TransactGetItems", TransactItems=[get("ann", "001"), wrong])
    assert caught.value.code == "TransactionCanceledException"
    assert caught.value.message == (
        "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ValidationError]"
    )
    assert caught.value.members["CancellationReasons"] == [
        {"Code": "None"},
        {"Code": "ValidationError", "Message": "The provided key element does not match the schema"},
    ]


def test_one_item_cannot_be_read_twice(stocked: Engine, call: Call) -> None:
    with pytest.raises(DynamoDBError, match=r"^Transaction request cannot include multiple operations on one item$"):
        call("TransactGetItems", TransactItems=[get("ann", "001"), get("ann", "001")])
