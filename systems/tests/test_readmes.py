"""What the READMEs of the systems say is so: the tests they name exist, their commands and programs run."""

import re
import runpy
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from tablewright.cli.main import command as tablewright

SYSTEMS = Path(__file__).parents[1]
READMES = sorted(SYSTEMS.glob("*/README.md"))
SERVING = ("up", "serve")
"""Commands that do not return."""

for_every_readme = pytest.mark.parametrize("readme", READMES, ids=[each.parent.name for each in READMES])


def blocks(readme: Path, language: str) -> list[str]:
    """The code blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", readme.read_text(), re.DOTALL | re.MULTILINE)


def commands(readme: Path) -> list[list[str]]:
    """The arguments of each `tablewright` command that returns."""
    lines = [line for block in blocks(readme, "console") for line in block.splitlines()]
    called = [shlex.split(line, comments=True)[1:] for line in lines if line.startswith("tablewright ")]
    return [arguments for arguments in called if arguments[0] not in SERVING]


@for_every_readme
def test_every_test_that_a_readme_names_exists(readme: Path) -> None:
    named = set(re.findall(r"`(test_\w+)`", readme.read_text()))
    files = [*readme.parent.glob("tests/test_*.py"), *Path(__file__).parent.glob("test_*.py")]
    tests = "\n".join(file.read_text() for file in files)
    assert named
    assert named <= set(re.findall(r"^def (test_\w+)\(", tests, re.MULTILINE))


@for_every_readme
def test_every_command_of_a_readme_runs(readme: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "systems").symlink_to(SYSTEMS)
    monkeypatch.chdir(tmp_path)
    called = commands(readme)
    assert called
    for arguments in called:
        result = CliRunner().invoke(tablewright, arguments)
        assert result.exit_code == 0, (arguments, result.output, result.exception)


@for_every_readme
def test_every_program_of_a_readme_runs(readme: Path, tmp_path: Path) -> None:
    programs = blocks(readme, "python")
    assert programs
    for number, program in enumerate(programs):
        file = tmp_path / f"program_{number}.py"
        file.write_text(program)
        runpy.run_path(str(file))
