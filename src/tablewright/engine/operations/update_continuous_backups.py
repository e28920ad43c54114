"""UpdateContinuousBackups.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateContinuousBackups.html
"""

from dataclasses import replace
from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import continuous_backups_unavailable, validation
from tablewright.engine.operation import Answer, Operation, Request
from tablewright.engine.requests.scalars import Boolean, Integer
from tablewright.engine.requests.structures import Structure
from tablewright.engine.requests.tables import TableRequest
from tablewright.engine.tables.continuous_backups import (
    DEFAULT_RECOVERY_DAYS,
    backed_up_table,
    describe_backups,
    restorable,
)
from tablewright.engine.tables.states import table_status

SHAPE = TableRequest(
    {
        "PointInTimeRecoverySpecification": Structure(
            {"PointInTimeRecoveryEnabled": Boolean(), "RecoveryPeriodInDays": Integer(min=1, max=35)},
            required=("PointInTimeRecoveryEnabled",),
            name="PointInTimeRecoverySpecification",
        )
    },
    required=("PointInTimeRecoverySpecification",),
)


class UpdateContinuousBackups(NamedTuple):
    """A validated request."""

    table: str
    enabled: bool
    days: int | None


def prepare(request: Request) -> UpdateContinuousBackups:
    """Validate that a recovery period comes with recovery."""
    specification = request["PointInTimeRecoverySpecification"]
    enabled, days = specification["PointInTimeRecoveryEnabled"], specification.get("RecoveryPeriodInDays")
    if days is not None and not enabled:
        raise validation("Invalid Request: Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.")
    return UpdateContinuousBackups(request["TableName"], enabled, days)


def execute(engine: Engine, update: UpdateContinuousBackups) -> Answer:
    """Turn recovery on, change its period, or turn it off. What was logged before it is turned on is not restorable.

    The period is 35 days whenever none is given, also where recovery is on with another one.
    """
    now = engine.now()
    table = backed_up_table(engine, update.table).table
    if table_status(table, now) not in ("ACTIVE", "UPDATING"):
        raise continuous_backups_unavailable(
            f"Backups are being enabled for the table: {table.name}. Please retry later"
        )
    if not update.enabled:
        changed = replace(table, recovery_days=None, recovery_since=None)
    else:
        window = restorable(table, now)
        since = now if window is None else window[0]  # A longer period brings nothing back.
        changed = replace(table, recovery_days=update.days or DEFAULT_RECOVERY_DAYS, recovery_since=since)
    if changed != table:
        engine.tables.change(changed)
    return {"ContinuousBackupsDescription": describe_backups(changed, now)}


OPERATION = Operation("UpdateContinuousBackups", SHAPE, prepare, execute, writes=True)
