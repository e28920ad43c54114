"""Where in the user's own files something was declared, so that an error can point at it."""

import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import Any


@dataclass(frozen=True, slots=True, order=True)
class Location:
    """A line of a design file."""

    file: str
    line: int

    def __str__(self) -> str:
        shown = os.path.relpath(self.file) if self.file.startswith(os.getcwd() + os.sep) else self.file
        return f"{shown}:{self.line}"


UNKNOWN = Location("<unknown>", 0)


def declared_here() -> Location:
    """The first caller outside this package: the line that declares a table, an index or an environment."""
    frame: FrameType | None = sys._getframe(1)
    while frame is not None and str(frame.f_globals.get("__name__", "")).startswith(__package__ or ""):
        frame = frame.f_back
    return UNKNOWN if frame is None else Location(frame.f_code.co_filename, frame.f_lineno)


def of_function(function: Callable[..., Any]) -> Location:
    """The line of a function's first decorator (or of its ``def``)."""
    code = getattr(function, "__code__", None)
    return UNKNOWN if code is None else Location(code.co_filename, code.co_firstlineno)


def of_class(declared: type) -> Location:
    """The line where a class is written, as far as Python can tell."""
    try:
        return Location(inspect.getsourcefile(declared) or "<unknown>", inspect.getsourcelines(declared)[1])
    except (OSError, TypeError):
        return UNKNOWN
