"""`tablewright render`: infrastructure in the user's own tool."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tablewright.cli import choices, options

NAME = "render"


class TemplateFormat(StrEnum):
    """How a template is written."""

    YAML = "yaml"
    JSON = "json"


OutputOption = Annotated[
    Path | None,
    typer.Option(
        "--output", "-o", metavar="FILE", help="The file to write. Default: standard output.", show_default=False
    ),
]
TemplateFormatOption = Annotated[TemplateFormat, typer.Option("--format", help="How to write the template.")]


def create_app() -> typer.Typer:
    """The command with its formats."""
    app = typer.Typer(no_args_is_help=True)
    app.callback()(_render)
    app.command("cloudformation")(cloudformation)
    return app


def _render() -> None:
    """Write a design for another tool.

    \b
    Examples:
      tablewright render cloudformation systems/marketplace > marketplace.yaml
    """


def cloudformation(
    design: options.DesignArgument = None,
    output: OutputOption = None,
    format: TemplateFormatOption = TemplateFormat.YAML,
) -> None:
    """Write the CloudFormation template of a design.

    One template for all its environments, with a parameter that chooses.

    \b
    Examples:
      tablewright render cloudformation systems/marketplace > marketplace.yaml
      tablewright render cloudformation systems/iops --format json -o iops.json
      aws cloudformation deploy --template-file marketplace.yaml --stack-name marketplace-prod
          --parameter-overrides Environment=prod
    """
    from tablewright.app.errors import AppError
    from tablewright.app.rendering import cloudformation as render

    template = render(choices.loaded_design(design), as_json=format is TemplateFormat.JSON)
    if output is None:
        typer.echo(template, nl=False)
        return
    try:
        output.write_text(template)
    except OSError as error:
        raise AppError(f"{output} cannot be written: {error.strerror}") from error
