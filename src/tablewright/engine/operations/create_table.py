"""CreateTable.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
"""

import uuid
from dataclasses import replace
from typing import Any, NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import resource_in_use
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.scalars import Boolean, Text
from tablewright.engine.requests.structures import ListOf
from tablewright.engine.requests.tables import (
    ATTRIBUTE_DEFINITIONS,
    BILLING,
    GLOBAL_INDEX,
    LOCAL_INDEX,
    NEW_TABLE_NAME,
    ON_DEMAND_THROUGHPUT,
    PROVISIONED_THROUGHPUT,
    SSE_SPECIFICATION,
    STREAM_SPECIFICATION,
    TABLE_KEY_SCHEMA,
    TAGS,
    WARM_THROUGHPUT,
    TableRequest,
    settle_billing_mode,
)
from tablewright.engine.requests.unsupported import refuse_unsupported, unread
from tablewright.engine.schema import Index, Key, Table
from tablewright.engine.tables.billing_changes import on_demand_summary
from tablewright.engine.tables.deletions import remove_table
from tablewright.engine.tables.descriptions import describe_table
from tablewright.engine.tables.encryption import check_encryption, describe_encryption
from tablewright.engine.tables.index_rules import new_indexes
from tablewright.engine.tables.key_rules import table_key, types_of
from tablewright.engine.tables.lookup import name_of_new_table
from tablewright.engine.tables.resource_policies import check_policy, next_revision
from tablewright.engine.tables.states import Status, table_status
from tablewright.engine.tables.stream_settings import check_new_specification, open_stream
from tablewright.engine.tables.tagging import check_tags, tags_of
from tablewright.engine.tables.throughput_rules import (
    check_billing,
    check_declared_indexes,
    check_first_maximum,
    check_first_warm,
    check_table_class,
    merged_maximum,
)

UNSUPPORTED = {
    "GlobalTableSourceArn": "global tables",
    "GlobalTableSettingsReplicationMode": "global tables",
    "VectorIndexes": "vector indexes",
}
SHAPE = TableRequest(
    {
        **unread(UNSUPPORTED),
        "AttributeDefinitions": ATTRIBUTE_DEFINITIONS,
        **BILLING,
        "ProvisionedThroughput": PROVISIONED_THROUGHPUT,
        "KeySchema": TABLE_KEY_SCHEMA,
        "LocalSecondaryIndexes": ListOf(LOCAL_INDEX),
        "GlobalSecondaryIndexes": ListOf(GLOBAL_INDEX),
        "StreamSpecification": STREAM_SPECIFICATION,
        "SSESpecification": SSE_SPECIFICATION,
        "Tags": TAGS,
        "TableClass": Text(),
        "DeletionProtectionEnabled": Boolean(),
        "OnDemandThroughput": ON_DEMAND_THROUGHPUT,
        "WarmThroughput": WARM_THROUGHPUT,
        "ResourcePolicy": Text(),
    },
    required=("AttributeDefinitions", "KeySchema"),
    name=NEW_TABLE_NAME,
)


class CreateTable(NamedTuple):
    """A validated request."""

    request: Request
    key: Key
    indexes: tuple[Index, ...]


def prepare(request: Request) -> CreateTable:
    """Validate billing, keys, indexes and settings, in the service's order."""
    refuse_unsupported(request, UNSUPPORTED)
    settle_billing_mode(request)
    mode, units = request.get("BillingMode", "PROVISIONED"), request.get("ProvisionedThroughput")
    check_billing(mode, units)
    definitions = request["AttributeDefinitions"]
    key = table_key(request["KeySchema"], definitions)
    local, global_ = request.get("LocalSecondaryIndexes"), request.get("GlobalSecondaryIndexes")
    indexes = new_indexes(key, definitions, local, global_)
    check_declared_indexes(mode, global_ or [])
    check_first_maximum(mode, request.get("OnDemandThroughput"))
    check_first_warm(mode, request.get("WarmThroughput"), units)
    check_table_class(request.get("TableClass"))
    check_new_specification(request.get("StreamSpecification"))
    check_encryption(request.get("SSESpecification"))
    check_tags(request.get("Tags", []))
    check_policy(request.get("ResourcePolicy"))
    return CreateTable(request, key, indexes)


def execute(engine: Engine, create: CreateTable) -> Answer:
    """Make the table; the answer tells it as being created."""
    request = create.request
    name = name_of_new_table(engine, request["TableName"])
    existing = engine.tables.find(name)
    if existing is not None:
        status = table_status(existing.table, engine.now())
        if status in ("CREATING", "DELETING"):
            doing = "created" if status == "CREATING" else "deleted"
            raise resource_in_use(f"Attempt to change a resource which is still in use: Table is being {doing}: {name}")
        if status is not None:
            raise resource_in_use(f"Table already exists: {name}")
        remove_table(engine, existing.table)
    table = _table(engine, create, name)
    specification = request.get("StreamSpecification")
    if specification and specification["StreamEnabled"]:
        table = open_stream(engine, table, specification["StreamViewType"])
    store = engine.tables.create(table)
    creating: dict[str, Status] = {index.name: "CREATING" for index in table.global_indexes}
    description = describe_table(engine, store, status="CREATING", changing=creating)
    return {"TableDescription": _as_being_created(description, request)}


def _as_being_created(description: dict[str, Any], request: Request) -> dict[str, Any]:
    """A description without what the service tells only once it has made the table."""
    for summary in ("BillingModeSummary", "TableThroughputModeSummary"):
        if summary in description:
            del description[summary]["LastUpdateToPayPerRequestDateTime"]
    for described in (description, *description.get("GlobalSecondaryIndexes", ())):
        if described is not description or "WarmThroughput" not in request:
            del described["WarmThroughput"]
    return description


def _table(engine: Engine, create: CreateTable, name: str) -> Table:
    request, now = create.request, engine.now()
    delay = engine.weather.creation_seconds
    ready_at = now + delay if delay else 0.0
    policy = request.get("ResourcePolicy")
    return Table(
        number=engine.tables.next_number(),
        name=name,
        table_id=str(uuid.uuid4()),
        key=create.key,
        types=types_of(request["AttributeDefinitions"]),
        created_at=round(now, 3),
        indexes=tuple(replace(index, ready_at=ready_at) for index in create.indexes),
        next_index=len(create.indexes) + 1,
        ready_at=ready_at,
        billing_mode=request.get("BillingMode", "PROVISIONED"),
        settings=_settings(engine, request),
        deletion_protection=request.get("DeletionProtectionEnabled", False),
        tags=tags_of(request.get("Tags", [])),
        policy=policy,
        policy_revision=next_revision(None, now) if policy is not None else None,
    )


def _settings(engine: Engine, request: Request) -> dict[str, Any]:
    settings: dict[str, Any] = {
        member: request[member] for member in ("ProvisionedThroughput", "WarmThroughput") if member in request
    }
    if request.get("BillingMode") == "PAY_PER_REQUEST":
        settings["BillingModeSummary"] = on_demand_summary(engine.now())
    maximum = merged_maximum(None, request.get("OnDemandThroughput", {}))
    if maximum is not None:
        settings["OnDemandThroughput"] = maximum
    encryption = describe_encryption(engine, request.get("SSESpecification"))
    if encryption is not None:
        settings["SSEDescription"] = encryption
    if "TableClass" in request:
        settings["TableClassSummary"] = {"TableClass": request["TableClass"]}
    return settings


OPERATION = Operation("CreateTable", SHAPE, prepare, execute, writes=True)
