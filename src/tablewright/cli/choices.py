"""What the options ask for, together with the project's settings where they leave something open."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from tablewright.app.errors import UsageError
from tablewright.app.settings import project_settings
from tablewright.cli.options import ServerOptions, TargetOptions

if TYPE_CHECKING:
    from tablewright.app.designs import Environment, LoadedDesign
    from tablewright.app.targets import Target


def designs_to_run(systems: Sequence[str], env: str | None) -> "tuple[list[LoadedDesign], list[LoadedDesign]]":
    """The designs that were named; or all of the project's that have the environment, and those that have not.

    Raises:
        AppError: there is no such design, one is broken, or none has the environment.
    """
    from tablewright.app.designs import designs_in, with_environment

    settings = project_settings()
    designs = designs_in(settings.systems, systems)
    return (designs, []) if systems else with_environment(designs, settings.chosen_env(env))


@contextmanager
def target(chosen: TargetOptions) -> Iterator["Target"]:
    """The design, the environment and the endpoint that a command works on.

    Raises:
        AppError: there is no such design, environment or endpoint, or it cannot be used.
    """
    from tablewright.app.endpoints import EndpointChoice
    from tablewright.app.targets import opened_target

    endpoint = EndpointChoice(chosen.endpoint_url, chosen.aws, chosen.profile, chosen.data)
    with opened_target(chosen.design, chosen.env, endpoint, project_settings()) as opened:
        yield opened


def loaded_design(design: str | None) -> "LoadedDesign":
    """The design that a command is about.

    Raises:
        AppError: there is no such design, or it is broken.
    """
    from tablewright.app.targets import chosen_design

    return chosen_design(design, project_settings())


def design_and_environment(design: str | None, env: str | None) -> "tuple[LoadedDesign, Environment]":
    """What a command works on that needs no endpoint.

    Raises:
        AppError: there is no such design or environment, or the design is broken.
    """
    from tablewright.app.targets import chosen_design

    settings = project_settings()
    loaded = chosen_design(design, settings)
    return loaded, loaded.environment(settings.chosen_env(env))


def design_pattern_inputs(words: list[str]) -> tuple[str | None, str | None, list[str]]:
    """A design, a pattern and inputs from ``[DESIGN] [PATTERN] [NAME=VALUE]...``; what is left out is None.

    Where the project sets a design, a first word that leads to no file and is not ``module:name`` is a pattern.

    Raises:
        UsageError: the words are in no such order.
    """
    inputs = [word for word in words if "=" in word]
    names = words[: len(words) - len(inputs)]
    if any("=" in word for word in names):
        raise UsageError("inputs (name=value) come after the design and the pattern")
    if len(names) == 1 and project_settings().design and not (Path(names[0]).exists() or ":" in names[0]):
        return None, names[0], inputs
    if len(names) > 2:
        raise UsageError(f"{names[2]!r} is not an input; write it as name=value")
    design, pattern = [*names, None, None][:2]
    if inputs and pattern is None:
        raise UsageError(f"which pattern is to run with {inputs[0]!r}? Its name comes before the inputs")
    return design, pattern, inputs


def apply_command(target: "Target") -> str:
    """The command that applies what was just planned."""
    parts = ["tablewright apply", target.loaded.reference, f"--env {target.environment.name}", target.endpoint.options]
    return " ".join(part for part in parts if part)


def server_directory(server: ServerOptions) -> Path | None:
    """The data directory that a server is to use; None: memory.

    Raises:
        UsageError: both were asked for.
    """
    if not server.memory:
        return server.data or project_settings().data
    if server.data is not None:
        raise UsageError("--data and --memory exclude one another: give one of them")
    return None
