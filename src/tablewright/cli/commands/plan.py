"""`tablewright plan`: what apply would do."""

import typer

from tablewright.cli import choices
from tablewright.cli.options import (
    AwsOption,
    DataOption,
    DeleteMatchingOption,
    DesignArgument,
    EndpointUrlOption,
    EnvOption,
    Format,
    FormatOption,
    ProfileOption,
)

NAME = "plan"


def command(
    design: DesignArgument = None,
    env: EnvOption = None,
    endpoint_url: EndpointUrlOption = None,
    data: DataOption = None,
    aws: AwsOption = False,
    profile: ProfileOption = None,
    delete_matching: DeleteMatchingOption = None,
    format: FormatOption = Format.TEXT,
) -> None:
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

    endpoint = choices.endpoint(endpoint_url, data, aws=aws, profile=profile)
    with choices.target(design, env, endpoint) as target:
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
        raise typer.Exit(1)
