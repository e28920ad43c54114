"""The project's defaults: ``[tool.tablewright]`` in the nearest pyproject.toml."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tablewright.app.errors import UsageError

DATA_DIRECTORY = Path(".tablewright")
"""Where the embedded engine keeps its data when nothing else is said."""

SYSTEMS_DIRECTORY = Path("systems")
"""Where `up` and `demo` look for designs when nothing else is said."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a project says once, so that it need not be said with every command.

    Paths are relative to the pyproject.toml that gives them; without one, to the working directory.
    """

    design: str | None = None
    """The design that commands work on when they are given none."""
    env: str | None = None
    """The environment, where ``--env`` does not give it."""
    data: Path = DATA_DIRECTORY
    """The embedded engine's data directory."""
    endpoint_url: str | None = None
    """A DynamoDB endpoint to use in place of the embedded engine."""
    systems: Path = SYSTEMS_DIRECTORY
    """The folder of designs that `up` and `demo` take when none is named."""

    def chosen_env(self, said: str | None) -> str | None:
        """The environment that was asked for, else the project's; a name that is empty is no default, but wrong."""
        return self.env if said is None else said


def project_settings(start: Path | None = None) -> Settings:
    """The settings of the project around `start` (the working directory).

    Raises:
        UsageError: the file is not TOML, or sets what is not a setting.
    """
    directory = (start or Path.cwd()).resolve()
    for folder in (directory, *directory.parents):
        file = folder / "pyproject.toml"
        if file.is_file():
            return _read(file)
    return Settings()


def _read(file: Path) -> Settings:
    text = file.read_bytes()
    if b"tablewright" not in text:  # spares every start the parsing of a file that says nothing to us
        return Settings()
    import tomllib

    try:
        table = tomllib.loads(text.decode()).get("tool", {}).get("tablewright", {})
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: not TOML: {error}") from error
    given = {name: _text(file, name, value) for name, value in table.items()}
    known = ("data", "design", "endpoint-url", "env", "systems")
    for name in given:
        if name not in known:
            raise UsageError(f"{file}: [tool.tablewright] has no setting {name!r}; it takes {', '.join(known)}")
    return Settings(
        design=_reference(file, given.get("design")),
        env=given.get("env"),
        data=_path(file, given.get("data"), DATA_DIRECTORY),
        endpoint_url=given.get("endpoint-url"),
        systems=_path(file, given.get("systems"), SYSTEMS_DIRECTORY),
    )


def _text(file: Path, name: str, value: Any) -> str:
    if not isinstance(value, str):
        raise UsageError(f"{file}: [tool.tablewright] {name} is a string, not {value!r}")
    return value


def _path(file: Path, given: str | None, otherwise: Path) -> Path:
    """The path as seen from the working directory, which keeps it short in what is printed."""
    if given is None:
        return otherwise
    path = (file.parent / given).resolve()
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _reference(file: Path, given: str | None) -> str | None:
    """A design given by its path is found from anywhere in the project; one given by its module is anyway."""
    if given is None or not (file.parent / given).exists():
        return given
    return str(_path(file, given, Path(given)))
