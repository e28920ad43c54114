"""How far the filling of each new index has come."""

from tablewright.engine.storage.database import Database


class Backfills:
    """The storage key of the last item entered into each index that is being filled."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def reached(self, storage: str) -> bytes:
        """The storage key up to which items have been entered; empty at the start."""
        row = self._database.one("SELECT after FROM backfills WHERE storage = ?", (storage,))
        return row[0] if row else b""

    def reach(self, storage: str, key: bytes) -> None:
        """Note that items have been entered up to ``key``."""
        self._database.execute("INSERT OR REPLACE INTO backfills (storage, after) VALUES (?, ?)", (storage, key))

    def finish(self, storage: str) -> None:
        """Forget an index that is filled, or that will not be."""
        self._database.execute("DELETE FROM backfills WHERE storage = ?", (storage,))
