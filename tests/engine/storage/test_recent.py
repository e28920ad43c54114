"""What was written last is remembered within bounds, and never beyond what is true."""

import json
from collections.abc import Callable
from typing import Any

import pytest

from tablewright.engine import DynamoDBError, Engine, Reply
from tablewright.engine.storage.recent import RecentRows

Call = Callable[..., dict[str, Any]]

BIG = b"x" * 10_000


def test_a_row_is_what_was_kept_last() -> None:
    rows = RecentRows()
    rows.keep((1, b"a"), (1, b"old"))
    rows.keep((1, b"a"), (2, b"new"))
    assert rows.get((1, b"a")) == (2, b"new")
    assert rows.get((2, b"a")) is None


def test_a_row_that_is_forgotten_is_not_known() -> None:
    rows = RecentRows()
    rows.keep((1, b"a"), (1, b"row"))
    rows.forget((1, b"a"))
    rows.forget((1, b"never there"))
    assert rows.get((1, b"a")) is None


def test_a_row_too_large_to_keep_takes_the_place_of_the_one_before() -> None:
    rows = RecentRows()
    rows.keep((1, b"a"), (1, b"small"))
    rows.keep((1, b"a"), (1, b"x" * 1_000_000))
    assert rows.get((1, b"a")) is None


def test_what_is_kept_has_a_bound_however_much_is_written() -> None:
    rows = RecentRows()
    for number in range(5_000):
        rows.keep((1, b"%d" % number), (1, BIG))
    kept = sum(rows.get((1, b"%d" % number)) is not None for number in range(5_000))
    assert 0 < kept * len(BIG) <= 16_000_000


def test_writing_one_row_again_and_again_leaves_the_others() -> None:
    rows = RecentRows()
    rows.keep((1, b"other"), (1, b"row"))
    for _ in range(5_000):
        rows.keep((1, b"a"), (1, BIG))
    assert rows.get((1, b"other")) == (1, b"row")


def count(engine: Engine, key: str) -> Reply:
    """Count one more on an item, in the group that is open."""
    request = {
        "TableName": "notes",
        "Key": {"pk": {"S": key}},
        "UpdateExpression": "ADD n :one",
        "ExpressionAttributeValues": {":one": {"N": "1"}},
        "ReturnValues": "ALL_NEW",
    }
    reply = engine.submit("DynamoDB_20120810.UpdateItem", json.dumps(request).encode())
    assert isinstance(reply, Reply)
    return reply


def test_a_write_after_an_undone_group_goes_on_from_what_is_on_disk(engine: Engine, notes: str) -> None:
    count(engine, "a")
    engine.flush()
    count(engine, "a")
    engine.database.execute("DROP TABLE items_1")  # what follows cannot be carried out, and all of it is undone
    assert count(engine, "a").status == 500
    with pytest.raises(DynamoDBError, match="storage failed"):
        engine.flush()
    assert json.loads(count(engine, "a").body)["Attributes"]["n"] == {"N": "2"}


def test_a_write_after_a_deletion_begins_anew(call: Call, notes: str) -> None:
    key = {"pk": {"S": "a"}}
    call("PutItem", TableName=notes, Item=key | {"n": {"N": "1"}})
    call("DeleteItem", TableName=notes, Key=key)
    answer = call("PutItem", TableName=notes, Item=key, ReturnValues="ALL_OLD")
    assert answer == {}


def test_a_table_made_again_has_nothing_of_the_one_before(engine: Engine, call: Call, notes: str) -> None:
    call("PutItem", TableName=notes, Item={"pk": {"S": "a"}})
    described = call("DescribeTable", TableName=notes)["Table"]
    call("DeleteTable", TableName=notes)
    call(
        "CreateTable",
        TableName=notes,
        AttributeDefinitions=described["AttributeDefinitions"],
        KeySchema=described["KeySchema"],
        BillingMode="PAY_PER_REQUEST",
    )
    assert call("PutItem", TableName=notes, Item={"pk": {"S": "a"}}, ReturnValues="ALL_OLD") == {}
