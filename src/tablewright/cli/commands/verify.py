"""`tablewright verify`: are the live tables as declared?"""

import click

from tablewright.cli import choices, options
from tablewright.cli.formats import Format, format_option


@click.command("verify")
@options.target
@click.option(
    "--extra-matching",
    metavar="PATTERN",
    help="Tables whose names match this shell pattern and that are not declared are differences too.",
)
@format_option(Format, "How to print the result.")
def command(chosen: options.TargetOptions, extra_matching: str | None, format: Format) -> None:
    """Compare the live tables with a design.

    Every difference is reported: what is missing, extra, otherwise, or not
    ACTIVE. Exits with 1 when there is one.

    \b
    Examples:
      tablewright verify systems/marketplace
      tablewright verify systems/marketplace --env prod --aws
      tablewright verify shop.design:design --extra-matching 'shop-dev-*'
    """
    from tablewright.app import deploying
    from tablewright.cli.output import print_json, progress, results
    from tablewright.cli.plan_text import target_data
    from tablewright.cli.verification_text import print_verification

    with choices.target(chosen) as target:
        with progress() as tell:
            tell(f"looking at the tables of {target.loaded.name}")
            verification = deploying.verify(target, extra_matching=extra_matching)
        if format is Format.JSON:
            print_json({**target_data(target), **verification.to_data()})
        else:
            print_verification(results(), target, verification)
    if not verification.matches:
        raise click.exceptions.Exit(1)
