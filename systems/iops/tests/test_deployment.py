"""What stands for the document's CDK stack: the template, its outputs, and what it says of production."""

from typing import Any

from systems.iops.design import design
from systems.tests.rendered import rendered
from tablewright import AutoScaling, Design, Environment, Provisioned, Settings

TABLES = ("MetricsTable", "InsightsTable")


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
