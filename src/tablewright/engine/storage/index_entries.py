"""The entries of one index: kept in step with the items, counted, and filled from items that are already there.

An entry is a row of the index's own SQLite table: the entry's bytes and the storage key of the item. The order in
which items expire is kept the same way.
"""

from collections.abc import Callable, Iterable

from tablewright.engine.schema import Index, Table, TimeToLive
from tablewright.engine.storage.backfills import Place, entry_and_key, place
from tablewright.engine.storage.database import Database
from tablewright.engine.storage.entries import (
    EntryOf,
    SizeOf,
    compile_entry,
    compile_expiry,
    compile_projected_size,
)
from tablewright.engine.storage.stored import StoredItem


class IndexEntries:
    """One index's storage and the statements that maintain it, within the transaction that is open."""

    __slots__ = (
        "_complete",
        "_entry_of",
        "_execute",
        "_fill",
        "_insert",
        "_remove",
        "_size_of",
        "bytes_changed",
        "items_changed",
        "number",
        "storage",
    )

    def __init__(
        self,
        database: Database,
        storage: str,
        number: int,
        entry_of: EntryOf,
        size_of: SizeOf | None = None,
        *,
        complete: bool,
    ) -> None:
        self.storage = storage
        self.number = number
        self.items_changed = 0
        self.bytes_changed = 0
        """What the counts changed by since they were last settled."""
        self._execute = database.execute
        self._complete = complete
        self._entry_of = entry_of
        self._size_of = size_of
        self._insert = f"INSERT OR REPLACE INTO {storage} (entry, key) VALUES (?, ?)"
        self._fill = f"INSERT OR IGNORE INTO {storage} (entry, key) VALUES (?, ?)"
        self._remove = f"DELETE FROM {storage} WHERE entry = ?"

    @classmethod
    def of_index(cls, database: Database, table: Table, index: Index) -> "IndexEntries":
        """The entries of a secondary index."""
        return cls(
            database,
            index_storage(table, index),
            index.number,
            compile_entry(index, table),
            compile_projected_size(index, table),
            complete=index.backfilled,
        )

    @classmethod
    def of_expiry(cls, database: Database, table: Table, ttl: TimeToLive) -> "IndexEntries":
        """The order in which a table's items expire."""
        storage = expiry_storage(table, ttl)
        return cls(database, storage, ttl.number, compile_expiry(ttl.attribute), complete=ttl.backfilled)

    def create(self) -> None:
        """Make the storage."""
        self._execute(f"CREATE TABLE {self.storage} (entry BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID")

    def move(self, key: bytes, before: StoredItem | None, after: StoredItem | None) -> None:
        """Follow a write of the item under ``key``."""
        entry_of = self._entry_of
        old = entry_of(before.item, key) if before is not None else None
        new = entry_of(after.item, key) if after is not None else None
        moves = old != new or not self._complete
        if old is not None and before is not None:
            # While the index is being filled, an item that was there before it may not have been entered yet.
            entered = self._execute(self._remove, (old,)).rowcount if moves else 1
            if entered:
                self.items_changed -= 1
                self.bytes_changed -= self._projected(before)
        if new is not None and after is not None:
            if moves:
                self._execute(self._insert, (new, key))
            self.items_changed += 1
            self.bytes_changed += self._projected(after)

    def places(self, rows: Iterable[tuple[bytes, StoredItem]]) -> list[Place]:
        """The places that items are to have in the index."""
        entry_of = self._entry_of
        return [place(entry, key) for key, stored in rows if (entry := entry_of(stored.glance(), key)) is not None]

    def fill(self, places: Iterable[Place], get: Callable[[bytes], StoredItem | None], size: int) -> None:
        """Enter items that were there before the index, as ``get`` finds them; those it has already stay as they are.

        An item that has no longer the place it had when it was looked up has been written since, and been entered then.
        The item that brings what was looked at to ``size`` bytes is the last.
        """
        for entry, key in map(entry_and_key, places):
            stored = get(key)
            if stored is None:
                continue
            if self._entry_of(stored.item, key) == entry and self._execute(self._fill, (entry, key)).rowcount:
                self.items_changed += 1
                self.bytes_changed += self._projected(stored)
            size -= stored.size
            if size <= 0:
                return

    def _projected(self, stored: StoredItem) -> int:
        return stored.size if self._size_of is None else self._size_of(stored.item)


def index_storage(table: Table, index: Index) -> str:
    """The name of the SQLite table that holds an index's entries."""
    return f"index_{table.number}_{index.number}"


def expiry_storage(table: Table, ttl: TimeToLive) -> str:
    """The name of the SQLite table that holds a table's items in the order they expire."""
    return f"expiry_{table.number}_{ttl.number}"
