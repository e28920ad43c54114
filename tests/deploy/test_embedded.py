"""On the embedded engine: what is declared is made, and what a template says is what is there."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from tests.plan.resources_strategy import tables
from tests.render.designs import ENVIRONMENTS, varied

from tablewright import embedded
from tablewright.deploy import Pace, apply, make_plan, observe, verify
from tablewright.design.resources import TableResource
from tablewright.engine import ManualClock
from tablewright.plan import differences
from tablewright.render import cloudformation, read_cloudformation, to_yaml

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def client() -> Iterator["DynamoDBClient"]:
    """A boto3 client of an engine of its own."""
    with embedded() as dynamodb:
        yield dynamodb.client()


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_what_is_applied_is_as_declared_and_stays_so(client: "DynamoDBClient", environment: str) -> None:
    declared = varied()[environment]
    assert apply(declared, client)
    assert verify(declared, client).differences == ()
    assert not apply(declared, client)


@pytest.mark.parametrize("environment", ENVIRONMENTS)
def test_the_template_describes_exactly_the_tables_that_apply_makes(client: "DynamoDBClient", environment: str) -> None:
    apply(varied()[environment], client)
    template = to_yaml(cloudformation("shop", varied()))
    of_template = {table.name: table for table in read_cloudformation(template, environment)}
    live = {table.resource.name: table for table in observe(client, client.list_tables()["TableNames"])}
    assert of_template.keys() == live.keys()
    assert [differences(of_template[name], live[name]) for name in of_template] == [()] * len(live)


def test_one_environment_is_turned_into_another_in_place(client: "DynamoDBClient") -> None:
    by_name = [{table.logical_id: table for table in varied()[name]} for name in ("dev", "prod")]
    before, after = (tables_["CustomersTable"] for tables_ in by_name)
    apply([before], client)
    plan = make_plan([after], client)
    assert not plan.destructive
    apply(plan, client)
    assert verify([after], client).matches


@given(tables(), tables())
@settings(max_examples=25, deadline=None)
def test_any_table_becomes_any_other(before: TableResource, after: TableResource) -> None:
    clock = ManualClock()
    with embedded(clock=clock) as dynamodb:

        def sleep(seconds: float) -> None:
            clock.advance(seconds)
            dynamodb.maintain()

        client = dynamodb.client()
        pace = Pace(timeout=7200, sleep=sleep, clock=clock.now)
        apply([before], client, pace=pace)
        assert verify([before], client).matches
        if not make_plan([after], client).blocked:
            apply([after], client, allow_destructive=True, pace=pace)
            assert verify([after], client).matches
