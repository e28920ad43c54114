"""Finding designs: by path, by module, or every one in a folder; and choosing the environment to work in."""

import difflib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from tablewright.app.errors import AppError, UsageError
from tablewright.app.modules import import_file, import_module
from tablewright.design.design import Design, UnknownName
from tablewright.design.environment import Environment
from tablewright.design.naming import nearest

__all__ = ["Environment", "LoadedDesign", "designs_in", "load_design", "with_environment"]

DESIGN_FILE = "design.py"
"""What the file of a design is called in the folder of a system."""

DEFAULT_ENVIRONMENT = "dev"


@dataclass(frozen=True, slots=True)
class LoadedDesign:
    """A design, and where it came from."""

    design: Design
    reference: str
    """The design as it was asked for; commands printed for the user repeat it."""
    module: ModuleType

    @property
    def name(self) -> str:
        """The design's own name."""
        return self.design.name

    @property
    def file(self) -> Path:
        """The file that declares it."""
        return Path(self.module.__file__ or "")

    def environment(self, name: str | None) -> Environment:
        """The environment of that name; without one `dev`, or the only one there is.

        Raises:
            UsageError: the design has no such environment, or it must be named.
        """
        environments = self.design.environments
        if name is None:
            name = environments[0].name if len(environments) == 1 else DEFAULT_ENVIRONMENT
        try:
            return self.design.environment(name)
        except UnknownName as error:
            raise UsageError(f"{error} Choose one with --env.") from error


def load_design(reference: str) -> LoadedDesign:
    """Load the design that is meant by a path or ``module:name``.

    `reference` is a folder with a ``design.py``, a Python file, either of them followed by ``:name``, or
    ``module:name``. The name may be left out of a file that declares a single design.

    Raises:
        UsageError: there is no such file or module, or no such design in it.
        BrokenDesign: the design has problems; the error lists them.
        AppError: the file's own code fails.
    """
    if Path(reference).exists():
        return _from_file(reference, Path(reference), None)
    place, colon, name = reference.rpartition(":")
    if not colon:
        raise UsageError(_no_such_path(reference))
    if Path(place).exists():
        return _from_file(reference, Path(place), name)
    if not all(part.isidentifier() for part in place.split(".")):
        raise UsageError(_no_such_path(place))
    module = import_module(place)
    return LoadedDesign(_design_in(module, name, place), reference, module)


def designs_in(folder: Path, names: Sequence[str] = ()) -> list[LoadedDesign]:
    """Every design in the subfolders of a folder, in order of their names; or those that are named.

    A name is that of a subfolder, or anything that `load_design` takes.

    Raises:
        UsageError: there is no such folder, no design in it, or a name leads to none.
    """
    if names:
        return [load_design(_in_folder(folder, name)) for name in names]
    if not folder.is_dir():
        raise UsageError(
            f"there is no folder {folder} to take designs from; name them, or run this where it is "
            "(pyproject.toml can set it: [tool.tablewright] systems)"
        )
    found = sorted(each.parent for each in folder.glob(f"*/{DESIGN_FILE}"))
    if not found:
        raise UsageError(f"no design in {folder}: none of its folders has a {DESIGN_FILE}")
    return [load_design(str(each)) for each in found]


def with_environment(designs: list[LoadedDesign], env: str | None) -> tuple[list[LoadedDesign], list[LoadedDesign]]:
    """The designs that have an environment, and those that do not; without a name, each has its default.

    Raises:
        UsageError: none of them has it.
    """
    if env is None:
        return designs, []
    known = {environment.name for each in designs for environment in each.design.environments}
    if env not in known:
        raise UsageError(
            f"no design here has an environment {env!r}. {nearest(env, known)}. Choose another with --env."
        )
    having = [each for each in designs if env in {environment.name for environment in each.design.environments}]
    return having, [each for each in designs if each not in having]


def _in_folder(folder: Path, name: str) -> str:
    return str(folder / name) if not Path(name).exists() and (folder / name).exists() else name


def _from_file(reference: str, path: Path, name: str | None) -> LoadedDesign:
    file = path / DESIGN_FILE if path.is_dir() else path
    if not file.is_file():
        raise UsageError(f"no design in {path}: it has no {DESIGN_FILE}")
    if file.suffix != ".py":
        raise UsageError(f"{path} is not a Python file; a design is a folder with a {DESIGN_FILE}, or a .py file")
    module = import_file(file)
    return LoadedDesign(_design_in(module, name, str(file)), reference, module)


def _design_in(module: ModuleType, name: str | None, place: str) -> Design:
    if name is not None:
        value = getattr(module, name, None)
        if isinstance(value, Design):
            return value
        raise UsageError(f"{place} has no design {name!r}; {_designs_told(module)}")
    if isinstance(named := getattr(module, "design", None), Design):
        return named
    designs = _designs(module)
    if len(designs) == 1:
        return next(iter(designs.values()))
    if not designs:
        raise AppError(f'no design in {place}: it declares none; write design = Design("name", tables=[...])')
    raise UsageError(f"{place} has several designs, say which: {place}:{next(iter(designs))}; {_designs_told(module)}")


def _designs(module: ModuleType) -> dict[str, Design]:
    return {name: value for name, value in vars(module).items() if isinstance(value, Design)}


def _designs_told(module: ModuleType) -> str:
    designs = _designs(module)
    return f"it has {', '.join(designs)}" if designs else "it declares none"


def _no_such_path(reference: str) -> str:
    path = Path(reference)
    siblings = [each.name for each in path.parent.iterdir()] if path.parent.is_dir() else []
    near = difflib.get_close_matches(path.name, siblings, n=1)
    hint = f"did you mean {path.parent / near[0]}?" if near else "or is it a module? Then write module:name"
    return f"no design {reference!r}: there is no such file or folder; {hint}"
