"""Changing how the capacity of a table and its indexes is paid for, and how much there is.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/switching.capacitymode.html and
https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html
"""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tablewright.engine.errors import INVALID, validation
from tablewright.engine.operation import Request
from tablewright.engine.schema import Index, Table
from tablewright.engine.tables.change_limits import noted
from tablewright.engine.tables.index_changes import named_global_index
from tablewright.engine.tables.provisioning import changed_throughput
from tablewright.engine.tables.throughput_rules import (
    check_changed_maximum,
    check_index_update,
    merged_maximum,
    refuse_less_warm,
    refuse_units,
    warm_throughput,
)

SWITCHES_A_DAY = 4
"""How often a table can be switched to on demand in 24 hours."""

_ON_DEMAND_ONLY = ("OnDemandThroughput",)
_PROVISIONED_ONLY = ("ProvisionedThroughput", "ThroughputDecreases")

Updates = Mapping[str, dict[str, Any]]
"""GlobalSecondaryIndexUpdates' Update actions, by index name."""


def with_billing(table: Table, request: Request, updates: Updates, now: float) -> Table:
    """The table with the billing mode, units, maximums and warm throughput that UpdateTable asks for.

    Raises:
        DynamoDBError: ValidationException, the change breaks a rule; ResourceNotFoundException, there is no such
            index; LimitExceededException, it was changed too often.
    """
    table = _kept_warm(table)
    mode = request.get("BillingMode", table.billing_mode)
    for name, update in updates.items():
        named_global_index(table, name, "update")
        check_index_update(mode, name, update)
    if mode == "PROVISIONED" and table.billing_mode != mode:
        table = _provisioned(table, request["ProvisionedThroughput"], updates)
        updates = {name: _without(update, "ProvisionedThroughput") for name, update in updates.items()}
    else:
        if mode != table.billing_mode:
            table = _on_demand(table, now)
        if "ProvisionedThroughput" in request:
            if mode == "PAY_PER_REQUEST":
                refuse_units(request["ProvisionedThroughput"])
            units = request["ProvisionedThroughput"]
            table = replace(table, settings=changed_throughput(table.settings, units, now, "table"))
    settings = _with_limits(mode, table.settings, request)
    indexes = tuple(_updated(index, mode, updates.get(index.name), now) for index in table.indexes)
    return replace(table, settings=settings, indexes=indexes)


def _kept_warm(table: Table) -> Table:
    """The table with the warm throughput of itself and its indexes as what was asked for: it never falls."""
    mode = table.billing_mode
    indexes = tuple(
        index if index.local else replace(index, settings=_warm_settings(mode, index.settings))
        for index in table.indexes
    )
    return replace(table, settings=_warm_settings(mode, table.settings), indexes=indexes)


def _warm_settings(mode: str, settings: Mapping[str, Any]) -> dict[str, Any]:
    return {**settings, "WarmThroughput": warm_throughput(mode, settings)}


def on_demand_summary(now: float) -> dict[str, Any]:
    """The BillingModeSummary of a table that is switched to on demand, or made so."""
    return {"BillingMode": "PAY_PER_REQUEST", "LastUpdateToPayPerRequestDateTime": round(now, 3)}


def _on_demand(table: Table, now: float) -> Table:
    history = noted(table.history, "PayPerRequest mode", now, times=SWITCHES_A_DAY, days=1)
    settings = _without(table.settings, *_PROVISIONED_ONLY) | {"BillingModeSummary": on_demand_summary(now)}
    indexes = tuple(replace(index, settings=_without(index.settings, *_PROVISIONED_ONLY)) for index in table.indexes)
    return replace(table, billing_mode="PAY_PER_REQUEST", settings=settings, indexes=indexes, history=history)


def _provisioned(table: Table, units: dict[str, int], updates: Updates) -> Table:
    summary = {**table.settings.get("BillingModeSummary", {}), "BillingMode": "PROVISIONED"}
    settings = _without(table.settings, *_ON_DEMAND_ONLY) | {
        "BillingModeSummary": summary,
        "ProvisionedThroughput": units,
    }
    given = {
        name: update["ProvisionedThroughput"] for name, update in updates.items() if "ProvisionedThroughput" in update
    }
    missing = [index.name for index in table.global_indexes if index.name not in given]
    if missing:
        raise validation(f"{INVALID}ProvisionedThroughput must be specified for index: {','.join(missing)}")
    indexes: list[Index] = []
    for index in table.indexes:
        if not index.local:
            kept = _without(index.settings, *_ON_DEMAND_ONLY) | {"ProvisionedThroughput": given[index.name]}
            index = replace(index, settings=kept)
        indexes.append(index)
    return replace(table, billing_mode="PROVISIONED", settings=settings, indexes=tuple(indexes))


def _updated(index: Index, mode: str, update: dict[str, Any] | None, now: float) -> Index:
    if update is None:
        return index
    settings: Mapping[str, Any] = index.settings
    units = update.get("ProvisionedThroughput")
    if units is not None:
        settings = changed_throughput(settings, units, now, f"index {index.name}")
    return replace(index, settings=_with_limits(mode, settings, update, index.name))


def _with_limits(
    mode: str, settings: Mapping[str, Any], request: Mapping[str, Any], index: str | None = None
) -> dict[str, Any]:
    """Settings, of the table or an index, with the OnDemandThroughput and WarmThroughput of a request."""
    changed = dict(settings)
    maximum = request.get("OnDemandThroughput")
    if maximum is not None:
        check_changed_maximum(mode, maximum, index)
        merged = merged_maximum(settings.get("OnDemandThroughput"), maximum)
        changed = _without(changed, "OnDemandThroughput") | ({"OnDemandThroughput": merged} if merged else {})
    warm = request.get("WarmThroughput")
    if warm is not None:
        current = warm_throughput(mode, settings)
        refuse_less_warm(warm, current, f"index {index}" if index else "table")
        changed["WarmThroughput"] = {**current, **warm}
    return changed


def check_switch(mode: str | None, units: dict[str, int] | None) -> None:
    """Refuse a switch of the billing mode that comes without its units, or with units it cannot have.

    Raises:
        DynamoDBError: ValidationException.
    """
    if mode == "PAY_PER_REQUEST":
        refuse_units(units)
    elif mode == "PROVISIONED" and units is None:
        raise validation(f"{INVALID}ProvisionedThroughput must be specified when BillingMode is PROVISIONED")


def _without(settings: Mapping[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in settings.items() if name not in names}
