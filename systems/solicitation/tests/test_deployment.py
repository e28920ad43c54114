"""The template and the commands that stand for the document's template and scripts."""

from typing import TYPE_CHECKING, Any, cast

import pytest
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]

from systems.solicitation.design import design
from tablewright import UnknownName
from tablewright.deploy import Event, Finished, apply, verify
from tablewright.render import cloudformation, read_cloudformation, to_yaml

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ENVIRONMENTS = ("dev", "staging", "prod")
TABLES = ("CandidatesTable", "ProgramConfigTable", "ScoreCacheTable")


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


def test_names_and_arns_of_all_tables_are_exported(template: dict[str, Any]) -> None:
    exported = {name for name, output in template["Outputs"].items() if "Export" in output}
    assert exported == {f"{table}{output}" for table in TABLES for output in ("Name", "Arn")}


def test_the_template_names_tables_by_intrinsic_functions(template: dict[str, Any]) -> None:
    text = to_yaml(template)
    assert "TableName: !Sub Candidates-${Environment}" in text
    assert "Value: !Ref CandidatesTable" in text
    assert "Value: !GetAtt CandidatesTable.Arn" in text


def test_the_template_passes_cfn_lint(template: dict[str, Any]) -> None:
    config = ManualArgs(include_checks=["I"], regions=["us-east-1"])
    assert [str(match) for match in lint(to_yaml(template), config=config)] == []


def test_an_environment_that_is_not_of_the_document_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"no environment 'test'.*dev, prod, staging"):
        design.resources("test")


def test_applying_tells_of_every_table_it_makes(dynamodb: "DynamoDBClient") -> None:
    events: list[Event] = []
    apply(design.resources("dev"), dynamodb, progress=events.append)
    made = {event.change.table for event in events if isinstance(event, Finished)}
    assert made == {"Candidates-dev", "ProgramConfig-dev", "ScoreCache-dev"}
