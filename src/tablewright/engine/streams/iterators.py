"""Shard iterators: where in a shard reading goes on, as an opaque text that is valid for 15 minutes.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetShardIterator.html
"""

import re
from base64 import b64decode, b64encode
from dataclasses import dataclass
from typing import Self

from tablewright.engine.errors import DynamoDBError, validation

ITERATOR_SECONDS = 900
"""How long an iterator is valid."""

_parts = re.compile(r"(arn:[^|]+)\|1\|([A-Za-z0-9+/]+=*)").fullmatch
_position = re.compile(r"(shardId-[0-9]{20}-[0-9a-f]{8}) ([0-9]{1,18}) ([0-9]{1,18})").fullmatch


@dataclass(frozen=True, slots=True)
class ShardIterator:
    """A place in a shard."""

    stream: str
    """The stream's ARN."""
    shard: str
    """The shard's id."""
    after: int
    """The sequence in the log of the last change that is not to be read."""
    made_at: float
    """When it was handed out, in seconds; kept to the millisecond."""

    def to_text(self) -> str:
        """As the ShardIterator member of requests and responses."""
        position = f"{self.shard} {self.after} {round(self.made_at * 1000)}"
        return f"{self.stream}|1|{b64encode(position.encode()).decode()}"

    @classmethod
    def from_text(cls, text: str) -> Self:
        """What `to_text` gave.

        Raises:
            DynamoDBError: ValidationException.
        """
        parts = _parts(text)
        if parts is not None:
            try:
                position = _position(b64decode(parts[2], validate=True).decode("ascii"))
            except ValueError:
                position = None
            if position is not None:
                return cls(parts[1], position[1], int(position[2]), int(position[3]) / 1000)
        raise validation("Invalid ShardIterator")

    def check_age(self, now: float) -> None:
        """Refuse an iterator that was handed out more than 15 minutes ago.

        Raises:
            DynamoDBError: ExpiredIteratorException.
        """
        if now - self.made_at > ITERATOR_SECONDS:
            raise DynamoDBError(
                "ExpiredIteratorException",
                "The shard iterator has expired. Shard iterators are only valid for 15 minutes",
            )


def trimmed() -> DynamoDBError:
    """What is asked for is older than 24 hours."""
    return DynamoDBError("TrimmedDataAccessException", "The data you are trying to access has been trimmed")
