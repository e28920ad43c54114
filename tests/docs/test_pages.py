"""What the pages of the documentation show is what happens."""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.app.isolation import isolated_imports
from tests.docs.pages import examples, run_page

from tablewright.engine.operations import unsupported

ROOT = Path(__file__).parents[2]
README = ROOT / "README.md"
PAGES = sorted([README, ROOT / "CHANGELOG.md", *(ROOT / "docs").glob("*.md"), *ROOT.glob("systems/*/README.md")])


@pytest.fixture(autouse=True)
def working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A directory of its own, from which programs can import what is in it."""
    monkeypatch.chdir(tmp_path)
    with isolated_imports():
        sys.path.insert(0, str(tmp_path))
        yield tmp_path
        sys.modules.pop("bookings", None)


@pytest.mark.parametrize(
    ("page", "fewest"), [("README.md", 8), ("docs/DESIGN_LANGUAGE.md", 8), ("docs/EMBEDDED.md", 5)]
)
def test_the_examples_of_a_page_do_what_they_show(page: str, fewest: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert run_page(ROOT / page, monkeypatch) >= fewest


def test_the_examples_of_the_command_line_do_what_they_show(
    working_directory: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    design = next(example for example in examples(README) if "# bookings.py" in example.text)
    (working_directory / "bookings.py").write_text(design.text)

    assert run_page(ROOT / "docs" / "COMMAND_LINE.md", monkeypatch) >= 8


def test_the_targets_that_the_readme_names_are_in_the_makefile() -> None:
    named = set(re.findall(r"^make (\w+)", README.read_text(), re.MULTILINE))
    targets = set(re.findall(r"^(\w+):", (ROOT / "Makefile").read_text(), re.MULTILINE))

    assert named
    assert named <= targets


@pytest.mark.parametrize(("section", "folder"), [("Layers", ""), ("The rooms of the engine", "engine")])
def test_the_architecture_names_every_part_and_no_other(section: str, folder: str) -> None:
    page = (ROOT / "docs" / "ARCHITECTURE.md").read_text()
    text = page.partition(f"## {section}\n")[2].partition("\n## ")[0]
    first_cells = re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)
    named = {name.strip("/") for cell in first_cells for name in re.findall(r"`(.+?)`", cell)}
    parts = {each.name for each in (ROOT / "src" / "tablewright" / folder).iterdir()}

    assert named == {name for name in parts if not name.startswith("__") and name != "py.typed"}


def test_the_operations_that_are_refused_are_named() -> None:
    _, _, section = (ROOT / "docs" / "EMBEDDED.md").read_text().partition("## What it refuses\n")
    [rows] = re.findall(r"(?:^\|.*\n)+", section, re.MULTILINE)

    assert set(re.findall(r"`(\w+)`", rows)) - {"CreateTable", "UpdateTable"} == set(unsupported.NAMES)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    links = re.findall(r"\]\((?!https?:|#)([^)#\s]+)", page.read_text())

    assert [link for link in links if not (page.parent / link).exists()] == []
