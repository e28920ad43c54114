"""What is wrong with a design: every problem at once, each with its place and the way out."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from tablewright.design.location import Location


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with a design.

    Attributes:
        location: the line that declares the thing.
        subject: what it is, in a reader's words: ``table bookings, index status-index``.
        message: what is wrong.
        remedy: what to write instead.
    """

    location: Location
    subject: str
    message: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.location}: {self.subject}: {self.message}. {self.remedy}."


class Findings:
    """Collects the problems of a design as they are found."""

    def __init__(self) -> None:
        self.problems: list[Problem] = []

    def add(self, location: Location, subject: str, message: str, remedy: str) -> None:
        """Note a problem; message and remedy are sentences without their full stop."""
        self.problems.append(Problem(location, subject, message, remedy))

    def __len__(self) -> int:
        return len(self.problems)


Report = Callable[[str, str], None]
"""Notes a problem of the thing in hand: what is wrong, and the way out."""


class DesignError(Exception):
    """A design that cannot be used. ``problems`` holds all that is wrong with it, in the order of the file."""

    def __init__(self, design: str, problems: Sequence[Problem]) -> None:
        self.design = design
        self.problems = tuple(sorted(problems, key=lambda problem: problem.location))
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        lines = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"The design {design!r} has {count}:\n{lines}")
