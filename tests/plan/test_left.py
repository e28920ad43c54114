"""What a plan leaves to others is said."""

from dataclasses import replace
from typing import Any

from tests.plan.tables import live, table

from tablewright.design.resources import AutoScaling, BackupSchedule, Provisioned, WarmThroughput
from tablewright.plan import Plan, diff


def plan_of(**settings: Any) -> Plan:
    """The plan for a table that is as declared, but for what a plan leaves to others."""
    resource = table(**settings)
    return diff([resource], [live(replace(resource, replicas=(), backup=None))])


def test_replicas_and_backups_are_said_to_be_left_to_the_template() -> None:
    plan = plan_of(
        replicas=("eu-west-1",),
        stream="NEW_AND_OLD_IMAGES",
        backup=BackupSchedule("cron(0 5 * * ? *)", 7),
    )
    assert [left.what for left in plan.left] == [
        "replicas in eu-west-1",
        "backups on schedule, cron(0 5 * * ? *), kept 7 days",
    ]
    assert not plan.changes


def test_scaled_capacity_is_said_to_be_left_to_aws() -> None:
    plan = plan_of(billing=Provisioned(5, 5, read_scaling=AutoScaling(5, 100, 60)))
    assert [left.what for left in plan.left] == ["read capacity, 5 to 100 units at 60 % utilization"]


def test_warm_throughput_that_aws_raised_is_said() -> None:
    (left,) = diff([table()], [live(table(warm_throughput=WarmThroughput(30_000, 8_000)))]).left
    assert left.what == "warm throughput, 30000 reads/s, 8000 writes/s"


def test_nothing_is_left_of_an_ordinary_table() -> None:
    assert plan_of().left == ()
