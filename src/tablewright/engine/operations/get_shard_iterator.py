"""GetShardIterator, of DynamoDB Streams.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
"""

from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, resource_not_found, validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.members import SHARD_ID, STREAM_ARN
from tablewright.engine.requests.scalars import Text, Timestamp
from tablewright.engine.requests.structures import Structure
from tablewright.engine.streams.iterators import ShardIterator, trimmed
from tablewright.engine.streams.shards import (
    Shard,
    StreamShards,
    check_shard_id,
    check_stream_arn,
    last_change,
    readable_stream,
    record_number,
)

SHAPE = Structure(
    {
        "StreamArn": STREAM_ARN,
        "ShardId": SHARD_ID,
        "ShardIteratorType": Text(
            enum=("AFTER_SEQUENCE_NUMBER", "LATEST", "AT_TIMESTAMP", "AT_SEQUENCE_NUMBER", "TRIM_HORIZON")
        ),
        "SequenceNumber": Text(min=21, max=40),
        "Timestamp": Timestamp(),
    },
    required=("StreamArn", "ShardId", "ShardIteratorType"),
)


class GetShardIterator(NamedTuple):
    """A validated request."""

    stream: str
    shard: str
    type: str
    number: int
    """The SequenceNumber; 0 where the type needs none."""
    timestamp: float
    """The Timestamp; 0 where the type needs none."""


def prepare(request: Request) -> GetShardIterator:
    """Validate what needs no stream."""
    check_stream_arn(request["StreamArn"])
    check_shard_id(request["ShardId"])
    kind = request["ShardIteratorType"]
    number, timestamp = request.get("SequenceNumber"), request.get("Timestamp")
    if kind in ("AT_SEQUENCE_NUMBER", "AFTER_SEQUENCE_NUMBER"):
        if number is None or not (number.isascii() and number.isdecimal()):
            raise validation(f"{INVALID}Invalid SequenceNumber")
    elif number is not None:
        raise validation(f"{INVALID}SequenceNumber should not be passed for this iterator type")
    if kind == "AT_TIMESTAMP":
        if timestamp is None:
            raise validation(f"{INVALID}Timestamp must be passed for this iterator type")
    elif timestamp is not None:
        raise validation(f"{INVALID}Timestamp should not be passed for this iterator type")
    return GetShardIterator(request["StreamArn"], request["ShardId"], kind, int(number or 0), timestamp or 0.0)


def execute(engine: Engine, asked: GetShardIterator) -> Answer:
    """Find the place in the shard."""
    if asked.timestamp > engine.now():
        raise validation(f"{INVALID}Timestamp should not be in the future")
    stream = readable_stream(engine, asked.stream)
    shards = StreamShards(engine, stream)
    shard = shards.find(asked.shard)
    if shard is None:
        raise resource_not_found("Requested resource not found: Shard does not exist")
    iterator = ShardIterator(stream.arn, shard.id, _place(shards, shard, asked), engine.now())
    return {"ShardIterator": iterator.to_text()}


def _place(shards: StreamShards, shard: Shard, asked: GetShardIterator) -> int:
    """The sequence in the log of the last change that the iterator is to pass over."""
    if asked.type == "LATEST":
        return shards.end_of(shard)
    trimmed_up_to = shards.trimmed_up_to()
    if asked.type == "TRIM_HORIZON":
        return max(shard.after, trimmed_up_to)
    if asked.type == "AT_TIMESTAMP":
        before = shards.changes.last_before(asked.timestamp, shard.after, shards.end_of(shard))
        return max(before, trimmed_up_to)
    greatest = shard.last_number or record_number(shards.end_of(shard) + 1) - 1
    if not shard.first_number <= asked.number <= greatest:
        raise validation("Invalid SequenceNumber for the shard")
    if asked.number <= record_number(trimmed_up_to):
        # Reading could go on after the last record that is trimmed; that it is gone is told even so.
        raise trimmed()
    return last_change(asked.number if asked.type == "AFTER_SEQUENCE_NUMBER" else asked.number - 1)


OPERATION = Operation("GetShardIterator", SHAPE, prepare, execute)
