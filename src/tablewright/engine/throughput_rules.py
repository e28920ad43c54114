"""The rules for billing modes and throughput settings, in the service's order and words.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html
"""

from collections.abc import Iterable
from typing import Any

from tablewright.engine.errors import validation
from tablewright.engine.key_rules import INVALID

MAX_UNITS = 1_000_000_000_000
NO_MAXIMUM = -1
"""In OnDemandThroughput: no maximum."""


def check_billing(mode: str, throughput: dict[str, int] | None) -> None:
    """Refuse a ProvisionedThroughput that does not go with the billing mode, or lacks where the mode needs it.

    Raises:
        DynamoDBError: ValidationException.
    """
    if mode == "PAY_PER_REQUEST":
        if throughput is not None:
            raise validation(
                f"{INVALID}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is "
                "PAY_PER_REQUEST"
            )
    elif throughput is None:
        raise validation(
            f"{INVALID}ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED"
        )
    else:
        check_bounds(throughput)


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
            if throughput is not None:
                raise validation(
                    f"{INVALID}ProvisionedThroughput should not be specified for index: {name} when BillingMode is "
                    "PAY_PER_REQUEST"
                )
        elif throughput is None:
            raise validation(f"{INVALID}ProvisionedThroughput must be specified for index: {name}")
        else:
            check_bounds(throughput, name)
        check_on_demand(mode, index.get("OnDemandThroughput"))
        check_warm(index.get("WarmThroughput"))


def check_on_demand(mode: str, maximum: dict[str, int] | None) -> None:
    """Refuse an OnDemandThroughput on a provisioned table, an empty one, or maximums that are not positive or -1.

    Raises:
        DynamoDBError: ValidationException.
    """
    if maximum is None:
        return
    if mode != "PAY_PER_REQUEST":
        raise validation(
            f"{INVALID}OnDemandThroughput can only be specified when BillingMode is PAY_PER_REQUEST"
        )
    if not maximum:
        raise validation(
            f"{INVALID}At least one of MaxReadRequestUnits or MaxWriteRequestUnits is required in OnDemandThroughput"
        )
    for member, units in maximum.items():
        if units != NO_MAXIMUM and not 1 <= units <= MAX_UNITS:
            raise validation(f"{INVALID}{member} must be -1 or a positive number, and is {units}")


def check_warm(warm: dict[str, int] | None) -> None:
    """Refuse an empty WarmThroughput, or values that are not positive.

    Raises:
        DynamoDBError: ValidationException.
    """
    if warm is None:
        return
    if not warm:
        raise validation(
            f"{INVALID}At least one of ReadUnitsPerSecond or WriteUnitsPerSecond is required in WarmThroughput"
        )
    for member, units in warm.items():
        if not 1 <= units <= MAX_UNITS:
            raise validation(f"{INVALID}{member} must be a positive number, and is {units}")
