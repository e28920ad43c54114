"""`tablewright serve`: the bare engine."""

import click

from tablewright.cli import choices, options


@click.command("serve")
@options.server
def command(server: options.ServerOptions) -> None:
    """Serve the embedded DynamoDB, without designs.

    Writes are on disk when they are answered. Any credentials are accepted
    unless --auth says which, and the region they name has its own data.
    Commands that use the same data directory find the server by themselves.

    \b
    Examples:
      tablewright serve
      tablewright serve --port 0 --memory
      tablewright serve --data /var/lib/tablewright
      tablewright serve --auth alice:wonderland --auth bob:builder
    """
    from tablewright.app.access_keys import access_keys
    from tablewright.app.serving import Address, serve
    from tablewright.cli.ready import print_ready

    directory = choices.server_directory(server)
    serve(Address(server.host, server.port), directory, print_ready, access_keys(server.auth, server.auth_file))
