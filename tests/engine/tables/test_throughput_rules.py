"""Which throughput settings go with a billing mode, and what a table is warm for."""

from collections.abc import Callable
from typing import Any

import pytest

from tablewright.engine import DynamoDBError
from tablewright.engine.tables.throughput_rules import (
    MAX_UNITS,
    check_billing,
    check_changed_maximum,
    check_declared_indexes,
    check_first_maximum,
    check_first_warm,
    merged_maximum,
    warm_throughput,
)

UNITS = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 2}
WARM = {"ReadUnitsPerSecond": 12_000, "WriteUnitsPerSecond": 4_000}


def refusal(check: Callable[..., None], *settings: Any) -> str:
    with pytest.raises(DynamoDBError) as refused:
        check(*settings)
    assert refused.value.code == "ValidationException"
    return refused.value.message


def test_units_go_with_provisioned_tables_and_with_no_others() -> None:
    check_billing("PROVISIONED", UNITS)
    check_billing("PAY_PER_REQUEST", None)
    assert "must both be specified when BillingMode is PROVISIONED" in refusal(check_billing, "PROVISIONED", None)
    assert "can be specified when BillingMode is PAY_PER_REQUEST" in refusal(check_billing, "PAY_PER_REQUEST", UNITS)


@pytest.mark.parametrize("member", UNITS)
def test_units_have_a_bound_that_names_the_member(member: str) -> None:
    check_billing("PROVISIONED", UNITS | {member: MAX_UNITS})
    assert refusal(check_billing, "PROVISIONED", UNITS | {member: MAX_UNITS + 1}) == (
        f"Given value {MAX_UNITS + 1} for {member} is out of bounds"
    )


def test_an_index_has_units_where_its_table_has_them_and_is_named_where_not() -> None:
    index = {"IndexName": "by-status"}
    check_declared_indexes("PROVISIONED", [index | {"ProvisionedThroughput": UNITS}])
    check_declared_indexes("PAY_PER_REQUEST", [index])
    assert refusal(check_declared_indexes, "PROVISIONED", [index]).endswith("not specified for index: by-status")
    with_units = [index | {"ProvisionedThroughput": UNITS}]
    assert "for index: by-status" in refusal(check_declared_indexes, "PAY_PER_REQUEST", with_units)


@pytest.mark.parametrize("units", [1, MAX_UNITS])
def test_a_maximum_is_positive_and_within_what_can_be_counted(units: int) -> None:
    check_first_maximum("PAY_PER_REQUEST", {"MaxReadRequestUnits": units})
    check_changed_maximum("PAY_PER_REQUEST", {"MaxReadRequestUnits": units})


@pytest.mark.parametrize("check", [check_first_maximum, check_changed_maximum])
@pytest.mark.parametrize("units", [-2, 0, MAX_UNITS + 1])
def test_any_other_maximum_is_refused(check: Callable[..., None], units: int) -> None:
    assert "Requested MaxReadRequestUnits" in refusal(check, "PAY_PER_REQUEST", {"MaxReadRequestUnits": units})


def test_minus_one_removes_a_maximum_and_so_a_new_table_cannot_have_it() -> None:
    check_changed_maximum("PAY_PER_REQUEST", {"MaxReadRequestUnits": -1})
    assert "outside of valid range" in refusal(check_first_maximum, "PAY_PER_REQUEST", {"MaxReadRequestUnits": -1})


@pytest.mark.parametrize("check", [check_first_maximum, check_changed_maximum])
def test_a_maximum_is_for_on_demand_tables(check: Callable[..., None]) -> None:
    assert "PROVISIONED" in refusal(check, "PROVISIONED", {"MaxReadRequestUnits": 5})


def test_nothing_is_warm_for_less_than_its_billing_mode_warrants() -> None:
    check_first_warm("PAY_PER_REQUEST", WARM, None)
    less = WARM | {"WriteUnitsPerSecond": 3_999}
    assert "WriteUnitsPerSecond for WarmThroughput for table is lower" in refusal(
        check_first_warm, "PAY_PER_REQUEST", less, None
    )
    check_first_warm("PROVISIONED", {"ReadUnitsPerSecond": 5}, UNITS)
    assert "for index i is lower" in refusal(check_first_warm, "PROVISIONED", {"ReadUnitsPerSecond": 4}, UNITS, "i")


def test_a_table_is_warm_for_what_was_asked_or_for_what_its_billing_mode_warrants_if_that_is_more() -> None:
    assert warm_throughput("PAY_PER_REQUEST", {}) == WARM
    asked = {"WarmThroughput": {"ReadUnitsPerSecond": 20_000}}
    assert warm_throughput("PAY_PER_REQUEST", asked) == WARM | {"ReadUnitsPerSecond": 20_000}
    grown = {"WarmThroughput": {"ReadUnitsPerSecond": 3}, "ProvisionedThroughput": UNITS}
    assert warm_throughput("PROVISIONED", grown) == {"ReadUnitsPerSecond": 5, "WriteUnitsPerSecond": 2}


@pytest.mark.parametrize(
    ("before", "change", "after"),
    [
        (None, {"MaxReadRequestUnits": 5}, {"MaxReadRequestUnits": 5}),
        (
            {"MaxReadRequestUnits": 5},
            {"MaxWriteRequestUnits": 7},
            {"MaxReadRequestUnits": 5, "MaxWriteRequestUnits": 7},
        ),
        (
            {"MaxReadRequestUnits": 5, "MaxWriteRequestUnits": 7},
            {"MaxReadRequestUnits": -1},
            {"MaxWriteRequestUnits": 7},
        ),
        ({"MaxReadRequestUnits": 5}, {"MaxReadRequestUnits": -1}, None),
    ],
)
def test_a_change_of_maximums_keeps_the_others_and_minus_one_removes(
    before: dict[str, int] | None, change: dict[str, int], after: dict[str, int] | None
) -> None:
    assert merged_maximum(before, change) == after
