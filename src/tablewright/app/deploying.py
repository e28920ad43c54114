"""Comparing a design with live tables, making them what it declares, and verifying that they are."""

from tablewright.app.errors import AppError, translated
from tablewright.app.targets import Target
from tablewright.deploy import (
    DeployError,
    Event,
    Finished,
    Planned,
    ProgressCallback,
    Refused,
    Skipped,
    Started,
    Verification,
    Waiting,
)
from tablewright.deploy import apply as deploy_apply
from tablewright.deploy import make_plan as deploy_plan
from tablewright.deploy import verify as deploy_verify
from tablewright.deploy.events import silent
from tablewright.plan import Change, Difference, ImpossibleResource, Left, Plan

__all__ = [
    "Change",
    "Difference",
    "Event",
    "Finished",
    "Left",
    "Plan",
    "Planned",
    "ProgressCallback",
    "Skipped",
    "Started",
    "Verification",
    "Waiting",
    "apply",
    "plan",
    "verify",
]


def plan(target: Target, *, delete_matching: str | None = None) -> Plan:
    """What it takes to make the live tables what the design declares.

    Args:
        target: the design, and where its tables are.
        delete_matching: a shell pattern of table names; tables that match and are not declared are to go.

    Raises:
        AppError: the tables cannot be observed, or one is declared in a way DynamoDB cannot hold.
    """
    with translated(DeployError, ImpossibleResource):
        client = target.endpoint.client(target.environment)
        keys = target.endpoint.keys(target.environment)
        return deploy_plan(target.resources, client, delete_matching=delete_matching, keys=keys)


def apply(
    target: Target,
    made: Plan,
    *,
    allow_destructive: bool = False,
    way_out: str = "Give --allow-destructive to carry it out all the same.",
    progress: ProgressCallback = silent,
) -> Plan:
    """Carry out a plan made before; returns what was done, which is nothing the second time.

    Args:
        target: the design, and where its tables are.
        made: the plan.
        allow_destructive: whether changes that lose something for good are carried out.
        way_out: what a person can do about those, where they are not.
        progress: is told of every event, in order.

    Raises:
        AppError: the plan is refused, or a change failed; says what was done and how to go on.
    """
    with translated(DeployError, ImpossibleResource):
        client = target.endpoint.client(target.environment)
        try:
            keys = target.endpoint.keys(target.environment)
            return deploy_apply(made, client, allow_destructive=allow_destructive, keys=keys, progress=progress)
        except Refused as error:
            if error.blocked:
                raise
            raise AppError(f"{error}\n{way_out}") from error


def verify(target: Target, *, extra_matching: str | None = None) -> Verification:
    """Every difference between the live tables and the design.

    Raises:
        AppError: the tables cannot be observed, or one is declared in a way DynamoDB cannot hold.
    """
    with translated(DeployError, ImpossibleResource):
        client = target.endpoint.client(target.environment)
        keys = target.endpoint.keys(target.environment)
        return deploy_verify(target.resources, client, extra_matching=extra_matching, keys=keys)
