"""Scan: of tables, indexes and segments."""

from itertools import chain

import pytest
from tests.engine.conftest import Call

from tablewright.engine import DynamoDBError, Engine


def places(answer: dict) -> list[tuple[str, str]]:
    return [(item["customer"]["S"], item["number"]["S"]) for item in answer["Items"]]


def test_a_scan_returns_every_item_partition_by_partition(stocked: Engine, call: Call) -> None:
    answer = call("Scan", TableName="orders")
    assert (answer["Count"], answer["ScannedCount"]) == (7, 7)
    ann = [place for place in places(answer) if place[0] == "ann"]
    assert ann == [("ann", f"{number:03d}") for number in range(1, 7)]


def test_an_empty_table_has_an_empty_page(orders: Engine, call: Call) -> None:
    assert call("Scan", TableName="orders", ReturnConsumedCapacity="TOTAL") == {
        "Count": 0,
        "ScannedCount": 0,
        "Items": [],
        "ConsumedCapacity": {"TableName": "orders", "CapacityUnits": 0.5},
    }


def test_pages_of_a_scan_follow_one_another(stocked: Engine, call: Call) -> None:
    whole = places(call("Scan", TableName="orders"))
    paged: list[tuple[str, str]] = []
    start: dict = {}
    while True:
        answer = call("Scan", TableName="orders", Limit=2, **start)
        paged += places(answer)
        if "LastEvaluatedKey" not in answer:
            break
        start = {"ExclusiveStartKey": answer["LastEvaluatedKey"]}
    assert paged == whole


def test_a_scan_of_an_index_leaves_out_items_without_its_keys(stocked: Engine, call: Call) -> None:
    answer = call("Scan", TableName="orders", IndexName="by-status")
    assert sorted(places(answer)) == [("ann", "002"), ("ann", "004"), ("ann", "006")]
    assert "secret" not in answer["Items"][0]


def test_a_scan_may_filter_by_key_attributes(stocked: Engine, call: Call) -> None:
    answer = call(
        "Scan",
        TableName="orders",
        FilterExpression="customer = :c",
        ExpressionAttributeValues={":c": {"S": "bob"}},
    )
    assert places(answer) == [("bob", "001")]
    assert answer["ScannedCount"] == 7


def test_segments_share_out_the_table(stocked: Engine, call: Call) -> None:
    parts = [places(call("Scan", TableName="orders", Segment=at, TotalSegments=3)) for at in range(3)]
    assert sorted(chain.from_iterable(parts)) == sorted(places(call("Scan", TableName="orders")))
    assert sum(any(place[0] == "ann" for place in part) for part in parts) == 1


def test_a_starting_key_of_another_segment_is_refused(stocked: Engine, call: Call) -> None:
    start = {"customer": {"S": "ann"}, "number": {"S": "001"}}
    halves = [{"TableName": "orders", "Segment": segment, "TotalSegments": 2} for segment in range(2)]
    (other,) = [half for half in halves if ("ann", "001") not in places(call("Scan", **half))]
    with pytest.raises(DynamoDBError) as caught:
        call("Scan", **other, ExclusiveStartKey=start)
    assert caught.value.message == (
        "The provided starting key is invalid: Invalid ExclusiveStartKey. Please use ExclusiveStartKey "
        f"with correct Segment. TotalSegments: 2 Segment: {other['Segment']}"
    )


def test_only_a_scan_says_how_long_a_filter_that_is_too_long_is(stocked: Engine, call: Call) -> None:
    said = "Invalid FilterExpression: Expression size has exceeded the maximum allowed size;"
    filtering = {"FilterExpression": "customer = :c" + " " * 4084, "ExpressionAttributeValues": {":c": {"S": "bob"}}}
    with pytest.raises(DynamoDBError) as of_a_scan:
        call("Scan", TableName="orders", **filtering)
    with pytest.raises(DynamoDBError) as of_a_query:
        call("Query", TableName="orders", KeyConditionExpression="customer = :c", **filtering)
    assert of_a_scan.value.message == f"{said} expression size: 4097"
    assert of_a_query.value.message == said
