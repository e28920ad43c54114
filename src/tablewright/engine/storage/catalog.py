"""The catalogue of one region: every table's definition, its store, and its counts."""

from collections.abc import Iterator

import orjson

from tablewright.engine.schema import Table
from tablewright.engine.storage.database import Database
from tablewright.engine.storage.items import TableStore


class Catalog:
    """Tables by name. Definitions are kept in memory; every change is written in the open transaction.

    After a rollback `reload` brings memory back to what the file holds.
    """

    def __init__(self, database: Database) -> None:
        self._database = database
        self._stores: dict[str, TableStore] = {}
        self._counts: dict[int, tuple[int, int]] = {}
        self.reload()

    def reload(self) -> None:
        """Read every definition from the file."""
        rows = self._database.all("SELECT definition, items, bytes FROM tables ORDER BY name")
        tables = [(Table.from_record(orjson.loads(definition)), items, size) for definition, items, size in rows]
        self._stores = {table.name: TableStore(self._database, table) for table, _, _ in tables}
        self._counts = {table.number: (items, size) for table, items, size in tables}

    def __iter__(self) -> Iterator[TableStore]:
        return iter(list(self._stores.values()))

    def find(self, name: str) -> TableStore | None:
        """The store of the table of that name."""
        return self._stores.get(name)

    def names(self) -> list[str]:
        """Every table's name, in order."""
        return sorted(self._stores)

    def next_number(self) -> int:
        """A number no table has had."""
        row = self._database.one("SELECT value FROM settings WHERE name = 'last_table'")
        number = int(row[0]) + 1 if row else 1
        self._database.execute(
            "INSERT OR REPLACE INTO settings (name, value) VALUES ('last_table', ?)", (str(number),)
        )
        return number

    def create(self, table: Table) -> TableStore:
        """Add a table and make its storage."""
        store = TableStore(self._database, table)
        store.create()
        self._database.execute(
            "INSERT INTO tables (number, name, definition) VALUES (?, ?, ?)",
            (table.number, table.name, orjson.dumps(table.to_record())),
        )
        self._stores[table.name] = store
        self._counts[table.number] = (0, 0)
        return store

    def change(self, table: Table) -> TableStore:
        """Put a new definition in the place of the one of its name."""
        self.settle()
        self._database.execute(
            "UPDATE tables SET definition = ? WHERE number = ?", (orjson.dumps(table.to_record()), table.number)
        )
        store = self._stores[table.name] = TableStore(self._database, table)
        return store

    def delete(self, table: Table) -> None:
        """Remove a table with all its items."""
        self._stores.pop(table.name).drop()
        self._counts.pop(table.number, None)
        self._database.execute("DELETE FROM tables WHERE number = ?", (table.number,))

    def counts(self, table: Table) -> tuple[int, int]:
        """The number of items in a table and the sum of their sizes in bytes."""
        store = self._stores[table.name]
        items, size = self._counts[table.number]
        return items + store.items_changed, size + store.bytes_changed

    def settle(self) -> None:
        """Write the counts that changed since last time; part of every transaction."""
        for store in self._stores.values():
            if store.items_changed or store.bytes_changed:
                number = store.table.number
                counts = self.counts(store.table)
                self._counts[number] = counts
                store.items_changed = store.bytes_changed = 0
                self._database.execute(
                    "UPDATE tables SET items = ?, bytes = ? WHERE number = ?", (*counts, number)
                )
