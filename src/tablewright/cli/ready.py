"""What a server says when it is ready: where it is, what it serves, and how to point the AWS CLI at it."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tablewright.cli.output import Span, Style, results
from tablewright.cli.words import count

if TYPE_CHECKING:
    from tablewright.app.designs import LoadedDesign
    from tablewright.app.running import Deployed
    from tablewright.app.serving import Serving


def print_deployed(deployed: "Deployed") -> None:
    """Print that a design's tables are there, and what it took."""
    target = deployed.target
    tables = len(target.resources)
    made = f"{count(len(deployed.applied.changes), 'change')} applied" if deployed.applied else "as declared already"
    loaded = f", {count(deployed.loaded_items, 'item')} of sample data loaded" if deployed.loaded_items else ""
    output = results()
    place = f"environment {target.environment.name} in {target.environment.region}"
    output.line(Span(target.loaded.name, Style.NAME), f": {place}, {count(tables, 'table')}, {made}{loaded}")
    output.flush()


def print_left_out(designs: "Sequence[LoadedDesign]", env: str | None) -> None:
    """Print which designs are not run, as they have no such environment."""
    output = results()
    for each in designs:
        has = ", ".join(environment.name for environment in each.design.environments)
        output.line(Span(each.name, Style.NAME), f": left out, it has no environment {env} (but {has})")


def print_ready(serving: "Serving", deployed: "Sequence[Deployed]" = ()) -> None:
    """Print that requests are accepted, and how to send some."""
    output = results()
    data = f"in {serving.directory}" if serving.directory else "in memory, gone when this ends"
    output.line(Span("Ready", Style.GOOD), ": DynamoDB at ", Span(serving.url, Style.NAME), " (Ctrl-C stops it)")
    output.line("  data     ", data)
    output.line("  regions  ", f"{', '.join(serving.regions)}; any other starts empty when it is first used")
    if serving.beyond_this_machine:
        credentials = "one of its keys" if serving.key_ids else "any credentials"
        output.line(Span(f"  network  other machines can connect, with {credentials}", Style.CHANGED))
    if serving.key_ids:
        output.line("  keys     ", f"{', '.join(serving.key_ids)}; requests must be signed with one of them")
    output.line()
    output.line("Point the AWS CLI and SDKs at it:")
    region, example = _example(serving, deployed)
    output.line(f"  export AWS_ENDPOINT_URL={serving.url}")
    # Version 1 of the AWS CLI and boto3 read the second of the two names only, the SDK for JavaScript the first.
    output.line(f"  export AWS_REGION={region} AWS_DEFAULT_REGION={region}")
    key_id, secret = (serving.key_ids[0], "...") if serving.key_ids else ("local", "local")
    output.line(f"  export AWS_ACCESS_KEY_ID={key_id} AWS_SECRET_ACCESS_KEY={secret}")
    output.line(f"  {example}")
    output.flush()


def _example(serving: "Serving", deployed: "Sequence[Deployed]") -> tuple[str, str]:
    """The region to set, and a command that shows something there."""
    if not deployed:
        return serving.regions[0], "aws dynamodb list-tables"
    from tablewright.app.running import home_region

    region = home_region(deployed)
    target = next(each.target for each in deployed if each.target.environment.region == region)
    return region, f"aws dynamodb describe-table --table-name {target.resources[0].name}"
