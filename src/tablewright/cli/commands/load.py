"""`tablewright load`: a design's sample data into its tables."""

from tablewright.cli import choices
from tablewright.cli.options import (
    AwsOption,
    DataOption,
    DesignArgument,
    EndpointUrlOption,
    EnvOption,
    Format,
    FormatOption,
    ProfileOption,
)

NAME = "load"


def command(
    design: DesignArgument = None,
    env: EnvOption = None,
    endpoint_url: EndpointUrlOption = None,
    data: DataOption = None,
    aws: AwsOption = False,
    profile: ProfileOption = None,
    format: FormatOption = Format.TEXT,
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

    endpoint = choices.endpoint(endpoint_url, data, aws=aws, profile=profile)
    with choices.target(design, env, endpoint) as target:
        with progress() as tell:
            tell(f"loading the sample data of {target.loaded.name}")
            tables = load(target)
        if format is Format.JSON:
            print_json({**target_data(target), "tables": tables})
            return
        results().line(target.heading)
        results().table([(name, str(number)) for name, number in tables.items()], headers=("TABLE", "ITEMS"))
