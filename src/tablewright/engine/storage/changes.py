"""Reading the log of changes, a table at a time, in the order they were committed."""

from collections.abc import Iterator
from typing import NamedTuple

from tablewright.engine.storage.database import Database


class Change(NamedTuple):
    """What one write did to one item."""

    sequence: int
    """Its place in the log of the region; later changes have greater ones."""
    at: float
    """When it was written, in seconds since 1970."""
    old: bytes | None
    """The item before, as JSON; None if there was none."""
    new: bytes | None
    """The item after, as JSON; None if it was deleted."""
    actor: str | None
    """None for a caller of the service, and the service's principal for its own deletes."""


class Changes:
    """The changes of one table."""

    __slots__ = ("_database", "_table")

    def __init__(self, database: Database, table_number: int) -> None:
        self._database = database
        self._table = table_number

    def between(self, after: int, last: int, limit: int) -> Iterator[Change]:
        """At most ``limit`` changes after one sequence number and up to another, read as they are asked for."""
        rows = self._database.execute(
            "SELECT sequence, at, old, new, actor FROM changes "
            "WHERE table_number = ? AND sequence > ? AND sequence <= ? ORDER BY sequence LIMIT ?",
            (self._table, after, last, limit),
        )
        return map(Change._make, rows)

    def last_before(self, moment: float, after: int, last: int) -> int:
        """The sequence number of the last change before a moment, among those after ``after`` up to ``last``.

        ``after`` itself if there is none. Found by halving: sequence numbers ascend with time.
        """
        low, high = after, last + 1
        while low + 1 < high:
            middle = (low + high) // 2
            row = self._database.one(
                "SELECT sequence, at FROM changes "
                "WHERE table_number = ? AND sequence >= ? AND sequence < ? ORDER BY sequence LIMIT 1",
                (self._table, middle, high),
            )
            if row is None or row[1] >= moment:
                high = middle
            else:
                low = row[0]
        return low
