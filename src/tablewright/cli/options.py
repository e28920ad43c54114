"""The arguments and options that several commands share.

Those that always go together come to the command as one value.
"""

from collections.abc import Callable
from dataclasses import dataclass, fields
from functools import wraps
from pathlib import Path
from typing import Any

import click

Command = Callable[..., None]
Option = Callable[[Command], Command]


@dataclass(frozen=True, slots=True)
class TargetOptions:
    """What was said about the design, its environment and the endpoint; None: nothing."""

    design: str | None
    env: str | None
    endpoint_url: str | None
    data: Path | None
    aws: bool
    profile: str | None


@dataclass(frozen=True, slots=True)
class ServerOptions:
    """What was said about a server: where it listens, where its data is, and the keys it asks for."""

    port: int
    host: str
    data: Path | None
    memory: bool
    auth: tuple[str, ...]
    auth_file: Path | None


def _together(name: str, made_of: type[TargetOptions | ServerOptions], *options: Option) -> Option:
    """Options whose values make up one value, which the command gets under a name of its own."""
    parts = [field.name for field in fields(made_of)]

    def decorate(command: Command) -> Command:
        @wraps(command)
        def called(**given: Any) -> None:
            value = made_of(**{part: given.pop(part) for part in parts})
            command(**{name: value}, **given)

        decorated: Command = called
        for option in reversed(options):  # as decorators do: the last one first
            decorated = option(decorated)
        return decorated

    return decorate


design = click.argument(
    "design",
    required=False,
    help="A folder with a design.py, a Python file, or module:name. Default: the design set in pyproject.toml.",
)

systems = click.argument(
    "systems",
    nargs=-1,
    metavar="[SYSTEM]...",
    help="Designs: folders in ./systems, paths, or module:name. Default: all in ./systems with that environment.",
)

env = click.option(
    "--env",
    metavar="NAME",
    help="The design's environment. Default: the one set in pyproject.toml, else dev or the only one there is.",
)

delete_matching = click.option(
    "--delete-matching",
    metavar="PATTERN",
    help="Remove tables whose names match this shell pattern and that the design does not declare.",
)

target = _together(
    "chosen",
    TargetOptions,
    design,
    env,
    click.option(
        "--endpoint-url",
        metavar="URL",
        help="A DynamoDB endpoint to use. Default: the one set in pyproject.toml, in AWS_ENDPOINT_URL_DYNAMODB or in "
        "AWS_ENDPOINT_URL, else the embedded engine.",
    ),
    click.option(
        "--data",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="Use the embedded engine, with its data in this directory. Default: the one set in pyproject.toml, else "
        ".tablewright.",
    ),
    click.option(
        "--aws",
        is_flag=True,
        help="Use Amazon DynamoDB itself, in the environment's region. AWS is never used unless asked for.",
    ),
    click.option(
        "--profile",
        metavar="NAME",
        help="The AWS profile to take credentials from; implies --aws unless an endpoint is given.",
    ),
)
"""What a command works on that needs an endpoint: ``chosen``, `TargetOptions`."""

server = _together(
    "server",
    ServerOptions,
    click.option(
        "--port",
        metavar="PORT",
        type=click.IntRange(0, 65535),
        default=8000,
        help="The port to listen on; 0: any free one.",
    ),
    click.option("--host", metavar="ADDRESS", default="127.0.0.1", help="The address to listen on."),
    click.option(
        "--data",
        metavar="DIR",
        type=click.Path(path_type=Path),
        help="The directory to keep the data in. Default: the one set in pyproject.toml, else .tablewright.",
    ),
    click.option("--memory", is_flag=True, help="Keep the data in memory, and nothing on disk."),
    click.option(
        "--auth",
        metavar="KEY_ID:SECRET",
        multiple=True,
        help="Answer only requests that are signed with this key; repeat it for more. Other users of this machine "
        "can see it: --auth-file keeps it from them. Default: any credentials are accepted.",
    ),
    click.option(
        "--auth-file",
        metavar="FILE",
        type=click.Path(path_type=Path),
        help="A file of such keys, one KEY_ID:SECRET a line.",
    ),
)
"""What a server is started with: ``server``, `ServerOptions`."""
