"""`tablewright run`: an access pattern by its name."""

from enum import StrEnum
from typing import Annotated

import typer

from tablewright.cli import choices, options

NAME = "run"


class ResultFormat(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


PatternArgument = Annotated[
    str | None,
    typer.Argument(metavar="PATTERN", help="The access pattern's name. Default: list them.", show_default=False),
]
InputsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="NAME=VALUE",
        help="The pattern's inputs. Entities, lists and maps are written as JSON.",
        show_default=False,
    ),
]
ResultFormatOption = Annotated[
    ResultFormat, typer.Option("--format", help="How to print the result; jsonl prints an item a line.")
]


def command(
    design: options.DesignArgument = None,
    pattern: PatternArgument = None,
    inputs: InputsArgument = None,
    env: options.EnvOption = None,
    endpoint_url: options.EndpointUrlOption = None,
    data: options.DataOption = None,
    aws: options.AwsOption = False,
    profile: options.ProfileOption = None,
    format: ResultFormatOption = ResultFormat.TEXT,
) -> None:
    """Run an access pattern, or list them all.

    DESIGN may be left out where pyproject.toml sets it. A page that is not
    the last tells the cursor to go on with.

    \b
    Examples:
      tablewright run systems/marketplace
      tablewright run systems/marketplace provider_bookings provider_id=prov-001
      tablewright run systems/bbws list_tenants limit=5 --format jsonl
    """
    from tablewright.app import patterns
    from tablewright.cli.output import messages, results
    from tablewright.cli.pattern_text import print_entries, print_json_entries, print_result

    words = [word for word in (design, pattern, *(inputs or ())) if word is not None]
    design, pattern, given_words = choices.design_pattern_inputs(words)
    if pattern is None:
        loaded, environment = choices.design_and_environment(design, env)
        entries = patterns.patterns_of(loaded, environment)
        if format is ResultFormat.TEXT:
            print_entries(results(), loaded, entries)
        else:
            print_json_entries(entries, a_line_each=format is ResultFormat.JSONL)
        return
    given = patterns.parse_inputs(given_words)
    with choices.target(design, env, endpoint_url, data, aws=aws, profile=profile) as target:
        result = patterns.run(target, pattern, given)
    print_result(results(), messages(), result, format=format.value)
