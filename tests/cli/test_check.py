import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run


def broken(project: Path) -> None:
    file = project / "systems/shop/design.py"
    file.write_text(file.read_text().replace('Key("sku")', 'Key("skew")').replace('"price")', '"cost")'))


def test_a_sound_design_is_told_in_short(run: Run) -> None:
    finished = run("check", "systems/shop")

    assert finished.code == 0
    lines = finished.out.splitlines()
    assert lines[0] == "shop: 2 tables, 1 index, 5 access patterns"
    assert lines[1] == "environment dev, of dev, prod"
    assert any(line.split() == ["shelf-index", "shelf", "(S)", "+", "price", "(N)", "ALL", "GSI"] for line in lines)
    assert any(line.startswith("products_on_shelf  query") for line in lines)
    assert lines[-1] == "No problems."


def test_the_environment_decides_names_and_settings(run: Run) -> None:
    finished = run("check", "systems/shop", "--env", "prod")

    assert "shop-prod-products" in finished.out
    assert "deletion protection" in finished.out


def test_the_summary_is_json_when_asked(run: Run) -> None:
    summary = json.loads(run("check", "systems/shop", "--format", "json").out)

    assert [table["name"] for table in summary["tables"]] == ["shop-dev-products", "shop-dev-orders"]
    assert summary["patterns"][1]["inputs"] == {"shelf": "str", "limit": "int = 50", "cursor": "str, optional"}
    assert summary["problems"] == []


def test_all_problems_of_a_broken_design_are_listed_with_their_lines(run: Run, project: Path) -> None:
    broken(project)

    finished = run("check", "systems/shop")

    assert finished.code == 1
    assert "systems/shop/design.py:" in finished.out
    assert "skew" in finished.out
    assert "cost" in finished.out
    assert finished.out.splitlines()[-1].endswith(" problems.")
    assert "Traceback" not in finished.out + finished.err


def test_problems_are_json_when_asked(run: Run, project: Path) -> None:
    broken(project)

    finished = run("check", "systems/shop", "--format", "json")

    assert finished.code == 1
    problems = json.loads(finished.out)["problems"]
    assert all(problem.keys() == {"file", "line", "subject", "message", "remedy"} for problem in problems)
    for name in ("skew", "cost"):
        assert any(f"attribute {name} is no attribute of" in problem["message"] for problem in problems), name


def test_the_projects_design_and_environment_are_taken_when_none_is_named(run: Run, project: Path) -> None:
    (project / "pyproject.toml").write_text('[tool.tablewright]\ndesign = "systems/shop"\nenv = "prod"\n')

    assert "environment prod" in run("check").out


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "which design? Give its path"),
        (("systems/shpo",), "did you mean systems/shop?"),
        (("systems/shop", "--env", "staging"), "has no environment 'staging'"),
        (("shelf:design",), "no module named 'shelf'"),
    ],
)
def test_what_cannot_be_meant_exits_with_2(run: Run, arguments: tuple[str, ...], words: str) -> None:
    finished = run("check", *arguments)

    assert finished.code == 2
    assert finished.err.startswith("error: ")
    assert words in finished.err


def test_an_exception_in_the_design_file_is_shown_without_a_traceback(run: Run, project: Path) -> None:
    (project / "systems/shop/design.py").write_text("1 / 0\n")

    finished = run("check", "systems/shop")

    assert finished.code == 1
    assert finished.err == "error: systems/shop/design.py:1: ZeroDivisionError: division by zero\n    1 / 0\n"
