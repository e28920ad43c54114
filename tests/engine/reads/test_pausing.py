"""A long page can be paused between its chunks."""

import orjson
from tests.engine.conftest import Call
from tests.engine.reads.conftest import order

from tablewright.engine import Engine
from tablewright.engine.operations import scan
from tablewright.engine.reads.pages import CHUNK_ROWS, completed, read_page
from tablewright.engine.reads.source import ReadSource
from tablewright.engine.storage.keys import HIGHEST


def test_a_page_pauses_after_each_chunk_and_goes_on_where_it_stopped(orders: Engine, call: Call) -> None:
    total = CHUNK_ROWS + 10
    for number in range(total):
        call("PutItem", TableName="orders", Item=order("cy", number))
    asked = scan.prepare({"TableName": "orders"})
    source = ReadSource(orders.table("orders"), None, 0.0)
    page = read_page(source, asked.reading, (b"", HIGHEST))
    next(page)
    call("DeleteItem", TableName="orders", Key={"customer": {"S": "cy"}, "number": {"S": f"{total - 1:03d}"}})
    answer = orjson.loads(completed(page))
    assert [int(item["number"]["S"]) for item in answer["Items"]] == list(range(total - 1))
