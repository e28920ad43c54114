"""Plans: `diff` compares what a design asks for with what an endpoint has, and lists the changes between.

Nothing here does I/O. `tablewright.deploy` observes live tables, carries plans out and verifies the result.
"""

from tablewright.plan.canonical import canonical
from tablewright.plan.changes import Change, CreateTable, DeleteTable, ReplaceTable
from tablewright.plan.diff import diff
from tablewright.plan.differences import Aspect, Difference, differences
from tablewright.plan.errors import ImpossibleResource
from tablewright.plan.index_changes import CreateIndex, DeleteIndex, ReplaceIndex
from tablewright.plan.left import Left
from tablewright.plan.observed import Feature, ObservedIndex, ObservedTable
from tablewright.plan.operations import Request
from tablewright.plan.plan import Plan
from tablewright.plan.setting_changes import (
    UpdateBilling,
    UpdateEncryption,
    UpdateProtection,
    UpdateRecovery,
    UpdateStream,
    UpdateTableClass,
    UpdateTags,
    UpdateThroughput,
    UpdateTimeToLive,
    UpdateWarmThroughput,
)

__all__ = [
    "Aspect",
    "Change",
    "CreateIndex",
    "CreateTable",
    "DeleteIndex",
    "DeleteTable",
    "Difference",
    "Feature",
    "ImpossibleResource",
    "Left",
    "ObservedIndex",
    "ObservedTable",
    "Plan",
    "ReplaceIndex",
    "ReplaceTable",
    "Request",
    "UpdateBilling",
    "UpdateEncryption",
    "UpdateProtection",
    "UpdateRecovery",
    "UpdateStream",
    "UpdateTableClass",
    "UpdateTags",
    "UpdateThroughput",
    "UpdateTimeToLive",
    "UpdateWarmThroughput",
    "canonical",
    "diff",
    "differences",
]
