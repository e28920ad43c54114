"""The API operations the engine answers: one module each, with its shape, its validation and its execution."""

from collections.abc import Iterable, Mapping
from typing import Any

from tablewright.engine.operation import Operation
from tablewright.engine.operations import (
    batch_execute_statement,
    batch_get_item,
    batch_write_item,
    create_table,
    delete_item,
    delete_resource_policy,
    delete_table,
    describe_continuous_backups,
    describe_endpoints,
    describe_limits,
    describe_stream,
    describe_table,
    describe_time_to_live,
    execute_statement,
    execute_transaction,
    get_item,
    get_records,
    get_resource_policy,
    get_shard_iterator,
    list_streams,
    list_tables,
    list_tags_of_resource,
    put_item,
    put_resource_policy,
    query,
    scan,
    tag_resource,
    transact_get_items,
    transact_write_items,
    unsupported,
    untag_resource,
    update_continuous_backups,
    update_item,
    update_table,
    update_time_to_live,
)


def _by_target(prefix: str, operations: Iterable[Operation[Any]]) -> dict[str, Operation[Any]]:
    return {f"{prefix}.{operation.name}": operation for operation in operations}


OPERATIONS: Mapping[str, Operation[Any]] = _by_target(
    "DynamoDB_20120810",
    [
        batch_execute_statement.OPERATION,
        batch_get_item.OPERATION,
        batch_write_item.OPERATION,
        create_table.OPERATION,
        delete_item.OPERATION,
        delete_resource_policy.OPERATION,
        delete_table.OPERATION,
        describe_continuous_backups.OPERATION,
        describe_endpoints.OPERATION,
        describe_limits.OPERATION,
        describe_table.OPERATION,
        describe_time_to_live.OPERATION,
        execute_statement.OPERATION,
        execute_transaction.OPERATION,
        get_item.OPERATION,
        get_resource_policy.OPERATION,
        list_tables.OPERATION,
        list_tags_of_resource.OPERATION,
        put_item.OPERATION,
        put_resource_policy.OPERATION,
        query.OPERATION,
        scan.OPERATION,
        tag_resource.OPERATION,
        transact_get_items.OPERATION,
        transact_write_items.OPERATION,
        untag_resource.OPERATION,
        update_continuous_backups.OPERATION,
        update_item.OPERATION,
        update_table.OPERATION,
        update_time_to_live.OPERATION,
        *unsupported.OPERATIONS,
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
