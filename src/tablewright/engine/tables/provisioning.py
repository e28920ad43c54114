"""Provisioned throughput as a table or index keeps it: the units, and when they were raised and lowered.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ProvisionedThroughputDescription.html
"""

from collections.abc import Mapping
from typing import Any

from tablewright.engine.errors import validation
from tablewright.engine.tables.change_limits import decreases_of, noted_decrease

_UNITS = ("ReadCapacityUnits", "WriteCapacityUnits")
_DECREASES = "ThroughputDecreases"

Settings = Mapping[str, Any]
"""The settings of a table or an index."""


def changed_throughput(settings: Settings, units: dict[str, int], now: float, subject: str) -> dict[str, Any]:
    """The settings with other provisioned units; ``subject`` is ``table`` or ``index <name>``.

    Raises:
        DynamoDBError: ValidationException, the units are what they are; LimitExceededException, they were lowered
            too often today.
    """
    before = settings["ProvisionedThroughput"]
    if all(before[unit] == units[unit] for unit in _UNITS):
        whose = "the table" if subject == "table" else subject
        told = ". ".join(
            f"Current {unit} provisioned for {whose}: {before[unit]}. Requested {unit}: {units[unit]}"
            for unit in _UNITS
        )
        raise validation(
            f"The provisioned throughput for the {subject} will not change. The requested value equals the current "
            f"value. {told}. Refer to the Amazon DynamoDB Developer Guide for current limits and how to request "
            "higher limits."
        )
    changed = {**before, **units}
    decreases = settings.get(_DECREASES, ())
    if any(units[unit] > before[unit] for unit in _UNITS):
        changed["LastIncreaseDateTime"] = round(now, 3)
    if any(units[unit] < before[unit] for unit in _UNITS):
        changed["LastDecreaseDateTime"] = round(now, 3)
        decreases = noted_decrease(tuple(decreases), now)
    return {**settings, "ProvisionedThroughput": changed, _DECREASES: decreases}


def describe_throughput(settings: Settings, now: float) -> dict[str, Any]:
    """The ProvisionedThroughputDescription; units of 0 where capacity is on demand."""
    units = settings.get("ProvisionedThroughput", {"ReadCapacityUnits": 0, "WriteCapacityUnits": 0})
    today = decreases_of(tuple(settings.get(_DECREASES, ())), now)
    return {"NumberOfDecreasesToday": len(today), **units}
