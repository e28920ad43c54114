"""Adding global indexes to a table and removing them, one at a time.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.html
"""

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any

from tablewright.engine.errors import INVALID, limit_exceeded, resource_not_found, validation
from tablewright.engine.schema import Index, Table
from tablewright.engine.tables.index_rules import check_totals, global_index
from tablewright.engine.tables.key_rules import Wire, check_no_conflict, types_of
from tablewright.engine.tables.states import index_status
from tablewright.values.limits import MAX_GLOBAL_INDEXES

_ACTIONS = ("Update", "Create", "Delete")


@dataclass(frozen=True, slots=True)
class IndexUpdates:
    """What GlobalSecondaryIndexUpdates asks for."""

    create: dict[str, Any] | None = None
    delete: str | None = None
    too_many: bool = False
    """Whether more than one index is to be made or deleted."""
    update: dict[str, dict[str, Any]] = field(default_factory=dict)
    """The changes of throughput, by index name."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return self.create is None and self.delete is None and not self.update


def index_updates(wire: Iterable[dict[str, Any]]) -> IndexUpdates:
    """Read GlobalSecondaryIndexUpdates.

    Raises:
        DynamoDBError: ValidationException, an update has not exactly one action, or an index has two updates.
    """
    actions: dict[str, list[dict[str, Any]]] = {action: [] for action in _ACTIONS}
    named: set[str] = set()
    for each in wire:
        given = [action for action in _ACTIONS if action in each]
        if not given:
            which = ", ".join(f"GlobalSecondaryIndexUpdate.{action}" for action in _ACTIONS)
            raise validation(f"{INVALID}One of {which} must not be null")
        if len(given) > 1:
            raise validation(
                f"{INVALID}Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object"
            )
        name = each[given[0]]["IndexName"]
        if name in named:
            raise validation(
                f"{INVALID}Only one global secondary index update per index is allowed simultaneously. Index: {name}"
            )
        named.add(name)
        actions[given[0]].append(each[given[0]])
    return IndexUpdates(
        create=next(iter(actions["Create"]), None),
        delete=next((delete["IndexName"] for delete in actions["Delete"]), None),
        too_many=len(actions["Create"]) + len(actions["Delete"]) > 1,
        update={update["IndexName"]: update for update in actions["Update"]},
    )


def with_indexes(table: Table, definitions: Wire | None, updates: IndexUpdates, now: float, ready_at: float) -> Table:
    """The table with an index being made or deleted.

    A request defines the whole key of the new index, also those of its attributes that the table has a definition of;
    definitions of others are passed over, as the service does.

    Raises:
        DynamoDBError: ValidationException, the index breaks a rule; ResourceNotFoundException, there is no index of
            that name; LimitExceededException, there are too many, or another one is being made or deleted.
    """
    if updates.too_many:
        raise _one_at_a_time()
    if updates.delete is not None:
        return _deleting(table, updates.delete, now, ready_at)
    if updates.create is not None:
        return _creating(table, definitions, updates.create, now, ready_at)
    return table


def named_global_index(table: Table, name: str, action: str) -> Index:
    """The global index that an ``action`` (``update``, ``delete``) is about.

    Raises:
        DynamoDBError: ResourceNotFoundException; ValidationException, it is a local one.
    """
    index = table.index(name)
    if index is None:
        raise resource_not_found(f"Requested resource not found: Index {name} for table {table.name}")
    if index.local:
        raise validation(f"Cannot {action} an index that is not a GlobalSecondaryIndex: {name}")
    return index


def _creating(table: Table, definitions: Wire | None, wire: dict[str, Any], now: float, ready_at: float) -> Table:
    name = wire["IndexName"]
    _refuse_while_busy(table, now)
    if table.index(name) is not None:
        raise validation("Attempting to create an index which already exists")
    if definitions is None:
        raise validation(f"{INVALID}AttributeDefinitions is not specified for index: {name}")
    types = types_of(definitions)
    index = global_index(wire, list(types), table.next_index)
    types = {attribute: types[attribute] for attribute in index.key.attributes}
    check_no_conflict(types, table.types)
    index = replace(index, ready_at=ready_at, transition="CREATING", backfilled=False)
    changed = replace(table.with_index(index), next_index=table.next_index + 1, types={**table.types, **types})
    if len(changed.global_indexes) > MAX_GLOBAL_INDEXES:
        raise limit_exceeded(
            "Subscriber limit exceeded: Number of global secondary indexes exceeds per-table limit of "
            f"{MAX_GLOBAL_INDEXES}"
        )
    check_totals(changed.indexes)
    return changed


def _deleting(table: Table, name: str, now: float, ready_at: float) -> Table:
    index = named_global_index(table, name, "delete")
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
