"""What a write does to one item. PutItem, UpdateItem, DeleteItem, batches and transactions are all made of these.

An action finds its item (`locate`), tests its condition against what is there (`Guard`), and says what the item
becomes (`after`). Carrying it out is the same for all: `write`.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple, Protocol

from tablewright.engine.capacity.draws import item_write
from tablewright.engine.capacity.indexes import fits, spend_on_indexes
from tablewright.engine.capacity.throttle import Draw, Throttle
from tablewright.engine.capacity.units import Consumption, write_units
from tablewright.engine.engine import Engine
from tablewright.engine.errors import INVALID, DynamoDBError, conditional_check_failed, validation
from tablewright.engine.requests.attributes import valid_item
from tablewright.engine.requests.keys import (
    check_index_keys,
    check_index_keys_after_update,
    check_index_sources,
    check_item_key,
    check_key,
    check_paths,
)
from tablewright.engine.schema import Table
from tablewright.engine.storage.items import StoredItem, TableStore
from tablewright.expressions import Condition, ExpressionError, Update
from tablewright.values import Item, attribute_size, item_size, value_size
from tablewright.values.limits import MAX_ITEM_BYTES


class Guard(NamedTuple):
    """The condition of a write, with the values it is tested with."""

    condition: Condition | None = None
    values: Item | None = None
    returns_item: bool = False
    """Whether the error of a false condition carries the item that is there."""

    def check(self, before: StoredItem | None) -> None:
        """Refuse the write if the condition is false of what is there.

        Raises:
            DynamoDBError: ConditionalCheckFailedException.
        """
        if self.condition is None:
            return
        item = before.item if before is not None else {}
        if not self.condition.test(item, self.values):
            raise conditional_check_failed(item if self.returns_item else None)


class Action(Protocol):
    """One write of one item."""

    @property
    def table(self) -> str:
        """The table's name or ARN, as the request gives it."""
        ...

    @property
    def guard(self) -> Guard:
        """What must hold for the write to happen."""
        ...

    def locate(self, store: TableStore) -> bytes:
        """The storage key of the item.

        Raises:
            DynamoDBError: ValidationException, the key does not fit the table.
        """
        ...

    def after(self, table: Table, before: StoredItem | None) -> StoredItem | None:
        """What the item becomes; None when it ceases to be.

        Raises:
            DynamoDBError: ValidationException, the write cannot be done to what is there.
        """
        ...


def valid_new_item(item: Item) -> int:
    """Normalise the values of an item that is to be written, in place; its size in bytes.

    Raises:
        DynamoDBError: ValidationException, an attribute value is not a valid one, or the item is too large.
    """
    size = valid_item(item)
    if size > MAX_ITEM_BYTES:
        raise _too_large()
    return size


class Put(NamedTuple):
    """Replace an item, or make it."""

    table: str
    item: Item
    size: int
    guard: Guard = Guard()

    def locate(self, store: TableStore) -> bytes:
        """Check the item's keys, and what indexes hold of it; the storage key."""
        check_item_key(self.item, store.table)
        if store.table.indexes:
            self.check_entries(store.table)
        return store.key_of(self.item)

    def check_entries(self, table: Table) -> None:
        """Refuse an item whose index keys do not fit, or that is too large with what local indexes carry of it.

        Raises:
            DynamoDBError: ValidationException.
        """
        check_index_keys(self.item, table)
        if not fits(self.item, self.size, table):
            raise _too_large()

    def after(self, table: Table, before: StoredItem | None) -> StoredItem | None:
        """The item as given."""
        return StoredItem.of(self.item, self.size)


class Delete(NamedTuple):
    """Delete an item, if it is there."""

    table: str
    key: Item
    guard: Guard = Guard()

    def locate(self, store: TableStore) -> bytes:
        """Check the key; the storage key."""
        check_key(self.key, store.table)
        return store.key_of(self.key)

    def after(self, table: Table, before: StoredItem | None) -> StoredItem | None:
        """Nothing."""
        return None


class Modify(NamedTuple):
    """Change some attributes of an item, making it if it is absent."""

    table: str
    key: Item
    update: Update | None
    values: Item
    guard: Guard = Guard()

    def locate(self, store: TableStore) -> bytes:
        """Check the key, that the update leaves it alone, and what it sets index keys to; the storage key."""
        check_key(self.key, store.table)
        if self.update is not None:
            for name in store.table.key.attributes:
                if name in self.update.attributes:
                    raise validation(f"{INVALID}Cannot update attribute {name}. This attribute is part of the key")
            if self.update.entered:
                check_paths(self.update.entered, store.table)
            if store.table.indexes:
                check_index_sources(self.update, self.values, store.table)
        return store.key_of(self.key)

    def after(self, table: Table, before: StoredItem | None) -> StoredItem | None:
        """The item with the update applied; an update that only removes makes no item where there is none."""
        if self.update is None:
            return before if before is not None else StoredItem.of(self.key, item_size(self.key))
        try:
            there = before.item if before is not None else self.key
            item = self.update.apply(there, self.values)
        except ExpressionError as error:
            raise validation(error.message) from None
        if before is None and self.update.only_removes:
            return None
        size = item_size(item) if before is None else _size_after(before.size, there, item, self.update)
        if size > MAX_ITEM_BYTES:
            raise _too_large_after_update()
        if table.indexes:
            check_index_keys_after_update(item, table)
            if not fits(item, size, table):
                raise _too_large_after_update()
        return StoredItem.of(item, size)


def _too_large() -> DynamoDBError:
    return validation("Item size has exceeded the maximum allowed size")


def _too_large_after_update() -> DynamoDBError:
    return validation("Item size to update has exceeded the maximum allowed size")


def _size_after(size: int, there: Item, item: Item, update: Update) -> int:
    """The size of ``item``, which an update made of what was ``there``; only what it writes is measured."""
    for name in update.attributes:
        old, new = there.get(name), item.get(name)
        if old == new:
            continue
        if old is not None and new is not None:
            size += value_size(new) - value_size(old)
        elif old is not None:
            size -= attribute_size(name, old)
        elif new is not None:
            size += attribute_size(name, new)
    return size


class Check(NamedTuple):
    """Only test the condition; the item stays as it is."""

    table: str
    key: Item
    guard: Guard

    def locate(self, store: TableStore) -> bytes:
        """Check the key; the storage key."""
        check_key(self.key, store.table)
        return store.key_of(self.key)

    def after(self, table: Table, before: StoredItem | None) -> StoredItem | None:
        """What was there."""
        return before


class Written(NamedTuple):
    """What one action did."""

    store: TableStore
    key: bytes
    before: StoredItem | None
    after: StoredItem | None
    named: str
    """The table's name or ARN, as the request gives it."""

    def draws(self, *, factor: int = 1) -> Iterator[Draw]:
        """The throughput it takes; ``factor`` is 2 in transactions."""
        return item_write(self.store.table, self.key, self.before, self.after, factor=factor)


def write(engine: Engine, action: Action) -> Written:
    """Carry out one action in the open transaction.

    Raises:
        DynamoDBError: the table is unknown, the request does not fit it, or the condition is false; nothing is written.
    """
    store = engine.table(action.table)
    return carry_out(engine, action, store, action.locate(store))


def carry_out(engine: Engine, action: Action, store: TableStore, key: bytes) -> Written:
    """Carry out one action on the item it located under ``key``.

    Raises:
        DynamoDBError: as `resolve`, and where there is no throughput left; nothing is written.
    """
    throttle = engine.throttle
    written = resolve(action, store, key) if throttle is None else _admitted(throttle, action, store, key)
    store.write(key, written.before, written.after, engine.now() if store.logs_changes else 0.0)
    return written


def _admitted(throttle: Throttle, action: Action, store: TableStore, key: bytes) -> Written:
    """`resolve` within the limits. A false condition costs as much as writing what is there again."""
    try:
        written = resolve(action, store, key)
    except DynamoDBError as error:
        if error.code == "ConditionalCheckFailedException":
            there = store.get(key)
            throttle.admit(Written(store, key, there, there, action.table).draws())
        raise
    throttle.admit(written.draws())
    return written


def resolve(action: Action, store: TableStore, key: bytes) -> Written:
    """What an action would do to the item it located under ``key``; nothing is written yet.

    Raises:
        DynamoDBError: the condition is false, or the action cannot be done to what is there.
    """
    before = store.get_to_write(key)
    action.guard.check(before)
    return Written(store, key, before, action.after(store.table, before), action.table)


def consumption_of(writes: Iterable[Written], *, factor: int = 1) -> list[Consumption]:
    """What writes consumed, a table at a time in the order they were first written.

    A write is charged for the larger of the item before and after it; ``factor`` is 2 in transactions, which
    charge the table and its local indexes twice and its global indexes once.
    """
    spent: dict[int, Consumption] = {}
    for written in writes:
        table = written.store.table
        consumption = spent.setdefault(table.number, Consumption(table, read=False, named=written.named))
        sizes = [stored.size for stored in (written.before, written.after) if stored is not None]
        consumption.add_table(write_units(max(sizes, default=0)) * factor)
        spend_on_indexes(consumption, table, written.before, written.after, factor=factor)
    return list(spent.values())
