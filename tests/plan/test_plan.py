"""A plan: its changes with their reasons, and as data."""

import json

from tests.plan.tables import gsi, key, live, table

from tablewright.design.resources import BackupSchedule
from tablewright.plan import Left, diff


def test_a_plan_lists_changes_with_reasons_losses_and_notes() -> None:
    before = table(gsi("by-status", "status"), ttl_attribute="ttl")
    after = table(gsi("by-date", "date"), ttl_attribute="expiresAt", backup=BackupSchedule("0 5 * * ? *", 7))
    plan = diff([after, table(name="new")], [live(before)])
    assert [(change.table, change.summary, change.why, change.loss, change.note) for change in plan.changes] == [
        ("new", "create the table (pk (S) + sk (S); on demand)", "it is declared and not there", None, None),
        (
            "orders",
            "delete index by-status",
            "it is not declared",
            "index by-status with 71 items, 29.0 kB",
            None,
        ),
        (
            "orders",
            "create index by-date (GSI on date (S), projecting ALL)",
            "it is declared and not there",
            None,
            None,
        ),
        (
            "orders",
            "disable TTL on ttl and enable it on expiresAt",
            "ttl: declared expiresAt, live ttl",
            None,
            "AWS takes one change of TTL an hour: the second step waits for it",
        ),
    ]
    assert plan.left == (
        Left(
            "orders",
            "backups on schedule, cron(0 5 * * ? *), kept 7 days",
            "apply schedules no backups; `render cloudformation` has the schedule",
        ),
    )


def test_a_plan_without_changes_is_false() -> None:
    assert not diff([table()], [live(table())])


def test_a_plan_is_data_for_json() -> None:
    plan = diff([table(key=key("pk"))], [live(table())])
    data = json.loads(json.dumps(plan.to_data()))
    (change,) = data["changes"]
    assert change["action"] == "ReplaceTable"
    assert change["destructive"] is True
    assert [request["operation"] for request in change["requests"]] == ["DeleteTable", "CreateTable"]
    assert change["requests"][1]["parameters"]["TableName"] == "orders"
