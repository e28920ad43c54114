"""What stands for the document's CDK stack, its outputs and its commands."""

import json
from typing import TYPE_CHECKING, Any

import pytest

from systems.shuttle.design import design
from tablewright import UnknownName

if TYPE_CHECKING:
    from systems.tests.shell import Shell

TABLES = ("ShopsTable", "JobsTable", "ImportHistoryTable")


def test_names_and_arns_of_all_tables_are_exported_for_other_stacks(template: dict[str, Any]) -> None:
    exported = {name for name, output in template["Outputs"].items() if "Export" in output}
    assert exported == {f"{table}{output}" for table in TABLES for output in ("Name", "Arn")}


def test_an_environment_that_the_design_does_not_have_is_refused() -> None:
    with pytest.raises(UnknownName, match=r"no environment 'test'.*dev, prod, staging"):
        design.resources("test")


@pytest.mark.parametrize("table", ["Shops-dev", "Jobs-dev", "ImportHistory-dev"])
def test_the_documented_commands_describe_the_tables(shell: "Shell", table: str) -> None:
    described = json.loads(shell.bash(f"aws dynamodb describe-table --table-name {table}"))["Table"]
    assert described["TableName"] == table
    assert described["TableStatus"] == "ACTIVE"
    assert described["ItemCount"] > 0


def test_test_data_is_inserted_with_the_aws_cli_and_found_through_an_index(shell: "Shell") -> None:
    shell.bash("""
        aws dynamodb put-item --table-name Jobs-dev --item '{
            "jobId": {"S": "01JCB8Z7Q00000000000000000"}, "shopDomain": {"S": "cli.example"},
            "status": {"S": "PENDING"}, "createdAt": {"S": "2045-01-01T00:00:00.000Z"}
        }'
    """)
    found = shell.bash("""
        aws dynamodb query --table-name Jobs-dev --index-name shopDomain --query 'Items[].jobId.S' --output text \\
            --key-condition-expression "shopDomain = :shop" \\
            --expression-attribute-values '{":shop": {"S": "cli.example"}}'
    """)
    assert found.strip() == "01JCB8Z7Q00000000000000000"
