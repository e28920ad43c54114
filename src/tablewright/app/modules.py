"""Importing a user's file under the name that the user's own imports give it."""

import importlib
import importlib.util
import os
import sys
import traceback
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from types import ModuleType
from typing import TypeVar

from tablewright.app.errors import AppError, BrokenDesign, UsageError
from tablewright.design.problems import DesignError

T = TypeVar("T")


def import_module(name: str) -> ModuleType:
    """The module of a dotted name, found from the working directory and the Python path.

    Raises:
        UsageError: there is no such module.
        BrokenDesign: a design in it has problems.
        AppError: its code fails when it is imported.
    """
    _extend_path(Path.cwd())
    try:
        return importlib.import_module(name)
    except ModuleNotFoundError as error:
        if error.name is not None and (name == error.name or name.startswith(f"{error.name}.")):
            raise UsageError(
                f"no module named {error.name!r}; a design is given by its path "
                "(systems/shop) or as module:name (shop.design:design)"
            ) from error
        raise _failure(error, Path.cwd()) from error
    except DesignError as error:
        raise BrokenDesign.because_of(error) from error
    except (Exception, SystemExit) as error:
        raise _failure(error, Path.cwd()) from error


def import_file(file: Path) -> ModuleType:
    """The module in a file, imported once however it is reached.

    It is imported by the dotted name that leads to it from the root of its project, so that what it imports
    absolutely or relatively is what the project's tests import. Where that name is taken by another module,
    it gets a name of its own; relative imports work then as well.

    Raises:
        BrokenDesign: a design in it has problems.
        AppError: its code fails when it is imported.
    """
    file = file.resolve()
    root = _import_root(file)
    name = ".".join(file.relative_to(root).with_suffix("").parts)
    try:
        if all(part.isidentifier() for part in name.split(".")):
            _extend_path(root)
            if _leads_to(name, file):
                return importlib.import_module(name)
        return _import_by_own_name(file)
    except DesignError as error:
        raise BrokenDesign.because_of(error) from error
    except (Exception, SystemExit) as error:
        raise _failure(error, file.parent) from error


def call_theirs(function: Callable[[], T], file: Path) -> T:
    """Call a function of the user's, which is in a file.

    Raises:
        AppError: it fails; the error points at the line in the files of its folder.
    """
    try:
        return function()
    except Exception as error:
        raise _failure(error, file.parent.resolve(), file) from error


def _import_root(file: Path) -> Path:
    """The folder from which Python would import the file, as the file's own imports expect."""
    package = file.parent
    if (package / "__init__.py").exists():
        while (package / "__init__.py").exists():
            package = package.parent
        return package
    on_path = {Path(entry).resolve() for entry in sys.path if entry}
    around = file.parents
    for marks_root in (
        lambda folder: folder in on_path,
        lambda folder: (folder / "pyproject.toml").exists(),
        lambda folder: folder == Path.cwd(),
    ):
        for folder in around:
            if marks_root(folder):
                return folder
    return file.parent.parent


def _extend_path(root: Path) -> None:
    if str(root) not in sys.path:
        sys.path.append(str(root))
        importlib.invalidate_caches()


def _leads_to(name: str, file: Path) -> bool:
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return False
    return spec is not None and spec.origin is not None and Path(spec.origin).resolve() == file


def _import_by_own_name(file: Path) -> ModuleType:
    package = f"_design_{sha256(str(file.parent).encode()).hexdigest()[:12]}"
    if package not in sys.modules:
        parent = ModuleType(package)
        parent.__path__ = [str(file.parent)]
        sys.modules[package] = parent
    return importlib.import_module(f"{package}.{file.stem}")


def _failure(error: BaseException, folder: Path, file: Path | None = None) -> AppError:
    """The user's exception with its place in the user's files, at least which file it is, and nothing of ours."""
    if isinstance(error, AppError):
        return error
    if isinstance(error, SyntaxError):
        return AppError(f"{shown(error.filename)}:{error.lineno}: {error.msg}")
    frames = traceback.extract_tb(error.__traceback__)
    theirs = [frame for frame in frames if _is_file_in(folder, frame.filename)]
    what = "the file exits when it is imported" if isinstance(error, SystemExit) else f"{type(error).__name__}: {error}"
    if not theirs:
        return AppError(f"{shown(str(file))}: {what}" if file else what)
    frame = theirs[-1]
    source = f"\n    {frame.line}" if frame.line else ""
    return AppError(f"{shown(frame.filename)}:{frame.lineno}: {what}{source}")


def _is_file_in(folder: Path, filename: str) -> bool:
    """Whether code is of a file there; what a library generates, such as a dataclass's `__init__`, is of `<string>`."""
    return not filename.startswith("<") and Path(filename).resolve().is_relative_to(folder)


def shown(filename: str | None) -> str:
    """A file as it is told to the user: relative where it is below the working directory."""
    if filename is None:
        return "<unknown>"
    return os.path.relpath(filename) if filename.startswith(os.getcwd() + os.sep) else filename
