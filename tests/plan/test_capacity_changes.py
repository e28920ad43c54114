"""Billing, throughput and warm throughput, and what of them is left to AWS."""

import pytest
from tests.plan.planned import changes, requests, update
from tests.plan.tables import gsi, table

from tablewright.design.resources import AutoScaling, OnDemand, Provisioned, WarmThroughput


def test_the_billing_mode_changes_with_the_capacity_of_every_index_there_is() -> None:
    (change,) = changes(
        table(gsi("by-status", "status")),
        table(gsi("by-status", "status", billing=Provisioned(2, 2)), billing=Provisioned(5, 5)),
    )
    assert requests((change,)) == [
        update(
            BillingMode="PROVISIONED",
            ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
            GlobalSecondaryIndexUpdates=[
                {
                    "Update": {
                        "IndexName": "by-status",
                        "ProvisionedThroughput": {"ReadCapacityUnits": 2, "WriteCapacityUnits": 2},
                    }
                }
            ],
        )
    ]


def test_the_billing_mode_changes_between_removed_and_added_indexes() -> None:
    made = changes(table(gsi("old", "a")), table(gsi("new", "b"), billing=Provisioned(5, 5)))
    assert [change.action for change in made] == ["DeleteIndex", "UpdateBilling", "CreateIndex"]
    assert "GlobalSecondaryIndexUpdates" not in requests(made)[1][1]


def test_throughput_of_table_and_indexes_changes_in_one_request() -> None:
    (change,) = changes(
        table(gsi("by-status", "status"), billing=Provisioned(5, 5)),
        table(gsi("by-status", "status"), billing=Provisioned(5, 7)),
    )
    units = {"ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 7}}
    assert requests((change,)) == [
        update(**units, GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": "by-status", **units}}])
    ]


def test_a_maximum_that_goes_is_set_to_minus_one() -> None:
    (change,) = changes(table(billing=OnDemand(100, 50)), table(billing=OnDemand(None, 60)))
    assert requests((change,)) == [update(OnDemandThroughput={"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": 60})]


@pytest.mark.parametrize(("reads", "asked"), [(5, None), (64, None), (100, None), (3, 5), (400, 100)])
def test_scaled_capacity_is_left_to_aws_inside_its_range(reads: int, asked: int | None) -> None:
    scaled = Provisioned(5, 7, read_scaling=AutoScaling(5, 100))
    made = changes(table(billing=Provisioned(reads, 7)), table(billing=scaled))
    units = [parameters["ProvisionedThroughput"] for _, parameters in requests(made)]
    expected = [] if asked is None else [{"ReadCapacityUnits": asked, "WriteCapacityUnits": 7}]
    assert units == expected


def test_changing_fixed_writes_keeps_scaled_reads_where_they_are() -> None:
    scaled = Provisioned(5, 9, read_scaling=AutoScaling(5, 100))
    ((_, parameters),) = requests(changes(table(billing=Provisioned(42, 7)), table(billing=scaled)))
    assert parameters["ProvisionedThroughput"] == {"ReadCapacityUnits": 42, "WriteCapacityUnits": 9}


def test_warm_throughput_is_raised_and_never_asked_to_fall() -> None:
    made = changes(
        table(warm_throughput=WarmThroughput(20_000, 4_000)),
        table(warm_throughput=WarmThroughput(13_000, 6_000)),
    )
    assert requests(made) == [update(WarmThroughput={"ReadUnitsPerSecond": 20_000, "WriteUnitsPerSecond": 6_000})]


def test_warm_throughput_above_what_is_declared_is_no_difference() -> None:
    grown = WarmThroughput(20_000, 9_000)
    assert not changes(table(warm_throughput=grown), table(warm_throughput=WarmThroughput(12_000, 4_000)))
    assert not changes(table(warm_throughput=grown), table())
