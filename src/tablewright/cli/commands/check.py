"""`tablewright check`: is the design sound, and what is in it?"""

from dataclasses import asdict

import typer

from tablewright.cli import choices, options

NAME = "check"


def command(
    design: options.DesignArgument = None,
    env: options.EnvOption = None,
    format: options.FormatOption = options.Format.TEXT,
) -> None:
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
        if format is options.Format.JSON:
            print_json(error.to_data())
        else:
            print_problems(results(), error)
        raise typer.Exit(1) from None
    summary = summarize(loaded, environment)
    if format is options.Format.JSON:
        print_json({**asdict(summary), "problems": []})
    else:
        print_summary(results(), summary)
