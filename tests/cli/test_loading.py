"""A command loads what it needs and nothing else, so that it starts at once."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = """
import atexit, pathlib, sys
from tablewright.cli.start import main

atexit.register(lambda: pathlib.Path("loaded.txt").write_text(" ".join(sys.modules)))
main()
"""
UNNEEDED = (
    "rich",
    "pydantic",
    "boto3",
    "botocore",
    "yaml",
    "tablewright.design",
    "tablewright.plan",
    "tablewright.access",
)


def loaded_by(*arguments: str, on_a_terminal: bool = False) -> set[str]:
    """The modules that a command has loaded when it ends; a server is told to end once it is ready."""
    reading, writing = os.openpty() if on_a_terminal else os.pipe()
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM, *arguments], stdout=writing, env={**os.environ, "TERM": "xterm"}
    )
    os.close(writing)
    printed = b""
    try:
        while chunk := os.read(reading, 65536):
            printed += chunk
            if b"list-tables" in printed:
                process.send_signal(signal.SIGTERM)
    except OSError:
        pass  # a terminal of which the other end is closed
    finally:
        os.close(reading)
    assert process.wait(20) == 0
    return set(Path("loaded.txt").read_text().split())


def commands(loaded: set[str]) -> set[str]:
    return {name for name in loaded if name.startswith("tablewright.cli.commands.")}


@pytest.mark.parametrize("on_a_terminal", [False, True])
def test_a_server_loads_neither_the_design_language_nor_what_prints_tables(on_a_terminal: bool) -> None:
    loaded = loaded_by("serve", "--memory", "--port", "0", on_a_terminal=on_a_terminal)

    assert "tablewright.engine" in loaded
    assert loaded.isdisjoint(UNNEEDED)
    assert commands(loaded) == {"tablewright.cli.commands.serve"}


def test_the_version_is_told_without_loading_a_command() -> None:
    loaded = loaded_by("--version")

    assert "click" in loaded
    assert loaded.isdisjoint({*UNNEEDED, "tablewright.engine"})
    assert not commands(loaded)


def test_the_help_of_all_commands_loads_nothing_of_what_they_do() -> None:
    loaded = loaded_by("--help")

    assert len(commands(loaded)) == 10
    assert loaded.isdisjoint({*UNNEEDED, "tablewright.engine"})
