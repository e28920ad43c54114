import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import pytest
from tests.app.isolation import isolated_imports
from tests.app.shop_project import write_shop

from tablewright.cli.main import main


@dataclass(frozen=True)
class Finished:
    """What a command left behind."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs the command line in this process."""

    def __call__(self, *arguments: str) -> Finished: ...


@pytest.fixture(autouse=True)
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The working directory, with the shop in systems/shop."""
    write_shop(tmp_path)
    monkeypatch.chdir(tmp_path)
    with isolated_imports():
        yield tmp_path


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs ``tablewright`` with the arguments given; no exception but the exit may leave it."""

    def run_command(*arguments: str) -> Finished:
        monkeypatch.setattr(sys, "argv", ["tablewright", *arguments])
        code: Any = 0
        try:
            main()
        except SystemExit as exit_:
            code = exit_.code or 0
        captured = capsys.readouterr()
        return Finished(code, captured.out, captured.err)

    return run_command
