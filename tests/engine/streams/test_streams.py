"""Streams: listing them, ending them, and what requests about them are refused."""

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from tests.engine.streams.reader import DAY, HOUR, StreamReader

from tablewright.engine import DynamoDBError, ManualClock, Service

DISABLE = {"TableName": "events", "StreamSpecification": {"StreamEnabled": False}}
ENABLE = {
    "TableName": "events",
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
}


def test_a_stream_is_listed_and_described(stream: StreamReader) -> None:
    arn = stream.open()
    label = arn.rpartition("/")[2]
    assert arn == f"arn:aws:dynamodb:us-east-1:123456789012:table/events/stream/{label}"
    assert stream.call("ListStreams") == {"Streams": [{"StreamArn": arn, "TableName": "events", "StreamLabel": label}]}
    described = stream.describe()
    del described["Shards"]
    assert described == {
        "StreamArn": arn,
        "StreamLabel": label,
        "StreamStatus": "ENABLED",
        "StreamViewType": "NEW_AND_OLD_IMAGES",
        "CreationRequestDateTime": 1_767_225_600.0,
        "TableName": "events",
        "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    }


def test_streams_are_listed_by_table_and_a_page_at_a_time(stream: StreamReader) -> None:
    arns = sorted(stream.open(f"table-{number}") for number in range(5))
    assert [each["StreamArn"] for each in stream.call("ListStreams", TableName="table-3")["Streams"]] == [arns[3]]
    page = stream.call("ListStreams", Limit=3)
    assert [each["StreamArn"] for each in page["Streams"]] == arns[:3]
    rest = stream.call("ListStreams", ExclusiveStartStreamArn=page["LastEvaluatedStreamArn"])
    assert [each["StreamArn"] for each in rest["Streams"]] == arns[3:]
    assert "LastEvaluatedStreamArn" not in rest
    assert stream.call("ListStreams", TableName="nowhere") == {"Streams": []}


def test_a_disabled_stream_is_closed_and_can_be_read_for_a_day(stream: StreamReader) -> None:
    arn = stream.open()
    stream.put("a", n={"N": "1"})
    stream.engine.call("UpdateTable", DISABLE)
    stream.put("a", n={"N": "2"})
    assert stream.describe()["StreamStatus"] == "DISABLED"
    (shard,) = stream.shards()
    assert "EndingSequenceNumber" in shard["SequenceNumberRange"]
    page = stream.read(stream.iterator("TRIM_HORIZON"))
    assert [record["dynamodb"]["NewImage"]["n"]["N"] for record in page["Records"]] == ["1"]
    assert "NextShardIterator" not in page
    stream.clock.advance(DAY)
    with pytest.raises(DynamoDBError, match=rf"^Requested resource not found: Stream: {arn} not found$"):
        stream.describe()
    assert stream.call("ListStreams") == {"Streams": []}


def test_a_stream_enabled_again_is_another_and_begins_there(stream: StreamReader) -> None:
    first = stream.open()
    stream.put("a", n={"N": "1"})
    stream.engine.call("UpdateTable", DISABLE)
    stream.put("a", n={"N": "2"})
    stream.clock.advance(HOUR)
    second = stream.engine.call("UpdateTable", ENABLE)["TableDescription"]["LatestStreamArn"]
    stream.put("a", n={"N": "3"})
    assert second != first
    assert [len(list(stream.records(arn))) for arn in (first, second)] == [1, 1]
    assert {each["StreamArn"] for each in stream.call("ListStreams", TableName="events")["Streams"]} == {
        first,
        second,
    }


def test_the_stream_of_a_deleted_table_can_still_be_read(stream: StreamReader) -> None:
    stream.open()
    stream.put("a", n={"N": "1"})
    stream.engine.call("DeleteTable", {"TableName": "events"})
    assert stream.describe()["StreamStatus"] == "DISABLED"
    assert stream.sequence() == ["1"]


SHARD = "shardId-00000000000000000000-12345678"
STREAM = "arn:aws:dynamodb:us-east-1:123456789012:table/none/stream/2026-01-01T00:00:00.000"
TABLE = STREAM.partition("/stream/")[0]
INVALID = "One or more parameter values were invalid: "
ITERATOR = {"ShardId": "{shard}", "StreamArn": "{arn}"}


@pytest.mark.parametrize(
    ("operation", "request_", "message"),
    [
        ("DescribeStream", {"StreamArn": STREAM}, f"Requested resource not found: Stream: {STREAM} not found"),
        (
            "DescribeStream",
            {"StreamArn": "short"},
            "1 validation error detected: Value 'short' at 'streamArn' failed to satisfy constraint: "
            "Member must have length greater than or equal to 37",
        ),
        (
            "DescribeStream",
            {"StreamArn": STREAM, "Limit": 101},
            f"{INVALID}Limit cannot be greater than the maximum: 100",
        ),
        ("DescribeStream", {"StreamArn": "x" * 40}, "Invalid StreamArn"),
        ("DescribeStream", {"StreamArn": TABLE}, "Invalid StreamArn"),
        (
            "GetShardIterator",
            {"StreamArn": TABLE, "ShardId": SHARD, "ShardIteratorType": "LATEST"},
            "Invalid StreamArn",
        ),
        (
            "GetShardIterator",
            {"StreamArn": "{arn}", "ShardId": "x" * 28, "ShardIteratorType": "LATEST"},
            "Invalid ShardId",
        ),
        ("DescribeStream", {"StreamArn": "{arn}", "ExclusiveStartShardId": "x" * 28}, "Invalid ShardId"),
        (
            "DescribeStream",
            {"StreamArn": "{arn}", "ShardFilter": {"Type": "CHILD_SHARDS", "ShardId": "x" * 28}},
            "Invalid ShardId",
        ),
        ("ListStreams", {"ExclusiveStartStreamArn": "x" * 40}, "Invalid StreamArn"),
        ("ListStreams", {"Limit": 101}, f"{INVALID}Limit cannot be greater than the maximum allowed size: 100"),
        (
            "ListStreams",
            {"Limit": 0},
            "1 validation error detected: Value '0' at 'limit' failed to satisfy constraint: "
            "Member must have value greater than or equal to 1",
        ),
        ("GetRecords", {"ShardIterator": "foo"}, "Invalid ShardIterator"),
        ("GetRecords", {"ShardIterator": STREAM + "|1|AAAA"}, "Invalid ShardIterator"),
        (
            "GetRecords",
            {"ShardIterator": "foo", "Limit": 1001},
            f"{INVALID}Limit should be less than or equal to 1000",
        ),
        (
            "GetShardIterator",
            {"StreamArn": STREAM, "ShardId": SHARD, "ShardIteratorType": "LATEST"},
            f"Requested resource not found: Stream: {STREAM} not found",
        ),
        (
            "GetShardIterator",
            {"StreamArn": "{arn}", "ShardId": SHARD, "ShardIteratorType": "LATEST"},
            "Requested resource not found: Shard does not exist",
        ),
        (
            "GetShardIterator",
            ITERATOR | {"ShardIteratorType": "LATEST", "SequenceNumber": "1" * 21},
            f"{INVALID}SequenceNumber should not be passed for this iterator type",
        ),
        (
            "GetShardIterator",
            ITERATOR | {"ShardIteratorType": "AT_SEQUENCE_NUMBER"},
            f"{INVALID}Invalid SequenceNumber",
        ),
        (
            "GetShardIterator",
            ITERATOR | {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "SequenceNumber": "x" * 21},
            f"{INVALID}Invalid SequenceNumber",
        ),
        (
            "GetShardIterator",
            ITERATOR | {"ShardIteratorType": "AT_SEQUENCE_NUMBER", "SequenceNumber": "0" * 21},
            "Invalid SequenceNumber for the shard",
        ),
        (
            "GetShardIterator",
            ITERATOR | {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": "9" * 40},
            "Invalid SequenceNumber for the shard",
        ),
        (
            "GetShardIterator",
            ITERATOR | {"ShardIteratorType": "AT_TIMESTAMP"},
            f"{INVALID}Timestamp must be passed for this iterator type",
        ),
        (
            "GetShardIterator",
            ITERATOR | {"ShardIteratorType": "AT_TIMESTAMP", "Timestamp": 1e11},
            f"{INVALID}Timestamp should not be in the future",
        ),
    ],
)
def test_a_wrong_request_is_told_what_is_wrong(
    stream: StreamReader, operation: str, request_: dict[str, Any], message: str
) -> None:
    known = {"{arn}": stream.open(), "{shard}": stream.shards()[0]["ShardId"]}
    with pytest.raises(DynamoDBError) as caught:
        stream.call(operation, **{name: known.get(str(value), value) for name, value in request_.items()})
    assert caught.value.message == message


def test_streams_and_iterators_outlive_the_process(tmp_path: Path, clock: ManualClock) -> None:
    with closing(Service(tmp_path, clock=clock)) as service:
        first = StreamReader(service.region("us-east-1"), clock)
        arn = first.open()
        first.put("a", n={"N": "1"})
        iterator = first.iterator("TRIM_HORIZON")
        shards = first.shards()
    with closing(Service(tmp_path, clock=clock)) as service:
        second = StreamReader(service.region("us-east-1"), clock)
        second.put("a", n={"N": "2"})
        assert second.shards(arn) == shards
        assert [record["eventName"] for record in second.read(iterator)["Records"]] == ["INSERT", "MODIFY"]
