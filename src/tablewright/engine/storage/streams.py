"""The streams of one region: those that are open, and those that ended and can still be read.

A stream is a window on the change log: the changes of one table after one sequence number and, once it has ended,
up to another. It outlives its table's stream setting, and its table.
"""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Any, NamedTuple, Self

from tablewright.engine.schema import Key
from tablewright.engine.storage.database import Database
from tablewright.engine.wire import decode, encode

RETENTION_SECONDS = 86_400
"""How long a stream's records can be read, and an ended stream itself."""


class StreamWindow(NamedTuple):
    """One stream: which changes of the log it shows, and what is needed to show them."""

    arn: str
    label: str
    table_number: int
    table_name: str
    key: Key
    """The table's key schema, by which records tell their keys."""
    view: str
    """The StreamViewType."""
    opened_at: float
    after: int
    """The sequence number of the last change before the stream."""
    closed_at: float | None = None
    last: int | None = None
    """The sequence number of the last change in it, once it is closed."""
    policy: str | None = None
    policy_revision: str | None = None

    def to_record(self) -> dict[str, Any]:
        """As JSON-able data; a policy is in it only if there is one."""
        record = self._asdict() | {"key": asdict(self.key)}
        return {name: value for name, value in record.items() if value is not None or name not in _OPTIONAL}

    @classmethod
    def from_record(cls, record: dict[str, Any]) -> Self:
        """From what `to_record` gave."""
        key = record["key"]
        return cls(**record | {"key": Key(tuple(key["partition"]), tuple(key["sort"]))})


_OPTIONAL = frozenset({"policy", "policy_revision"})


class Streams:
    """The streams kept in one database. Every change is written in the open transaction."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def __iter__(self) -> Iterator[StreamWindow]:
        """Every stream, in the order of their ARNs."""
        rows = self._database.all("SELECT definition FROM streams ORDER BY arn")
        return (StreamWindow.from_record(decode(definition)) for (definition,) in rows)

    def find(self, arn: str) -> StreamWindow | None:
        """The stream of that ARN."""
        row = self._database.one("SELECT definition FROM streams WHERE arn = ?", (arn,))
        return None if row is None else StreamWindow.from_record(decode(row[0]))

    def open(self, stream: StreamWindow) -> None:
        """Add a stream."""
        self._database.execute(
            "INSERT INTO streams (arn, table_number, definition) VALUES (?, ?, ?)",
            (stream.arn, stream.table_number, encode(stream.to_record())),
        )

    def close(self, arn: str, at: float) -> None:
        """End a stream with the change that is the log's last."""
        stream = self.find(arn)
        if stream is not None and stream.closed_at is None:
            self.change(stream._replace(closed_at=at, last=self.last_sequence()))

    def change(self, stream: StreamWindow) -> None:
        """Keep a stream as it is now."""
        record = encode(stream.to_record())
        self._database.execute("UPDATE streams SET definition = ? WHERE arn = ?", (record, stream.arn))

    def remove(self, arn: str) -> None:
        """Forget a stream."""
        self._database.execute("DELETE FROM streams WHERE arn = ?", (arn,))

    def last_sequence(self) -> int:
        """The sequence number of the log's last change, trimmed or not; 0 before the first."""
        row = self._database.one("SELECT seq FROM sqlite_sequence WHERE name = 'changes'")
        return row[0] if row else 0
