"""What is fixed when a table is made needs a new table."""

import pytest
from tests.plan.planned import changes
from tests.plan.tables import gsi, key, lsi, table

from tablewright.design.resources import TableResource
from tablewright.plan import ReplaceTable


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (table(), table(key=key("pk"))),
        (table(), table(key=key("pk", "sk:N"))),
        (table(), table(lsi("by-date", "pk", "date"))),
        (table(lsi("by-date", "pk", "date")), table()),
        (table(lsi("by-date", "pk", "date")), table(lsi("by-date", "pk", "date:N"))),
        (table(gsi("by-date", "pk", "date")), table(lsi("by-date", "pk", "date"))),
        (table(lsi("by-date", "pk", "date")), table(gsi("by-date", "pk", "date"))),
    ],
    ids=["key", "key type", "new LSI", "removed LSI", "LSI key", "GSI to LSI", "LSI to GSI"],
)
def test_what_is_fixed_when_a_table_is_made_needs_a_new_one(before: TableResource, after: TableResource) -> None:
    (change,) = changes(before, after)
    assert change.action == "ReplaceTable"
    assert [request.operation for request in change.requests] == ["DeleteTable", "CreateTable"]
    assert change.loss == "the table with 73 items, 30.2 kB"
    assert change.why.endswith("(fixed when a table is made)")


def test_protection_is_switched_off_before_the_replacement() -> None:
    made = changes(table(deletion_protection=True), table(key=key("pk")))
    assert [change.action for change in made] == ["UpdateProtection", "ReplaceTable"]
    assert made[1].blocked is None


def test_a_table_declared_protected_is_not_replaced() -> None:
    (change,) = changes(table(deletion_protection=True), table(key=key("pk"), deletion_protection=True))
    assert isinstance(change, ReplaceTable)
    assert change.blocked is not None
    assert "declare its deletion protection off" in change.blocked


def test_the_backup_that_aws_keeps_of_a_deleted_table_is_pointed_out() -> None:
    change, *_ = changes(table(recovery_days=7), table(key=key("pk"), recovery_days=7))
    assert "system backup" in (change.note or "")
    change, *_ = changes(table(), table(key=key("pk")))
    assert change.note is None


def test_what_create_table_does_not_carry_follows_the_replacement() -> None:
    made = changes(
        table(ttl_attribute="ttl", recovery_days=7),
        table(key=key("pk"), ttl_attribute="ttl", recovery_days=7),
    )
    assert [change.action for change in made] == ["ReplaceTable", "UpdateTimeToLive", "UpdateRecovery"]
