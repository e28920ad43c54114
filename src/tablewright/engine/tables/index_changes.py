"""Adding global indexes to a table and removing them, one at a time.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from tablewright.engine.errors import limit_exceeded, resource_not_found, validation
from tablewright.engine.schema import Table
from tablewright.engine.tables.index_rules import check_totals, check_unique_name, global_index
from tablewright.engine.tables.key_rules import INVALID, Wire, check_all_used, check_no_conflict, types_of
from tablewright.engine.tables.states import index_status

_ACTIONS = ("Update", "Create", "Delete")


@dataclass(frozen=True, slots=True)
class IndexUpdates:
    """What GlobalSecondaryIndexUpdates asks for."""

    create: dict[str, Any] | None = None
    delete: str | None = None
    update: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The changes of throughput, by index name."""


def index_updates(wire: Iterable[dict[str, Any]]) -> IndexUpdates:
    """Read GlobalSecondaryIndexUpdates.

    Raises:
        DynamoDBError: ValidationException, an update has not exactly one action, or an index has two updates;
            LimitExceededException, more than one index is to be made or deleted.
    """
    actions: dict[str, list[dict[str, Any]]] = {action: [] for action in _ACTIONS}
    named: set[str] = set()
    for each in wire:
        given = [action for action in _ACTIONS if action in each]
        if len(given) != 1:
            which = ", ".join(f"GlobalSecondaryIndexUpdate.{action}" for action in _ACTIONS)
            problem = "must not be null" if not given else "is allowed in one update"
            raise validation(f"{INVALID}{'Only one' if given else 'One'} of {which} {problem}")
        name = each[given[0]]["IndexName"]
        if name in named:
            raise validation(
                f"{INVALID}Only one global secondary index update per index is allowed simultaneously. Index: {name}"
            )
        named.add(name)
        actions[given[0]].append(each[given[0]])
    if len(actions["Create"]) + len(actions["Delete"]) > 1:
        raise _one_at_a_time()
    return IndexUpdates(
        create=next(iter(actions["Create"]), None),
        delete=next((delete["IndexName"] for delete in actions["Delete"]), None),
        update={update["IndexName"]: update for update in actions["Update"]},
    )


def with_indexes(table: Table, definitions: Wire, updates: IndexUpdates, now: float, ready_at: float) -> Table:
    """The table with an index being made or deleted, and with the definitions of a request.

    Raises:
        DynamoDBError: ValidationException, the index or the definitions break a rule; ResourceNotFoundException,
            there is no index of that name; LimitExceededException, another one is being made or deleted.
    """
    types = types_of(definitions)
    check_no_conflict(types, table.types)
    changed = table
    if updates.delete is not None:
        changed = _deleting(table, updates.delete, now, ready_at)
    if updates.create is not None:
        _refuse_while_busy(table, now)
        check_unique_name(updates.create["IndexName"], table.indexes)
        index = global_index(updates.create, [*table.types, *types], table.next_index)
        index = replace(index, ready_at=ready_at, transition="CREATING", backfilled=False)
        changed = replace(table.with_index(index), next_index=table.next_index + 1)
        check_totals(changed.indexes)
    keys = [index.key for index in changed.indexes]
    kept = [{"AttributeName": name} for name in table.types if name not in types]
    check_all_used([*kept, *definitions], table.key, keys)
    return replace(changed, types={**table.types, **types})


def _deleting(table: Table, name: str, now: float, ready_at: float) -> Table:
    index = table.index(name)
    if index is None or index.local:
        raise resource_not_found()
    _refuse_while_busy(table.without_index(name), now)
    if index_status(index, now) == "DELETING":
        raise _one_at_a_time()
    return table.with_index(replace(index, ready_at=ready_at, transition="DELETING", backfilled=True))


def _refuse_while_busy(table: Table, now: float) -> None:
    if any(index_status(index, now) in ("CREATING", "DELETING") for index in table.global_indexes):
        raise _one_at_a_time()


def _one_at_a_time() -> Exception:
    return limit_exceeded(
        "Subscriber limit exceeded: Only 1 online index can be created or deleted simultaneously per table"
    )
