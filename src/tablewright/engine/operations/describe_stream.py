"""DescribeStream, of DynamoDB Streams.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html
"""

from typing import Any, NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.members import SHARD_ID, STREAM_ARN
from tablewright.engine.requests.scalars import Integer, Text
from tablewright.engine.requests.structures import Structure
from tablewright.engine.streams.shards import StreamShards, check_shard_id, check_stream_arn, readable_stream

MAX_SHARDS = 100
"""Shards that one response describes."""

SHAPE = Structure(
    {
        "StreamArn": STREAM_ARN,
        "Limit": Integer(min=1),
        "ExclusiveStartShardId": SHARD_ID,
        "ShardFilter": Structure({"Type": Text(enum=("CHILD_SHARDS",)), "ShardId": SHARD_ID}, name="ShardFilter"),
    },
    required=("StreamArn",),
)


class DescribeStream(NamedTuple):
    """A validated request."""

    stream: str
    limit: int
    start: str
    parent: str | None
    """The shard whose children alone are asked for."""


def prepare(request: Request) -> DescribeStream:
    """Validate what needs no stream."""
    check_stream_arn(request["StreamArn"])
    if "ExclusiveStartShardId" in request:
        check_shard_id(request["ExclusiveStartShardId"])
    limit = request.get("Limit", MAX_SHARDS)
    if limit > MAX_SHARDS:
        raise validation(f"{INVALID}Limit cannot be greater than the maximum: {MAX_SHARDS}")
    shard_filter = request.get("ShardFilter")
    parent = None
    if shard_filter is not None:
        parent = shard_filter.get("ShardId")
        if parent is None or "Type" not in shard_filter:
            raise validation(f"{INVALID}ShardFilter must have both Type and ShardId")
        check_shard_id(parent)
    return DescribeStream(request["StreamArn"], limit, request.get("ExclusiveStartShardId", ""), parent)


def execute(engine: Engine, asked: DescribeStream) -> Answer:
    """Describe the stream and a page of its shards, oldest first."""
    stream = readable_stream(engine, asked.stream)
    shards = [
        shard
        for shard in StreamShards(engine, stream)
        if shard.id > asked.start and asked.parent in (None, shard.parent)
    ]
    page = shards[: asked.limit]
    description: dict[str, Any] = {
        "StreamArn": stream.arn,
        "StreamLabel": stream.label,
        "StreamStatus": "ENABLED" if stream.closed_at is None else "DISABLED",
        "StreamViewType": stream.view,
        "CreationRequestDateTime": round(stream.opened_at, 3),
        "TableName": stream.table_name,
        "KeySchema": stream.key.to_wire(),
        "Shards": [shard.to_wire() for shard in page],
    }
    if len(shards) > len(page):
        description["LastEvaluatedShardId"] = page[-1].id
    return {"StreamDescription": description}


OPERATION = Operation("DescribeStream", SHAPE, prepare, execute)
