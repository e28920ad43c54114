"""How a template says what is equal and what differs between environments."""

from typing import Any

import pytest
from tests.plan.tables import gsi, key, table
from tests.render.designs import varied

from tablewright.design.resources import (
    AutoScaling,
    BackupSchedule,
    Encryption,
    OnDemand,
    Provisioned,
    TableResource,
)
from tablewright.render import RenderError, cloudformation

NO_VALUE = {"Ref": "AWS::NoValue"}
ENVIRONMENT = {"Ref": "Environment"}


def rendered(*resources: TableResource, **environments: Any) -> Any:
    """The template of one environment, or of those given by name."""
    return cloudformation("shop", environments or {"dev": resources})


def in_map(name: str) -> dict[str, Any]:
    return {"Fn::FindInMap": ["Environments", ENVIRONMENT, name]}


@pytest.fixture(scope="module")
def template() -> Any:
    return cloudformation("shop", varied())


@pytest.fixture(scope="module")
def orders(template: Any) -> Any:
    return template["Resources"]["OrdersTable"]


class TestEnvironments:
    def test_the_parameter_offers_the_environments_of_the_design(self, template: Any) -> None:
        parameter = template["Parameters"]["Environment"]
        assert parameter["AllowedValues"] == ["dev", "sit", "prod"]
        assert parameter["Default"] == "dev"

    def test_a_name_that_follows_the_environment_is_filled_in(self, template: Any, orders: Any) -> None:
        assert orders["Properties"]["TableName"] == {"Fn::Sub": "Orders-${Environment}"}
        metrics = template["Resources"]["MetricsTable"]["Properties"]
        assert metrics["TableName"] == {"Fn::Sub": "${Environment}.metrics.${Environment}"}

    def test_a_name_that_is_the_same_everywhere_is_plain(self, template: Any) -> None:
        assert template["Resources"]["CustomersTable"]["Properties"]["TableName"] == "customers"

    def test_a_name_follows_its_only_environment(self) -> None:
        properties = rendered(table(name="shop-dev-orders"))["Resources"]["OrdersTable"]["Properties"]
        assert properties["TableName"] == {"Fn::Sub": "shop-${Environment}-orders"}

    def test_a_word_that_contains_the_environments_name_does_not_follow_it(self) -> None:
        properties = rendered(table(name="devices"))["Resources"]["OrdersTable"]["Properties"]
        assert properties["TableName"] == "devices"

    def test_only_the_part_of_the_name_that_changes_is_filled_in(self) -> None:
        template = rendered(dev=[table(name="dev-tools-dev")], prod=[table(name="dev-tools-prod")])
        properties = template["Resources"]["OrdersTable"]["Properties"]
        assert properties["TableName"] == {"Fn::Sub": "dev-tools-${Environment}"}

    def test_names_that_follow_nothing_are_mapped(self) -> None:
        template = rendered(dev=[table(name="one")], prod=[table(name="two")])
        assert template["Resources"]["OrdersTable"]["Properties"]["TableName"] == in_map("TableName")
        assert template["Mappings"]["Environments"]["prod"]["TableName"] == "two"

    def test_values_that_differ_are_mapped_under_the_name_of_the_property(self, template: Any, orders: Any) -> None:
        properties = orders["Properties"]
        assert properties["PointInTimeRecoverySpecification"] == {
            "PointInTimeRecoveryEnabled": True,
            "RecoveryPeriodInDays": in_map("RecoveryPeriodInDays"),
        }
        assert properties["DeletionProtectionEnabled"] == in_map("DeletionProtectionEnabled")
        mapping = template["Mappings"]["Environments"]
        assert [mapping[name]["RecoveryPeriodInDays"] for name in mapping] == [7, 7, 35]
        assert [mapping[name]["DeletionProtectionEnabled"] for name in mapping] == [False, False, True]

    def test_two_tables_with_other_values_for_a_property_have_entries_of_their_own(self) -> None:
        def tables(days: int) -> list[TableResource]:
            second = table(logical_id="OtherTable", name="other", recovery_days=days + 1)
            return [table(recovery_days=days), second]

        template = rendered(dev=tables(7), prod=tables(34))
        assert template["Mappings"]["Environments"]["prod"] == {
            "OtherTableRecoveryPeriodInDays": 35,
            "RecoveryPeriodInDays": 34,
        }

    def test_a_property_of_some_environments_hangs_on_a_condition(self, template: Any, orders: Any) -> None:
        assert orders["Properties"]["StreamSpecification"] == {
            "Fn::If": ["IsProd", {"StreamViewType": "NEW_AND_OLD_IMAGES"}, NO_VALUE]
        }
        assert template["Conditions"]["IsProd"] == {"Fn::Equals": [ENVIRONMENT, "prod"]}

    def test_tags_are_merged_one_by_one(self, orders: Any) -> None:
        assert orders["Properties"]["Tags"] == [
            {"Fn::If": ["IsProd", {"Key": "Audited", "Value": "yes"}, NO_VALUE]},
            {"Key": "CostCentre", "Value": in_map("CostCentreTag")},
            {"Key": "Environment", "Value": ENVIRONMENT},
            {"Key": "Team", "Value": "shop"},
        ]

    def test_a_table_of_some_environments_has_a_condition_and_so_have_its_outputs(self, template: Any) -> None:
        assert template["Resources"]["AuditTable"]["Condition"] == "IsSitOrProd"
        assert template["Outputs"]["AuditTableArn"]["Condition"] == "IsSitOrProd"
        assert template["Conditions"]["IsSitOrProd"] == {
            "Fn::Or": [{"Fn::Equals": [ENVIRONMENT, "sit"]}, {"Fn::Equals": [ENVIRONMENT, "prod"]}]
        }

    def test_a_billing_mode_hangs_on_the_same_condition_as_its_capacity(self, template: Any) -> None:
        properties = template["Resources"]["MetricsTable"]["Properties"]
        assert properties["BillingMode"] == {"Fn::If": ["IsProd", "PROVISIONED", "PAY_PER_REQUEST"]}
        assert properties["ProvisionedThroughput"]["Fn::If"][0] == "IsProd"

    def test_an_index_of_some_environments_hangs_on_a_condition_with_its_attributes(self) -> None:
        index = gsi("by-status", "status")
        template = rendered(dev=[table()], prod=[table(index)])
        properties = template["Resources"]["OrdersTable"]["Properties"]
        condition, definition, otherwise = properties["AttributeDefinitions"][-1]["Fn::If"]
        assert (condition, definition["AttributeName"], otherwise) == ("IsProd", "status", NO_VALUE)
        assert properties["GlobalSecondaryIndexes"]["Fn::If"][0] == "IsProd"

    def test_more_environments_than_one_or_takes_are_nested(self) -> None:
        names = [f"e{number}" for number in range(25)]
        environments = {name: [table(stream="KEYS_ONLY" if number < 12 else None)] for number, name in enumerate(names)}
        (condition,) = rendered(**environments)["Conditions"].values()
        assert len(condition["Fn::Or"]) == 10
        assert len(condition["Fn::Or"][-1]["Fn::Or"]) == 3


class TestRetention:
    def test_retention_that_is_the_same_everywhere_is_a_plain_policy(self) -> None:
        template = rendered(table(retain=False))
        resource = template["Resources"]["OrdersTable"]
        assert (resource["DeletionPolicy"], resource["UpdateReplacePolicy"]) == ("Delete", "Delete")
        assert "Transform" not in template

    def test_retention_that_differs_needs_the_transform_and_says_why(self, template: Any, orders: Any) -> None:
        assert orders["DeletionPolicy"] == {"Fn::If": ["IsProd", "Retain", "Delete"]}
        assert orders["UpdateReplacePolicy"] == orders["DeletionPolicy"]
        assert template["Transform"] == "AWS::LanguageExtensions"
        assert "CAPABILITY_AUTO_EXPAND" in template["Metadata"]["Tablewright"]["Notes"][0]


class TestSettings:
    @pytest.mark.parametrize(
        ("encryption", "specification"),
        [
            (Encryption("AWS_OWNED"), None),
            (Encryption("AWS_MANAGED"), {"SSEEnabled": True, "SSEType": "KMS"}),
            (
                Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one"),
                {
                    "SSEEnabled": True,
                    "SSEType": "KMS",
                    "KMSMasterKeyId": "arn:aws:kms:us-east-1:123456789012:key/one",
                },
            ),
        ],
    )
    def test_encryption_is_by_each_kind_of_key(self, encryption: Encryption, specification: object) -> None:
        properties = rendered(table(encryption=encryption))["Resources"]["OrdersTable"]["Properties"]
        assert properties.get("SSESpecification") == specification

    def test_capacity_that_scales_has_a_target_and_a_policy_for_each_dimension(self, template: Any) -> None:
        resources = template["Resources"]
        target = resources["MetricsTablebyscoreWriteScalableTarget"]
        assert target["Condition"] == "IsProd"
        assert target["Properties"] == {
            "ServiceNamespace": "dynamodb",
            "ResourceId": {"Fn::Sub": "table/${MetricsTable}/index/by-score"},
            "ScalableDimension": "dynamodb:index:WriteCapacityUnits",
            "MinCapacity": 7,
            "MaxCapacity": 50,
        }
        policy = resources["MetricsTableReadScalingPolicy"]["Properties"]
        assert policy["ScalingTargetId"] == {"Ref": "MetricsTableReadScalableTarget"}
        assert policy["TargetTrackingScalingPolicyConfiguration"] == {
            "PredefinedMetricSpecification": {"PredefinedMetricType": "DynamoDBReadCapacityUtilization"},
            "TargetValue": 60,
        }


class TestReplicas:
    def test_a_table_with_replicas_somewhere_is_a_global_table_everywhere(self, template: Any) -> None:
        customers = template["Resources"]["CustomersTable"]
        assert customers["Type"] == "AWS::DynamoDB::GlobalTable"
        own, other = customers["Properties"]["Replicas"]
        assert own["Region"] == {"Ref": "AWS::Region"}
        condition, replica, otherwise = other["Fn::If"]
        assert (condition, replica["Region"], otherwise) == ("IsProd", "eu-west-1", NO_VALUE)

    def test_replicas_carry_recovery_protection_tags_and_read_maximums(self, template: Any) -> None:
        own, _ = template["Resources"]["CustomersTable"]["Properties"]["Replicas"]
        assert own["PointInTimeRecoverySpecification"]["RecoveryPeriodInDays"] == 35
        assert own["DeletionProtectionEnabled"] == in_map("DeletionProtectionEnabled")
        assert own["Tags"] == [{"Key": "Environment", "Value": ENVIRONMENT}]
        assert own["ReadOnDemandThroughputSettings"] == {"MaxReadRequestUnits": 100}
        assert own["GlobalSecondaryIndexes"] == [
            {"IndexName": "by-email", "ReadOnDemandThroughputSettings": {"MaxReadRequestUnits": 50}}
        ]

    def test_the_stream_that_replication_needs_is_there_where_there_are_replicas(self, template: Any) -> None:
        properties = template["Resources"]["CustomersTable"]["Properties"]
        assert properties["StreamSpecification"] == {
            "Fn::If": ["IsProd", {"StreamViewType": "NEW_AND_OLD_IMAGES"}, NO_VALUE]
        }

    def test_a_multi_region_key_is_named_in_each_region(self) -> None:
        encryption = Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/mrk-1")
        template = rendered(table(encryption=encryption, replicas=("eu-west-1",)))
        own, other = template["Resources"]["OrdersTable"]["Properties"]["Replicas"]
        assert own["SSESpecification"] == {"KMSMasterKeyId": encryption.key_arn}
        assert other["SSESpecification"] == {"KMSMasterKeyId": "arn:aws:kms:eu-west-1:123456789012:key/mrk-1"}

    def test_provisioned_writes_scale_within_the_table(self) -> None:
        billing = Provisioned(5, 7, write_scaling=AutoScaling(7, 70))
        template = rendered(table(billing=billing, replicas=("eu-west-1",)))
        assert list(template["Resources"]) == ["OrdersTable"]
        properties = template["Resources"]["OrdersTable"]["Properties"]
        assert properties["WriteProvisionedThroughputSettings"] == {
            "WriteCapacityAutoScalingSettings": {
                "MinCapacity": 7,
                "MaxCapacity": 70,
                "SeedCapacity": 7,
                "TargetTrackingScalingPolicyConfiguration": {"TargetValue": 70},
            }
        }
        assert properties["Replicas"][1]["ReadProvisionedThroughputSettings"] == {"ReadCapacityUnits": 5}


class TestBackups:
    def test_tables_with_the_same_schedules_share_a_plan(self) -> None:
        backup = BackupSchedule("0 5 * * ? *", 7)
        template = rendered(table(backup=backup), table(logical_id="Other", name="other", backup=backup))
        selection = template["Resources"]["BackupSelection"]["Properties"]["BackupSelection"]
        assert selection["Resources"] == [
            {"Fn::GetAtt": ["OrdersTable", "Arn"]},
            {"Fn::GetAtt": ["Other", "Arn"]},
        ]

    def test_schedule_and_retention_differ_by_environment(self, template: Any) -> None:
        plan = template["Resources"]["OrdersTableBackupPlan"]["Properties"]["BackupPlan"]
        (rule,) = plan["BackupPlanRule"]
        assert rule["ScheduleExpression"] == in_map("ScheduleExpression")
        assert rule["Lifecycle"] == {"DeleteAfterDays": in_map("DeleteAfterDays")}
        mapping = template["Mappings"]["Environments"]
        assert mapping["prod"]["ScheduleExpression"] == "cron(0 * * * ? *)"
        assert mapping["prod"]["DeleteAfterDays"] == 90

    def test_a_schedule_of_some_environments_hangs_on_a_condition(self, template: Any) -> None:
        assert template["Resources"]["AuditTableBackupPlan"]["Condition"] == "IsSitOrProd"
        assert "Condition" not in template["Resources"]["BackupVault"]

    def test_without_schedules_there_is_no_vault(self) -> None:
        assert list(rendered(table())["Resources"]) == ["OrdersTable"]


class TestOutputs:
    def test_names_arns_and_stream_arns_are_exported(self) -> None:
        outputs = rendered(table(stream="KEYS_ONLY"))["Outputs"]
        assert {name: output["Value"] for name, output in outputs.items()} == {
            "Environment": ENVIRONMENT,
            "OrdersTableName": {"Ref": "OrdersTable"},
            "OrdersTableArn": {"Fn::GetAtt": ["OrdersTable", "Arn"]},
            "OrdersTableStreamArn": {"Fn::GetAtt": ["OrdersTable", "StreamArn"]},
        }
        assert outputs["OrdersTableName"]["Export"] == {"Name": {"Fn::Sub": "${AWS::StackName}-OrdersTableName"}}

    @pytest.mark.parametrize(
        ("exports", "name"),
        [
            ("IOpsDashboard-{table}{output}", "IOpsDashboard-OrdersTableArn"),
            ("{design}-{env}-{output}", {"Fn::Sub": "shop-${Environment}-Arn"}),
        ],
    )
    def test_exports_are_named_as_the_design_says(self, exports: str, name: object) -> None:
        outputs: Any = cloudformation("shop", {"dev": [table()]}, exports=exports)["Outputs"]
        assert outputs["OrdersTableArn"]["Export"] == {"Name": name}

    def test_a_stream_of_some_environments_has_its_output_there(self, template: Any) -> None:
        assert template["Outputs"]["OrdersTableStreamArn"]["Condition"] == "IsProd"


class TestRefusals:
    @pytest.mark.parametrize(
        ("environments", "expected"),
        [
            ({}, "has no environment to render"),
            ({"my_env": [table()]}, "environment 'my_env': CloudFormation takes letters"),
            ({"dev": [table(logical_id="Orders-Table")]}, "'Orders-Table' cannot be a logical id"),
            ({"dev": [table(), table(name="other")]}, "two tables with logical id OrdersTable"),
            (
                {"dev": [table(logical_id="BackupVault", backup=BackupSchedule("0 5 * * ? *", 7))]},
                "logical id BackupVault would be that of two resources",
            ),
            (
                {
                    "dev": [
                        table(
                            gsi("by-a", "a"),
                            gsi("bya", "a"),
                            billing=Provisioned(1, 1, AutoScaling(1, 2)),
                        )
                    ]
                },
                "by-a and bya; rename one",
            ),
            (
                {"dev": [table(billing=Provisioned(1, 1), replicas=("eu-west-1",))]},
                "must scale its provisioned writes",
            ),
            (
                {
                    "dev": [
                        table(
                            encryption=Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one"),
                            replicas=("eu-west-1",),
                        )
                    ]
                },
                "use a multi-Region key",
            ),
        ],
        ids=[
            "no environments",
            "environment name",
            "logical id",
            "same logical id",
            "clash",
            "index names",
            "fixed writes",
            "key of one region",
        ],
    )
    def test_what_no_template_can_say_is_refused(self, environments: Any, expected: str) -> None:
        with pytest.raises(RenderError, match=expected):
            cloudformation("shop", environments)

    def test_a_design_name_too_long_for_a_vault_is_refused(self) -> None:
        tables = [table(backup=BackupSchedule("0 5 * * ? *", 7))]
        with pytest.raises(RenderError, match="give the design a shorter name"):
            cloudformation("x" * 47, {"prod": tables})


def test_indexes_come_in_the_order_in_which_they_are_declared() -> None:
    properties = rendered(table(gsi("z", "a"), gsi("a", "b")))["Resources"]["OrdersTable"]["Properties"]
    assert [index["IndexName"] for index in properties["GlobalSecondaryIndexes"]] == ["z", "a"]


def test_an_on_demand_maximum_is_written_where_it_is_declared() -> None:
    properties = rendered(table(billing=OnDemand(max_write=9)))["Resources"]["OrdersTable"]["Properties"]
    assert properties["OnDemandThroughput"] == {"MaxWriteRequestUnits": 9}


def test_the_key_is_written_as_dynamodb_has_it() -> None:
    properties = rendered(table(key=key("pk", "at:N")))["Resources"]["OrdersTable"]["Properties"]
    assert properties["KeySchema"] == [
        {"AttributeName": "pk", "KeyType": "HASH"},
        {"AttributeName": "at", "KeyType": "RANGE"},
    ]
    assert properties["AttributeDefinitions"][1] == {"AttributeName": "at", "AttributeType": "N"}
