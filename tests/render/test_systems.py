"""The template of each system: clean, and exactly the tables that apply makes in each environment."""

from importlib import import_module
from pathlib import Path

import pytest
from cfnlint.api import lint
from cfnlint.config import ManualArgs

from tablewright import Design, embedded
from tablewright.deploy import apply, observe
from tablewright.plan import differences
from tablewright.render import cloudformation, read_cloudformation, to_yaml

SYSTEMS = sorted(path.parent.name for path in Path(__file__).parents[2].glob("systems/*/design.py"))


def template_of(system: str) -> tuple[Design, str]:
    design: Design = import_module(f"systems.{system}.design").design
    environments = {each.name: design.resources(each.name) for each in design.environments}
    exports = {} if design.exports is None else {"exports": design.exports}
    return design, to_yaml(cloudformation(design.name, environments, **exports))


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_template_of_a_system_is_clean(system: str) -> None:
    design, template = template_of(system)
    regions = sorted({environment.region for environment in design.environments})
    config = ManualArgs(include_checks=["I"], regions=regions)
    assert [str(match) for match in lint(template, config=config)] == []


@pytest.mark.parametrize("system", SYSTEMS)
def test_the_template_of_a_system_describes_exactly_the_tables_that_apply_makes(system: str) -> None:
    design, template = template_of(system)
    for environment in design.environments:
        with embedded() as dynamodb:
            client = dynamodb.client()
            apply(design.resources(environment.name), client)
            live = {table.resource.name: table for table in observe(client, client.list_tables()["TableNames"])}
        of_template = {table.name: table for table in read_cloudformation(template, environment.name)}
        assert of_template.keys() == live.keys()
        assert [differences(of_template[name], live[name]) for name in of_template] == [()] * len(live)
