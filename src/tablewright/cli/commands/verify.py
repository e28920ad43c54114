"""`tablewright verify`: are the live tables as declared?"""

from typing import Annotated

import typer

from tablewright.cli import choices, options

NAME = "verify"

ExtraMatchingOption = Annotated[
    str | None,
    typer.Option(
        "--extra-matching",
        metavar="PATTERN",
        help="Tables whose names match this shell pattern and that are not declared are differences too.",
        show_default=False,
    ),
]


def command(
    design: options.DesignArgument = None,
    env: options.EnvOption = None,
    endpoint_url: options.EndpointUrlOption = None,
    data: options.DataOption = None,
    aws: options.AwsOption = False,
    profile: options.ProfileOption = None,
    extra_matching: ExtraMatchingOption = None,
    format: options.FormatOption = options.Format.TEXT,
) -> None:
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

    with choices.target(design, env, endpoint_url, data, aws=aws, profile=profile) as target:
        with progress() as tell:
            tell(f"looking at the tables of {target.loaded.name}")
            verification = deploying.verify(target, extra_matching=extra_matching)
        if format is options.Format.JSON:
            print_json({**target_data(target), **verification.to_data()})
        else:
            print_verification(results(), target, verification)
    if not verification.matches:
        raise typer.Exit(1)
