from collections.abc import Sequence

import pytest
from tests.cli.conftest import Run

COMMANDS = ("demo", "up", "serve", "check", "plan", "apply", "verify", "load", "run", "render cloudformation", "render")


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself_with_examples(run: Run, command: str) -> None:
    finished = run(*command.split(), "--help")

    assert finished.code == 0
    assert f"  tablewright {command}" in finished.out.partition("Examples:\n")[2]


def test_the_commands_are_listed_with_whole_sentences(run: Run) -> None:
    finished = run("--help")

    assert finished.code == 0
    assert all(f"  {command} " in finished.out for command in COMMANDS if " " not in command)
    assert "..." not in finished.out.partition("Commands:")[2]


def test_arguments_formats_and_defaults_are_explained(run: Run) -> None:
    printed = run("run", "--help").out

    assert "\n  [NAME=VALUE]...  The pattern's inputs." in printed
    assert "--format [text|json|jsonl]" in printed
    assert "[default: text]" in printed
    assert "[default: 127.0.0.1]" in run("serve", "--help").out


@pytest.mark.parametrize("arguments", [[], ["render"]])
def test_without_a_command_the_help_is_shown_and_exits_with_2(run: Run, arguments: Sequence[str]) -> None:
    finished = run(*arguments)

    assert finished.code == 2
    assert "Commands:" in finished.err
    assert finished.out == ""


def test_the_version_is_told(run: Run) -> None:
    finished = run("--version")

    assert finished.code == 0
    assert finished.out.startswith("tablewright 0.")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["deploy"], "No such command 'deploy'"),
        (["serv"], "Did you mean 'serve'?"),
        (["plan", "--environment", "dev"], "No such option '--environment'"),
        (
            ["check", "systems/shop", "--format", "xml"],
            "'--format': 'xml' is not one of 'text', 'json'",
        ),
        (["serve", "--port", "70000"], "Invalid value for '--port'"),
        (["serve", "--port", "http"], "Invalid value for '--port'"),
        (["check", "systems/shop", "systems/shop"], "unexpected extra argument"),
    ],
)
def test_a_command_line_that_makes_no_sense_exits_with_2(run: Run, arguments: Sequence[str], words: str) -> None:
    finished = run(*arguments)

    assert finished.code == 2
    assert words in finished.err
    assert finished.out == ""
