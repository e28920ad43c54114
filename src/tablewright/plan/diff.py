"""From what is declared and what is observed to the changes between them."""

from collections.abc import Iterable, Sequence

from tablewright.design.resources import TableResource
from tablewright.plan.canonical import canonical
from tablewright.plan.changes import Change, CreateTable, DeleteTable
from tablewright.plan.errors import ImpossibleResource
from tablewright.plan.left import Left, extra_table_left, left_alone
from tablewright.plan.observed import ObservedTable
from tablewright.plan.plan import Plan
from tablewright.plan.setting_changes import UpdateTimeToLive
from tablewright.plan.table_diff import after_creation, table_changes


def diff(desired: Sequence[TableResource], observed: Iterable[ObservedTable], *, delete_extra: bool = False) -> Plan:
    """The plan that makes the observed tables what is desired.

    New tables come first, so that they are made at the same time; then each table's changes in the order in
    which AWS takes them; last what AWS may make wait, so that nothing else waits for it. A table that is being
    deleted counts as absent. Tables that are observed and not desired are left alone, or deleted with
    `delete_extra`.

    Raises:
        ImpossibleResource: a table is declared twice, or in a way that DynamoDB cannot hold.
    """
    declared = tuple(canonical(resource) for resource in desired)
    _refuse_duplicates(declared)
    live = {table.resource.name: table for table in observed if table.status != "DELETING"}
    creations: list[Change] = []
    changes: list[Change] = []
    left: list[Left] = []
    for resource in declared:
        found = live.pop(resource.name, None)
        if found is None:
            creations.append(CreateTable(table=resource.name, why="it is declared and not there", resource=resource))
            changes.extend(after_creation(resource))
        else:
            changes.extend(table_changes(resource, found))
        left.extend(left_alone(resource, found))
    for extra in live.values():
        if delete_extra:
            changes.append(_deletion(extra))
        else:
            left.append(extra_table_left(extra))
    changes.sort(key=_may_wait)
    return Plan(declared, (*creations, *changes), tuple(left))


def _may_wait(change: Change) -> bool:
    """Whether AWS takes the change in two steps an hour apart, or only an hour after the one before it."""
    return isinstance(change, UpdateTimeToLive) and change.before is not None


def _refuse_duplicates(declared: Sequence[TableResource]) -> None:
    names = [resource.name for resource in declared]
    for name in names:
        if names.count(name) > 1:
            raise ImpossibleResource(f"table {name} is declared {names.count(name)} times; give each its own name")


def _deletion(extra: ObservedTable) -> DeleteTable:
    return DeleteTable(
        table=extra.resource.name,
        why="it is not declared, and deleting such tables was asked for",
        item_count=extra.item_count,
        size_bytes=extra.size_bytes,
        protected=extra.resource.deletion_protection,
        recoverable=extra.resource.recovery_days is not None,
    )
