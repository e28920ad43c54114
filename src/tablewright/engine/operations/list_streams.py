"""ListStreams, of DynamoDB Streams.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_ListStreams.html
"""

from typing import Any, NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.members import STREAM_ARN
from tablewright.engine.requests.scalars import Integer, Text
from tablewright.engine.requests.structures import Structure
from tablewright.engine.streams.shards import check_stream_arn, is_readable
from tablewright.values.limits import MAX_TABLE_NAME_LENGTH, MIN_TABLE_NAME_LENGTH

MAX_STREAMS = 100
"""Streams that one response lists."""

SHAPE = Structure(
    {
        "TableName": Text(min=MIN_TABLE_NAME_LENGTH, max=MAX_TABLE_NAME_LENGTH, pattern="[a-zA-Z0-9_.-]+"),
        "Limit": Integer(min=1),
        "ExclusiveStartStreamArn": STREAM_ARN,
    }
)


class ListStreams(NamedTuple):
    """A validated request."""

    table: str | None
    limit: int
    start: str


def prepare(request: Request) -> ListStreams:
    """Validate what needs no stream."""
    limit = request.get("Limit", MAX_STREAMS)
    if limit > MAX_STREAMS:
        raise validation(f"{INVALID}Limit cannot be greater than the maximum allowed size: {MAX_STREAMS}")
    if "ExclusiveStartStreamArn" in request:
        check_stream_arn(request["ExclusiveStartStreamArn"])
    return ListStreams(request.get("TableName"), limit, request.get("ExclusiveStartStreamArn", ""))


def execute(engine: Engine, asked: ListStreams) -> Answer:
    """List streams in the order of their ARNs, those that ended less than 24 hours ago included."""
    now = engine.now()
    found = [
        stream
        for stream in engine.streams
        if stream.arn > asked.start and asked.table in (None, stream.table_name) and is_readable(stream, now)
    ]
    page = found[: asked.limit]
    answer: dict[str, Any] = {
        "Streams": [
            {"StreamArn": stream.arn, "TableName": stream.table_name, "StreamLabel": stream.label} for stream in page
        ]
    }
    if len(found) > len(page):
        answer["LastEvaluatedStreamArn"] = page[-1].arn
    return answer


OPERATION = Operation("ListStreams", SHAPE, prepare, execute)
