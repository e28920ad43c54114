"""Carrying out changes: request after request, waiting where AWS must finish something first."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from itertools import groupby

from tablewright.deploy.calls import call, is_not_offered
from tablewright.deploy.client import TableClient
from tablewright.deploy.events import Finished, ProgressCallback, Skipped, Started, Waiting
from tablewright.deploy.failures import ApplyFailed, CallFailed, DeployError, Progress
from tablewright.deploy.pace import Pace
from tablewright.deploy.settling import await_disabled_time_to_live, settle
from tablewright.plan import Change, CreateTable, Request

_BUSY = frozenset(
    {
        "LimitExceededException",  # too many tables or indexes being changed at once, or too many decreases
        "ResourceInUseException",  # the table is being changed
        "TableInUseException",
        "ContinuousBackupsUnavailableException",  # backups of a new table are still being set up
        "ThrottlingException",
        "RequestLimitExceeded",
        "InternalServerError",
    }
)
"""Errors that pass by themselves."""

_SETTLED = frozenset({"CreateTable", "UpdateTable", "DeleteTable"})
"""Operations that answer before their work is done."""

_SKIPPABLE = frozenset({"UpdateTimeToLive", "UpdateContinuousBackups", "TagResource", "UntagResource"})
"""Operations that imitations of DynamoDB may lack; the table is usable without them."""

_NO_CHANGE_KNOWN = "Nothing to update"
"""The ValidationException with which DynamoDB Local, which encrypts nothing, answers a change of encryption."""
_TTL_CHANGED_LATELY = "modified multiple times within a fixed interval"
"""Part of the ValidationException for a second change of TTL within the hour."""


def execute(
    client: TableClient, changes: Sequence[Change], pace: Pace, progress: ProgressCallback
) -> tuple[Skipped, ...]:
    """Carry out the changes in order; tables that are created one after another are created at the same time.

    Returns:
        The changes that were skipped, because the endpoint does not know their operation, each with the reason.

    Raises:
        ApplyFailed: a change failed; what was done before stays done.
    """
    return _Executor(client, pace, progress, tuple(changes)).run()


class _Executor:
    """The changes, and how far they are carried out."""

    def __init__(
        self, client: TableClient, pace: Pace, progress: ProgressCallback, changes: tuple[Change, ...]
    ) -> None:
        self._client = client
        self._pace = pace
        self._progress = progress
        self._changes = changes
        self._done: list[Change] = []
        self._skipped: list[Skipped] = []

    def run(self) -> tuple[Skipped, ...]:
        for batch in _batches(self._changes):
            started = [change for change in batch if self._start(change)]
            for change in started:
                self._finish(change)
        return tuple(self._skipped)

    def _start(self, change: Change) -> bool:
        """Send the requests, settling between them; False when the endpoint does not know the operation."""
        number = self._changes.index(change) + 1
        self._progress(Started(change, number, len(self._changes)))
        with self._accounting_for(change):
            previous: Request | None = None
            for request in change.requests:
                if previous is not None:
                    self._settle_after(previous)
                try:
                    self._send(request)
                except CallFailed as failure:
                    lacking = _lacking(request, failure)
                    if lacking is None:
                        raise
                    self._skipped.append(Skipped(change, f"this endpoint does not offer {lacking}"))
                    self._progress(self._skipped[-1])
                    return False
                previous = request
        return True

    def _finish(self, change: Change) -> None:
        with self._accounting_for(change):
            last = change.requests[-1]
            if last.operation in _SETTLED:
                settle(self._client, change.table, self._pace, self._progress)
        self._done.append(change)
        self._progress(Finished(change))

    def _settle_after(self, request: Request) -> None:
        if request.operation in _SETTLED:
            settle(self._client, request.parameters["TableName"], self._pace, self._progress)
        elif request.operation == "UpdateTimeToLive":
            table = request.parameters["TableName"]
            await_disabled_time_to_live(self._client, table, self._pace, self._progress)

    def _send(self, request: Request) -> None:
        """Send one request, again and again while the service is busy with something that passes."""
        last_failure: CallFailed | None = None
        for waited in self._pace.polls():
            try:
                call(self._client, request)
            except CallFailed as failure:
                if _is_done_already(request, failure):
                    return
                reason = _passing_reason(failure)
                if reason is None:
                    raise
                last_failure = failure
                self._progress(Waiting(failure.table, reason, waited))
            else:
                return
        if last_failure is not None:
            raise last_failure

    @contextmanager
    def _accounting_for(self, change: Change) -> Iterator[None]:
        """Whatever fails inside is reported with what was done and what was not."""
        try:
            yield
        except DeployError as cause:
            passed = [*self._done, *(skipped.change for skipped in self._skipped)]
            not_done = tuple(other for other in self._changes if other not in passed)
            raise ApplyFailed(change, cause, Progress(tuple(self._done), not_done)) from cause


def _batches(changes: Sequence[Change]) -> Iterator[tuple[Change, ...]]:
    """Creations of tables that follow one another together, every other change alone."""
    for creations, run in groupby(changes, key=lambda change: isinstance(change, CreateTable)):
        if creations:
            yield tuple(run)
        else:
            for change in run:
                yield (change,)


def _lacking(request: Request, failure: CallFailed) -> str | None:
    """What the failure says the endpoint does not have; None where it says something else."""
    if request.operation in _SKIPPABLE and is_not_offered(failure):
        return request.operation
    if request.parameters.keys() == {"TableName", "SSESpecification"} and _NO_CHANGE_KNOWN in failure.message:
        return "the choice of a key for encryption"
    return None


def _is_done_already(request: Request, failure: CallFailed) -> bool:
    """Whether the failure says that the table already is, or is no more: an earlier attempt came through."""
    return (request.operation, failure.code) in {
        ("CreateTable", "ResourceInUseException"),
        ("DeleteTable", "ResourceNotFoundException"),
    }


def _passing_reason(failure: CallFailed) -> str | None:
    """Why a request is refused for now, in words; None where waiting does not help."""
    if _TTL_CHANGED_LATELY in failure.message:
        return "AWS takes one change of TTL an hour"
    if failure.code in _BUSY:
        return f"{failure.code}: {failure.message}"
    return None
