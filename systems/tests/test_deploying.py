"""Every system is deployed as it is declared: by `apply`, and by the template."""

from typing import Any

from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]

from systems.tests.deployed import deployed_in
from tablewright import Design
from tablewright.deploy import make_plan, verify
from tablewright.render import read_cloudformation, to_yaml


def test_what_was_deployed_is_verified_and_deploying_again_changes_nothing(design: Design) -> None:
    for environment in design.environments:
        with deployed_in(design, environment.name) as deployed:
            assert verify(design.resources(environment.name), deployed.client).matches
            assert make_plan(design.resources(environment.name), deployed.client).changes == ()


def test_the_template_takes_the_environment_as_its_parameter(design: Design, template: dict[str, Any]) -> None:
    allowed = template["Parameters"]["Environment"]["AllowedValues"]
    assert allowed == [environment.name for environment in design.environments]


def test_the_template_makes_the_tables_that_apply_makes(design: Design, template: dict[str, Any]) -> None:
    for environment in design.environments:
        of_template = read_cloudformation(to_yaml(template), environment.name)
        with deployed_in(design, environment.name) as deployed:
            assert sorted(table.name for table in of_template) == deployed.client.list_tables()["TableNames"]
            assert verify(of_template, deployed.client).differences == ()


def test_the_template_passes_cfn_lint(design: Design, template: dict[str, Any]) -> None:
    regions = sorted({environment.region for environment in design.environments})
    config = ManualArgs(include_checks=["I"], regions=regions)
    assert [str(match) for match in lint(to_yaml(template), config=config)] == []
