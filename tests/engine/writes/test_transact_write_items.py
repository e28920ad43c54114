"""TransactWriteItems."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from tests.engine.conftest import Call
from tests.engine.writes.orders import get, order, place, stored

from tablewright.engine import DynamoDBError, Engine, ManualClock, Service


def put(number: int, **attributes: Any) -> dict[str, Any]:
    return {"Put": {"TableName": "orders", "Item": order(number, **attributes)}}


def add(number: int, worth: int = 1) -> dict[str, Any]:
    """Not idempotent by itself: what was done twice shows."""
    return {
        "Update": {
            "TableName": "orders",
            "Key": place(number),
            "UpdateExpression": "ADD worth :n",
            "ExpressionAttributeValues": {":n": {"N": str(worth)}},
        }
    }


def check(number: int, condition: str) -> dict[str, Any]:
    return {"ConditionCheck": {"TableName": "orders", "Key": place(number), "ConditionExpression": condition}}


def worth(engine: Engine, number: int) -> str | None:
    item = get(engine, number)
    return None if item is None else item["worth"]["N"]


def test_every_kind_of_action_is_carried_out(stocked: Engine, call: Call, notes: str) -> None:
    assert (
        call(
            "TransactWriteItems",
            TransactItems=[
                put(2, worth={"N": "2"}),
                add(3, 3),
                {"Delete": {"TableName": "orders", "Key": place(1)}},
                check(4, "attribute_not_exists(customer)"),
                {"Put": {"TableName": notes, "Item": {"pk": {"S": "a"}}}},
            ],
        )
        == {}
    )
    assert [worth(stocked, number) for number in (1, 2, 3, 4)] == [None, "2", "3", None]
    assert call("GetItem", TableName=notes, Key={"pk": {"S": "a"}})["Item"] == {"pk": {"S": "a"}}


def test_conditions_see_what_was_there_before_the_transaction(stocked: Engine, call: Call) -> None:
    unchanged = check(2, "attribute_not_exists(customer)")
    unchanged["ConditionCheck"]["Key"] = place(9)
    call("TransactWriteItems", TransactItems=[put(2), unchanged])
    assert get(stocked, 2) == order(2)
    assert get(stocked, 9) is None


def test_a_failure_at_the_end_leaves_nothing_of_what_came_before(stocked: Engine, call: Call, notes: str) -> None:
    before = stored(stocked)
    with pytest.raises(DynamoDBError) as cancelled:
        call(
            "TransactWriteItems",
            TransactItems=[
                put(2),
                add(1),
                {"Put": {"TableName": notes, "Item": {"pk": {"S": "a"}}}},
                check(3, "attribute_exists(customer)"),
            ],
        )
    assert cancelled.value.code == "TransactionCanceledException"
    assert cancelled.value.message == (
        "Transaction cancelled, please refer cancellation reasons for specific reasons "
        "[None, None, None, ConditionalCheckFailed]"
    )
    assert stored(stocked) == before
    assert call("Scan", TableName=notes)["Items"] == []
    assert call("DescribeTable", TableName="orders")["Table"]["ItemCount"] == 1


def test_a_hundred_actions_are_the_most(orders: Engine, call: Call) -> None:
    assert call("TransactWriteItems", TransactItems=[put(number) for number in range(100)]) == {}
    with pytest.raises(DynamoDBError) as too_many:
        call("TransactWriteItems", TransactItems=[put(number) for number in range(101)])
    assert too_many.value.code == "ValidationException"
    assert too_many.value.message.endswith(
        "at 'transactItems' failed to satisfy constraint: Member must have length less than or equal to 100"
    )


def test_items_of_four_megabytes_are_the_most(orders: Engine, call: Call) -> None:
    payload = {"S": "x" * 400_000}
    assert call("TransactWriteItems", TransactItems=[put(number, payload=payload) for number in range(10)]) == {}
    with pytest.raises(DynamoDBError) as too_large:
        call("TransactWriteItems", TransactItems=[put(number, payload=payload) for number in range(11, 22)])
    assert too_large.value.code == "ValidationException"
    assert call("DescribeTable", TableName="orders")["Table"]["ItemCount"] == 10
    deletes = [{"Delete": {"TableName": "orders", "Key": place(number)}} for number in range(10)]
    assert call("TransactWriteItems", TransactItems=[*deletes, put(30, payload=payload)]) == {}


class TestTokens:
    @pytest.fixture(autouse=True)
    def one(self, stocked: Engine) -> Engine:
        return stocked

    def test_a_repetition_is_not_carried_out_again(self, stocked: Engine, call: Call) -> None:
        for _ in range(3):
            assert call("TransactWriteItems", TransactItems=[add(1), add(2)], ClientRequestToken="once") == {}
        assert worth(stocked, 1) == "6"
        call("TransactWriteItems", TransactItems=[add(1), add(2)], ClientRequestToken="another")
        assert worth(stocked, 1) == "7"

    def test_without_a_token_it_is(self, stocked: Engine, call: Call) -> None:
        for _ in range(2):
            call("TransactWriteItems", TransactItems=[add(1)])
        assert worth(stocked, 1) == "7"

    def test_a_repetition_is_charged_as_reads(self, call: Call) -> None:
        request = {"TransactItems": [add(1), put(2, payload={"S": "x" * 5000})], "ClientRequestToken": "once"}
        first = call("TransactWriteItems", **request, ReturnConsumedCapacity="INDEXES")
        assert first["ConsumedCapacity"] == [
            {
                "TableName": "orders",
                "CapacityUnits": 12.0,
                "WriteCapacityUnits": 12.0,
                "Table": {"CapacityUnits": 12.0, "WriteCapacityUnits": 12.0},
            }
        ]
        again = call("TransactWriteItems", **request, ReturnConsumedCapacity="INDEXES")
        assert again["ConsumedCapacity"] == [
            {
                "TableName": "orders",
                "CapacityUnits": 6.0,
                "ReadCapacityUnits": 6.0,
                "Table": {"CapacityUnits": 6.0, "ReadCapacityUnits": 6.0},
            }
        ]
        total = call("TransactWriteItems", **request, ReturnConsumedCapacity="TOTAL")
        assert total["ConsumedCapacity"] == [{"TableName": "orders", "CapacityUnits": 6.0, "ReadCapacityUnits": 6.0}]

    def test_a_repeated_deletion_is_charged_for_what_it_deleted(self, call: Call) -> None:
        call("TransactWriteItems", TransactItems=[put(2, payload={"S": "x" * 9000})])
        request = {
            "TransactItems": [{"Delete": {"TableName": "orders", "Key": place(2)}}],
            "ClientRequestToken": "once",
            "ReturnConsumedCapacity": "TOTAL",
        }
        call("TransactWriteItems", **request)
        again = call("TransactWriteItems", **request)
        assert again["ConsumedCapacity"] == [{"TableName": "orders", "CapacityUnits": 6.0, "ReadCapacityUnits": 6.0}]

    def test_another_request_under_the_token_is_refused(self, stocked: Engine, call: Call) -> None:
        call("TransactWriteItems", TransactItems=[add(1)], ClientRequestToken="once")
        with pytest.raises(DynamoDBError) as mismatch:
            call("TransactWriteItems", TransactItems=[add(1, 2)], ClientRequestToken="once")
        assert mismatch.value.code == "IdempotentParameterMismatchException"
        assert mismatch.value.message == (
            "DynamoDB rejected the request because you retried a request with a different payload but with an "
            "idempotent token that was already used."
        )
        assert worth(stocked, 1) == "6"

    def test_the_order_of_members_makes_no_other_request(self, stocked: Engine, call: Call) -> None:
        call("TransactWriteItems", TransactItems=[add(1)], ClientRequestToken="once")
        reordered = {"Update": dict(reversed(add(1)["Update"].items()))}
        call("TransactWriteItems", TransactItems=[reordered], ClientRequestToken="once")
        assert worth(stocked, 1) == "6"

    def test_a_token_is_valid_for_ten_minutes(self, stocked: Engine, call: Call, clock: ManualClock) -> None:
        call("TransactWriteItems", TransactItems=[add(1)], ClientRequestToken="once")
        clock.advance(599)
        call("TransactWriteItems", TransactItems=[add(1)], ClientRequestToken="once")
        assert worth(stocked, 1) == "6"
        clock.advance(1)
        call("TransactWriteItems", TransactItems=[add(1, 2)], ClientRequestToken="once")
        assert worth(stocked, 1) == "8"

    def test_a_transaction_that_was_cancelled_leaves_its_token_free(self, stocked: Engine, call: Call) -> None:
        with pytest.raises(DynamoDBError):
            call(
                "TransactWriteItems",
                TransactItems=[add(1), check(2, "attribute_exists(customer)")],
                ClientRequestToken="once",
            )
        call("TransactWriteItems", TransactItems=[add(1)], ClientRequestToken="once")
        assert worth(stocked, 1) == "6"


class TestTokensOfAFile:
    @pytest.fixture
    def engine(self, tmp_path: Path, clock: ManualClock) -> Iterator[Engine]:
        service = Service(tmp_path, clock=clock)
        yield service.region("us-east-1")
        service.close()

    def test_a_token_survives_a_restart(self, stocked: Engine, tmp_path: Path, clock: ManualClock) -> None:
        request = {"TransactItems": [add(1)], "ClientRequestToken": "once"}
        stocked.call("TransactWriteItems", request)
        stocked.close()
        reopened = Service(tmp_path, clock=clock)
        try:
            engine = reopened.region("us-east-1")
            engine.call("TransactWriteItems", request)
            assert worth(engine, 1) == "6"
            clock.advance(600)
            engine.call("TransactWriteItems", request)
            assert worth(engine, 1) == "7"
        finally:
            reopened.close()


def test_item_collections_are_measured(orders: Engine, call: Call, notes: str) -> None:
    answer = call(
        "TransactWriteItems",
        TransactItems=[put(1), put(2), {"Put": {"TableName": notes, "Item": {"pk": {"S": "a"}}}}],
        ReturnItemCollectionMetrics="SIZE",
    )
    assert answer == {
        "ItemCollectionMetrics": {
            "orders": [{"ItemCollectionKey": {"customer": {"S": "ann"}}, "SizeEstimateRangeGB": [0.0, 1.0]}]
        }
    }
