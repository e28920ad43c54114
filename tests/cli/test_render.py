import json
from pathlib import Path

from tests.cli.conftest import Run


def test_a_template_is_written_to_standard_output(run: Run) -> None:
    finished = run("render", "cloudformation", "systems/shop")

    assert finished.code == 0
    assert "AWS::DynamoDB::Table" in finished.out
    assert finished.err == ""


def test_a_template_is_json_when_asked(run: Run) -> None:
    template = json.loads(run("render", "cloudformation", "systems/shop", "--format", "json").out)

    assert template["Resources"].keys() == {"ProductsTable", "OrdersTable"}


def test_a_template_is_written_to_a_file(run: Run, project: Path) -> None:
    finished = run("render", "cloudformation", "systems/shop", "-o", "shop.yaml")

    assert (finished.code, finished.out) == (0, "")
    assert "AWS::DynamoDB::Table" in (project / "shop.yaml").read_text()


def test_a_file_that_cannot_be_written_is_told(run: Run) -> None:
    finished = run("render", "cloudformation", "systems/shop", "-o", "no/such/folder.yaml")

    assert finished.code == 1
    assert finished.err == "error: no/such/folder.yaml cannot be written: No such file or directory\n"


def test_the_kind_of_template_is_needed(run: Run) -> None:
    assert run("render", "terraform", "systems/shop").code == 2
