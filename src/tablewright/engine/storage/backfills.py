"""How far the filling of each new index has come, and what is on its way into it."""

from collections.abc import Iterator
from heapq import merge
from itertools import islice

from tablewright.engine.storage.database import Database

_LENGTH_BYTES = 2

Place = bytes
"""An entry of an index, which ends with its item's storage key, and the length of that key.

One object and not a pair of them: ten thousands of pairs would have Python's garbage collector look through everything
there is, and everyone wait for it.
"""


def place(entry: bytes, key: bytes) -> Place:
    """The place of the item with a storage key; places are ordered as their entries are."""
    return entry + len(key).to_bytes(_LENGTH_BYTES, "big")


def entry_and_key(place: Place) -> tuple[bytes, bytes]:
    """What a place was made of."""
    entry = place[:-_LENGTH_BYTES]
    return entry, entry[-int.from_bytes(place[-_LENGTH_BYTES:], "big") :]


_CHUNK = 2_000
"""Places that are sorted at once: so many take a fraction of a millisecond."""


class Gathered:
    """Entries for an index, gathered in the order of the items and given out in that of the index.

    In the order of the items nearly every entry belongs on another page of the file; in that of the index those that
    share a page come together, and a commit touches few.
    """

    __slots__ = ("_chunks", "_in_order", "bytes", "left", "reached", "to_the_end")

    def __init__(self, reached: bytes) -> None:
        self.reached = reached
        """The storage key of the last item looked at."""
        self.to_the_end = False
        """Whether that was the table's last."""
        self.left = 0
        self.bytes = 0
        self._chunks: list[list[Place]] = []
        self._in_order: Iterator[Place] | None = None

    @property
    def is_ordered(self) -> bool:
        """Whether some are taken already, and no more may be added."""
        return self._in_order is not None

    def add(self, places: list[Place]) -> None:
        """Gather some more, before any is taken."""
        if not self._chunks or len(self._chunks[-1]) >= _CHUNK:
            self._chunks.append([])
        chunk = self._chunks[-1]
        chunk += places
        chunk.sort()
        self.left += len(places)
        self.bytes += sum(map(len, places))

    def take(self, count: int) -> Iterator[Place]:
        """The next ones in the order of the index, at most ``count``; those that are not asked for stay."""
        if self._in_order is None:
            self._in_order = merge(*self._chunks)
        for each in islice(self._in_order, count):
            self.left -= 1
            yield each


class Backfills:
    """The indexes that are being filled: for each the item up to which all are entered, and what is gathered beyond."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._gathered: dict[str, Gathered] = {}

    def gathered(self, storage: str) -> Gathered:
        """What is gathered for an index; nothing as yet, beyond the items that are entered."""
        if storage not in self._gathered:
            row = self._database.one("SELECT after FROM backfills WHERE storage = ?", (storage,))
            self._gathered[storage] = Gathered(row[0] if row else b"")
        return self._gathered[storage]

    def reach(self, storage: str, key: bytes) -> None:
        """Note that all items have been entered up to ``key``."""
        self._database.execute("INSERT OR REPLACE INTO backfills (storage, after) VALUES (?, ?)", (storage, key))
        self._gathered.pop(storage, None)

    def finish(self, storage: str) -> None:
        """Forget an index that is filled, or that will not be."""
        self._database.execute("DELETE FROM backfills WHERE storage = ?", (storage,))
        self._gathered.pop(storage, None)

    def forget_gathered(self) -> None:
        """Begin again beyond what is entered, as some of what was taken may have been undone."""
        self._gathered.clear()
