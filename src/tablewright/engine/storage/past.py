"""A table as it was at a moment: what is there now, with the old image of whatever was changed since in its place.

It is a reading of the log of changes, and exact as far back as the log holds every change.
"""

import heapq
import math
from collections.abc import Iterator
from itertools import islice

from tablewright.engine.schema import Index
from tablewright.engine.storage.changes import Changes
from tablewright.engine.storage.database import Database
from tablewright.engine.storage.entries import compile_entry
from tablewright.engine.storage.items import CHUNK_ROWS, TableStore
from tablewright.engine.storage.stored import StoredItem
from tablewright.engine.wire import decode
from tablewright.values import item_size


class PastTable:
    """The stored items of one table, to be read as they were at a moment."""

    def __init__(self, database: Database, live: TableStore, moment: float) -> None:
        """``moment`` is in seconds since 1970; what was written at that very time is seen."""
        self.table = live.table
        self.key_of = live.key_of
        self._database = database
        self._live = live
        (last,) = database.one("SELECT coalesce(max(sequence), 0) FROM changes") or (0,)
        changes = Changes(database, live.table.number)
        self._seen = changes.last_before(math.nextafter(moment, math.inf), 0, last)
        """The sequence number of the last change that is seen."""

    def get(self, key: bytes) -> StoredItem | None:
        """The item under a storage key."""
        row = self._database.one(
            "SELECT old FROM changes WHERE table_number = ? AND sequence > ? AND key = ? ORDER BY sequence LIMIT 1",
            (self.table.number, self._seen, key),
        )
        return self._live.get(key) if row is None else _stored(row[0])

    def range(
        self,
        low: bytes,
        high: bytes,
        *,
        forward: bool = True,
        limit: int = CHUNK_ROWS,
        index: Index | None = None,
    ) -> Iterator[tuple[bytes, int, bytes]]:
        """Rows between two places, as `TableStore.range` gives them."""
        changed = self._changed()
        hidden: set[bytes | None] = set()
        shown: list[tuple[bytes, int, bytes]] = []
        for key, old in changed.items():
            hidden.add(self._place(key, self._live.get(key), index))
            place = self._place(key, old, index)
            if old is not None and place is not None and low <= place < high:
                shown.append((place, old.size, old.encoded))
        shown.sort(reverse=not forward)
        present = self._live.range(low, high, forward=forward, limit=limit + len(changed), index=index)
        kept = (row for row in present if row[0] not in hidden)
        return islice(heapq.merge(kept, shown, reverse=not forward), limit)

    def _changed(self) -> dict[bytes, StoredItem | None]:
        """The items that were changed since, as they were."""
        rows = self._database.all(
            "SELECT key, old FROM changes WHERE table_number = ? AND sequence > ? ORDER BY sequence DESC",
            (self.table.number, self._seen),
        )
        # Of several changes of an item the first one is met last, and stays.
        return {key: _stored(old) for key, old in rows}

    def _place(self, key: bytes, stored: StoredItem | None, index: Index | None) -> bytes | None:
        if stored is None:
            return None
        return key if index is None else compile_entry(index, self.table)(stored.item, key)


def _stored(encoded: bytes | None) -> StoredItem | None:
    if encoded is None:
        return None
    item = decode(encoded)
    return StoredItem(item_size(item), encoded, item)
