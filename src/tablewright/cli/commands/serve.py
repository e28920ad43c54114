"""`tablewright serve`: the bare engine."""

from tablewright.cli.choices import server_directory
from tablewright.cli.options import HostOption, MemoryOption, PortOption, ServerDataOption

NAME = "serve"


def command(
    port: PortOption = 8000, host: HostOption = "127.0.0.1", data: ServerDataOption = None, memory: MemoryOption = False
) -> None:
    """Serve the embedded DynamoDB, without designs.

    Writes are on disk when they are answered. Any credentials are accepted,
    and the region they name has its own data. Commands that use the same
    data directory find the server by themselves.

    \b
    Examples:
      tablewright serve
      tablewright serve --port 0 --memory
      tablewright serve --data /var/lib/tablewright
    """
    from tablewright.app.serving import Address, serve
    from tablewright.cli.ready import print_ready

    directory = server_directory(data, memory=memory)
    serve(Address(host, port), directory, print_ready)
