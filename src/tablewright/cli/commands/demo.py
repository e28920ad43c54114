"""`tablewright demo`: designs taken to running tables, and everything in them tried."""

from pathlib import Path

import click

from tablewright.cli import choices, options


@click.command("demo")
@options.systems
@options.env
def command(systems: tuple[str, ...], env: str | None) -> None:
    """Take designs to running tables and try them.

    For each design, on an embedded engine: plan, apply, load the sample
    data, close the engine and open it again, verify, run every access
    pattern with an example, render CloudFormation. All of it is in
    .tablewright/demo, which is emptied first. Exits with 1 when anything
    fails.

    \b
    Examples:
      tablewright demo
      tablewright demo marketplace --env prod
    """
    from tablewright.app.demo import demo
    from tablewright.app.settings import project_settings
    from tablewright.cli.demo_text import print_beginning, print_end, print_report
    from tablewright.cli.output import progress, results
    from tablewright.cli.ready import print_left_out

    settings = project_settings()
    directory: Path = settings.data / "demo"
    output = results()
    with progress() as tell:
        tell("loading the designs")
        designs, left_out = choices.designs_to_run(systems, env)
        print_left_out(left_out, settings.chosen_env(env))
        print_beginning(output, designs, directory)
        reports = demo(
            designs,
            settings.chosen_env(env),
            directory,
            doing=tell,
            told=lambda report: print_report(output, report),
        )
    print_end(output, reports)
    if not all(report.is_well for report in reports):
        raise click.exceptions.Exit(1)
