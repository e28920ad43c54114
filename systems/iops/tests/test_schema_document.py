"""docs/database-schema.md describes what is stored, and its queries find it."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from systems.iops.design import design
from tablewright.cli.main import command as tablewright

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tablewright.design.resources import TableResource

SYSTEM = Path(__file__).parent.parent
DOCUMENT = (SYSTEM / "docs" / "database-schema.md").read_text()
TYPES = {"S": "STRING", "N": "NUMBER", "L": "LIST"}


def section(table: str) -> str:
    """What the document says of a table."""
    [found] = [each for each in re.split(r"^## ", DOCUMENT, flags=re.MULTILINE) if f"`{table}`" in each]
    return found


@pytest.mark.parametrize("table", ["iops-dashboard-metrics", "iops-dashboard-insights"])
def test_the_schema_document_names_every_attribute_and_its_type(loaded: "DynamoDBClient", table: str) -> None:
    documented = set(re.findall(r"^\| `(\w+)` \| ([A-Z]+) \|", section(table), re.MULTILINE))
    items = loaded.scan(TableName=table)["Items"]
    assert documented == {(name, TYPES[code]) for item in items for name, value in item.items() for code in value}


@pytest.mark.parametrize("table", design.resources("dev"), ids=lambda table: table.name)
def test_the_schema_document_names_every_index_and_its_key(table: "TableResource") -> None:
    documented = re.findall(r"^\| `(\w+)` \| `(\w+)` \| `(\w+)` \|", section(table.name), re.MULTILINE)
    assert documented == [(each.name, *(key.name for key in each.key.attributes)) for each in table.indexes]


def test_the_queries_of_the_schema_document_find_the_sample_data(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "systems").symlink_to(SYSTEM.parent)
    monkeypatch.chdir(tmp_path)
    commands = re.findall(r"^tablewright (.*)$", DOCUMENT, re.MULTILINE)
    for command in ("apply systems/iops", "load systems/iops"):
        assert CliRunner().invoke(tablewright, command.split()).exit_code == 0
    for command in commands:
        result = CliRunner().invoke(tablewright, [*command.split(), "--format", "json"])
        assert json.loads(result.stdout)["items"], command
    assert len(commands) == 3
