"""`tablewright render`: infrastructure in the user's own tool."""

from enum import StrEnum
from pathlib import Path

import click

from tablewright.cli import choices, options
from tablewright.cli.formats import format_option


class TemplateFormat(StrEnum):
    """How a template is written."""

    YAML = "yaml"
    JSON = "json"


@click.group("render")
def command() -> None:
    """Write a design for another tool.

    \b
    Examples:
      tablewright render cloudformation systems/marketplace > marketplace.yaml
    """


@command.command("cloudformation")
@options.design
@click.option(
    "--output",
    "-o",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The file to write. Default: standard output.",
)
@format_option(TemplateFormat, "How to write the template.")
def cloudformation(design: str | None, output: Path | None, format: TemplateFormat) -> None:
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
    from tablewright.cli.output import print_text

    template = render(choices.loaded_design(design), as_json=format is TemplateFormat.JSON)
    if output is None:
        print_text(template)
        return
    try:
        output.write_text(template)
    except OSError as error:
        raise AppError(f"{output} cannot be written: {error.strerror}") from error
