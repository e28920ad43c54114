"""Statements that write, and EXISTS, as actions on items.

An INSERT writes an item that must not be there, an UPDATE changes one that must, and a DELETE that finds none has
nothing to do. Each is about one item, whose whole key the statement gives.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html
"""

from tablewright.engine.errors import conditional_check_failed, duplicate_item, validation
from tablewright.engine.partiql.binding import Bound, condition_of, value_of
from tablewright.engine.partiql.keys import Wanted, check_key_type, find_item
from tablewright.engine.partiql.misfits import misfit
from tablewright.engine.partiql.syntax import Delete as DeleteStatement
from tablewright.engine.partiql.syntax import Exists, Insert, Select
from tablewright.engine.partiql.syntax import Update as UpdateStatement
from tablewright.engine.schema import Table
from tablewright.engine.storage.items import StoredItem
from tablewright.engine.writes.actions import Action, Check, Delete, Guard, Modify, Put, Written, valid_new_item
from tablewright.expressions import ExpressionError, Update
from tablewright.expressions.syntax import Change, ConditionNode, ValuePlaceholder
from tablewright.values import SETS, Item


class Absent(Guard):
    """There must be no such item yet."""

    __slots__ = ()

    def check(self, before: StoredItem | None) -> None:
        """Refuse the write if there is an item.

        Raises:
            DynamoDBError: DuplicateItemException.
        """
        if before is not None:
            raise duplicate_item()


class Present(Guard):
    """There must be an item, and the condition must hold of it."""

    __slots__ = ()

    def check(self, before: StoredItem | None) -> None:
        """Refuse the write if there is no item, or the condition is false of it.

        Raises:
            DynamoDBError: ConditionalCheckFailedException.
        """
        if before is None:
            raise conditional_check_failed()
        super().check(before)


class IfPresent(Guard):
    """If there is an item, the condition must hold of it."""

    __slots__ = ()

    def check(self, before: StoredItem | None) -> None:
        """Refuse the write if the condition is false of an item that is there.

        Raises:
            DynamoDBError: ConditionalCheckFailedException.
        """
        if before is not None:
            super().check(before)


def check_operands(bound: Bound) -> None:
    """Refuse operands that, whatever the table, suit neither the condition nor the changes of a statement that writes.

    Raises:
        DynamoDBError: ValidationException.
    """
    statement = bound.statement
    if isinstance(statement, UpdateStatement):
        _checked(statement.changes, bound.values)
    if isinstance(statement, UpdateStatement | DeleteStatement) and statement.where is not None:
        condition_of((statement.where,), bound.values)


def action_of(bound: Bound, table: Table) -> Action:
    """The action that a statement, which is no SELECT, comes to on its table.

    Raises:
        DynamoDBError: ValidationException, it does not fit the table.
    """
    match bound.statement:
        case Insert():
            return _put(bound, bound.statement, table)
        case UpdateStatement():
            return _modify(bound, bound.statement, table)
        case DeleteStatement():
            wanted = _wanted(bound.statement.where, bound, table)
            return Delete(bound.statement.source.table, wanted.key, IfPresent(*_guard(bound, wanted)))
        case Exists():
            return _check(bound, bound.statement.select, table)
    raise AssertionError("a SELECT is no action")


def returned(bound: Bound, action: Action, written: Written) -> Item | None:
    """What a statement's RETURNING clause asks for, if it has one; of MODIFIED, only what the update touched."""
    statement = bound.statement
    if not isinstance(statement, UpdateStatement | DeleteStatement) or statement.returning == "NONE":
        return None
    stored = written.before if statement.returning in ("ALL_OLD", "UPDATED_OLD") else written.after
    if stored is None:
        return None
    if statement.returning in ("ALL_OLD", "ALL_NEW"):
        return stored.item
    return action.update.touched(stored.item) if isinstance(action, Modify) and action.update else None


def _put(bound: Bound, insert: Insert, table: Table) -> Put:
    item = {name: value_of(given, bound.values) for name, given in insert.attributes}
    size = valid_new_item(item)
    for name in table.key.attributes:
        if name not in item:
            raise validation(f"Key attribute should be present in the item: Key {name}")
        check_key_type(name, item[name], table)
    return Put(insert.source.table, item, size, Absent())


def _modify(bound: Bound, statement: UpdateStatement, table: Table) -> Modify:
    wanted = _wanted(statement.where, bound, table)
    update = _checked(statement.changes, bound.values)
    guard = Present(*_guard(bound, wanted))
    return Modify(statement.source.table, wanted.key, update, bound.values, guard)


def _checked(update: Update, values: Item) -> Update:
    """``update``, if the parameters suit it."""
    for section in update.node.sections:
        for action in section.actions:
            if isinstance(action, Change):
                _check_members(section.keyword, action, values)
    try:
        update.check(values)
    except ExpressionError as error:
        raise misfit(error) from None
    return update


def _check_members(keyword: str, change: Change, values: Item) -> None:
    """ADD would also add numbers; set_add does not."""
    if isinstance(change.operand, ValuePlaceholder) and SETS.isdisjoint(values[change.operand.text]):
        raise validation(f"The second argument to SET_{keyword} must be a value with type SET")


def _check(bound: Bound, select: Select, table: Table) -> Check:
    if select.source.index is not None:
        raise validation("Reads on indices are not supported within transactions.")
    wanted = find_item(select.where, table, bound.values)
    if wanted is None or not wanted.rest:
        raise validation("EXISTS() must contain a single item read with additional condition")
    return Check(select.source.table, wanted.key, Present(*_guard(bound, wanted)))


def _wanted(where: ConditionNode | None, bound: Bound, table: Table) -> Wanted:
    wanted = find_item(where, table, bound.values)
    if wanted is None:
        raise validation("Where clause does not contain a mandatory equality on all key attributes")
    return wanted


def _guard(bound: Bound, wanted: Wanted) -> Guard:
    return Guard(condition_of(wanted.rest, bound.values), bound.values, bound.returns_item)
