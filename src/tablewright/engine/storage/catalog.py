"""The catalogue of one region: every table's definition, its store, and its counts."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tablewright.engine.schema import Index, Table
from tablewright.engine.storage.backfills import Backfills
from tablewright.engine.storage.database import Database
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.recent import RecentRows
from tablewright.engine.wire import decode, encode


@dataclass(slots=True)
class Counts:
    """How many items a table and its indexes hold, and the sums of their sizes in bytes."""

    items: int = 0
    bytes: int = 0
    indexes: dict[int, tuple[int, int]] = field(default_factory=dict)
    """Items and bytes by the number of the index."""


class Catalog:
    """Tables by name. Definitions are kept in memory; every change is written in the open transaction.

    After a rollback `reload` brings memory back to what the file holds.
    """

    def __init__(self, database: Database, *, logs_changes: bool = False) -> None:
        """With ``logs_changes`` the writes to every table are logged, whether a stream or recovery asks or not."""
        self._database = database
        self._logs_changes = logs_changes
        self.backfills = Backfills(database)
        self._recent = RecentRows()
        self._stores: dict[str, TableStore] = {}
        self._counts: dict[int, Counts] = {}
        self.reload()

    def reload(self) -> None:
        """Read every definition from the file."""
        self.backfills.forget_gathered()
        self._recent.clear()
        rows = self._database.all("SELECT definition, items, bytes, index_counts FROM tables ORDER BY name")
        self._stores = {}
        self._counts = {}
        for definition, items, size, indexes in rows:
            table = Table.from_record(decode(definition))
            self._stores[table.name] = self._store(table)
            self._counts[table.number] = Counts(
                items, size, {int(number): (*counts,) for number, counts in decode(indexes).items()}
            )

    def __iter__(self) -> Iterator[TableStore]:
        return iter(list(self._stores.values()))

    def find(self, name: str) -> TableStore | None:
        """The store of the table of that name."""
        return self._stores.get(name)

    def names(self) -> list[str]:
        """Every table's name, in order."""
        return sorted(self._stores)

    def settled_account(self, account: str) -> str:
        """The account the data belongs to: the one it was first opened for, as its number is in every ARN given out."""
        row = self._database.one("SELECT value FROM settings WHERE name = 'account'")
        if row is not None:
            return str(row[0])
        self._database.execute("INSERT INTO settings (name, value) VALUES ('account', ?)", (account,))
        return account

    def next_number(self) -> int:
        """A number no table has had."""
        row = self._database.one("SELECT value FROM settings WHERE name = 'last_table'")
        number = int(row[0]) + 1 if row else 1
        self._database.execute("INSERT OR REPLACE INTO settings (name, value) VALUES ('last_table', ?)", (str(number),))
        return number

    def create(self, table: Table) -> TableStore:
        """Add a table and make its storage."""
        store = self._store(table)
        store.create()
        self._database.execute(
            "INSERT INTO tables (number, name, definition) VALUES (?, ?, ?)",
            (table.number, table.name, encode(table.to_record())),
        )
        self._stores[table.name] = store
        self._counts[table.number] = Counts()
        return store

    def change(self, table: Table) -> TableStore:
        """Put a new definition in the place of the one of its name.

        Storage that the new definition needs is made; storage that it no longer needs is discarded.
        """
        self.settle()
        before = self._stores[table.name]
        store = self._stores[table.name] = self._store(table)
        kept = set(before.storages)
        for entries in store.entries:
            if entries.storage not in kept:
                entries.create()
        for storage in kept.difference(store.storages):
            self._discard(storage)
        self._database.execute(
            "UPDATE tables SET definition = ? WHERE number = ?",
            (encode(table.to_record()), table.number),
        )
        return store

    def delete(self, table: Table) -> None:
        """Remove a table with all its items."""
        for storage in self._stores.pop(table.name).storages:
            self._discard(storage)
        self._counts.pop(table.number, None)
        self._database.execute("DELETE FROM tables WHERE number = ?", (table.number,))

    def counts(self, table: Table) -> tuple[int, int]:
        """The number of items in a table and the sum of their sizes in bytes."""
        store = self._stores[table.name]
        counts = self._counts[table.number]
        return counts.items + store.items_changed, counts.bytes + store.bytes_changed

    def index_counts(self, table: Table, index: Index) -> tuple[int, int]:
        """The number of items in an index and the sum of the sizes of what it projects of them, in bytes."""
        items, size = self._counts[table.number].indexes.get(index.number, (0, 0))
        for entries in self._stores[table.name].entries:
            if entries.number == index.number:
                return items + entries.items_changed, size + entries.bytes_changed
        return items, size

    def settle(self) -> None:
        """Write the counts that changed since last time; part of every transaction."""
        for store in self._stores.values():
            if store.changed:
                store.changed = False
                if store.counts_changed:
                    self._settle_counts(store)

    def _store(self, table: Table) -> TableStore:
        return TableStore(self._database, table, self._recent, logs_changes=self._logs_changes or table.logs_changes)

    def _discard(self, storage: str) -> None:
        self.backfills.finish(storage)
        self._database.discard(storage)

    def _settle_counts(self, store: TableStore) -> None:
        counts = self._counts[store.table.number]
        counts.items += store.items_changed
        counts.bytes += store.bytes_changed
        store.items_changed = store.bytes_changed = 0
        indexes = {}
        for entries in store.entries:
            items, size = counts.indexes.get(entries.number, (0, 0))
            indexes[entries.number] = (items + entries.items_changed, size + entries.bytes_changed)
            entries.items_changed = entries.bytes_changed = 0
        counts.indexes = indexes
        self._database.execute(
            "UPDATE tables SET items = ?, bytes = ?, index_counts = ? WHERE number = ?",
            (
                counts.items,
                counts.bytes,
                encode(indexes),
                store.table.number,
            ),
        )
