"""The API operations the engine answers: one module each, with its shape, its validation and its execution."""

from collections.abc import Iterable, Mapping
from typing import Any

from tablewright.engine.operation import Operation
from tablewright.engine.operations import (
    batch_get_item,
    batch_write_item,
    create_table,
    delete_item,
    delete_table,
    describe_stream,
    describe_table,
    get_item,
    get_records,
    get_shard_iterator,
    list_streams,
    list_tables,
    put_item,
    query,
    scan,
    transact_get_items,
    transact_write_items,
    update_item,
    update_table,
)


def _by_target(prefix: str, operations: Iterable[Operation[Any]]) -> dict[str, Operation[Any]]:
    return {f"{prefix}.{operation.name}": operation for operation in operations}


OPERATIONS: Mapping[str, Operation[Any]] = _by_target(
    "DynamoDB_20120810",
    [
        batch_get_item.OPERATION,
        batch_write_item.OPERATION,
        create_table.OPERATION,
        delete_item.OPERATION,
        delete_table.OPERATION,
        describe_table.OPERATION,
        get_item.OPERATION,
        list_tables.OPERATION,
        put_item.OPERATION,
        query.OPERATION,
        scan.OPERATION,
        transact_get_items.OPERATION,
        transact_write_items.OPERATION,
        update_item.OPERATION,
        update_table.OPERATION,
    ],
) | _by_target(
    "DynamoDBStreams_20120810",
    [
        describe_stream.OPERATION,
        get_records.OPERATION,
        get_shard_iterator.OPERATION,
        list_streams.OPERATION,
    ],
)
"""Every operation by its target."""
