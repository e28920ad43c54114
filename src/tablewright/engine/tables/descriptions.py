"""Descriptions of tables and indexes, member for member as the service gives them.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
"""

from collections.abc import Mapping
from typing import Any

from tablewright.engine.engine import Engine
from tablewright.engine.schema import Index, Table
from tablewright.engine.storage.items import TableStore
from tablewright.engine.tables.provisioning import describe_throughput
from tablewright.engine.tables.states import Status, index_status, is_backfilling, table_status
from tablewright.engine.tables.stream_settings import stream_arn
from tablewright.engine.tables.throughput_rules import warm_throughput


def describe_table(
    engine: Engine, store: TableStore, *, status: Status | None = None, changing: Mapping[str, Status] | None = None
) -> dict[str, Any]:
    """The TableDescription of a table.

    The answer to a request that changes a table tells the change as under way, though it may be over by then:
    ``status`` is the table's own, ``changing`` those of its global indexes by name. Of a table that is being deleted no
    indexes are told.
    """
    table = store.table
    now = engine.now()
    state: Status = status or table_status(table, now) or "DELETING"
    items, size = engine.tables.counts(table)
    return {
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kind} for name, kind in sorted(table.types.items())
        ],
        "TableName": table.name,
        "KeySchema": table.key.to_wire(),
        "TableStatus": state,
        "CreationDateTime": table.created_at,
        "ProvisionedThroughput": describe_throughput(table.settings, now),
        "TableSizeBytes": size,
        "ItemCount": items,
        "TableArn": engine.arn(f"table/{table.name}"),
        "TableId": table.table_id,
        **_billing_mode(table),
        **_kept(table, "OnDemandThroughput", "SSEDescription", "TableClassSummary"),
        **({} if state == "DELETING" else _indexes(engine, table, changing or {})),
        **_stream(engine, table),
        "DeletionProtectionEnabled": table.deletion_protection,
        "WarmThroughput": {**warm_throughput(table.billing_mode, table.settings), "Status": state},
    }


def _billing_mode(table: Table) -> dict[str, Any]:
    """How a table is paid for, if it has ever been on demand; twice over, the second time by names no model has."""
    summary = table.settings.get("BillingModeSummary")
    if summary is None:
        return {}
    other = {"TableThroughputMode" if name == "BillingMode" else name: value for name, value in summary.items()}
    return {"BillingModeSummary": dict(summary), "TableThroughputModeSummary": other}


def _indexes(engine: Engine, table: Table, changing: Mapping[str, Status]) -> dict[str, Any]:
    return {**_local_indexes(engine, table), **_global_indexes(engine, table, changing)}


def _local_indexes(engine: Engine, table: Table) -> dict[str, Any]:
    indexes = [_describe_index(engine, table, index) for index in table.local_indexes]
    return {"LocalSecondaryIndexes": indexes} if indexes else {}


def _global_indexes(engine: Engine, table: Table, changing: Mapping[str, Status]) -> dict[str, Any]:
    now = engine.now()
    described = []
    for index in table.global_indexes:
        status = changing.get(index.name) or index_status(index, now)
        if status is None:
            continue
        members = {
            **_describe_index(engine, table, index),
            "IndexStatus": status,
            "ProvisionedThroughput": describe_throughput(index.settings, now),
            **_kept(index, "OnDemandThroughput"),
            "WarmThroughput": {**warm_throughput(table.billing_mode, index.settings), "Status": status},
        }
        if not index.backfilled:
            members["Backfilling"] = index.name not in changing and is_backfilling(index, now)
        described.append(members)
    return {"GlobalSecondaryIndexes": described} if described else {}


def _describe_index(engine: Engine, table: Table, index: Index) -> dict[str, Any]:
    items, size = engine.tables.index_counts(table, index)
    return {
        "IndexName": index.name,
        "KeySchema": index.key.to_wire(),
        "Projection": index.projection.to_wire(),
        "IndexSizeBytes": size,
        "ItemCount": items,
        "IndexArn": engine.arn(f"table/{table.name}/index/{index.name}"),
    }


def _stream(engine: Engine, table: Table) -> dict[str, Any]:
    stream = table.stream
    if stream is None:
        return {}
    latest = {"LatestStreamLabel": stream.label, "LatestStreamArn": stream_arn(engine, table, stream)}
    if not stream.enabled:
        return latest
    return {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": stream.view}, **latest}


def _kept(described: Table | Index, *members: str) -> dict[str, Any]:
    return {member: described.settings[member] for member in members if member in described.settings}
