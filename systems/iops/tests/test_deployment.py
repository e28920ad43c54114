"""What stands for the document's CDK stack: the template, its outputs, and what it says of production."""

from typing import TYPE_CHECKING, Any, cast

import pytest
from cfnlint.api import lint  # type: ignore[import-untyped]
from cfnlint.config import ManualArgs  # type: ignore[import-untyped]

from systems.iops.design import design
from tablewright import AutoScaling, Design, Environment, Provisioned, Settings
from tablewright.deploy import apply, verify
from tablewright.render import cloudformation, read_cloudformation, to_yaml

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

ENVIRONMENTS = ("dev", "prod")
TABLES = ("MetricsTable", "InsightsTable")


def rendered(design: Design) -> dict[str, Any]:
    """The template of a design, as `tablewright render cloudformation` writes it."""
    environments = {each.name: design.resources(each.name) for each in design.environments}
    assert design.exports
    return cast("dict[str, Any]", cloudformation(design.name, environments, exports=design.exports))


@pytest.fixture(scope="module")
def template() -> dict[str, Any]:
    """The template."""
    return rendered(design)


def test_the_template_takes_the_environment_as_its_parameter(template: dict[str, Any]) -> None:
    assert tuple(template["Parameters"]["Environment"]["AllowedValues"]) == ENVIRONMENTS


@pytest.mark.parametrize("env", ENVIRONMENTS)
def test_the_template_makes_the_tables_that_apply_makes(
    template: dict[str, Any], dynamodb: "DynamoDBClient", env: str
) -> None:
    apply(design.resources(env), dynamodb)
    assert verify(read_cloudformation(to_yaml(template), env), dynamodb).matches


def test_the_outputs_are_exported_under_the_documented_names(template: dict[str, Any]) -> None:
    exports = {name: output["Export"]["Name"] for name, output in template["Outputs"].items() if "Export" in output}
    assert exports == {
        "MetricsTableName": "IOpsDashboard-MetricsTableName",
        "MetricsTableArn": "IOpsDashboard-MetricsTableArn",
        "InsightsTableName": "IOpsDashboard-InsightsTableName",
        "InsightsTableArn": "IOpsDashboard-InsightsTableArn",
        "MetricsTableStreamArn": "IOpsDashboard-MetricsTableStreamArn",
    }


def test_tables_of_dev_go_with_their_stack_and_those_of_prod_stay(template: dict[str, Any]) -> None:
    assert template["Conditions"]["IsDev"] == {"Fn::Equals": [{"Ref": "Environment"}, "dev"]}
    for table in TABLES:
        resource = template["Resources"][table]
        assert resource["DeletionPolicy"] == {"Fn::If": ["IsDev", "Delete", "Retain"]}
        assert resource["UpdateReplacePolicy"] == resource["DeletionPolicy"]


def test_the_template_passes_cfn_lint(template: dict[str, Any]) -> None:
    config = ManualArgs(include_checks=["I"], regions=["us-east-1"])
    assert [str(match) for match in lint(to_yaml(template), config=config)] == []


def test_capacity_can_be_provisioned_and_scaled_as_the_document_offers() -> None:
    scaled = Provisioned(5, 5, AutoScaling(5, 100, 70), AutoScaling(5, 100, 70))
    switched = Design(
        "iops",
        tables=design.tables,
        patterns=design.protocols,
        environments=[Environment("dev")],
        defaults=Settings(billing=scaled),
        exports=design.exports,
    )
    resources = rendered(switched)["Resources"]
    metrics = resources["MetricsTable"]["Properties"]
    assert metrics["BillingMode"] == "PROVISIONED"
    assert metrics["ProvisionedThroughput"] == {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}
    targets = [each["Properties"] for name, each in resources.items() if name.startswith("MetricsTableReadScalableT")]
    assert [(each["MinCapacity"], each["MaxCapacity"]) for each in targets] == [(5, 100)]
    policies = [each["Properties"] for name, each in resources.items() if name.startswith("MetricsTableReadScalingP")]
    tracking = [each["TargetTrackingScalingPolicyConfiguration"] for each in policies]
    assert [each["TargetValue"] for each in tracking] == [70]
