"""`tablewright up`: designs deployed, loaded and served on this machine."""

import click

from tablewright.cli import choices, options


@click.command("up")
@options.systems
@options.env
@options.server
def command(systems: tuple[str, ...], env: str | None, server: options.ServerOptions) -> None:
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
    from tablewright.app.running import up
    from tablewright.app.serving import Address
    from tablewright.app.settings import project_settings
    from tablewright.cli.ready import print_deployed, print_left_out, print_ready

    keys = access_keys(server.auth, server.auth_file)
    settings = project_settings()
    directory = choices.server_directory(server)
    designs, left_out = choices.designs_to_run(systems, env)
    print_left_out(left_out, settings.chosen_env(env))
    up(
        designs,
        settings.chosen_env(env),
        Address(server.host, server.port),
        directory,
        deployed=print_deployed,
        ready=print_ready,
        keys=keys,
    )
