"""Making live tables what is declared."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from tablewright.deploy.client import KeyClient, TableClient
from tablewright.deploy.events import Planned, ProgressCallback, Skipped, Waiting, silent
from tablewright.deploy.execution import execute
from tablewright.deploy.failures import NotAsDeclared, PlanOutdated, Refused
from tablewright.deploy.observe import observe, table_names
from tablewright.deploy.pace import Pace
from tablewright.deploy.settling import settle
from tablewright.design.resources import TableResource
from tablewright.plan import Change, DeleteTable, Left, Plan, ReplaceIndex, ReplaceTable, diff

_CONFIRMATION_SECONDS = 60.0
"""How long AWS may take to describe what it has done; tags, for one, come seconds later."""


def make_plan(
    desired: Sequence[TableResource],
    client: TableClient,
    *,
    delete_matching: str | None = None,
    keys: KeyClient | None = None,
) -> Plan:
    """What it takes to make the live tables what is desired. Nothing is changed.

    Args:
        desired: the tables a design resolves to in one environment.
        client: the endpoint.
        delete_matching: a shell pattern of table names; tables that match and are not desired are to be deleted.
        keys: asked whether a KMS key is AWS's or the customer's; see `observe`.

    Raises:
        ImpossibleResource: a table is declared in a way that DynamoDB cannot hold.
        CallFailed: the endpoint refused a call, or did not answer.
    """
    names = [resource.name for resource in desired]
    if delete_matching is not None:
        names += [name for name in table_names(client, delete_matching) if name not in names]
    return diff(desired, observe(client, names, keys=keys), delete_extra=delete_matching is not None)


def apply(
    desired: Sequence[TableResource] | Plan,
    client: TableClient,
    *,
    allow_destructive: bool = False,
    keys: KeyClient | None = None,
    pace: Pace | None = None,
    progress: ProgressCallback = silent,
) -> Plan:
    """Make the live tables what is desired, and return what was carried out, which may have been nothing.

    Tables that are being created, changed or deleted are waited for first. The plan is made from what is
    there then, so an apply that was interrupted continues when it is called again, and one that came through
    does nothing the second time. At the end the tables are observed again, until they are described as
    declared.

    What the endpoint does not offer is skipped; it is then among what the returned plan leaves alone.

    Args:
        desired: the tables a design resolves to in one environment, or a plan made earlier: then nothing is done
            but what it has, and what that brings about.
        client: the endpoint.
        allow_destructive: whether changes that lose something for good are carried out.
        keys: asked whether a KMS key is AWS's or the customer's; see `observe`.
        pace: how often and how long to wait for each thing that is waited for.
        progress: is told of every event, in order.

    Raises:
        ImpossibleResource: a table is declared in a way that DynamoDB cannot hold.
        Refused: the plan is destructive without leave, or has a change that cannot be made; nothing was done.
        PlanOutdated: the tables changed after the given plan was made; nothing was done.
        ApplyFailed: a change failed; names it, what was done and what was not.
        NotAsDeclared: every request was taken, but the endpoint describes something else.
        CallFailed, TimedOut: the tables could not be observed, or did not settle before the work began.
    """
    pace = pace or Pace()
    given = desired if isinstance(desired, Plan) else None
    declared = desired.desired if isinstance(desired, Plan) else tuple(desired)
    extra = [change.table for change in given.changes if isinstance(change, DeleteTable)] if given else []
    names = [*(resource.name for resource in declared), *extra]

    def current_plan() -> Plan:
        return diff(declared, observe(client, names, keys=keys), delete_extra=bool(extra))

    for name in names:
        settle(client, name, pace, progress)
    plan = current_plan()
    _refuse(plan, allow_destructive=allow_destructive)
    if given is not None:
        _refuse_unforeseen(plan, given)
    progress(Planned(plan))
    return _carry_out(plan, current_plan, client, pace, progress)


def _carry_out(
    plan: Plan, current_plan: Callable[[], Plan], client: TableClient, pace: Pace, progress: ProgressCallback
) -> Plan:
    """Carry out a plan and what only then turns out to be needed; what is skipped is left alone, with the reason."""
    changes = pending = plan.changes
    skipped: tuple[Skipped, ...] = ()
    while pending:
        skipped += execute(client, pending, pace, progress)
        pending = _consequences(current_plan, changes, [each.change for each in skipped], pace, progress)
        changes += pending
    left = tuple(Left(each.change.table, each.change.summary, each.why) for each in skipped)
    not_done = [each.change for each in skipped]
    done = tuple(change for change in changes if change not in not_done)
    return replace(plan, changes=done, left=plan.left + left)


def _consequences(
    current_plan: Callable[[], Plan],
    carried_out: Sequence[Change],
    skipped: Sequence[Change],
    pace: Pace,
    progress: ProgressCallback,
) -> tuple[Change, ...]:
    """Observe until what was carried out is described; returns what only then turns out to be needed.

    A change of the billing mode may change warm throughput too, for one. What is skipped is not waited for.

    Raises:
        NotAsDeclared: the endpoint goes on describing something else, or a consequence would lose something.
    """
    asked = {change.subject for change in carried_out}
    expected = {change.subject for change in skipped}
    remaining: tuple[Change, ...] = ()
    for waited in pace.at_most(_CONFIRMATION_SECONDS).polls():
        changes = current_plan().changes
        remaining = tuple(change for change in changes if change.subject not in expected)
        if not any(change.subject in asked for change in remaining):
            if any(change.destructive or change.blocked for change in remaining):
                break
            return remaining
        progress(Waiting(remaining[0].table, f"the endpoint still describes {remaining[0].why}", waited))
    raise NotAsDeclared(remaining)


def _refuse(plan: Plan, *, allow_destructive: bool) -> None:
    destructive = () if allow_destructive else plan.destructive
    if plan.blocked or destructive:
        raise Refused(destructive, plan.blocked)


def _refuse_unforeseen(plan: Plan, given: Plan) -> None:
    foreseen = set(_foreseen(given.changes))
    losses = {change.subject for change in given.destructive}
    unforeseen = [
        change
        for change in plan.changes
        if change.subject not in foreseen or (change.destructive and change.subject not in losses)
    ]
    if unforeseen:
        raise PlanOutdated(unforeseen)


def _foreseen(changes: Iterable[Change]) -> Iterable[tuple[str, ...]]:
    """The subjects of the changes; of an interrupted replacement only the creation may be left."""
    for change in changes:
        yield change.subject
        if isinstance(change, ReplaceTable):
            yield ("CreateTable", change.table)
        elif isinstance(change, ReplaceIndex):
            yield ("CreateIndex", change.table, change.index.name)
