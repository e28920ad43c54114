"""`tablewright check`: is the design sound, and what is in it?"""

from dataclasses import asdict

import click

from tablewright.cli import choices, options
from tablewright.cli.formats import Format, format_option


@click.command("check")
@options.design
@options.env
@format_option(Format, "How to print the result.")
def command(design: str | None, env: str | None, format: Format) -> None:
    """Check a design, and tell what is in it.

    Keys, indexes, access patterns and DynamoDB's limits are checked against
    one another; nothing is connected to. Exits with 1 when there are
    problems, and lists them all.

    \b
    Examples:
      tablewright check systems/marketplace
      tablewright check shop.design:design --env prod --format json
    """
    from tablewright.app.errors import BrokenDesign
    from tablewright.app.summary import summarize
    from tablewright.cli.check_text import print_problems, print_summary
    from tablewright.cli.output import print_json, results

    try:
        loaded, environment = choices.design_and_environment(design, env)
    except BrokenDesign as error:
        if format is Format.JSON:
            print_json(error.to_data())
        else:
            print_problems(results(), error)
        raise click.exceptions.Exit(1) from None
    summary = summarize(loaded, environment)
    if format is Format.JSON:
        print_json({**asdict(summary), "problems": []})
    else:
        print_summary(results(), summary)
