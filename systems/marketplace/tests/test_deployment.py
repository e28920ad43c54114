"""The template makes the tables of every environment."""

from typing import TYPE_CHECKING, Any, cast

import pytest
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]

from systems.marketplace.design import design
from tablewright.deploy import apply, verify
from tablewright.render import cloudformation, read_cloudformation, to_yaml

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ENVIRONMENTS = ("dev", "staging", "prod")


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    """The template, as `tablewright render cloudformation` writes it."""
    return cast("dict[str, Any]", cloudformation(design.name, {env: design.resources(env) for env in ENVIRONMENTS}))


def test_the_template_takes_the_environment_as_its_parameter(template: dict[str, Any]) -> None:
    assert tuple(template["Parameters"]["Environment"]["AllowedValues"]) == ENVIRONMENTS


@pytest.mark.parametrize("env", ENVIRONMENTS)
def test_the_template_makes_the_tables_that_apply_makes(
    template: dict[str, Any], dynamodb: "DynamoDBClient", env: str
) -> None:
    apply(design.resources(env), dynamodb)
    assert verify(read_cloudformation(to_yaml(template), env), dynamodb).matches


def test_names_arns_and_the_stream_of_the_bookings_are_exported(template: dict[str, Any]) -> None:
    exported = {name for name, output in template["Outputs"].items() if "Export" in output}
    tables = ("Bookings", "Idempotency", "Services", "Providers", "Reviews", "Users")
    assert exported == {f"{table}Table{output}" for table in tables for output in ("Name", "Arn")} | {
        "BookingsTableStreamArn"
    }


def test_the_template_passes_cfn_lint(template: dict[str, Any]) -> None:
    config = ManualArgs(include_checks=["I"], regions=["us-east-1"])
    assert [str(match) for match in lint(to_yaml(template), config=config)] == []
