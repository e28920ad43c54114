"""Where an item stands in the table and in each index: its key bytes, made from its attributes.

Compiled once for each table, because every read and write needs them.
"""

from base64 import b64decode
from collections.abc import Callable
from hashlib import blake2b

from tablewright.engine.schema import Index, Key, Table
from tablewright.engine.storage.keys import (
    DIGEST_BYTES,
    delimited,
    digest,
    partition_bytes,
    sortable,
    sortable_number,
)
from tablewright.values import AttributeValue, Item, value_size

KeyOf = Callable[[Item], bytes]
"""The storage key of an item, or of a request's Key. The key attributes are present and of the right types."""

EntryOf = Callable[[Item, bytes], bytes | None]
"""The entry of an item (with its storage key) in an index; None when the index does not hold it."""

SizeOf = Callable[[Item], int]
"""The bytes of the part of an item that an index holds, as DynamoDB counts them."""


def compile_key(table: Table) -> KeyOf:
    """The function from an item of ``table`` to its storage key."""
    (partition,) = table.key.partition
    kind = table.types[partition]
    if not table.key.sort:
        if kind == "B":
            return lambda item: digest(b64decode(item[partition]["B"]))
        return lambda item: blake2b(item[partition][kind].encode(), digest_size=DIGEST_BYTES).digest()
    (sort,) = table.key.sort
    if kind != "B" and table.types[sort] == "S":
        return lambda item: (
            blake2b(item[partition][kind].encode(), digest_size=DIGEST_BYTES).digest() + item[sort]["S"].encode()
        )
    return lambda item: digest(partition_bytes(item[partition])) + sortable(item[sort])


def compile_entry(index: Index, table: Table) -> EntryOf:
    """The function from an item to its entry in ``index``.

    An item without one of the key attributes is not in the index; nor is one whose attribute has another type
    than the index asks for, which only items older than the index can have, or an empty value.
    """
    required = tuple((name, table.types[name]) for name in index.key.attributes)
    prefix = compile_prefix(index.key)

    def entry(item: Item, key: bytes) -> bytes | None:
        for name, kind in required:
            value = item.get(name)
            if value is None or not value.get(kind):
                return None
        return prefix(item) + key

    return entry


def compile_projected_size(index: Index, table: Table) -> SizeOf | None:
    """The function from an item to the size of what ``index`` projects of it; None where that is all of it."""
    if index.projection.type == "ALL":
        return None
    names = {*table.key.attributes, *index.key.attributes, *index.projection.attributes}
    projected = [(name, len(name.encode())) for name in names]

    def size(item: Item) -> int:
        total = 0
        for name, length in projected:
            value = item.get(name)
            if value is not None:
                total += length + value_size(value)
        return total

    return size


def compile_prefix(key: Key) -> KeyOf:
    """The function from an item to everything of its index entry that precedes the base table's key."""
    partition, sort = key.partition, key.sort

    def prefix(item: Item) -> bytes:
        start = partition_prefix([item[name] for name in partition])
        return start + b"".join([delimited(item[name]) for name in sort])

    return prefix


def partition_prefix(values: list[AttributeValue]) -> bytes:
    """What all entries of one partition of an index (or of a table) start with."""
    return digest(*[partition_bytes(value) for value in values])


def compile_expiry(attribute: str) -> EntryOf:
    """The function from an item to its entry among the items that expire, ordered by time.

    Only a Number at the top level makes an item expire.
    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html
    """

    def expiry(item: Item, key: bytes) -> bytes | None:
        number = item.get(attribute, _NOTHING).get("N")
        return None if number is None else sortable_number(number) + key

    return expiry


_NOTHING: AttributeValue = {}
