"""The rules for billing modes and throughput settings, in the service's order and words.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
"""

from collections.abc import Iterable
from typing import Any

from tablewright.engine.errors import validation
from tablewright.engine.tables.key_rules import INVALID

MAX_UNITS = 1_000_000_000_000
NO_MAXIMUM = -1
"""In OnDemandThroughput: no maximum."""
ON_DEMAND_WARM = {"ReadUnitsPerSecond": 12_000, "WriteUnitsPerSecond": 4_000}
"""What every on-demand table and index is ready for."""

_WARM_OF_PROVISIONED = {
    "ReadUnitsPerSecond": "ReadCapacityUnits",
    "WriteUnitsPerSecond": "WriteCapacityUnits",
}


def check_billing(mode: str, throughput: dict[str, int] | None) -> None:
    """Refuse a ProvisionedThroughput that does not go with the billing mode, or lacks where the mode needs it.

    Raises:
        DynamoDBError: ValidationException.
    """
    if mode == "PAY_PER_REQUEST":
        refuse_units(throughput)
    elif throughput is None:
        raise validation(
            f"{INVALID}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"
        )
    else:
        check_bounds(throughput)


def refuse_units(throughput: dict[str, int] | None) -> None:
    """Refuse provisioned units on a table that is paid for by request.

    Raises:
        DynamoDBError: ValidationException.
    """
    if throughput is not None:
        raise validation(
            f"{INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
            "PAY_PER_REQUEST"
        )


def check_bounds(throughput: dict[str, int], index: str | None = None) -> None:
    """Refuse capacity beyond what the service can count.

    Raises:
        DynamoDBError: ValidationException.
    """
    where = f" for index {index}" if index else ""
    for member in ("ReadCapacityUnits", "WriteCapacityUnits"):
        if throughput[member] > MAX_UNITS:
            raise validation(f"Given value {throughput[member]} for {member} is out of bounds{where}")


def check_index_billing(mode: str, indexes: Iterable[dict[str, Any]]) -> None:
    """Refuse global indexes, as a request declares them, whose capacity does not go with the billing mode.

    Raises:
        DynamoDBError: ValidationException.
    """
    for index in indexes:
        name = index["IndexName"]
        throughput = index.get("ProvisionedThroughput")
        if mode == "PAY_PER_REQUEST":
            refuse_index_units(name, throughput)
        elif throughput is None:
            raise missing_index_units(name)
        else:
            check_bounds(throughput, name)
        check_on_demand(mode, index.get("OnDemandThroughput"))
        check_warm(mode, index.get("WarmThroughput"), throughput, f"index {name}")


def refuse_index_units(name: str, throughput: dict[str, int] | None) -> None:
    """Refuse provisioned units of an index whose table is paid for by request.

    Raises:
        DynamoDBError: ValidationException.
    """
    if throughput is not None:
        raise validation(
            f"{INVALID}ProvisionedThroughput should not be specified for index: {name} when BillingMode is "
            "PAY_PER_REQUEST"
        )


def missing_index_units(name: str) -> Exception:
    """The error of an index of a provisioned table that comes without its units."""
    return validation(f"{INVALID}ProvisionedThroughput must be specified for index: {name}")


def check_on_demand(mode: str, maximum: dict[str, int] | None) -> None:
    """Refuse an OnDemandThroughput on a provisioned table, or maximums that are neither positive nor -1.

    Raises:
        DynamoDBError: ValidationException.
    """
    for member, units in (maximum or {}).items():
        if mode != "PAY_PER_REQUEST":
            raise validation(
                f"{INVALID}{member} for OnDemandThroughput cannot be specified when the table BillingMode is "
                "PROVISIONED"
            )
        if units != NO_MAXIMUM and not 1 <= units <= MAX_UNITS:
            raise validation(f"{INVALID}{member} for OnDemandThroughput must be -1 or positive, and is {units}")


def check_warm(mode: str, warm: dict[str, int] | None, units: dict[str, int] | None, subject: str = "table") -> None:
    """Refuse a WarmThroughput below what the billing mode warrants by itself.

    Raises:
        DynamoDBError: ValidationException.
    """
    refuse_less_warm(warm, warm_by_itself(mode, units), subject)


def refuse_less_warm(warm: dict[str, int] | None, current: dict[str, int], subject: str = "table") -> None:
    """Refuse a WarmThroughput below the current one.

    Raises:
        DynamoDBError: ValidationException.
    """
    for member, requested in (warm or {}).items():
        if requested > MAX_UNITS:
            raise validation(f"Given value {requested} for {member} is out of bounds for {subject}")
        if requested < current[member]:
            raise validation(
                f"{INVALID}Requested {member} for WarmThroughput for {subject} is lower than current "
                f"WarmThroughput, decreasing WarmThroughput is not supported"
            )


def warm_by_itself(mode: str, units: dict[str, int] | None) -> dict[str, int]:
    """The warm throughput that a table or index has without asking."""
    if mode == "PAY_PER_REQUEST" or units is None:
        return ON_DEMAND_WARM
    return {member: units[unit] for member, unit in _WARM_OF_PROVISIONED.items()}


def warm_throughput(mode: str, settings: Any) -> dict[str, int]:
    """The warm throughput of a table or index with these settings: what was asked for, or more."""
    floor = warm_by_itself(mode, settings.get("ProvisionedThroughput"))
    asked = settings.get("WarmThroughput", {})
    return {member: max(units, asked.get(member, 0)) for member, units in floor.items()}


def merged_maximum(before: dict[str, int] | None, change: dict[str, int]) -> dict[str, int] | None:
    """An OnDemandThroughput with a change applied: -1 removes a maximum; None when none is left."""
    merged = {**(before or {}), **change}
    return {member: units for member, units in merged.items() if units != NO_MAXIMUM} or None
