"""Buckets of units that fill by the clock: what they admit, and what they say of what they refuse."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.capacity.tables import GLOBAL, orders

from tablewright.engine import DynamoDBError, ManualClock
from tablewright.engine.capacity.throttle import Draw, Kind, Throttle
from tablewright.engine.schema import Table

PROVISIONED = orders(
    billing_mode="PROVISIONED", settings={"ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 2}}
)


def throttle(clock: ManualClock, burst_seconds: float = 1) -> Throttle:
    return Throttle(clock.now, lambda resource: f"arn:{resource}", burst_seconds)


def write(units: float, table: Table = PROVISIONED, partition: bytes | None = None, kind: Kind = "Write") -> Draw:
    return Draw(table, None, kind, units, partition)


def reasons(error: DynamoDBError | None) -> Any:
    assert error is not None
    return error.members.get("ThrottlingReasons", error.members.get("throttlingReasons"))


def test_a_request_is_admitted_while_anything_is_left_and_pays_its_whole_cost(clock: ManualClock) -> None:
    throughput = throttle(clock)
    throughput.admit([write(1.5)])
    throughput.admit([write(4.5)])  # Half a unit was left; now four are owed.
    clock.advance(2)
    assert throughput.refusal([write(1)])
    clock.advance(0.5)
    assert throughput.refusal([write(1)]) is None


def test_what_is_refused_takes_nothing(clock: ManualClock) -> None:
    throughput = throttle(clock)
    throughput.admit([write(2)])
    with pytest.raises(DynamoDBError):
        throughput.admit([write(100, kind="Read"), write(1)])
    assert throughput.refusal([write(5, kind="Read")]) is None


def test_unused_throughput_is_kept_for_as_long_as_was_said(clock: ManualClock) -> None:
    throughput = throttle(clock, burst_seconds=10)
    clock.advance(3600)
    for _ in range(20):
        throughput.admit([write(1)])
    assert throughput.refusal([write(1)])


def test_what_is_exceeded_is_named_with_its_resource(clock: ManualClock) -> None:
    throughput = throttle(clock)
    throughput.take([write(2)])
    refused = throughput.refusal([write(1)])
    assert refused is not None
    assert refused.code == "ProvisionedThroughputExceededException"
    assert reasons(refused) == [
        {"reason": "TableWriteProvisionedThroughputExceeded", "resource": "arn:table/orders"},
    ]


def test_a_resource_that_is_exceeded_twice_is_named_once(clock: ManualClock) -> None:
    throughput = throttle(clock)
    throughput.take([write(2)])
    assert len(reasons(throughput.refusal([write(1), write(1)]))) == 1


@pytest.mark.parametrize(
    ("settings", "units", "code", "reason"),
    [
        (
            {"OnDemandThroughput": {"MaxWriteRequestUnits": 3}},
            3,
            "ThrottlingException",
            "TableWriteMaxOnDemandThroughputExceeded",
        ),
        (
            {"OnDemandThroughput": {"MaxReadRequestUnits": 3}},
            40_000,
            "RequestLimitExceeded",
            "TableWriteAccountLimitExceeded",
        ),
        ({}, 40_000, "RequestLimitExceeded", "TableWriteAccountLimitExceeded"),
    ],
    ids=["a maximum", "a maximum of the other kind", "the quota of the account"],
)
def test_an_on_demand_table_has_its_maximum_or_else_the_quota_of_its_account(
    clock: ManualClock, settings: dict[str, Any], units: int, code: str, reason: str
) -> None:
    throughput = throttle(clock)
    table = orders(settings=settings)
    throughput.admit([write(units - 1, table)])
    throughput.admit([write(1, table)])
    refused = throughput.refusal([write(1, table)])
    assert refused is not None
    assert refused.code == code
    assert reasons(refused) == [{"reason": reason, "resource": "arn:table/orders"}]


@pytest.mark.parametrize(("kind", "units"), [("Read", 3000), ("Write", 1000)])
def test_a_partition_has_a_limit_of_its_own(clock: ManualClock, kind: Kind, units: int) -> None:
    throughput = throttle(clock)
    throughput.take([write(units, orders(), b"hot", kind)])
    refused = throughput.refusal([write(1, orders(), b"hot", kind)])
    assert reasons(refused) == [
        {"reason": f"Table{kind}KeyRangeThroughputExceeded", "resource": "arn:table/orders"},
    ]
    assert throughput.refusal([write(1, orders(), b"cold", kind)]) is None


def test_an_index_is_drawn_on_beside_its_table(clock: ManualClock) -> None:
    throughput = throttle(clock)
    of_index = Draw(orders(), GLOBAL, "Write", 40_000, None)
    throughput.take([of_index])
    assert reasons(throughput.refusal([of_index])) == [
        {"reason": "IndexWriteAccountLimitExceeded", "resource": "arn:table/orders/index/by-status"},
    ]
    assert throughput.refusal([write(1, orders())]) is None


@given(st.lists(st.tuples(st.floats(0, 3), st.floats(0.5, 4)), max_size=40))
def test_over_time_no_more_is_spent_than_comes_in_but_for_one_request(requests: list[tuple[float, float]]) -> None:
    clock = ManualClock()
    throughput, started, spent = throttle(clock), clock.now(), 0.0
    for pause, units in requests:
        clock.advance(pause)
        if throughput.refusal([write(units)]) is None:
            throughput.take([write(units)])
            spent += units
        assert spent <= 2 + 2 * (clock.now() - started) + 4 + 1e-6
