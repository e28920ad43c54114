"""The arguments and options that several commands share."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class Format(StrEnum):
    """How results are printed."""

    TEXT = "text"
    JSON = "json"


DesignArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="DESIGN",
        help="A folder with a design.py, a Python file, or module:name. Default: the design set in pyproject.toml.",
        show_default=False,
    ),
]

SystemsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SYSTEM",
        help="Designs: folders in ./systems, paths, or module:name. Default: all in ./systems with that environment.",
        show_default=False,
    ),
]

EnvOption = Annotated[
    str | None,
    typer.Option(
        "--env",
        metavar="NAME",
        help="The design's environment. Default: the one set in pyproject.toml, else dev.",
        show_default=False,
    ),
]

EndpointUrlOption = Annotated[
    str | None,
    typer.Option(
        "--endpoint-url",
        metavar="URL",
        help="A DynamoDB endpoint to use. Default: AWS_ENDPOINT_URL_DYNAMODB or AWS_ENDPOINT_URL where set, "
        "else the embedded engine.",
        show_default=False,
    ),
]

DataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="Use the embedded engine, with its data in this directory. Default: .tablewright.",
        show_default=False,
    ),
]

AwsOption = Annotated[
    bool,
    typer.Option(
        "--aws",
        help="Use Amazon DynamoDB itself, in the environment's region. AWS is never used unless asked for.",
    ),
]

ProfileOption = Annotated[
    str | None,
    typer.Option(
        "--profile",
        metavar="NAME",
        help="The AWS profile to take credentials from; implies --aws unless an endpoint is given.",
        show_default=False,
    ),
]

FormatOption = Annotated[Format, typer.Option("--format", help="How to print the result.")]

HostOption = Annotated[str, typer.Option("--host", help="The address to listen on.")]
PortOption = Annotated[int, typer.Option("--port", min=0, max=65535, help="The port to listen on; 0: any free one.")]
MemoryOption = Annotated[bool, typer.Option("--memory", help="Keep the data in memory, and nothing on disk.")]
ServerDataOption = Annotated[
    Path | None,
    typer.Option(
        "--data",
        metavar="DIR",
        help="The directory to keep the data in. Default: the one set in pyproject.toml, else .tablewright.",
        show_default=False,
    ),
]

AuthOption = Annotated[
    list[str] | None,
    typer.Option(
        "--auth",
        metavar="KEY_ID:SECRET",
        help="Answer only requests that are signed with this key; repeat it for more. Other users of this machine "
        "can see it: --auth-file keeps it from them. Default: any credentials are accepted.",
        show_default=False,
    ),
]
AuthFileOption = Annotated[
    Path | None,
    typer.Option(
        "--auth-file",
        metavar="FILE",
        help="A file of such keys, one KEY_ID:SECRET a line.",
        show_default=False,
    ),
]

DeleteMatchingOption = Annotated[
    str | None,
    typer.Option(
        "--delete-matching",
        metavar="PATTERN",
        help="Remove tables whose names match this shell pattern and that the design does not declare.",
        show_default=False,
    ),
]
