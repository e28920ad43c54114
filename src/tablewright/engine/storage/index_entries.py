"""The entries of one index: kept in step with the items, counted, and filled from items that are already there.

An entry is a row of the index's own SQLite table: the entry's bytes, the storage key of the item, and the size of
what the index projects of it (NULL where it projects everything). The order in which items expire is kept the same way.
"""

from collections.abc import Iterable

from tablewright.engine.schema import Index, Table, TimeToLive
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
        "_entry_of",
        "_execute",
        "_fill",
        "_insert",
        "_remove",
        "_resize",
        "_size_of",
        "bytes_changed",
        "items_changed",
        "number",
        "storage",
    )

    def __init__(
        self, database: Database, storage: str, number: int, entry_of: EntryOf, size_of: SizeOf | None
    ) -> None:
        self.storage = storage
        self.number = number
        self.items_changed = 0
        self.bytes_changed = 0
        """What the counts changed by since they were last settled."""
        self._execute = database.execute
        self._entry_of = entry_of
        self._size_of = size_of
        self._insert = f"INSERT OR REPLACE INTO {storage} (entry, key, size) VALUES (?, ?, ?)"
        self._fill = f"INSERT OR IGNORE INTO {storage} (entry, key, size) VALUES (?, ?, ?)"
        self._remove = f"DELETE FROM {storage} WHERE entry = ?"
        self._resize = f"UPDATE {storage} SET size = ? WHERE entry = ?"

    @classmethod
    def of_index(cls, database: Database, table: Table, index: Index) -> "IndexEntries":
        """The entries of a secondary index."""
        return cls(
            database,
            index_storage(table, index),
            index.number,
            compile_entry(index, table),
            compile_projected_size(index, table),
        )

    @classmethod
    def of_expiry(cls, database: Database, table: Table, ttl: TimeToLive) -> "IndexEntries":
        """The order in which a table's items expire."""
        return cls(database, expiry_storage(table, ttl), ttl.number, compile_expiry(ttl.attribute), None)

    def create(self) -> None:
        """Make the storage."""
        self._execute(
            f"CREATE TABLE {self.storage} "
            "(entry BLOB PRIMARY KEY, key BLOB NOT NULL, size INTEGER) WITHOUT ROWID"
        )

    def move(self, key: bytes, before: StoredItem | None, after: StoredItem | None) -> None:
        """Follow a write of the item under ``key``."""
        entry_of, size_of = self._entry_of, self._size_of
        old = entry_of(before.item, key) if before is not None else None
        new = entry_of(after.item, key) if after is not None else None
        if old is not None and before is not None:
            old_size = before.size if size_of is None else size_of(before.item)
            self.items_changed -= 1
            self.bytes_changed -= old_size
            if old != new:
                self._execute(self._remove, (old,))
        if new is not None and after is not None:
            new_size = after.size if size_of is None else size_of(after.item)
            self.items_changed += 1
            self.bytes_changed += new_size
            if old != new:
                self._execute(self._insert, (new, key, None if size_of is None else new_size))
            elif size_of is not None and old_size != new_size:
                self._execute(self._resize, (new_size, new))

    def fill(self, rows: Iterable[tuple[bytes, StoredItem]]) -> None:
        """Enter items that were there before the index; those it has already stay as they are."""
        size_of = self._size_of
        for key, stored in rows:
            entry = self._entry_of(stored.item, key)
            if entry is not None:
                size = stored.size if size_of is None else size_of(stored.item)
                entered = self._execute(self._fill, (entry, key, None if size_of is None else size))
                if entered.rowcount:
                    self.items_changed += 1
                    self.bytes_changed += size


def index_storage(table: Table, index: Index) -> str:
    """The name of the SQLite table that holds an index's entries."""
    return f"index_{table.number}_{index.number}"


def expiry_storage(table: Table, ttl: TimeToLive) -> str:
    """The name of the SQLite table that holds a table's items in the order they expire."""
    return f"expiry_{table.number}_{ttl.number}"
