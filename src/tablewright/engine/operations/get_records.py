"""GetRecords, of DynamoDB Streams.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
"""

from dataclasses import replace
from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, resource_not_found, validation
from tablewright.engine.operation import Operation, Request
from tablewright.engine.requests.scalars import Integer, Text
from tablewright.engine.requests.structures import Structure
from tablewright.engine.streams.iterators import ShardIterator, trimmed
from tablewright.engine.streams.records import RecordWriter
from tablewright.engine.streams.shards import Shard, StreamShards, readable_stream
from tablewright.engine.wire import encode
from tablewright.values.limits import MAX_PAGE_BYTES

MAX_RECORDS = 1000
"""Records in one response; no more than 1 MB of them."""

SHAPE = Structure({"ShardIterator": Text(min=1, max=2048), "Limit": Integer(min=1)}, required=("ShardIterator",))


class GetRecords(NamedTuple):
    """A validated request."""

    iterator: ShardIterator
    limit: int


def prepare(request: Request) -> GetRecords:
    """Validate what needs no stream."""
    limit = request.get("Limit", MAX_RECORDS)
    if limit > MAX_RECORDS:
        raise validation(f"{INVALID}Limit should be less than or equal to {MAX_RECORDS}")
    return GetRecords(ShardIterator.from_text(request["ShardIterator"]), limit)


def execute(engine: Engine, asked: GetRecords) -> bytes:
    """Read on from the iterator's place; a closed shard that is read to its end has no next iterator."""
    iterator, now = asked.iterator, engine.now()
    iterator.check_age(now)
    stream = readable_stream(engine, iterator.stream)
    shards = StreamShards(engine, stream)
    shard = shards.find(iterator.shard)
    if shard is None:
        raise resource_not_found("Invalid ShardId in ShardIterator")
    records, reached = _read(shards, shard, asked, RecordWriter(stream, engine.region))
    members = [b'"Records":[' + b",".join(records) + b"]"]
    if shard.last is None or reached < shard.last:
        following = replace(iterator, after=reached, made_at=now)
        members.append(b'"NextShardIterator":' + encode(following.to_text()))
    return b"{" + b",".join(members) + b"}"


def _read(shards: StreamShards, shard: Shard, asked: GetRecords, writer: RecordWriter) -> tuple[list[bytes], int]:
    """The records, and the sequence in the log up to which the shard has now been read."""
    end, reached = shards.end_of(shard), asked.iterator.after
    records: list[bytes] = []
    total = 0
    for change in shards.changes.between(reached, end, asked.limit):
        if change.at < shards.horizon:
            raise trimmed()
        record, size = writer.write(change)
        total += size
        if records and total > MAX_PAGE_BYTES:
            return records, reached
        records.append(record)
        reached = change.sequence
    return records, reached if len(records) == asked.limit else max(reached, end)


OPERATION = Operation("GetRecords", SHAPE, prepare, execute)
