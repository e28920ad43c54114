"""The shards of a stream: four hours of its changes each.

Nothing is kept of shards. Which there are follows from when the stream was opened, and where in the log they begin
and end from the times of the changes.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html#Streams.Processing
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from tablewright.engine.engine import Engine
from tablewright.engine.errors import resource_not_found, validation
from tablewright.engine.storage.changes import Changes
from tablewright.engine.storage.streams import RETENTION_SECONDS, StreamWindow

SHARD_SECONDS = 4 * 3600
"""How long a shard stays open."""

_FIRST_NUMBER = 10**20
"""What sequence numbers start from: they have 21 digits."""
_SPACING = 100_000
"""What lies between the sequence numbers of two changes: room for the ends of the shards between them."""


_is_stream_arn = re.compile(
    r"arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table/[a-zA-Z0-9_.-]{3,255}/stream/[^/]+"
).fullmatch
_is_shard_id = re.compile(r"shardId-\d+-\w+").fullmatch


def record_number(sequence: int) -> int:
    """The SequenceNumber of a change."""
    return _FIRST_NUMBER + sequence * _SPACING


def last_change(number: int) -> int:
    """The sequence in the log of the last change whose SequenceNumber is not greater than ``number``."""
    return (number - _FIRST_NUMBER) // _SPACING


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard of a stream."""

    id: str
    ordinal: int
    """How many shards the stream had before it."""
    parent: str | None
    after: int
    """The sequence in the log of the last change before it."""
    last: int | None
    """The sequence in the log of the last change in it (``after`` if it has none); None while it is open."""

    @property
    def first_number(self) -> int:
        """Its StartingSequenceNumber: greater than those of all changes before it."""
        return record_number(self.after) + 2 * self.ordinal + 1

    @property
    def last_number(self) -> int | None:
        """Its EndingSequenceNumber, less than those of all changes after it; None while it is open."""
        return None if self.last is None else record_number(self.last) + 2 * self.ordinal + 2

    def to_wire(self) -> dict[str, Any]:
        """As the Shard member of a stream's description."""
        numbers = {"StartingSequenceNumber": str(self.first_number)}
        if self.last_number is not None:
            numbers["EndingSequenceNumber"] = str(self.last_number)
        wire: dict[str, Any] = {"ShardId": self.id, "SequenceNumberRange": numbers}
        return wire if self.parent is None else wire | {"ParentShardId": self.parent}


class StreamShards:
    """The shards of one stream that can be read at this time."""

    def __init__(self, engine: Engine, stream: StreamWindow) -> None:
        now = engine.now()
        self.stream = stream
        self.changes = Changes(engine.database, stream.table_number)
        self.horizon = now - RETENTION_SECONDS
        """Changes before this time are trimmed."""
        self._end = stream.last if stream.last is not None else engine.streams.last_sequence()
        self._first = max(0, self._ordinal_at(self.horizon))
        self._current = self._ordinal_at(now if stream.closed_at is None else stream.closed_at)

    def __iter__(self) -> Iterator[Shard]:
        """Every shard, oldest first."""
        return map(self._shard, range(self._first, self._current + 1))

    def find(self, shard_id: str) -> Shard | None:
        """The shard of that id."""
        for ordinal in range(self._first, self._current + 1):
            if self._id(ordinal) == shard_id:
                return self._shard(ordinal)
        return None

    def trimmed_up_to(self) -> int:
        """The sequence in the log of the last change that can no longer be read."""
        return self._last_before(self.horizon)

    def end_of(self, shard: Shard) -> int:
        """The sequence in the log up to which a shard can be read now."""
        return self._end if shard.last is None else shard.last

    def _shard(self, ordinal: int) -> Shard:
        last = None
        if ordinal < self._current:
            last = self._last_before(self._opened_at(ordinal + 1))
        elif self.stream.last is not None:
            last = self.stream.last
        return Shard(
            self._id(ordinal),
            ordinal,
            self._id(ordinal - 1) if ordinal else None,
            self._last_before(self._opened_at(ordinal)) if ordinal else self.stream.after,
            last,
        )

    def _last_before(self, moment: float) -> int:
        return self.changes.last_before(moment, self.stream.after, self._end)

    def _ordinal_at(self, moment: float) -> int:
        return int((moment - self.stream.opened_at) // SHARD_SECONDS)

    def _opened_at(self, ordinal: int) -> float:
        return self.stream.opened_at + ordinal * SHARD_SECONDS

    def _id(self, ordinal: int) -> str:
        moment = int(self._opened_at(ordinal) * 1000)
        mark = blake2b(f"{self.stream.arn} {ordinal}".encode(), digest_size=4).hexdigest()
        return f"shardId-{moment:020d}-{mark}"


def check_stream_arn(arn: str) -> None:
    """Refuse what is not the ARN of a stream, before any is looked for.

    Raises:
        DynamoDBError: ValidationException.
    """
    if not _is_stream_arn(arn):
        raise validation("Invalid StreamArn")


def check_shard_id(shard_id: str) -> None:
    """Refuse what no shard can be called, before any is looked for.

    Raises:
        DynamoDBError: ValidationException.
    """
    if not _is_shard_id(shard_id):
        raise validation("Invalid ShardId")


def readable_stream(engine: Engine, arn: str) -> StreamWindow:
    """The stream of that ARN, which is open or ended less than 24 hours ago.

    Raises:
        DynamoDBError: ResourceNotFoundException, there is no such stream, or no longer.
    """
    stream = engine.streams.find(arn)
    if stream is None or not is_readable(stream, engine.now()):
        raise resource_not_found(f"Requested resource not found: Stream: {arn} not found")
    return stream


def is_readable(stream: StreamWindow, now: float) -> bool:
    """Whether a stream is open or ended less than 24 hours ago."""
    return stream.closed_at is None or now - stream.closed_at < RETENTION_SECONDS
