"""`tablewright load`: a design's sample data into its tables."""

from tablewright.cli import choices, options

NAME = "load"


def command(
    design: options.DesignArgument = None,
    env: options.EnvOption = None,
    endpoint_url: options.EndpointUrlOption = None,
    data: options.DataOption = None,
    aws: options.AwsOption = False,
    profile: options.ProfileOption = None,
    format: options.FormatOption = options.Format.TEXT,
) -> None:
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

    with choices.target(design, env, endpoint_url, data, aws=aws, profile=profile) as target:
        with progress() as tell:
            tell(f"loading the sample data of {target.loaded.name}")
            tables = load(target)
        if format is options.Format.JSON:
            print_json({**target_data(target), "tables": tables})
            return
        results().line(target.heading)
        results().table([(name, str(number)) for name, number in tables.items()], headers=("TABLE", "ITEMS"))
