"""`tablewright up`: designs deployed, loaded and served on this machine."""

from typing import Annotated

import typer

from tablewright.cli import choices
from tablewright.cli.options import (
    AuthFileOption,
    AuthOption,
    EnvOption,
    HostOption,
    MemoryOption,
    PortOption,
    ServerDataOption,
)

NAME = "up"

SystemsArgument = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="SYSTEM",
        help="Designs to run: folders in ./systems, paths, or module:name. Default: all in ./systems.",
        show_default=False,
    ),
]


def command(
    systems: SystemsArgument = None,
    env: EnvOption = None,
    port: PortOption = 8000,
    host: HostOption = "127.0.0.1",
    data: ServerDataOption = None,
    memory: MemoryOption = False,
    auth: AuthOption = None,
    auth_file: AuthFileOption = None,
) -> None:
    """Run designs on this machine and serve them.

    Applies each, loads its sample data where its tables are empty, and
    serves the embedded engine. Each design's tables are in its
    environment's region. The data is there again the next time. Commands
    that use the same data directory find the server by themselves.

    \b
    Examples:
      tablewright up
      tablewright up marketplace iops --port 8001
      tablewright up systems/shuttle --env staging --memory
      tablewright up --auth-file keys.txt
    """
    from tablewright.app.access_keys import access_keys
    from tablewright.app.designs import designs_in
    from tablewright.app.running import up
    from tablewright.app.serving import Address
    from tablewright.app.settings import project_settings
    from tablewright.cli.ready import print_deployed, print_ready

    keys = access_keys(auth or (), auth_file)
    settings = project_settings()
    directory = choices.server_directory(data, memory=memory)
    designs = designs_in(settings.systems, systems)
    up(
        designs,
        env or settings.env,
        Address(host, port),
        directory,
        deployed=print_deployed,
        ready=print_ready,
        keys=keys,
    )
