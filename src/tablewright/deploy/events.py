"""What apply reports while it works; the caller shows it as it likes."""

from collections.abc import Callable
from dataclasses import dataclass

from tablewright.plan import Change, Plan


@dataclass(frozen=True, slots=True)
class Planned:
    """The tables were observed, and this is what will be done."""

    plan: Plan


@dataclass(frozen=True, slots=True)
class Started:
    """A change begins: number `number` of `total`."""

    change: Change
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """Something must come about before the work goes on: `awaited`, for `seconds` so far."""

    table: str
    awaited: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Finished:
    """A change is carried out, and its table has settled."""

    change: Change


@dataclass(frozen=True, slots=True)
class Skipped:
    """A change was not carried out, because the endpoint does not know the operation."""

    change: Change
    why: str


Event = Planned | Started | Waiting | Finished | Skipped
ProgressCallback = Callable[[Event], None]


def silent(event: Event) -> None:
    """Reports nothing."""
