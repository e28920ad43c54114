"""Accounts, regions, backups and replicas are those of section 4.6, in the design and in CloudFormation."""

from typing import Any

import pytest

from systems.bbws.design import design
from tablewright.plan import canonical
from tablewright.render import read_cloudformation, to_yaml

ENVIRONMENTS = ("dev", "sit", "prod")
EVERY_DAY = "cron(0 5 * * ? *)"
EVERY_HOUR = "cron(0 * * * ? *)"


def test_each_environment_has_its_account_in_cape_town() -> None:
    assert [(each.name, each.account, each.region) for each in design.environments] == [
        ("dev", "536580886816", "af-south-1"),
        ("sit", "815856636111", "af-south-1"),
        ("prod", "093646564004", "af-south-1"),
    ]


@pytest.mark.parametrize(
    ("env", "schedule", "days"), [("dev", EVERY_DAY, 7), ("sit", EVERY_DAY, 14), ("prod", EVERY_HOUR, 90)]
)
def test_backups_are_taken_and_kept_as_the_environment_asks(env: str, schedule: str, days: int) -> None:
    backups = [table.backup for table in design.resources(env)]
    assert [(each.schedule, each.keep_days) for each in backups if each] == [(schedule, days)] * 3


@pytest.mark.parametrize(("env", "regions"), [("dev", ()), ("sit", ()), ("prod", ("eu-west-1",))])
def test_only_production_is_replicated_to_ireland(env: str, regions: tuple[str, ...]) -> None:
    assert [table.replicas for table in design.resources(env)] == [regions] * 3


@pytest.mark.parametrize("env", ENVIRONMENTS)
def test_the_template_holds_backups_replicas_and_tables_of_every_environment(
    template: dict[str, Any], env: str
) -> None:
    assert read_cloudformation(to_yaml(template), env) == tuple(canonical(each) for each in design.resources(env))
