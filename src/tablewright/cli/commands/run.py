"""`tablewright run`: an access pattern by its name."""

from enum import StrEnum
from typing import Annotated

import typer

from tablewright.cli import choices
from tablewright.cli.options import AwsOption, DataOption, EndpointUrlOption, EnvOption, ProfileOption

NAME = "run"


class ResultFormat(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


WordsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="[DESIGN] [PATTERN] [NAME=VALUE]...",
        help="The design, the pattern's name and its inputs. Entities, lists and maps are written as JSON. "
        "DESIGN may be left out where pyproject.toml sets it.",
        show_default=False,
    ),
]
ResultFormatOption = Annotated[
    ResultFormat, typer.Option("--format", help="How to print the result; jsonl prints an item a line.")
]


def command(
    words: WordsArgument = None,
    env: EnvOption = None,
    endpoint_url: EndpointUrlOption = None,
    data: DataOption = None,
    aws: AwsOption = False,
    profile: ProfileOption = None,
    format: ResultFormatOption = ResultFormat.TEXT,
) -> None:
    """Run an access pattern of a design; without PATTERN, list them with their inputs.

    \b
    Examples:
      tablewright run systems/marketplace
      tablewright run systems/marketplace provider_bookings provider_id=prov-001 limit=5
      tablewright run systems/bbws get_tenant_by_email email=owner@bo-kaap-spices.example --format json
    """
    from tablewright.app import patterns
    from tablewright.cli.output import messages, results
    from tablewright.cli.pattern_text import print_entries, print_json_entries, print_result

    design, pattern, inputs = choices.design_pattern_inputs(words or [])
    if pattern is None:
        loaded, environment = choices.design_and_environment(design, env)
        entries = patterns.patterns_of(loaded, environment)
        if format is ResultFormat.TEXT:
            print_entries(results(), loaded, entries)
        else:
            print_json_entries(entries, a_line_each=format is ResultFormat.JSONL)
        return
    given = patterns.parse_inputs(inputs)
    endpoint = choices.endpoint(endpoint_url, data, aws=aws, profile=profile)
    with choices.target(design, env, endpoint) as target:
        result = patterns.run(target, pattern, given)
    print_result(results(), messages(), result, format=format.value)
