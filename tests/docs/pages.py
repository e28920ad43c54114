"""Runs the examples of a page: files are written, programs executed, commands given, and what they print compared."""

import re
import shlex
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from types import ModuleType

import pytest

from tablewright.cli.main import main

_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FILE_NAME = re.compile(r"# (\S+\.(?:py|toml))\n")


@dataclass(frozen=True, slots=True)
class Example:
    """Something that a page shows, and what it says comes of it."""

    kind: str
    text: str
    line: int


def examples(page: Path) -> Iterator[Example]:
    """The code blocks of a page, in order."""
    text = page.read_text()
    for block in _BLOCK.finditer(text):
        yield Example(block[1], block[2], text[: block.start()].count("\n") + 1)


def commands(console: str) -> Iterator[tuple[list[str], str]]:
    """The commands of a console block, each with what it is said to print."""
    for part in re.split(r"^\$ ", console, flags=re.MULTILINE)[1:]:
        line, _, printed = part.partition("\n")
        yield shlex.split(line), printed


def output_of(command: list[str], monkeypatch: pytest.MonkeyPatch) -> str:
    """What a ``tablewright`` command prints, results and messages alike."""
    assert command[0] == "tablewright"
    monkeypatch.setattr(sys, "argv", command)
    printed = StringIO()
    with redirect_stdout(printed), redirect_stderr(printed), suppress(SystemExit):
        main()
    return printed.getvalue()


def run_page(page: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """Run the examples of a page in the working directory; returns how many were run.

    A Python or TOML block that begins with a comment of a file's name is written there. The other Python blocks are
    one program, executed part by part; the text block after a part is what it prints. Console blocks are commands
    with their output. Other blocks are not run.
    """
    program = ModuleType("example")
    monkeypatch.setitem(sys.modules, program.__name__, program)
    ran = 0
    printed = ""
    for example in examples(page):
        where = f"{page.name}:{example.line}"
        if name := _FILE_NAME.match(example.text):
            Path(name[1]).write_text(example.text)
        elif example.kind == "python":
            assert printed == "", f"{where}: what is printed before is not shown"
            printed = output_of_part(example, page, program)
            ran += 1
        elif example.kind == "text":
            assert without_places(printed) == without_places(example.text), where
            printed = ""
        elif example.kind == "console":
            for command, expected in commands(example.text):
                assert output_of(command, monkeypatch) == expected, f"{where}: {shlex.join(command)}"
                ran += 1
    assert printed == "", f"{page.name}: what is printed at the end is not shown"
    return ran


def output_of_part(example: Example, page: Path, program: ModuleType) -> str:
    """What a part of a page's program prints; the lines of its code are those of the page."""
    code = "\n" * example.line + example.text
    stream = StringIO()
    with redirect_stdout(stream):
        exec(compile(code, str(page), "exec"), program.__dict__)  # noqa: S102
    return stream.getvalue()


def without_places(printed: str) -> str:
    """Problems of a design without the files and lines they are in, which on a page are others."""
    return re.sub(r"^  \S+:\d+:", "  design.py:", printed, flags=re.MULTILINE)
