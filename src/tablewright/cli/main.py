"""The command `tablewright`: its commands put together, and errors turned into messages and exit codes."""

import os
import sys

import click

from tablewright.app.errors import AppError, UsageError
from tablewright.cli.lazy_group import LazyGroup
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
            code = command.main(standalone_mode=False)
        finally:
            with writing(sys.stdout):
                sys.stdout.flush()
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
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
    sys.exit(code)


@click.group(
    "tablewright",
    cls=LazyGroup,
    package="tablewright.cli.commands",
    names=("demo", "up", "serve", "check", "plan", "apply", "verify", "load", "run", "render"),
    context_settings={"help_option_names": ["-h", "--help"], "show_default": True},
)
@click.version_option(package_name="tablewright", message="tablewright %(version)s")
def command() -> None:
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
