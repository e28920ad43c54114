"""Malformed requests of every kind get DynamoDB's errors: no exception, no answer that is not JSON, nothing broken."""

from collections.abc import Iterator
from typing import Any

import pytest
from soak.mutations import MalformedRequests
from soak.valid_requests import ARENA, REQUESTS, stream_requests

from tablewright.engine import DynamoDBError, Engine
from tablewright.engine.operations import OPERATIONS
from tablewright.engine.wire import decode, encode

SEED = 20260101
COUNT = 2_000
STREAMS = "DynamoDBStreams_20120810"


@pytest.fixture
def arena(engine: Engine) -> str:
    """The table that the requests are about; the ARN of its stream."""
    stream_arn: str = engine.call("CreateTable", ARENA)["TableDescription"]["LatestStreamArn"]
    return stream_arn


def _stream_requests(engine: Engine, arn: str) -> list[tuple[str, dict[str, Any]]]:
    described = engine.call("DescribeStream", {"StreamArn": arn}, service=STREAMS)
    shard = described["StreamDescription"]["Shards"][0]["ShardId"]
    asked = {"StreamArn": arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
    return stream_requests(arn, shard, engine.call("GetShardIterator", asked, service=STREAMS)["ShardIterator"])


def _error(engine: Engine, operation: str, body: bytes) -> tuple[str, str]:
    reply = engine.execute(f"DynamoDB_20120810.{operation}", body)
    answer = decode(reply.body)
    assert reply.status == 400, answer
    return answer["__type"].partition("#")[2], answer.get("message") or answer.get("Message", "")


def _nested(levels: int) -> Iterator[bytes]:
    yield b'{"L":[' * levels + b'{"S":"x"}' + b"]}" * levels
    yield b'{"M":{"a":' * levels + b'{"S":"x"}' + b"}}" * levels


def test_requests_mutated_from_real_ones_are_answered_and_harm_nothing(engine: Engine, arena: str) -> None:
    real = [*REQUESTS, *_stream_requests(engine, arena)]
    malformed = MalformedRequests(SEED, real, list(OPERATIONS))
    for number in range(COUNT):
        target, body = malformed.make(number)
        reply = engine.execute(target, body)
        assert reply.status in (200, 400), f"request {number} to {target}: {reply.body[:200]!r}"
        answer = decode(reply.body or b"{}")  # Tagging is answered with nothing.
        assert reply.status == 200 or "#" in answer["__type"]
    counts = {
        name: engine.call("Scan", {"TableName": "arena", "Select": "COUNT", **index})["Count"]
        for name, index in (("table", {}), ("index", {"IndexName": "by-total"}))
    }
    described = engine.call("DescribeTable", {"TableName": "arena"})["Table"]
    assert described["ItemCount"] == counts["table"]
    assert described["LocalSecondaryIndexes"][0]["ItemCount"] == counts["index"]


@pytest.mark.parametrize("levels", [33, 34, 64, 200, 400])
def test_a_value_of_too_many_levels_is_refused_however_many(engine: Engine, notes: str, levels: int) -> None:
    for value in _nested(levels):
        error, message = _error(engine, "PutItem", b'{"TableName":"notes","Item":{"pk":{"S":"a"},"v":%b}}' % value)
        assert (error, message.partition(":")[0]) == (
            "ValidationException",
            "Nesting Levels have exceeded supported limits",
        )


def test_json_that_is_nested_beyond_any_value_is_not_read(engine: Engine, notes: str) -> None:
    levels = 200_000
    for value in (*_nested(levels), b"[" * levels + b"]" * levels, b"[" * levels):
        body = b'{"TableName":"notes","Unknown":%b,"Item":{"pk":{"S":"a"}}}' % value
        assert _error(engine, "PutItem", body)[0] == "SerializationException"


def test_members_the_model_does_not_know_are_passed_over(engine: Engine, notes: str) -> None:
    deep: Any = 1
    for _ in range(120):
        deep = {"a": [deep]}
    put = {"Put": {"TableName": "notes", "Item": {"pk": {"S": "a"}}, "Unknown": deep}, "Unknown": deep}
    request = {"TransactItems": [put], "ClientRequestToken": "once", "Unknown": deep}
    assert engine.call("TransactWriteItems", request) == {}
    with pytest.raises(DynamoDBError, match="can only contain one of Check, Put, Update or Delete"):
        engine.call("TransactWriteItems", {"TransactItems": [{"Get": {"TableName": "notes"}}]})


@pytest.mark.parametrize(
    ("operation", "members", "path"),
    [
        ("GetItem", b'"Key":{"pk":{"S":"a"}},"AttributesToGet":[null]', "attributesToGet.1.member"),
        (
            "GetItem",
            b'"Key":{"pk":{"S":"a"}},"ExpressionAttributeNames":{"#a":null}',
            "expressionAttributeNames.#a.member",
        ),
        ("UpdateItem", b'"Key":{"pk":{"S":"a"}},"AttributeUpdates":{"a":null}', "attributeUpdates.a.member"),
        (
            "Scan",
            b'"ScanFilter":{"a":{"ComparisonOperator":"IN","AttributeValueList":[{"S":"x"},null]}}',
            "scanFilter.a.member.attributeValueList.2.member",
        ),
    ],
)
def test_a_null_in_a_list_or_map_is_refused(
    engine: Engine, notes: str, operation: str, members: bytes, path: str
) -> None:
    assert _error(engine, operation, b'{"TableName":"notes",%b}' % members) == (
        "ValidationException",
        f"1 validation error detected: Value null at '{path}' failed to satisfy constraint: Member must not be null",
    )


@pytest.mark.parametrize(("operation", "members"), [("ListTables", {}), ("Scan", {"TableName": "notes"})])
def test_a_fraction_is_read_as_the_whole_number_in_it(
    engine: Engine, notes: str, operation: str, members: dict[str, Any]
) -> None:
    assert engine.call(operation, {**members, "Limit": 1.9}) == engine.call(operation, {**members, "Limit": 1})


@pytest.mark.parametrize("number", [b"2147483648", b"-2147483649", b"99999999999999999999", b"1e300", b"-1e300"])
def test_a_number_beyond_the_type_of_its_member_cannot_be_converted(engine: Engine, notes: str, number: bytes) -> None:
    error, message = _error(engine, "Scan", b'{"TableName":"notes","Limit":%b}' % number)
    assert error == "SerializationException"
    assert message.endswith("cannot be converted to Integer")


@pytest.mark.parametrize(
    "expression",
    [
        "(" * 4000 + "pk = :a" + ")" * 4000,
        "(" * 4000,
        "NOT " * 1000 + "pk = :a",
        "pk" + "[0]" * 1300 + " = :a",
        ".".join(["pk"] * 1300) + " = :a",
        "pk IN (" + ", ".join([":a"] * 1000) + ")",
        " OR ".join(["pk = :a"] * 400),
        "size(" * 700 + "pk" + ")" * 700 + " = :a",
        "pk[" + "9" * 4000 + "] = :a",
    ],
)
def test_an_expression_however_deep_or_long_is_refused_in_order(engine: Engine, notes: str, expression: str) -> None:
    item = {"pk": {"S": "a"}}
    request = {
        "TableName": "notes",
        "Item": item,
        "ConditionExpression": expression,
        "ExpressionAttributeValues": {":a": {"S": "x"}},
    }
    error, message = _error(engine, "PutItem", encode(request))
    assert (error, message.partition(":")[0]) == ("ValidationException", "Invalid ConditionExpression")


@pytest.mark.parametrize(
    "name", ["名前", "имя", "שם", "नाम", "👩‍👩‍👧‍👦", "e\u0301\u0327", "\u202ename", "\x00", "a b", "\ufeff"]
)
def test_names_of_every_script_are_attributes_like_any_other(engine: Engine, notes: str, name: str) -> None:
    item = {"pk": {"S": name}, name: {"M": {name: {"S": name}}}}
    engine.call("PutItem", {"TableName": "notes", "Item": item})
    asked = {"ProjectionExpression": "#n.#n", "ExpressionAttributeNames": {"#n": name}}
    found = engine.call("GetItem", {"TableName": "notes", "Key": {"pk": {"S": name}}, **asked})
    assert found == {"Item": {name: {"M": {name: {"S": name}}}}}


@pytest.mark.parametrize("text", [b'"\\ud800"', b'"\\udfff\\ud800"', b'"\xff"', b'"\xed\xa0\x80"', b'"\n"', b'"\\x"'])
def test_text_that_is_not_unicode_is_not_json(engine: Engine, notes: str, text: bytes) -> None:
    body = b'{"TableName":"notes","Item":{"pk":{"S":%b}}}' % text
    assert _error(engine, "PutItem", body)[0] == "SerializationException"
