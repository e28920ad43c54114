"""The items of one table: reading them, and writing them with all that follows from a write.

An item is kept as the JSON bytes that go out, with its size beside them, so that a read is a lookup and a
splice. `TableStore.write` is the only way in: it keeps the index entries, the change log and the table's
counts in step within the transaction that is open.
"""

from collections.abc import Iterator
from typing import Any

import orjson

from tablewright.engine.schema import Index, Table
from tablewright.engine.storage.database import Database
from tablewright.engine.storage.entries import EntryOf, compile_entry, compile_expiry, compile_key
from tablewright.values import Item

CHUNK_ROWS = 1000
"""Rows fetched at a time by a range read, so that a long one can be paused between chunks."""


class StoredItem:
    """An item with its encoded bytes and size; decoded only when somebody looks inside."""

    __slots__ = ("_item", "encoded", "size")

    def __init__(self, size: int, encoded: bytes, item: Item | None = None) -> None:
        self.size = size
        self.encoded = encoded
        self._item = item

    @classmethod
    def of(cls, item: Item, size: int) -> "StoredItem":
        """An item on its way in; ``size`` is in bytes as DynamoDB counts them."""
        return cls(size, orjson.dumps(item), item)

    @property
    def item(self) -> Item:
        """The item itself. Not to be mutated."""
        if self._item is None:
            self._item = orjson.loads(self.encoded)
        return self._item


class _Entries:
    """One index's storage (or the expiry order's) and the statements that maintain it."""

    __slots__ = ("entry_of", "insert", "name", "remove")

    def __init__(self, name: str, entry_of: EntryOf) -> None:
        self.name = name
        self.entry_of = entry_of
        self.insert = f"INSERT OR REPLACE INTO {name} (entry, key) VALUES (?, ?)"
        self.remove = f"DELETE FROM {name} WHERE entry = ?"


class TableStore:
    """The stored items of one table."""

    def __init__(self, database: Database, table: Table) -> None:
        self._execute = database.execute
        self._database = database
        self.table = table
        self.key_of = compile_key(table)
        self.items_changed = 0
        self.bytes_changed = 0
        self._items = f"items_{table.number}"
        self._get = f"SELECT size, item FROM {self._items} WHERE key = ?"
        self._put = f"INSERT OR REPLACE INTO {self._items} (key, size, item) VALUES (?, ?, ?)"
        self._delete = f"DELETE FROM {self._items} WHERE key = ?"
        self._log = (
            f"INSERT INTO changes (table_number, at, key, old, new, actor) VALUES ({table.number}, ?, ?, ?, ?, ?)"
            if table.logs_changes
            else None
        )
        self._entries = [
            _Entries(index_storage(table, index), compile_entry(index, table)) for index in table.indexes
        ]
        if table.ttl_attribute is not None:
            self._entries.append(_Entries(expiry_storage(table), compile_expiry(table.ttl_attribute)))

    def get(self, key: bytes) -> StoredItem | None:
        """The item under a storage key."""
        row = self._execute(self._get, (key,)).fetchone()
        return None if row is None else StoredItem(*row)

    def write(
        self, key: bytes, before: StoredItem | None, after: StoredItem | None, at: float, actor: str | None = None
    ) -> None:
        """Put ``after`` (None: nothing) in the place of ``before`` under ``key``.

        ``before`` is what `get` gives in the same transaction; ``at`` is the time in seconds; ``actor`` is None for
        a caller of the service and the service's principal for its own deletes.
        """
        if after is not None:
            self._execute(self._put, (key, after.size, after.encoded))
            self.bytes_changed += after.size
            self.items_changed += 1
        elif before is None:
            return
        else:
            self._execute(self._delete, (key,))
        if before is not None:
            self.bytes_changed -= before.size
            self.items_changed -= 1
        if self._entries:
            self._move_entries(key, before, after)
        if self._log is not None and not _same(before, after):
            old = before and before.encoded
            self._execute(self._log, (at, key, old, after and after.encoded, actor))

    def _move_entries(self, key: bytes, before: StoredItem | None, after: StoredItem | None) -> None:
        for entries in self._entries:
            old = entries.entry_of(before.item, key) if before is not None else None
            new = entries.entry_of(after.item, key) if after is not None else None
            if old != new:
                if old is not None:
                    self._execute(entries.remove, (old,))
                if new is not None:
                    self._execute(entries.insert, (new, key))

    def range(
        self, low: bytes, high: bytes, *, forward: bool = True, limit: int = CHUNK_ROWS, index: Index | None = None
    ) -> Iterator[tuple[bytes, int, bytes]]:
        """Rows whose place is at least ``low`` and less than ``high``: (place, size, encoded item).

        The place is the storage key, or with ``index`` the index's entry. No more than ``limit`` rows; they are
        read as they are asked for, so a caller who stops early pays for no more.
        """
        order = "ASC" if forward else "DESC"
        if index is None:
            sql = (
                f"SELECT key, size, item FROM {self._items} WHERE key >= ? AND key < ? ORDER BY key {order} LIMIT ?"
            )
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
        """Storage keys of items whose expiry lies in a range of `sortable_number` bytes, earliest first."""
        sql = (
            f"SELECT key FROM {expiry_storage(self.table)} WHERE entry >= ? AND entry < ? ORDER BY entry LIMIT ?"
        )
        return [key for (key,) in self._database.all(sql, (low, high, limit))]

    def create(self) -> None:
        """Make the table's storage and its indexes'."""
        self._execute(
            f"CREATE TABLE {self._items} (key BLOB PRIMARY KEY, size INTEGER NOT NULL, item BLOB NOT NULL) WITHOUT ROWID"
        )
        for index in self.table.indexes:
            self.create_entries(index_storage(self.table, index))

    def create_entries(self, name: str) -> None:
        """Make the storage of one index, or of the expiry order."""
        self._execute(f"CREATE TABLE {name} (entry BLOB PRIMARY KEY, key BLOB NOT NULL) WITHOUT ROWID")

    def drop_entries(self, name: str) -> None:
        """Remove the storage of one index, or of the expiry order."""
        self._execute(f"DROP TABLE IF EXISTS {name}")

    def drop(self) -> None:
        """Remove the table's storage and its indexes'."""
        for index in self.table.indexes:
            self.drop_entries(index_storage(self.table, index))
        self.drop_entries(expiry_storage(self.table))
        self._execute(f"DROP TABLE {self._items}")

    def backfill(self, name: str, entry_of: EntryOf, after: bytes, limit: int = CHUNK_ROWS) -> bytes | None:
        """Enter the next items after a storage key into an index; the last key seen, or None when none were left."""
        rows = self._database.all(
            f"SELECT key, item FROM {self._items} WHERE key > ? ORDER BY key LIMIT ?", (after, limit)
        )
        entered: list[tuple[Any, bytes]] = []
        for key, encoded in rows:
            entry = entry_of(orjson.loads(encoded), key)
            if entry is not None:
                entered.append((entry, key))
        self._database.executemany(f"INSERT OR REPLACE INTO {name} (entry, key) VALUES (?, ?)", entered)
        return rows[-1][0] if rows else None

    def index_counts(self, index: Index) -> tuple[int, int]:
        """The number of items in an index and the sum of their sizes in the table."""
        row = self._database.one(
            f"SELECT count(*), coalesce(sum(i.size), 0) FROM {index_storage(self.table, index)} AS e "
            f"CROSS JOIN {self._items} AS i ON i.key = e.key"
        )
        return row or (0, 0)


def index_storage(table: Table, index: Index) -> str:
    """The name of the SQLite table that holds an index's entries."""
    return f"index_{table.number}_{index.number}"


def expiry_storage(table: Table) -> str:
    """The name of the SQLite table that holds a table's items in the order they expire."""
    return f"expiry_{table.number}"


def _same(before: StoredItem | None, after: StoredItem | None) -> bool:
    """Whether a write changed nothing. Attributes may have come in another order."""
    if before is None or after is None:
        return before is after
    return before.encoded == after.encoded or (before.size == after.size and before.item == after.item)
