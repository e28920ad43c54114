"""`tablewright run`: an access pattern by its name."""

from dataclasses import replace
from enum import StrEnum

import click

from tablewright.cli import choices, options
from tablewright.cli.formats import format_option


class ResultFormat(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"
    JSONL = "jsonl"


@click.command("run")
@options.target
@click.argument("pattern", required=False, help="The access pattern's name. Default: list them.")
@click.argument(
    "inputs",
    nargs=-1,
    metavar="[NAME=VALUE]...",
    help="The pattern's inputs. Entities, lists and maps are written as JSON.",
)
@format_option(ResultFormat, "How to print the result; jsonl prints an item a line.")
def command(chosen: options.TargetOptions, pattern: str | None, inputs: tuple[str, ...], format: ResultFormat) -> None:
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

    words = [word for word in (chosen.design, pattern, *inputs) if word is not None]
    design, pattern, given_words = choices.design_pattern_inputs(words)
    if pattern is None:
        loaded, environment = choices.design_and_environment(design, chosen.env)
        entries = patterns.patterns_of(loaded, environment)
        if format is ResultFormat.TEXT:
            print_entries(results(), loaded, entries)
        else:
            print_json_entries(entries, a_line_each=format is ResultFormat.JSONL)
        return
    given = patterns.parse_inputs(given_words)
    with choices.target(replace(chosen, design=design)) as target:
        result = patterns.run(target, pattern, given)
    print_result(results(), messages(), result, format=format.value)
