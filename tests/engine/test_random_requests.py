"""What holds after any requests, right and wrong: nothing fails, and the indexes carry what they should."""

from typing import Any

import pytest
from soak.random_requests import RandomRequests
from soak.random_requests.tables import TABLES, Index, Item, Table

from tablewright.engine import Engine
from tablewright.engine.wire import encode, encode_sorted

COUNT = 1_500


@pytest.fixture
def engine_with_tables(engine: Engine) -> Engine:
    for table in TABLES:
        engine.call("CreateTable", table.definition)
    return engine


def _text(items: list[Item]) -> list[bytes]:
    return sorted(encode_sorted(item) for item in items)


def _carried(table: Table, index: Index, items: list[Item]) -> list[Item]:
    """What an index should hold of a table's items."""
    keys = {name for each in (table.primary, index) for name in (each.partition, each.sort) if name}
    assert index.projection is not None
    names = keys | set(index.projection.get("NonKeyAttributes", ()))
    whole = index.projection["ProjectionType"] == "ALL"
    return [
        {name: value for name, value in item.items() if whole or name in names} for item in items if keys <= item.keys()
    ]


@pytest.mark.parametrize("seed", [1, 2])
def test_after_any_requests_each_index_holds_the_items_that_have_its_keys(
    engine_with_tables: Engine, seed: int
) -> None:
    engine = engine_with_tables
    requests = RandomRequests(seed)
    answered: list[Any] = []
    for number in range(COUNT):
        operation, request = requests.make(number)
        reply = engine.execute(f"DynamoDB_20120810.{operation}", encode(request))
        assert reply.status in (200, 400), f"request {number}: {operation} {request}: {reply.body!r}"
        answered.append(reply.status)
    assert answered.count(200) > COUNT // 2
    for table in TABLES:
        items = engine.call("Scan", {"TableName": table.name})["Items"]
        assert engine.call("DescribeTable", {"TableName": table.name})["Table"]["ItemCount"] == len(items)
        for index in table.indexes:
            held = engine.call("Scan", {"TableName": table.name, "IndexName": index.name})["Items"]
            assert _text(held) == _text(_carried(table, index, items))
