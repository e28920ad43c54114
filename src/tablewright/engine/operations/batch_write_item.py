"""BatchWriteItem.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_BatchWriteItem.html
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

from tablewright.engine.capacity.units import Report
from tablewright.engine.engine import Engine
from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.attributes import ITEM, valid_item
from tablewright.engine.requests.keys import check_key
from tablewright.engine.requests.members import (
    RETURN_CONSUMED_CAPACITY,
    RETURN_ITEM_COLLECTION_METRICS,
    TABLE_NAME,
)
from tablewright.engine.requests.structures import ListOf, MapOf, Structure
from tablewright.engine.storage.items import TableStore
from tablewright.engine.writes.actions import Delete, Put, Written, carry_out, consumption_of, valid_new_item
from tablewright.engine.writes.item_collections import collection_metrics
from tablewright.values.limits import MAX_BATCH_WRITE_REQUESTS

SHAPE = Structure(
    {
        "RequestItems": MapOf(
            ListOf(
                Structure(
                    {
                        "PutRequest": Structure({"Item": ITEM}, required=("Item",), name="PutRequest"),
                        "DeleteRequest": Structure({"Key": ITEM}, required=("Key",), name="DeleteRequest"),
                    },
                    name="WriteRequest",
                ),
                min=1,
                max=MAX_BATCH_WRITE_REQUESTS,
            ),
            key=TABLE_NAME,
        ),
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
        "ReturnItemCollectionMetrics": RETURN_ITEM_COLLECTION_METRICS,
    },
    required=("RequestItems",),
)


class BatchedPut(Put):
    """A put in a batch. Of a key that is missing or of another type, the service says no more than of a delete's."""

    def locate(self, store: TableStore) -> bytes:
        """Check the item's keys, and what indexes hold of it; the storage key."""
        table = store.table
        check_key({name: self.item[name] for name in table.key.attributes if name in self.item}, table)
        if table.indexes:
            self.check_entries(table)
        return store.key_of(self.item)


class BatchWriteItem(NamedTuple):
    """A validated request."""

    actions: list[Put | Delete]
    report: Report
    metrics: bool


def prepare(request: Request) -> BatchWriteItem:
    """Validate what needs no table."""
    tables: dict[str, list[Any]] = request["RequestItems"]
    if not tables:
        raise validation("The requestItems parameter is required for BatchWriteItem")
    if sum(map(len, tables.values())) > MAX_BATCH_WRITE_REQUESTS:
        raise validation("Too many items requested for the BatchWriteItem call")
    return BatchWriteItem(
        list(_actions(tables)),
        request.get("ReturnConsumedCapacity", "NONE"),
        request.get("ReturnItemCollectionMetrics") == "SIZE",
    )


def _actions(tables: dict[str, list[Any]]) -> Iterator[Put | Delete]:
    for table, requests in tables.items():
        for one in requests:
            put, delete = one.get("PutRequest"), one.get("DeleteRequest")
            if (put is None) == (delete is None):
                # The service reads a request as it reads an attribute value, and says the same of neither and of both.
                raise validation(
                    "Supplied AttributeValue has more than one datatypes set, "
                    "must contain exactly one of the supported datatypes"
                )
            if put is not None:
                yield BatchedPut(table, put["Item"], valid_new_item(put["Item"]))
            else:
                valid_item(delete["Key"])
                yield Delete(table, delete["Key"])


def execute(engine: Engine, batch: BatchWriteItem) -> Answer:
    """Find every item of every table, then write them all, but for those that are throttled, unless all are."""
    writes = []
    refused: DynamoDBError | None = None
    unprocessed: dict[str, list[Request]] = {}
    for action, store, key in _located(engine, batch.actions):
        try:
            writes.append(carry_out(engine, action, store, key))
        except DynamoDBError as error:
            # What a batch can do is put and delete without conditions: it fails of nothing else here.
            refused = error
            unprocessed.setdefault(action.table, []).append(_as_requested(action))
    if refused is not None and not writes:
        raise refused
    members: dict[str, Any] = {"UnprocessedItems": unprocessed}
    if batch.report != "NONE":
        members["ConsumedCapacity"] = [spent.to_wire(batch.report) for spent in consumption_of(writes)]
    if batch.metrics:
        members["ItemCollectionMetrics"] = metrics_by_table(writes)
    return members


def _as_requested(action: Put | Delete) -> Request:
    if isinstance(action, Delete):
        return {"DeleteRequest": {"Key": action.key}}
    return {"PutRequest": {"Item": action.item}}


def _located(engine: Engine, actions: list[Put | Delete]) -> list[tuple[Put | Delete, TableStore, bytes]]:
    """Each action with its item's place, so that nothing is written unless every key is valid."""
    located = []
    for action in actions:
        store = engine.table(action.table)
        located.append((action, store, action.locate(store)))
    if len({(store.table.number, key) for _, store, key in located}) < len(located):
        raise validation("Provided list of item keys contains duplicates")
    return located


def metrics_by_table(writes: list[Written]) -> dict[str, list[dict[str, Any]]]:
    """The ItemCollectionMetrics of several writes: those of each table that has item collections.

    A table is named as the request names it, first if it does so in two ways.
    """
    metrics: dict[str, list[dict[str, Any]]] = {}
    names: dict[int, str] = {}
    for written in writes:
        of_one = collection_metrics(written)
        if of_one is not None:
            of_table = metrics.setdefault(names.setdefault(written.store.table.number, written.named), [])
            if of_one not in of_table:
                of_table.append(of_one)
    return metrics


OPERATION = Operation("BatchWriteItem", SHAPE, prepare, execute, writes=True)
