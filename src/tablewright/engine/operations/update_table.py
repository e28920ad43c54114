"""UpdateTable.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.members import INDEX_NAME
from tablewright.engine.requests.scalars import Boolean, Text
from tablewright.engine.requests.shapes import Shape
from tablewright.engine.requests.structures import ListOf, Structure
from tablewright.engine.requests.tables import (
    ATTRIBUTE_DEFINITIONS,
    BILLING,
    GLOBAL_INDEX_MEMBERS,
    ON_DEMAND_THROUGHPUT,
    PROVISIONED_THROUGHPUT,
    SSE_SPECIFICATION,
    STREAM_SPECIFICATION,
    WARM_THROUGHPUT,
    TableRequest,
    settle_billing_mode,
)
from tablewright.engine.requests.unsupported import refuse_unsupported, unread
from tablewright.engine.schema import Table
from tablewright.engine.tables.billing_changes import check_switch, with_billing
from tablewright.engine.tables.change_limits import noted, noted_encryption
from tablewright.engine.tables.deletions import remove_deleted_indexes
from tablewright.engine.tables.descriptions import describe_table
from tablewright.engine.tables.encryption import changed_encryption, check_encryption
from tablewright.engine.tables.index_changes import IndexUpdates, index_updates, with_indexes
from tablewright.engine.tables.lookup import active_table
from tablewright.engine.tables.states import Status, index_status
from tablewright.engine.tables.stream_settings import check_changed_specification, with_stream
from tablewright.engine.tables.throughput_rules import (
    NO_MAXIMUM,
    check_added_index,
    check_bounds,
    check_table_class,
    warm_throughput,
)
from tablewright.engine.tables.update_rules import check_combination

_NEW_INDEX = Structure(
    # The order in which broken constraints are told is not CreateTable's.
    {name: GLOBAL_INDEX_MEMBERS[name] for name in ("Projection", "IndexName", "ProvisionedThroughput", "KeySchema")}
    | dict(GLOBAL_INDEX_MEMBERS),
    required=("IndexName", "KeySchema", "Projection"),
    name="CreateGlobalSecondaryIndexAction",
)
_INDEX_UPDATE = Structure(
    {
        "Update": Structure(
            {
                "IndexName": INDEX_NAME,
                "ProvisionedThroughput": PROVISIONED_THROUGHPUT,
                "OnDemandThroughput": ON_DEMAND_THROUGHPUT,
                "WarmThroughput": WARM_THROUGHPUT,
            },
            required=("IndexName",),
            name="UpdateGlobalSecondaryIndexAction",
        ),
        "Create": _NEW_INDEX,
        "Delete": Structure(
            {"IndexName": INDEX_NAME}, required=("IndexName",), name="DeleteGlobalSecondaryIndexAction"
        ),
    },
    name="GlobalSecondaryIndexUpdate",
)
CHANGES: Mapping[str, Shape] = {
    "ProvisionedThroughput": PROVISIONED_THROUGHPUT,
    **BILLING,
    "GlobalSecondaryIndexUpdates": ListOf(_INDEX_UPDATE),
    "StreamSpecification": STREAM_SPECIFICATION,
    "SSESpecification": SSE_SPECIFICATION,
    "TableClass": Text(),
    "DeletionProtectionEnabled": Boolean(),
    "OnDemandThroughput": ON_DEMAND_THROUGHPUT,
    "WarmThroughput": WARM_THROUGHPUT,
}
"""The members that ask for a change; a request has at least one of them."""
_LENGTHY = frozenset({"BillingMode", "ProvisionedThroughput", "StreamSpecification", "TableClass"})
UNSUPPORTED = {
    "ReplicaUpdates": "global tables",
    "MultiRegionConsistency": "global tables",
    "GlobalTableWitnessUpdates": "global tables",
    "GlobalTableSettingsReplicationMode": "global tables",
    "DisassociationProtectionEnabled": "global tables",
    "VectorIndexUpdates": "vector indexes",
}
SHAPE = TableRequest({"AttributeDefinitions": ATTRIBUTE_DEFINITIONS, **CHANGES, **unread(UNSUPPORTED)})
TABLE_CLASS_UPDATES = 2
TABLE_CLASS_DAYS = 30
"""A table's class can be changed twice in thirty days."""


_UNTOLD_CHANGES = frozenset({"IndexName", "WarmThroughput"})
"""Members of an index's update that leave the index ACTIVE."""


class UpdateTable(NamedTuple):
    """A validated request."""

    request: Request
    indexes: IndexUpdates


def prepare(request: Request) -> UpdateTable:
    """Validate what needs no table: that something is asked for, billing, index updates and settings."""
    refuse_unsupported(request, UNSUPPORTED)
    settle_billing_mode(request)
    if not any(_asks_for(request, member) for member in CHANGES):
        raise validation(
            "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates or "
            "SSESpecification or ReplicaUpdates is required"
        )
    indexes = index_updates(request.get("GlobalSecondaryIndexUpdates", []))
    check_combination({member for member in CHANGES if member in request}, indexes)
    units = request.get("ProvisionedThroughput")
    check_switch(request.get("BillingMode"), units)
    if units is not None:
        check_bounds(units)
    for name, update in indexes.update.items():
        if "ProvisionedThroughput" in update:
            check_bounds(update["ProvisionedThroughput"], name)
    check_changed_specification(request.get("StreamSpecification"))
    check_table_class(request.get("TableClass"))
    check_encryption(request.get("SSESpecification"))
    return UpdateTable(request, indexes)


def _asks_for(request: Request, member: str) -> bool:
    return member in request and (member == "SSESpecification" or request[member] not in ([], {}))


def execute(engine: Engine, update: UpdateTable) -> Answer:
    """Change the table; the answer tells it as being changed."""
    now = engine.now()
    ready_at = now + engine.weather.creation_seconds
    before = active_table(engine, update.request["TableName"]).table
    table = _changed(engine, before, update, now, ready_at)
    changing = _changing(before, update.indexes, now)
    if engine.weather.creation_seconds:
        table = _under_way(table, changing, ready_at)
    store = engine.tables.change(table)
    status: Status | None = "UPDATING" if _takes_time(update) else None
    description = describe_table(engine, store, status=status, changing=changing)
    if before.billing_mode == table.billing_mode:
        _tell_units_of(before, description)
    _tell_warmth_of(before, update, description)
    _tell_removed_maximums(update, description)
    answer: Answer = {"TableDescription": description}
    if update.indexes.delete is not None and not engine.weather.creation_seconds:
        engine.tables.change(remove_deleted_indexes(table, now))
    if update.indexes.create is not None:
        engine.begin_work()
    return answer


def _described(description: dict[str, Any]) -> Iterator[tuple[str | None, dict[str, Any]]]:
    """The parts of a description that tell of throughput: the table's under None, its global indexes' by their names.

    None, as an index may have the name of its table.
    """
    yield None, description
    for index in description.get("GlobalSecondaryIndexes", ()):
        yield index["IndexName"], index


def _settings_of(table: Table) -> dict[str | None, Mapping[str, Any]]:
    """The settings of the table, under None, and of its global indexes, by their names."""
    return {None: table.settings, **{index.name: index.settings for index in table.global_indexes}}


def _asked(update: UpdateTable) -> dict[str | None, Mapping[str, Any]]:
    """What is asked for of the table, under None, and of its indexes, by their names."""
    asked: dict[str | None, Mapping[str, Any]] = {None: update.request}
    asked.update(update.indexes.update)
    return asked


def _tell_units_of(before: Table, description: dict[str, Any]) -> None:
    """Put the units from before a change into a description: a change of them is told as not made yet."""
    settings = _settings_of(before)
    for name, described in _described(description):
        units = settings.get(name, {}).get("ProvisionedThroughput", {})
        for unit in ("ReadCapacityUnits", "WriteCapacityUnits"):
            if unit in units:
                described["ProvisionedThroughput"][unit] = units[unit]


def _tell_warmth_of(before: Table, update: UpdateTable, description: dict[str, Any]) -> None:
    """Put the warm throughput from before a change of it into a description, which tells it as being raised.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/update-warm-throughput.html
    """
    settings, asked = _settings_of(before), _asked(update)
    for name, described in _described(description):
        if asked.get(name, {}).get("WarmThroughput"):
            warm = warm_throughput(before.billing_mode, settings[name])
            described["WarmThroughput"] = {**warm, "Status": "UPDATING"}


def _tell_removed_maximums(update: UpdateTable, description: dict[str, Any]) -> None:
    """Put the -1 that removes a maximum into a description, as only the answer to its removal tells it."""
    asked = _asked(update)
    for name, described in _described(description):
        maximum = asked.get(name, {}).get("OnDemandThroughput", {})
        removed = {member: units for member, units in maximum.items() if units == NO_MAXIMUM}
        if removed:
            described["OnDemandThroughput"] = {**described.get("OnDemandThroughput", {}), **removed}


def _takes_time(update: UpdateTable) -> bool:
    """Whether the service says that the table is being changed; other changes it makes beside its ordinary work."""
    return (
        not update.request.keys().isdisjoint(_LENGTHY)
        or update.indexes.create is not None
        or update.indexes.delete is not None
    )


def _changed(engine: Engine, table: Table, update: UpdateTable, now: float, ready_at: float) -> Table:
    request = update.request
    table = with_billing(table, request, update.indexes.update, now)
    if update.indexes.create is not None:
        check_added_index(table.billing_mode, update.indexes.create)
    table = with_indexes(table, request.get("AttributeDefinitions"), update.indexes, now, ready_at)
    if "SSESpecification" in request:
        encryption = changed_encryption(engine, table.settings.get("SSEDescription"), request["SSESpecification"])
        table = replace(table, history=noted_encryption(table.history, now))
        table = _with_setting(table, "SSEDescription", encryption)
    if "TableClass" in request:
        table = _with_class(table, request["TableClass"], now)
    if "DeletionProtectionEnabled" in request:
        table = replace(table, deletion_protection=request["DeletionProtectionEnabled"])
    if "StreamSpecification" in request:
        table = with_stream(engine, table, request["StreamSpecification"])
    return table


def _with_class(table: Table, table_class: str, now: float) -> Table:
    current = table.settings.get("TableClassSummary", {}).get("TableClass", "STANDARD")
    if table_class == current:
        return table
    history = noted(table.history, "TableClass", now, times=TABLE_CLASS_UPDATES, days=TABLE_CLASS_DAYS)
    summary = {"TableClass": table_class, "LastUpdateDateTime": round(now, 3)}
    return _with_setting(replace(table, history=history), "TableClassSummary", summary)


def _with_setting(table: Table, name: str, value: dict[str, Any] | None) -> Table:
    kept = {other: setting for other, setting in table.settings.items() if other != name}
    return replace(table, settings=kept if value is None else {**kept, name: value})


def _under_way(table: Table, changing: Mapping[str, Status], ready_at: float) -> Table:
    """The table as being updated until ``ready_at``, and with it the indexes whose throughput changes."""
    indexes = tuple(
        replace(index, ready_at=ready_at, transition="UPDATING") if changing.get(index.name) == "UPDATING" else index
        for index in table.indexes
    )
    return replace(table, indexes=indexes, ready_at=ready_at, transition="UPDATING")


def _changing(before: Table, updates: IndexUpdates, now: float) -> dict[str, Status]:
    """What becomes of the indexes; one that is still being filled stays CREATING."""
    changing: dict[str, Status] = {
        index.name: "UPDATING"
        for index in before.global_indexes
        if index_status(index, now) == "ACTIVE" and updates.update.get(index.name, {}).keys() - _UNTOLD_CHANGES
    }
    if updates.create is not None:
        changing[updates.create["IndexName"]] = "CREATING"
    if updates.delete is not None:
        changing[updates.delete] = "DELETING"
    return changing


OPERATION = Operation("UpdateTable", SHAPE, prepare, execute, writes=True)
