"""UpdateTimeToLive.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTimeToLive.html
"""

from dataclasses import replace
from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.scalars import Boolean, Text
from tablewright.engine.requests.structures import Structure
from tablewright.engine.requests.tables import TableRequest
from tablewright.engine.schema import Table, TimeToLive
from tablewright.engine.tables.lookup import active_table

SECONDS_BETWEEN_CHANGES = 3600
"""A table's time to live can be changed once an hour."""

SHAPE = TableRequest(
    {
        "TimeToLiveSpecification": Structure(
            {"Enabled": Boolean(), "AttributeName": Text(min=1, max=255)},
            required=("Enabled", "AttributeName"),
            name="TimeToLiveSpecification",
        )
    },
    required=("TimeToLiveSpecification",),
)


class UpdateTimeToLive(NamedTuple):
    """A validated request."""

    table: str
    enabled: bool
    attribute: str


def prepare(request: Request) -> UpdateTimeToLive:
    """Take the setting."""
    specification = request["TimeToLiveSpecification"]
    return UpdateTimeToLive(request["TableName"], specification["Enabled"], specification["AttributeName"])


def execute(engine: Engine, update: UpdateTimeToLive) -> Answer:
    """Turn expiry on, with an order of expiry to be filled, or off."""
    table = active_table(engine, update.table).table
    _check(table, update, engine.now())
    table = replace(table, ttl=None, ttl_changed_at=engine.now())
    if update.enabled:
        ttl = TimeToLive(update.attribute, table.next_index, backfilled=False)
        table = replace(table, ttl=ttl, next_index=table.next_index + 1)
        engine.begin_work()
    engine.tables.change(table)
    return {"TimeToLiveSpecification": {"Enabled": update.enabled, "AttributeName": update.attribute}}


def _check(table: Table, update: UpdateTimeToLive, now: float) -> None:
    if table.ttl is None:
        if not update.enabled:
            raise validation("TimeToLive is already disabled")
    elif table.ttl.attribute != update.attribute:
        raise validation(
            f"TimeToLive is active on a different AttributeName: current AttributeName is {table.ttl.attribute}"
        )
    elif update.enabled:
        raise validation("TimeToLive is already enabled")
    if table.ttl_changed_at is not None and now < table.ttl_changed_at + SECONDS_BETWEEN_CHANGES:
        raise validation("Time to live has been modified multiple times within a fixed interval")


OPERATION = Operation("UpdateTimeToLive", SHAPE, prepare, execute, writes=True)
