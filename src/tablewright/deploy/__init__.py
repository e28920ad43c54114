"""Deploying: `make_plan` looks at the live tables, `apply` makes them as declared, `verify` compares.

The endpoint is any client with the methods of a boto3 low-level ``dynamodb`` client (`TableClient`).
"""

from tablewright.deploy.apply import apply, make_plan
from tablewright.deploy.client import KeyClient, TableClient
from tablewright.deploy.description import read_table
from tablewright.deploy.events import Event, Finished, Planned, ProgressCallback, Skipped, Started, Waiting
from tablewright.deploy.failures import (
    ApplyFailed,
    CallFailed,
    DeployError,
    NotAsDeclared,
    PlanOutdated,
    Progress,
    Refused,
    TimedOut,
)
from tablewright.deploy.observe import observe, observe_table, table_names
from tablewright.deploy.pace import Pace
from tablewright.deploy.verify import Verification, verify

__all__ = [
    "ApplyFailed",
    "CallFailed",
    "DeployError",
    "Event",
    "Finished",
    "KeyClient",
    "NotAsDeclared",
    "Pace",
    "PlanOutdated",
    "Planned",
    "Progress",
    "ProgressCallback",
    "Refused",
    "Skipped",
    "Started",
    "TableClient",
    "TimedOut",
    "Verification",
    "Waiting",
    "apply",
    "make_plan",
    "observe",
    "observe_table",
    "read_table",
    "table_names",
    "verify",
]
