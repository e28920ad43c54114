"""The items of one table: reading them, and writing them with all that follows from a write.

An item is kept as the JSON bytes that go out, with its size beside them, so that a read is a lookup and a
splice. `TableStore.write` is the only way in: it keeps the index entries, the change log and the table's
counts in step within the transaction that is open.
"""

from collections.abc import Iterable, Iterator

from tablewright.engine.schema import Index, Table
from tablewright.engine.storage.backfills import Place
from tablewright.engine.storage.database import Database
from tablewright.engine.storage.entries import compile_key
from tablewright.engine.storage.index_entries import IndexEntries, expiry_storage, index_storage
from tablewright.engine.storage.recent import RecentRows
from tablewright.engine.storage.stored import StoredItem as StoredItem
from tablewright.values import equal_items

CHUNK_ROWS = 1000
"""Rows fetched at a time by a range read, so that a long one can be paused between chunks."""


class TableStore:
    """The stored items of one table."""

    def __init__(self, database: Database, table: Table, recent: RecentRows, *, logs_changes: bool) -> None:
        """``recent`` is what was written last to any table of the database."""
        self._execute = database.execute
        self._database = database
        self._recent = recent
        self.table = table
        self.key_of = compile_key(table)
        self.changed = False
        """Whether anything was written since the counts were last settled."""
        self.items_changed = 0
        self.bytes_changed = 0
        self._items = f"items_{table.number}"
        self._get = f"SELECT size, item FROM {self._items} WHERE key = ?"
        self._insert = f"INSERT INTO {self._items} (size, item, key) VALUES (?, ?, ?)"
        self._update = f"UPDATE {self._items} SET size = ?, item = ? WHERE key = ?"
        self._delete = f"DELETE FROM {self._items} WHERE key = ?"
        self.logs_changes = logs_changes
        """Whether writes go to the change log, with their time."""
        self._log = (
            f"INSERT INTO changes (table_number, at, key, old, new, actor) VALUES ({table.number}, ?, ?, ?, ?, ?)"
            if logs_changes
            else None
        )
        self.entries = [IndexEntries.of_index(database, table, index) for index in table.indexes]
        """What is kept in step with the items: an element for each index and one for the order of expiry."""
        if table.ttl is not None:
            self.entries.append(IndexEntries.of_expiry(database, table, table.ttl))

    def get(self, key: bytes) -> StoredItem | None:
        """The item under a storage key."""
        # sqlite3 takes a bytearray as it is, and asks of bytes whether they want to be something else.
        row = self._execute(self._get, (bytearray(key),)).fetchone()
        return None if row is None else StoredItem(*row)

    def get_to_write(self, key: bytes) -> StoredItem | None:
        """What `get` gives, sooner where it was written lately.

        Reads do without: they are to take as long in a large table as in a small one.
        """
        row = self._recent.get((self.table.number, key))
        return self.get(key) if row is None else StoredItem(*row)

    def write(
        self,
        key: bytes,
        before: StoredItem | None,
        after: StoredItem | None,
        at: float,
        actor: str | None = None,
    ) -> None:
        """Put ``after`` (None: nothing) in the place of ``before`` under ``key``.

        ``before`` is what `get_to_write` gives in the same transaction; ``at`` is the time in seconds, which matters
        where changes are logged; ``actor`` is None for a caller of the service and the service's principal for its
        own deletes.
        """
        if after is not None:
            # An update in place is much cheaper for SQLite than a replacement, which deletes and inserts.
            put = self._insert if before is None else self._update
            encoded = bytearray(after.encoded)
            self._execute(put, (after.size, encoded, bytearray(key)))
            # A copy, as the bytes that were encoded keep the room they were made in, several times their length.
            self._recent.keep((self.table.number, key), (after.size, bytes(encoded)))
            if before is None:
                self.items_changed += 1
                self.bytes_changed += after.size
            elif before.size != after.size:
                self.bytes_changed += after.size - before.size
        elif before is not None:
            self._execute(self._delete, (key,))
            self._recent.forget((self.table.number, key))
            self.items_changed -= 1
            self.bytes_changed -= before.size
        else:
            return
        self.changed = True
        for entries in self.entries:
            entries.move(key, before, after)
        if self._log is not None and not _same(before, after):
            old = before and before.encoded
            self._execute(self._log, (at, key, old, after and after.encoded, actor))

    @property
    def counts_changed(self) -> bool:
        """Whether the counts of the table or of an index are other than when they were last settled."""
        return bool(self.items_changed or self.bytes_changed) or any(
            entries.items_changed or entries.bytes_changed for entries in self.entries
        )

    def range(
        self,
        low: bytes,
        high: bytes,
        *,
        forward: bool = True,
        limit: int = CHUNK_ROWS,
        index: Index | None = None,
    ) -> Iterator[tuple[bytes, int, bytes]]:
        """Rows whose place is at least ``low`` and less than ``high``: (place, size, encoded item).

        The place is the storage key, or with ``index`` the index's entry. No more than ``limit`` rows; they are
        read as they are asked for, so a caller who stops early pays for no more.
        """
        order = "ASC" if forward else "DESC"
        if index is None:
            sql = f"SELECT key, size, item FROM {self._items} WHERE key >= ? AND key < ? ORDER BY key {order} LIMIT ?"
        else:
            sql = (
                f"SELECT e.entry, i.size, i.item FROM {index_storage(self.table, index)} AS e "
                f"CROSS JOIN {self._items} AS i ON i.key = e.key "
                f"WHERE e.entry >= ? AND e.entry < ? ORDER BY e.entry {order} LIMIT ?"
            )
        return self._execute(sql, (low, high, limit))

    def size_of_range(self, low: bytes, high: bytes) -> int:
        """The sizes in bytes of all items whose storage key is at least ``low`` and less than ``high``."""
        row = self._database.one(
            f"SELECT coalesce(sum(size), 0) FROM {self._items} WHERE key >= ? AND key < ?", (low, high)
        )
        return row[0] if row else 0

    def expired(self, low: bytes, high: bytes, limit: int) -> list[bytes]:
        """Storage keys of items whose expiry lies in a range of `sortable_number` bytes, earliest first.

        None of a table without time to live.
        """
        if self.table.ttl is None:
            return []
        sql = (
            f"SELECT key FROM {expiry_storage(self.table, self.table.ttl)} "
            "WHERE entry >= ? AND entry < ? ORDER BY entry LIMIT ?"
        )
        return [key for (key,) in self._database.all(sql, (low, high, limit))]

    def create(self) -> None:
        """Make the table's storage and its indexes'."""
        self._execute(
            f"CREATE TABLE {self._items} "
            "(key BLOB PRIMARY KEY, size INTEGER NOT NULL, item BLOB NOT NULL) WITHOUT ROWID"
        )
        for entries in self.entries:
            entries.create()

    @property
    def storages(self) -> list[str]:
        """The names of the SQLite tables that hold the items and everything made from them."""
        return [self._items, *(entries.storage for entries in self.entries)]

    def after(self, key: bytes, rows: int, size: int) -> list[tuple[bytes, StoredItem]]:
        """The next items after a storage key: at most ``rows``, and no more once they have ``size`` bytes."""
        found: list[tuple[bytes, StoredItem]] = []
        cursor = self._execute(
            f"SELECT key, size, item FROM {self._items} WHERE key > ? ORDER BY key LIMIT ?", (key, rows)
        )
        for each, item_size, encoded in cursor:
            found.append((each, StoredItem(item_size, encoded)))
            size -= item_size
            if size <= 0:
                break
        cursor.close()
        return found

    def places(self, storage: str, rows: list[tuple[bytes, StoredItem]]) -> list[Place]:
        """The places that items are to have in an index."""
        return self._entries_in(storage).places(rows)

    def fill(self, storage: str, places: Iterable[Place], size: int) -> None:
        """Enter items that were there before an index into it, up to the one that brings them to ``size`` bytes."""
        self.changed = True
        self._entries_in(storage).fill(places, self.get, size)

    def _entries_in(self, storage: str) -> IndexEntries:
        return next(entries for entries in self.entries if entries.storage == storage)


def _same(before: StoredItem | None, after: StoredItem | None) -> bool:
    """Whether a write changed nothing. Attributes, and the members of sets, may have come in another order."""
    if before is None or after is None:
        return before is after
    return before.encoded == after.encoded or (before.size == after.size and equal_items(before.item, after.item))
