"""An item as it is stored: the JSON bytes that go out, with its size beside them."""

from tablewright.engine.wire import decode, encode
from tablewright.values import Item


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
        return cls(size, encode(item), item)

    @property
    def item(self) -> Item:
        """The item itself. Not to be mutated."""
        if self._item is None:
            self._item = decode(self.encoded)
        return self._item

    def glance(self) -> Item:
        """The item for a moment: unlike `item` it is not kept, so that looking at many leaves nothing behind."""
        return self._item if self._item is not None else decode(self.encoded)
