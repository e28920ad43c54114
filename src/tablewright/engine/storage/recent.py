"""What was written last, as it is stored: an item is often written again soon after, and then what it was is needed."""

_BUDGET_BYTES = 16_000_000
_LARGEST_BYTES = 16_384
_OVERHEAD_BYTES = 300
"""What an item takes here besides its own bytes, more or less."""

Place = tuple[int, bytes]
"""A table's number and a storage key."""
Row = tuple[int, bytes]
"""An item's size as DynamoDB counts it, and its encoded bytes."""


class RecentRows:
    """Rows as the last transactions and the one in progress have left them.

    Bounded in bytes: once they are too many it begins anew. Whoever undoes a transaction forgets them all.
    """

    def __init__(self) -> None:
        self._rows: dict[Place, Row] = {}
        self._left = _BUDGET_BYTES
        self.get = self._rows.get
        """The row in a place; None where it is not known."""

    def keep(self, place: Place, row: Row) -> None:
        """Remember what was written in a place."""
        size = len(row[1]) + _OVERHEAD_BYTES
        if size > _LARGEST_BYTES:
            self.forget(place)
            return
        before = self._rows.get(place)
        self._left -= size if before is None else len(row[1]) - len(before[1])
        if self._left < 0:
            self.clear()
            self._left -= size
        self._rows[place] = row

    def forget(self, place: Place) -> None:
        """Forget what was written in a place."""
        row = self._rows.pop(place, None)
        if row is not None:
            self._left += len(row[1]) + _OVERHEAD_BYTES

    def clear(self) -> None:
        """Forget everything."""
        self._rows.clear()
        self._left = _BUDGET_BYTES
