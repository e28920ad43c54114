"""A plan as text and as data."""

import json

from tests.plan.tables import gsi, key, live, table

from tablewright.design.resources import BackupSchedule
from tablewright.plan import diff


def test_a_plan_reads_as_tables_changes_and_reasons() -> None:
    before = table(gsi("by-status", "status"), ttl_attribute="ttl")
    after = table(gsi("by-date", "date"), ttl_attribute="expiresAt", backup=BackupSchedule("0 5 * * ? *", 7))
    plan = diff([after, table(name="new")], [live(before)])
    assert plan.lines() == [
        "new",
        "  create the table (pk (S) + sk (S); on demand)",
        "    why: it is declared and not there",
        "orders",
        "  delete index by-status",
        "    why: it is not declared",
        "    LOST: index by-status with 71 items, 29.0 kB",
        "  create index by-date (GSI on date (S), projecting ALL)",
        "    why: it is declared and not there",
        "  disable TTL on ttl and enable it on expiresAt",
        "    why: ttl: declared expiresAt, live ttl",
        "    note: AWS takes one change of TTL an hour: the second step waits for it",
        "Left alone:",
        "  orders: backups on schedule, cron(0 5 * * ? *), kept 7 days: "
        "apply schedules no backups; `render cloudformation` has the schedule",
    ]


def test_an_empty_plan_says_so() -> None:
    plan = diff([table()], [live(table())])
    assert not plan
    assert plan.lines() == ["Nothing to change: the tables are as declared."]


def test_a_plan_is_data_for_json() -> None:
    plan = diff([table(key=key("pk"))], [live(table())])
    data = json.loads(json.dumps(plan.to_data()))
    (change,) = data["changes"]
    assert change["action"] == "ReplaceTable"
    assert change["destructive"] is True
    assert [request["operation"] for request in change["requests"]] == ["DeleteTable", "CreateTable"]
    assert change["requests"][1]["parameters"]["TableName"] == "orders"
