"""`tablewright apply`: make the live tables what a design declares."""

import click

from tablewright.cli import choices, options
from tablewright.cli.formats import Format, format_option


@click.command("apply")
@options.target
@click.option(
    "--allow-destructive",
    is_flag=True,
    help="Also carry out changes that lose data: removals and replacements.",
)
@options.delete_matching
@format_option(Format, "How to print the result.")
def command(
    chosen: options.TargetOptions, allow_destructive: bool, delete_matching: str | None, format: Format
) -> None:
    """Make the live tables what a design declares.

    It waits until they are. What was interrupted continues when it is run
    again; a second run does nothing. Nothing at all is done when a change
    is refused: one that loses data without --allow-destructive, or one that
    is impossible.

    \b
    Examples:
      tablewright apply systems/marketplace
      tablewright apply systems/marketplace --env prod --profile shop-prod
      tablewright apply shop.design:design --delete-matching 'shop-dev-*'
    """
    from tablewright.app import deploying
    from tablewright.cli.apply_progress import told
    from tablewright.cli.output import print_json, progress, results
    from tablewright.cli.plan_text import plan_data, print_left, print_plan
    from tablewright.cli.words import count

    with choices.target(chosen) as target:
        with progress() as tell:
            tell(f"looking at the tables of {target.loaded.name}")
            plan = deploying.plan(target, delete_matching=delete_matching)
        if format is Format.TEXT:
            print_plan(results(), target, plan, allow_destructive=allow_destructive)
        with progress() as tell:
            done = deploying.apply(target, plan, allow_destructive=allow_destructive, progress=told(tell))
        if format is Format.JSON:
            print_json(plan_data(target, done, allow_destructive=allow_destructive))
        else:
            print_left(results(), "Skipped:", [left for left in done.left if left not in plan.left])
            if plan:
                results().line(f"Done: {count(len(done.changes), 'change')} carried out.")
