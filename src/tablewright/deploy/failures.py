"""What goes wrong when tables are observed, changed or waited for."""

from collections.abc import Sequence
from dataclasses import dataclass

from tablewright.plan import Change


class DeployError(Exception):
    """Base of the errors of this package; the message is meant for the person who deploys."""


class CallFailed(DeployError):
    """A call to the endpoint failed: the service refused it, or there was no answer.

    `code` is the service's error code (``LimitExceededException``), or None when there was no answer.
    """

    def __init__(self, operation: str, table: str, code: str | None, message: str) -> None:
        self.operation = operation
        self.table = table
        self.code = code
        self.message = message
        super().__init__(f"{operation} of {table}: {f'{code}: ' if code else ''}{message}")


class TimedOut(DeployError):
    """A table did not become what was waited for in time."""

    def __init__(self, table: str, awaited: str, seconds: float) -> None:
        self.table = table
        super().__init__(f"{table}: {awaited}; waited {seconds:,.0f} s")


class Refused(DeployError):
    """A plan loses something without leave, or has a change that cannot be made. Nothing was done."""

    def __init__(self, destructive: Sequence[Change], blocked: Sequence[Change]) -> None:
        self.destructive = tuple(destructive)
        self.blocked = tuple(blocked)
        lines = [f"{change.table}: {change.summary}: {change.blocked}" for change in blocked]
        lines += [
            f"{change.table}: {change.summary}: this loses {change.loss}"
            for change in destructive
            if change not in blocked
        ]
        way_out = "" if blocked else " Allow destructive changes to carry it out."
        super().__init__("refused, nothing was changed." + way_out + "".join(f"\n  {line}" for line in lines))


class PlanOutdated(DeployError):
    """The tables changed after the plan was made, and need changes it does not have. Nothing was done."""

    def __init__(self, unforeseen: Sequence[Change]) -> None:
        self.unforeseen = tuple(unforeseen)
        super().__init__(
            "the tables changed after this plan was made, nothing was changed; plan again. Not in the plan:"
            + "".join(f"\n  {change.table}: {change.summary}" for change in unforeseen)
        )


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an interrupted apply came."""

    done: tuple[Change, ...]
    not_done: tuple[Change, ...]


class ApplyFailed(DeployError):
    """A change failed; says which, what AWS answered, what was done before and what was not."""

    def __init__(self, change: Change, cause: DeployError, progress: Progress) -> None:
        self.change = change
        self.cause = cause
        self.progress = progress
        super().__init__(
            f"{change.table}: could not {change.summary}\n  {cause}\n"
            f"{_listed('done', progress.done)}{_listed('not done', progress.not_done)}"
            "Apply again when the cause is gone: it continues from what is there."
        )


class NotAsDeclared(DeployError):
    """Every request was taken, and still the endpoint describes something else than was asked for."""

    def __init__(self, remaining: Sequence[Change]) -> None:
        self.remaining = tuple(remaining)
        super().__init__(
            "every request was accepted, but the endpoint still describes the tables otherwise:"
            + "".join(f"\n  {change.table}: {change.why}" for change in remaining)
        )


def _listed(title: str, changes: Sequence[Change]) -> str:
    if not changes:
        return f"  {title}: nothing\n"
    return f"  {title}:\n" + "".join(f"    {change.table}: {change.summary}\n" for change in changes)
