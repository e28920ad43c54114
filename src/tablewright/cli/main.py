"""The command `tablewright`: its commands put together, and errors turned into messages and exit codes."""

import os
import sys
from typing import Annotated

import typer

from tablewright.app.errors import AppError, UsageError
from tablewright.cli.commands import apply, check, demo, load, plan, render, run, serve, up, verify
from tablewright.cli.output import OutputLost, Span, Style, messages, writing

FAILED = 1
MISUSED = 2
INTERRUPTED = 130


def main() -> None:
    """Run the command line.

    Exits with 0 when all is well, 1 when something was found or failed, 2 when the command line makes no sense,
    130 when it was interrupted.
    """
    try:
        try:
            create_app()()
        finally:
            with writing(sys.stdout):
                sys.stdout.flush()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
    except UsageError as error:
        _complain(error)
        sys.exit(MISUSED)
    except OutputLost as error:
        _discard_output()
        _complain(error)
        sys.exit(FAILED)
    except AppError as error:
        _complain(error)
        sys.exit(FAILED)
    except BrokenPipeError:  # whoever read the output has seen enough
        _discard_output()
        sys.exit(FAILED)


def create_app() -> typer.Typer:
    """The command line with all its commands."""
    app = typer.Typer(
        name="tablewright",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode="rich" if sys.stdout.isatty() else None,
        context_settings={"help_option_names": ["-h", "--help"]},
    )
    app.callback()(_tablewright)
    for command in (demo, up, serve, check, plan, apply, verify, load, run):
        app.command(command.NAME)(command.command)
    app.add_typer(render.create_app(), name=render.NAME)
    return app


def _show_version(asked: bool) -> None:
    if asked:
        from importlib.metadata import version

        typer.echo(f"tablewright {version('tablewright')}")
        raise typer.Exit


def _tablewright(
    version: Annotated[
        bool,
        typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version and exit."),
    ] = False,
) -> None:
    """Declare a DynamoDB data model once, in Python: check it, deploy it,
    and run it on a laptop.

    A DESIGN is a folder with a design.py, a Python file, or module:name.
    Tables are on the embedded engine, in .tablewright, unless another
    endpoint is asked for.

    \b
    Examples:
      tablewright demo                             five applications, running
      tablewright check systems/marketplace        is the design sound?
      tablewright up marketplace                   serve it on port 8000
      tablewright plan systems/marketplace --aws   what would change on AWS?
    """


def _discard_output() -> None:
    """Give up what is not written yet; Python would try again when it exits."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _complain(error: AppError) -> None:
    output = messages()
    first, *rest = str(error).splitlines() or [type(error).__name__]
    output.line(Span("error", Style.BAD), ": ", first)
    for line in rest:
        output.line(line)
