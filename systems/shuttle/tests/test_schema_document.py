"""docs/database-schema.md describes what is stored, and its queries find it."""

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from systems.shuttle.design import design

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from systems.tests.shell import Shell

DOCUMENT = (Path(__file__).parent.parent / "docs" / "database-schema.md").read_text()
COMMANDS = re.findall(r"^```bash\n(.*?)^```$", DOCUMENT, re.DOTALL | re.MULTILINE)


@pytest.mark.parametrize("table", ["Shops-dev", "Jobs-dev", "ImportHistory-dev"])
def test_the_schema_document_names_every_attribute_and_its_type(loaded: "DynamoDBClient", table: str) -> None:
    section = DOCUMENT.partition(f"## {table}\n")[2].partition("\n## ")[0]
    documented = set(re.findall(r"^\| `(\w+)` \| (\w+) \|", section, re.MULTILINE))
    items = loaded.scan(TableName=table)["Items"]
    assert documented == {(name, *value) for item in items for name, value in item.items()}


def test_the_schema_document_shows_a_query_for_every_index() -> None:
    indexes = {(table.name, index.name) for table in design.resources("dev") for index in table.indexes}
    shown = {(*re.findall(r"--(?:table|index)-name (\S+)", command),) for command in COMMANDS}
    assert indexes <= shown


@pytest.mark.parametrize("command", COMMANDS, ids=range(len(COMMANDS)))
def test_the_commands_of_the_schema_document_find_the_sample_data(shell: "Shell", command: str) -> None:
    found = json.loads(shell.bash(command))
    assert found.get("Item") or found["Items"]


def test_the_schema_document_says_where_sessions_are() -> None:
    assert "Prisma" in DOCUMENT.partition("## Sessions\n")[2]
