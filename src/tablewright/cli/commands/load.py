"""`tablewright load`: a design's sample data into its tables."""

import click

from tablewright.cli import choices, options
from tablewright.cli.formats import Format, format_option


@click.command("load")
@options.target
@format_option(Format, "How to print the result.")
def command(chosen: options.TargetOptions, format: Format) -> None:
    """Write a design's sample data into its tables.

    The data is what sample() in the sample.py beside the design yields.
    Items with the same keys are replaced; others stay.

    \b
    Examples:
      tablewright load systems/marketplace
      tablewright load shop.design:design --endpoint-url http://localhost:8000
    """
    from tablewright.app.sample_data import load
    from tablewright.cli.output import print_json, progress, results
    from tablewright.cli.plan_text import target_data

    with choices.target(chosen) as target:
        with progress() as tell:
            tell(f"loading the sample data of {target.loaded.name}")
            tables = load(target)
        if format is Format.JSON:
            print_json({**target_data(target), "tables": tables})
            return
        results().line(target.heading)
        results().table([(name, str(number)) for name, number in tables.items()], headers=("TABLE", "ITEMS"))
