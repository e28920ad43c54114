"""How far back the log of changes is kept."""

from collections.abc import Iterator
from itertools import takewhile

from tablewright.engine.storage.database import Database
from tablewright.engine.storage.slices import up_to


class Retention:
    """Drops the oldest changes of the log, a table at a time."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def tables(self) -> Iterator[int]:
        """The numbers of the tables that have changes in the log."""
        number = 0
        while True:
            # One look-up a table: SELECT DISTINCT would read the whole index.
            row = self._database.one("SELECT min(table_number) FROM changes WHERE table_number > ?", (number,))
            if row is None or row[0] is None:
                return
            number = row[0]
            yield number

    def last_before(self, moment: float, table: int, limit: int, size: int, *, sparing: int = 0) -> int | None:
        """The sequence number up to which a table's oldest changes happened before a moment.

        Of those the newest ``sparing`` are left out; None if none is left. ``limit`` changes are looked at, and as many
        told as come to ``size`` bytes.
        """
        rows = self._database.all(
            "SELECT sequence, at, ifnull(length(old), 0) + ifnull(length(new), 0) FROM changes "
            "WHERE table_number = ? ORDER BY sequence LIMIT ?",
            (table, limit),
        )
        older = [(sequence, bytes_of_it) for sequence, _, bytes_of_it in takewhile(lambda row: row[1] < moment, rows)]
        told = list(up_to(size, older[: len(older) - sparing]))
        return told[-1] if told else None

    def drop(self, table: int, last: int) -> None:
        """Forget a table's changes up to a sequence number."""
        self._database.execute("DELETE FROM changes WHERE table_number = ? AND sequence <= ?", (table, last))
