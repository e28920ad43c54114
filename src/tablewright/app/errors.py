"""Errors meant for the person who asked: what is wrong, where, and what to do."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tablewright.design.problems import DesignError, Problem


class AppError(Exception):
    """What was asked for could not be done. The message is for the person who asked."""


class UsageError(AppError):
    """What was asked for makes no sense as it stands: no such design, pattern, environment or input."""


class BrokenDesign(AppError):
    """A design that cannot be used, with everything that is wrong with it."""

    def __init__(self, message: str, problems: "Sequence[Problem]" = ()) -> None:
        self.problems = tuple(problems)
        super().__init__(message)

    @classmethod
    def because_of(cls, error: "DesignError") -> "BrokenDesign":
        """The design language's own report, as an error of a use case."""
        return cls(str(error), error.problems)

    def to_data(self) -> dict[str, Any]:
        """The problems as JSON-able data."""
        return {
            "problems": [
                {
                    "file": problem.location.file,
                    "line": problem.location.line,
                    "subject": problem.subject,
                    "message": problem.message,
                    "remedy": problem.remedy,
                }
                for problem in self.problems
            ]
        }


@contextmanager
def translated(*failures: type[Exception], leaving: tuple[type[Exception], ...] = ()) -> Iterator[None]:
    """Raise as `AppError` the failures of lower layers, whose messages are already meant for people.

    Args:
        failures: the errors to translate.
        leaving: kinds of them that are left as they are.
    """
    try:
        yield
    except leaving:
        raise
    except failures as error:
        raise AppError(str(error)) from error
