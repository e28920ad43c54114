"""CreateTable.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
"""

import uuid
from dataclasses import dataclass
from typing import Any

from tablewright.engine.descriptions import describe_table
from tablewright.engine.engine import Engine
from tablewright.engine.errors import resource_in_use
from tablewright.engine.index_rules import new_indexes
from tablewright.engine.key_rules import check_all_used, table_key, types_of
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.shapes import Boolean, ListOf, Text
from tablewright.engine.requests.tables import (
    ATTRIBUTE_DEFINITIONS,
    BILLING_MODE,
    GLOBAL_INDEX,
    LOCAL_INDEX,
    NEW_TABLE_NAME,
    ON_DEMAND_THROUGHPUT,
    PROVISIONED_THROUGHPUT,
    SSE_SPECIFICATION,
    STREAM_SPECIFICATION,
    TABLE_CLASS,
    TABLE_KEY_SCHEMA,
    TAGS,
    WARM_THROUGHPUT,
    TableRequest,
)
from tablewright.engine.schema import Index, Key, Table
from tablewright.engine.table_streams import check_specification, open_stream
from tablewright.engine.throughput_rules import (
    check_billing,
    check_index_billing,
    check_on_demand,
    check_warm,
)

SHAPE = TableRequest(
    {
        "AttributeDefinitions": ATTRIBUTE_DEFINITIONS,
        "BillingMode": BILLING_MODE,
        "ProvisionedThroughput": PROVISIONED_THROUGHPUT,
        "KeySchema": TABLE_KEY_SCHEMA,
        "LocalSecondaryIndexes": ListOf(LOCAL_INDEX),
        "GlobalSecondaryIndexes": ListOf(GLOBAL_INDEX),
        "StreamSpecification": STREAM_SPECIFICATION,
        "SSESpecification": SSE_SPECIFICATION,
        "Tags": TAGS,
        "TableClass": TABLE_CLASS,
        "DeletionProtectionEnabled": Boolean(),
        "OnDemandThroughput": ON_DEMAND_THROUGHPUT,
        "WarmThroughput": WARM_THROUGHPUT,
        "ResourcePolicy": Text(),
    },
    required=("AttributeDefinitions", "KeySchema"),
    name=NEW_TABLE_NAME,
)


@dataclass(frozen=True, slots=True)
class CreateTable:
    """A validated request."""

    request: Request
    key: Key
    indexes: tuple[Index, ...]


def prepare(request: Request) -> CreateTable:
    """Validate billing, keys, indexes and settings, in the service's order."""
    mode = request.get("BillingMode", "PROVISIONED")
    check_billing(mode, request.get("ProvisionedThroughput"))
    definitions = request["AttributeDefinitions"]
    key = table_key(request["KeySchema"], definitions)
    local, global_ = request.get("LocalSecondaryIndexes"), request.get("GlobalSecondaryIndexes")
    indexes = new_indexes(key, definitions, local, global_)
    check_all_used(definitions, key, [index.key for index in indexes])
    check_index_billing(mode, global_ or [])
    check_on_demand(mode, request.get("OnDemandThroughput"))
    check_warm(request.get("WarmThroughput"))
    check_specification(request.get("StreamSpecification"))
    return CreateTable(request, key, indexes)


def execute(engine: Engine, create: CreateTable) -> Answer:
    """Make the table; the answer tells it as being created."""
    request = create.request
    name = request["TableName"]
    if engine.tables.find(name) is not None:
        raise resource_in_use(f"Table already exists: {name}")
    table = Table(
        number=engine.tables.next_number(),
        name=name,
        table_id=str(uuid.uuid4()),
        key=create.key,
        types=types_of(request["AttributeDefinitions"]),
        created_at=round(engine.now(), 3),
        indexes=create.indexes,
        next_index=len(create.indexes) + 1,
        billing_mode=request.get("BillingMode", "PROVISIONED"),
        settings=_settings(request, engine.now()),
        deletion_protection=request.get("DeletionProtectionEnabled", False),
        tags={tag["Key"]: tag["Value"] for tag in request.get("Tags", [])},
    )
    specification = request.get("StreamSpecification")
    if specification and specification["StreamEnabled"]:
        table = open_stream(engine, table, specification["StreamViewType"])
    store = engine.tables.create(table)
    return {"TableDescription": describe_table(engine, store, status="CREATING")}


def _settings(request: Request, now: float) -> dict[str, Any]:
    settings: dict[str, Any] = {
        member: request[member]
        for member in ("ProvisionedThroughput", "OnDemandThroughput", "WarmThroughput")
        if member in request
    }
    if request.get("BillingMode") == "PAY_PER_REQUEST":
        settings["BillingModeSummary"] = {
            "BillingMode": "PAY_PER_REQUEST",
            "LastUpdateToPayPerRequestDateTime": round(now, 3),
        }
    if "TableClass" in request:
        settings["TableClassSummary"] = {"TableClass": request["TableClass"]}
    return settings


OPERATION = Operation("CreateTable", SHAPE, prepare, execute, writes=True)
