"""`tablewright plan`: what apply would do."""

import click

from tablewright.cli import choices, options
from tablewright.cli.formats import Format, format_option


@click.command("plan")
@options.target
@options.delete_matching
@format_option(Format, "How to print the result.")
def command(chosen: options.TargetOptions, delete_matching: str | None, format: Format) -> None:
    """Show what apply would do, and change nothing.

    + creates, ~ changes in place, ! is refused: it loses data (apply
    --allow-destructive carries it out) or cannot be done at all. Exits with
    1 when something is refused.

    \b
    Examples:
      tablewright plan systems/marketplace
      tablewright plan systems/marketplace --env prod --aws
      tablewright plan shop.design:design --endpoint-url http://localhost:8000
    """
    from tablewright.app import deploying
    from tablewright.app.effects import Effect, effects
    from tablewright.cli.output import print_json, progress, results
    from tablewright.cli.plan_text import plan_data, print_plan

    with choices.target(chosen) as target:
        with progress() as tell:
            tell(f"looking at the tables of {target.loaded.name}")
            plan = deploying.plan(target, delete_matching=delete_matching)
        refused = effects(plan, allow_destructive=False)[Effect.REFUSED]
        if format is Format.JSON:
            print_json(plan_data(target, plan, allow_destructive=False))
        else:
            print_plan(results(), target, plan, allow_destructive=False)
            if plan and not refused:
                results().line(f"Carry it out: {choices.apply_command(target)}")
    if refused:
        raise click.exceptions.Exit(1)
