"""The rules for billing modes and throughput settings, in the service's order and words.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/warm-throughput.html
"""

from collections.abc import Iterable, Mapping
from typing import Any

from tablewright.engine.errors import INVALID, validation

MAX_UNITS = 1_000_000_000_000
TABLE_CLASSES = ("STANDARD", "STANDARD_INFREQUENT_ACCESS")
NO_MAXIMUM = -1
"""In OnDemandThroughput: no maximum."""
ON_DEMAND_WARM = {"ReadUnitsPerSecond": 12_000, "WriteUnitsPerSecond": 4_000}
"""What every on-demand table and index is ready for."""

_INITIAL_THROUGHPUT_PAGE = (
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html"
    "#on-demand-capacity-mode-initial"
)
_WARM_OF_PROVISIONED = {
    "ReadUnitsPerSecond": "ReadCapacityUnits",
    "WriteUnitsPerSecond": "WriteCapacityUnits",
}


def check_table_class(table_class: str | None) -> None:
    """Refuse a TableClass that is none.

    Raises:
        DynamoDBError: ValidationException.
    """
    if table_class is not None and table_class not in TABLE_CLASSES:
        raise validation(
            "Invalid table-class parameter provided. Please try again with a valid table-class value: "
            f"[{', '.join(TABLE_CLASSES)}]."
        )


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


def check_declared_indexes(mode: str, indexes: Iterable[dict[str, Any]]) -> None:
    """Refuse global indexes, as CreateTable declares them, whose capacity does not go with the billing mode.

    Raises:
        DynamoDBError: ValidationException.
    """
    for index in indexes:
        name, throughput = index["IndexName"], index.get("ProvisionedThroughput")
        if mode == "PAY_PER_REQUEST" and throughput is not None:
            raise validation(
                f"{INVALID}ProvisionedThroughput should not be specified for index: {name} when BillingMode is "
                "PAY_PER_REQUEST"
            )
        if mode == "PROVISIONED" and throughput is None:
            raise validation(f"{INVALID}ProvisionedThroughput is not specified for index: {name}")
        _check_limits(mode, index)


def check_added_index(mode: str, index: dict[str, Any]) -> None:
    """Refuse a global index that UpdateTable adds if its capacity does not go with the table's billing mode.

    Raises:
        DynamoDBError: ValidationException.
    """
    name, throughput = index["IndexName"], index.get("ProvisionedThroughput")
    if mode == "PAY_PER_REQUEST" and throughput is not None:
        raise validation(
            f"{INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: {name} when "
            "BillingMode is PAY_PER_REQUEST"
        )
    if mode == "PROVISIONED" and throughput is None:
        raise validation(f"{INVALID}Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: {name}")
    _check_limits(mode, index)


def _check_limits(mode: str, index: dict[str, Any]) -> None:
    name, throughput = index["IndexName"], index.get("ProvisionedThroughput")
    if throughput is not None:
        check_bounds(throughput, name)
    check_first_maximum(mode, index.get("OnDemandThroughput"), name)
    check_first_warm(mode, index.get("WarmThroughput"), throughput, name)


def check_index_update(mode: str, name: str, update: Mapping[str, Any]) -> None:
    """Refuse an index's update that changes no throughput, or one that the billing mode does not have.

    Raises:
        DynamoDBError: ValidationException.
    """
    changes = {member for member, value in update.items() if value and member != "IndexName"}
    if mode == "PAY_PER_REQUEST":
        if not changes or "ProvisionedThroughput" in changes:
            raise validation(
                f"{INVALID}The only Updates for index: {name} when TableThroughputMode is PAY_PER_REQUEST can be to "
                "OnDemandThroughput, WarmThroughput"
            )
    elif not changes:
        raise validation(f"{INVALID}Both ReadCapacityUnits and WriteCapacityUnits must be specified for index: {name}")


def check_first_maximum(mode: str, maximum: dict[str, int] | None, index: str | None = None) -> None:
    """Refuse an OnDemandThroughput of a new table or index: on a provisioned table, or maximums that are none.

    Raises:
        DynamoDBError: ValidationException.
    """
    for member, units in (maximum or {}).items():
        if mode != "PAY_PER_REQUEST":
            whose = f" for index: {index}" if index else ""
            raise validation(
                f"{INVALID}{member} for OnDemandThroughput{whose} cannot be specified when table BillingMode is "
                "PROVISIONED."
            )
        _check_range(member, units, index)


def check_changed_maximum(mode: str, maximum: dict[str, int], index: str | None = None) -> None:
    """Refuse an OnDemandThroughput on a provisioned table, or maximums that are neither positive nor -1.

    Raises:
        DynamoDBError: ValidationException.
    """
    for member, units in maximum.items():
        if mode != "PAY_PER_REQUEST":
            whose = f" for index : {index}" if index else ""
            raise validation(
                f"{INVALID}{member} for OnDemandThroughput{whose} cannot be specified when the table BillingMode is "
                "PROVISIONED"
            )
        if units != NO_MAXIMUM:
            _check_range(member, units, index)


def _check_range(member: str, units: int, index: str | None) -> None:
    if not 1 <= units <= MAX_UNITS:
        whose = f"index : {index}" if index else "table"
        raise validation(f"{INVALID}Requested {member} for OnDemandThroughput for {whose} is outside of valid range")


def check_first_warm(
    mode: str, warm: dict[str, int] | None, units: dict[str, int] | None, index: str | None = None
) -> None:
    """Refuse a WarmThroughput of a new table or index below what the billing mode warrants by itself.

    Raises:
        DynamoDBError: ValidationException.
    """
    subject = f"index {index}" if index else "table"
    floor = warm_by_itself(mode, units)
    for member, requested in (warm or {}).items():
        _check_warm_bounds(member, requested, subject)
        if requested < floor[member]:
            than = (
                f"{_WARM_OF_PROVISIONED[member]} of ProvisionedThroughput"
                if mode == "PROVISIONED"
                else f"initial throughput for OnDemand. See: {_INITIAL_THROUGHPUT_PAGE}"
            )
            raise validation(f"{INVALID}Requested {member} for WarmThroughput for {subject} is lower than {than}")


def refuse_less_warm(warm: dict[str, int], current: dict[str, int], subject: str) -> None:
    """Refuse a WarmThroughput below the current one.

    Raises:
        DynamoDBError: ValidationException.
    """
    for member, requested in warm.items():
        _check_warm_bounds(member, requested, subject)
        if requested < current[member]:
            raise validation(
                f"{INVALID}Requested {member} for WarmThroughput for {subject} is lower than current "
                f"WarmThroughput, decreasing WarmThroughput is not supported"
            )


def _check_warm_bounds(member: str, requested: int, subject: str) -> None:
    if requested > MAX_UNITS:
        raise validation(f"Given value {requested} for {member} is out of bounds for {subject}")


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
