"""BatchWriteItem."""

from typing import Any

import pytest
from tests.engine.conftest import Call
from tests.engine.writes.orders import get, order, place

from tablewright.engine import DynamoDBError, Engine


def put(number: int, **attributes: Any) -> dict[str, Any]:
    return {"PutRequest": {"Item": order(number, **attributes)}}


def delete(number: int) -> dict[str, Any]:
    return {"DeleteRequest": {"Key": place(number)}}


def test_puts_and_deletes_go_to_several_tables(stocked: Engine, call: Call, notes: str) -> None:
    answer = call(
        "BatchWriteItem",
        RequestItems={
            "orders": [delete(1), put(2, note={"S": "new"})],
            notes: [{"PutRequest": {"Item": {"pk": {"S": "a"}}}}],
        },
    )
    assert answer == {"UnprocessedItems": {}}
    assert get(stocked, 1) is None
    assert get(stocked, 2) == order(2, note={"S": "new"})
    assert call("GetItem", TableName=notes, Key={"pk": {"S": "a"}})["Item"] == {"pk": {"S": "a"}}


def test_twenty_five_requests_are_the_most(orders: Engine, call: Call, notes: str) -> None:
    full = [put(number) for number in range(25)]
    assert call("BatchWriteItem", RequestItems={"orders": full}) == {"UnprocessedItems": {}}
    with pytest.raises(DynamoDBError) as of_one_table:
        call("BatchWriteItem", RequestItems={"orders": [*full, put(25)]})
    assert of_one_table.value.message.startswith("1 validation error detected: Value '{orders=[{PutRequest=")
    assert of_one_table.value.message.endswith(
        "at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: "
        "[Member must have length less than or equal to 25, Member must have length greater than or equal to 1]"
    )
    with pytest.raises(DynamoDBError, match=r"^Too many items requested for the BatchWriteItem call$"):
        call("BatchWriteItem", RequestItems={"orders": full, notes: [{"PutRequest": {"Item": {"pk": {"S": "a"}}}}]})


def test_the_largest_items_make_a_batch(orders: Engine, call: Call) -> None:
    items = [put(number, payload={"S": "x" * 409_000}) for number in range(25)]
    assert call("BatchWriteItem", RequestItems={"orders": items}) == {"UnprocessedItems": {}}
    assert call("DescribeTable", TableName="orders")["Table"]["ItemCount"] == 25


def test_a_table_by_its_name_and_by_its_arn_is_one_table(orders: Engine, call: Call) -> None:
    arn = call("DescribeTable", TableName="orders")["Table"]["TableArn"]
    with pytest.raises(DynamoDBError, match=r"^Provided list of item keys contains duplicates$"):
        call("BatchWriteItem", RequestItems={"orders": [put(2)], arn: [delete(2)]})
    answer = call("BatchWriteItem", RequestItems={"orders": [put(2)], arn: [put(3)]}, ReturnConsumedCapacity="TOTAL")
    assert answer["ConsumedCapacity"] == [{"TableName": "orders", "CapacityUnits": 2.0}]


def test_item_collections_are_measured_once_each(stocked: Engine, call: Call, notes: str) -> None:
    answer = call(
        "BatchWriteItem",
        RequestItems={
            "orders": [put(2), delete(1), {"PutRequest": {"Item": place(1, "bob")}}],
            notes: [{"PutRequest": {"Item": {"pk": {"S": "a"}}}}],
        },
        ReturnItemCollectionMetrics="SIZE",
    )
    assert answer["ItemCollectionMetrics"] == {
        "orders": [
            {"ItemCollectionKey": {"customer": {"S": "ann"}}, "SizeEstimateRangeGB": [0.0, 1.0]},
            {"ItemCollectionKey": {"customer": {"S": "bob"}}, "SizeEstimateRangeGB": [0.0, 1.0]},
        ]
    }
