"""Descriptions of tables and indexes, member for member as the service gives them.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TableDescription.html
"""

from typing import Any

from tablewright.engine.engine import Engine
from tablewright.engine.schema import Index, Table
from tablewright.engine.storage.items import TableStore
from tablewright.engine.table_states import Status, index_status, is_backfilling, table_status
from tablewright.engine.table_streams import stream_arn

ON_DEMAND_WARM_READS = 12_000
ON_DEMAND_WARM_WRITES = 4_000
"""Requests a second that every on-demand table and index is ready for."""


def describe_table(engine: Engine, store: TableStore, *, status: Status | None = None) -> dict[str, Any]:
    """The TableDescription of a table.

    ``status`` is what the answer to the request that changes the table tells; by default the table's own.
    """
    table = store.table
    state: Status = status or table_status(table, engine.now()) or "DELETING"
    items, size = engine.tables.counts(table)
    description: dict[str, Any] = {
        "AttributeDefinitions": [
            {"AttributeName": name, "AttributeType": kind} for name, kind in table.types.items()
        ],
        "TableName": table.name,
        "KeySchema": table.key.to_wire(),
        "TableStatus": state,
        "CreationDateTime": table.created_at,
        "ProvisionedThroughput": _provisioned(table.settings),
        "TableSizeBytes": size,
        "ItemCount": items,
        "TableArn": engine.arn(f"table/{table.name}"),
        "TableId": table.table_id,
        **_kept(table, "BillingModeSummary", "OnDemandThroughput", "SSEDescription", "TableClassSummary"),
        **_indexes(engine, store, status),
        **_stream(engine, table),
        "DeletionProtectionEnabled": table.deletion_protection,
        "WarmThroughput": {**_warm(table, table.settings), "Status": state},
    }
    return description


def _indexes(engine: Engine, store: TableStore, status: Status | None) -> dict[str, Any]:
    table = store.table
    now = engine.now()
    local = [_describe_index(engine, store, index) for index in table.local_indexes]
    global_ = []
    for index in table.global_indexes:
        state = index_status(index, now)
        if state is None:
            continue
        if status in ("CREATING", "DELETING"):
            state = status
        global_.append(
            {
                **_describe_index(engine, store, index),
                "IndexStatus": state,
                **({"Backfilling": is_backfilling(index, now)} if state == "CREATING" and not status else {}),
                "ProvisionedThroughput": _provisioned(index.settings),
                **_kept(index, "OnDemandThroughput"),
                "WarmThroughput": {**_warm(table, index.settings), "Status": state},
            }
        )
    return {
        **({"LocalSecondaryIndexes": local} if local else {}),
        **({"GlobalSecondaryIndexes": global_} if global_ else {}),
    }


def _describe_index(engine: Engine, store: TableStore, index: Index) -> dict[str, Any]:
    items, size = engine.tables.index_counts(store.table, index)
    return {
        "IndexName": index.name,
        "KeySchema": index.key.to_wire(),
        "Projection": index.projection.to_wire(),
        "IndexSizeBytes": size,
        "ItemCount": items,
        "IndexArn": engine.arn(f"table/{store.table.name}/index/{index.name}"),
    }


def _provisioned(settings: Any) -> dict[str, Any]:
    units = settings.get("ProvisionedThroughput", {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0})
    return {"NumberOfDecreasesToday": 0, **units}


def _warm(table: Table, settings: Any) -> dict[str, int]:
    """The larger of what was asked for and what the capacity mode warrants by itself."""
    asked = settings.get("WarmThroughput", {})
    if table.billing_mode == "PAY_PER_REQUEST":
        reads, writes = ON_DEMAND_WARM_READS, ON_DEMAND_WARM_WRITES
    else:
        units = settings.get("ProvisionedThroughput", {})
        reads, writes = units.get("ReadCapacityUnits", 1), units.get("WriteCapacityUnits", 1)
    return {
        "ReadUnitsPerSecond": max(asked.get("ReadUnitsPerSecond", 0), reads),
        "WriteUnitsPerSecond": max(asked.get("WriteUnitsPerSecond", 0), writes),
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
