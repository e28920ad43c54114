"""Tables are listed by name, a page at a time."""

import pytest
from tests.engine.tables.requests import table

from tablewright.engine import DynamoDBError, Engine


@pytest.fixture
def five(engine: Engine) -> Engine:
    for name in ("ccc", "aaa", "eee", "bbb", "ddd"):
        engine.call("CreateTable", table(name))
    return engine


def test_names_come_in_order(five: Engine) -> None:
    assert five.call("ListTables", {}) == {"TableNames": ["aaa", "bbb", "ccc", "ddd", "eee"]}


def test_pages_join_to_the_whole(five: Engine) -> None:
    first = five.call("ListTables", {"Limit": 2})
    assert first == {"TableNames": ["aaa", "bbb"], "LastEvaluatedTableName": "bbb"}
    second = five.call("ListTables", {"Limit": 3, "ExclusiveStartTableName": "bbb"})
    assert second == {"TableNames": ["ccc", "ddd", "eee"]}


def test_a_page_may_start_after_a_name_that_is_not_there(five: Engine) -> None:
    assert five.call("ListTables", {"ExclusiveStartTableName": "cccc"}) == {"TableNames": ["ddd", "eee"]}


@pytest.mark.parametrize(
    ("request_", "message"),
    [
        (
            {"Limit": 0},
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1",
        ),
        (
            {"Limit": 101},
            "1 validation error detected: Value '101' at 'limit' failed to satisfy constraint: "
            "Member must have value less than or equal to 100",
        ),
    ],
)
def test_a_limit_is_from_1_to_100(engine: Engine, request_: dict[str, int], message: str) -> None:
    with pytest.raises(DynamoDBError) as caught:
        engine.call("ListTables", request_)
    assert caught.value.message == message
