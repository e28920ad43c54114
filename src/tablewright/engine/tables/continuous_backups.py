"""Point-in-time recovery as it is set and described: which moments of a table can be restored.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html
"""

from typing import Any

from tablewright.engine.engine import Engine
from tablewright.engine.errors import DynamoDBError, table_not_found
from tablewright.engine.schema import Table
from tablewright.engine.storage.items import TableStore
from tablewright.engine.tables.lookup import named_table

DEFAULT_RECOVERY_DAYS = 35
SECONDS_BEHIND = 300
"""How far the latest restorable moment is behind the present."""
DAY_SECONDS = 86_400


def backed_up_table(engine: Engine, name: str) -> TableStore:
    """The table of a name or ARN.

    Raises:
        DynamoDBError: TableNotFoundException, as the operations on backups say it; ValidationException, it is an ARN of
            another region.
    """
    try:
        return named_table(engine, name)
    except DynamoDBError as error:
        if error.code != "ResourceNotFoundException":
            raise
        raise table_not_found(name.rpartition("/")[2]) from None


def restorable(table: Table, now: float) -> tuple[float, float] | None:
    """The earliest and the latest moment that a table can be restored to; None without recovery."""
    if table.recovery_days is None or table.recovery_since is None:
        return None
    earliest = max(table.recovery_since, now - table.recovery_days * DAY_SECONDS)
    return earliest, max(earliest, now - SECONDS_BEHIND)


def describe_backups(table: Table, now: float) -> dict[str, Any]:
    """The ContinuousBackupsDescription of a table. Backups are always on, recovery only if it is asked for."""
    recovery: dict[str, Any] = {"PointInTimeRecoveryStatus": "DISABLED"}
    window = restorable(table, now)
    if window is not None:
        earliest, latest = window
        recovery = {
            "PointInTimeRecoveryStatus": "ENABLED",
            "RecoveryPeriodInDays": table.recovery_days,
            "EarliestRestorableDateTime": round(earliest, 3),
            "LatestRestorableDateTime": round(latest, 3),
        }
    return {"ContinuousBackupsStatus": "ENABLED", "PointInTimeRecoveryDescription": recovery}
