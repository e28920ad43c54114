"""Laws of reading, on generated tables."""

from collections.abc import Iterator
from contextlib import closing
from itertools import chain
from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings
from tests.engine.reads.orders import ORDERS

from tablewright.engine import Engine, ManualClock, Service

texts = st.text("ab\x00\xff\U0001f600", max_size=3)
names = texts.filter(bool)
whole_numbers = st.integers(-30, 30).map(str)
items = st.fixed_dictionaries(
    {"customer": names.map(lambda text: {"S": text}), "number": names.map(lambda text: {"S": text})},
    optional={
        "worth": whole_numbers.map(lambda text: {"N": text}),
        "status": st.sampled_from("pq").map(lambda text: {"S": text}),
        "placed": whole_numbers.map(lambda text: {"N": text}),
        "note": texts.map(lambda text: {"S": text}),
        "secret": texts.map(lambda text: {"S": text}),
    },
)
tables = st.lists(items, max_size=25)

Item = dict[str, Any]
CARRIED = {"customer", "number", "status", "placed", "note"}
"""What the index by-status carries."""


def identity(item: Item) -> tuple[str, str]:
    return item["customer"]["S"], item["number"]["S"]


class Stocked:
    """An engine with a table of generated items; a later item replaces an earlier one of its key."""

    def __init__(self, contents: list[Item]) -> None:
        self.service = Service(None, clock=ManualClock())
        self.engine: Engine = self.service.region("us-east-1")
        self.engine.call("CreateTable", ORDERS)
        self.items: dict[tuple[str, str], Item] = {}
        for item in contents:
            self.engine.call("PutItem", {"TableName": "orders", "Item": item})
            self.items[identity(item)] = item

    def close(self) -> None:
        self.service.close()

    def pages(self, operation: str, **request: Any) -> Iterator[dict[str, Any]]:
        start: dict[str, Any] = {}
        while True:
            page = self.engine.call(operation, {"TableName": "orders", **request, **start})
            yield page
            if "LastEvaluatedKey" not in page:
                return
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}

    def all(self, operation: str, **request: Any) -> list[Item]:
        return [item for page in self.pages(operation, **request) for item in page["Items"]]


def by_status(**options: Any) -> dict[str, Any]:
    return {
        "IndexName": "by-status",
        "KeyConditionExpression": "#s = :s",
        "ExpressionAttributeNames": {"#s": "status"},
        "ExpressionAttributeValues": {":s": {"S": "p"}},
        **options,
    }


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(1, 4), st.booleans())
def test_page_by_page_equals_the_whole(contents: list[Item], limit: int, forward: bool) -> None:
    with closing(Stocked(contents)) as stocked:
        for operation, request in (
            ("Scan", {}),
            ("Scan", {"IndexName": "by-worth"}),
            ("Scan", {"IndexName": "by-status"}),
            ("Query", by_status(ScanIndexForward=forward)),
        ):
            whole = stocked.all(operation, **request)
            pages = list(stocked.pages(operation, **request, Limit=limit))
            assert [item for page in pages for item in page["Items"]] == whole
            assert all(page["ScannedCount"] <= limit for page in pages)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_an_index_equals_the_projection_of_its_table(contents: list[Item]) -> None:
    with closing(Stocked(contents)) as stocked:
        held = [item for item in stocked.items.values() if {"status", "placed"} <= set(item)]
        projected = [{name: item[name] for name in item if name in CARRIED} for item in held]
        found = stocked.all("Scan", IndexName="by-status")
        assert sorted(found, key=identity) == sorted(projected, key=identity)


@settings(max_examples=40, deadline=None)
@given(tables)
def test_a_query_comes_in_the_order_of_the_sort_key_and_backwards_in_reverse(contents: list[Item]) -> None:
    with closing(Stocked(contents)) as stocked:
        forward = stocked.all("Query", **by_status())
        placed = [int(item["placed"]["N"]) for item in forward]
        assert placed == sorted(placed)
        assert stocked.all("Query", **by_status(ScanIndexForward=False)) == forward[::-1]


@settings(max_examples=40, deadline=None)
@given(tables, st.integers(1, 7))
def test_segments_partition_the_scan(contents: list[Item], total: int) -> None:
    with closing(Stocked(contents)) as stocked:
        for index in ({}, {"IndexName": "by-status"}):
            segments = [
                stocked.all("Scan", **index, Segment=segment, TotalSegments=total, Limit=2) for segment in range(total)
            ]
            assert list(chain.from_iterable(segments)) == stocked.all("Scan", **index)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(names, unique=True, max_size=12),
    st.sampled_from(["=", "<", "<=", ">", ">=", "begins_with", "between"]),
    names,
    names,
)
def test_a_key_condition_finds_what_a_filter_would(numbers: list[str], operator: str, one: str, other: str) -> None:
    low, high = sorted((one, other), key=str.encode)
    tests = {
        "=": lambda number: number == low,
        "<": lambda number: number.encode() < low.encode(),
        "<=": lambda number: number.encode() <= low.encode(),
        ">": lambda number: number.encode() > low.encode(),
        ">=": lambda number: number.encode() >= low.encode(),
        "begins_with": lambda number: number.startswith(low),
        "between": lambda number: low.encode() <= number.encode() <= high.encode(),
    }
    texts_of = {"begins_with": "begins_with({}, :l)", "between": "{} BETWEEN :l AND :h"}
    text = texts_of.get(operator, f"{{}} {operator} :l")
    values = {":l": {"S": low}} | ({":h": {"S": high}} if operator == "between" else {})
    contents = [
        {"customer": {"S": "c"}, "number": {"S": number}, "zone": {"S": "z"}, "city": {"S": "c"},
         "street": {"S": number}, "placed": {"N": "1"}}
        for number in numbers
    ]  # fmt: skip
    expected = sorted(filter(tests[operator], numbers), key=str.encode)
    with closing(Stocked(contents)) as stocked:
        in_table = stocked.all(
            "Query",
            KeyConditionExpression="customer = :c AND " + text.format("#n"),
            ExpressionAttributeNames={"#n": "number"},
            ExpressionAttributeValues={":c": {"S": "c"}, **values},
        )
        in_index = stocked.all(
            "Query",
            IndexName="by-place",
            KeyConditionExpression="#z = :z AND city = :c AND " + text.format("street"),
            ExpressionAttributeNames={"#z": "zone"},
            ExpressionAttributeValues={":z": {"S": "z"}, ":c": {"S": "c"}, **values},
        )
    assert [item["number"]["S"] for item in in_table] == expected
    assert [item["number"]["S"] for item in in_index] == expected
