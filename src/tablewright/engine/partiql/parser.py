"""The grammar of statements.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.statements.html
"""

import re
from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from tablewright.engine.errors import validation
from tablewright.engine.partiql.conditions import where_condition
from tablewright.engine.partiql.cursor import Cursor
from tablewright.engine.partiql.misfits import KIND, misfit
from tablewright.engine.partiql.syntax import Delete, Exists, Given, Insert, Order, Select, Source, Statement, Update
from tablewright.engine.partiql.tokens import END
from tablewright.engine.partiql.updates import update_actions
from tablewright.engine.partiql.values import at_literal, literal, not_a_value, parameter, path, tuple_names
from tablewright.engine.writes.responses import ReturnValues
from tablewright.expressions import ExpressionError
from tablewright.expressions import Update as Changes
from tablewright.expressions.placement import check_update_functions
from tablewright.expressions.syntax import ConditionNode, Path, UpdateActions
from tablewright.values.limits import MAX_TABLE_NAME_LENGTH, MIN_TABLE_NAME_LENGTH

_REMEMBERED = 2048
"""How many statements are remembered: their text hardly changes from one request to the next, their parameters do."""

_is_table_name = re.compile(rf"[a-zA-Z0-9_.-]{{{MIN_TABLE_NAME_LENGTH},{MAX_TABLE_NAME_LENGTH}}}", re.ASCII).fullmatch


class Parsed(NamedTuple):
    """A statement that was read."""

    statement: Statement
    parameters: int
    """How many parameters it takes."""


@lru_cache(_REMEMBERED)
def parse(text: str) -> Parsed:
    """The statement in ``text``.

    Raises:
        DynamoDBError: ValidationException, it is not PartiQL, or PartiQL that DynamoDB does not support.
    """
    cursor = Cursor(text)
    word = cursor.token
    read = _STATEMENTS.get(word.text) if cursor.at_keyword(*_STATEMENTS) else None
    if read is None:
        if cursor.at_keyword("CREATE", "DROP"):
            raise validation(f"Unsupported operation: {word.text.title()}{cursor.following.text.title()}")
        raise validation("Statement wasn't well formed, can't be processed: Expected data manipulation")
    cursor.take()
    statement = read(cursor)
    cursor.accept(";")
    if cursor.token.kind != END:
        raise cursor.malformed("Unexpected token after expression")
    return Parsed(statement, cursor.parameters)


# Sources


def _source(cursor: Cursor) -> Source:
    if not cursor.at_identifier():
        if cursor.token.kind == END:
            raise cursor.malformed("Expected identifier for simple path")
        raise validation("Unexpected from source")
    names = [cursor.take().text]
    while cursor.accept("."):
        names.append(cursor.identifier())
    if len(names) > 2:
        raise validation("A path may contain at most 2 components in the FROM clause")
    table = names[0]
    if not table.startswith("arn:") and not _is_table_name(table):
        raise validation(
            f"Table name should be within the length [{MIN_TABLE_NAME_LENGTH}, {MAX_TABLE_NAME_LENGTH}] and only "
            "contain 'a-z', 'A-Z', '0-9', '-', '_', '.'."
        )
    return Source(table, names[1] if len(names) == 2 else None)


def _changed_table(cursor: Cursor) -> Source:
    source = _source(cursor)
    _refuse_alias(cursor)
    if source.index is not None:
        raise validation("This operation is not supported on an index")
    return source


def _refuse_alias(cursor: Cursor) -> None:
    if cursor.at_identifier() or cursor.at_keyword("AS", "AT", "BY"):
        raise validation("Aliasing is not supported")


# SELECT


def _select(cursor: Cursor) -> Select:
    paths = _selected(cursor)
    cursor.expect_keyword("FROM")
    source = _source(cursor)
    _refuse_alias(cursor)
    if cursor.at_symbol(",") or cursor.at_keyword("JOIN", "INNER", "LEFT", "RIGHT", "FULL", "CROSS", "OUTER"):
        raise validation("Only select from a single table or index is supported.")
    where = _where(cursor)
    order = _order(cursor)
    _refuse_clauses(cursor)
    return Select(source, paths, where, order)


def _selected(cursor: Cursor) -> tuple[Path, ...] | None:
    if cursor.accept("*"):
        return None
    if cursor.at_keyword("DISTINCT", "ALL"):
        raise validation(f"Unsupported token in expression: {cursor.token.text}")
    if cursor.at_keyword("VALUE", "PIVOT") and cursor.following.text != "FROM":
        raise validation("Select projection doesn't support value or pivot keywords")
    paths = [_selected_path(cursor)]
    while cursor.accept(","):
        paths.append(_selected_path(cursor))
    names: set[str] = set()
    for each in paths:
        name = result_name(each)
        if name in names:
            raise validation(f"Duplicate identifiers in select clause: {name}")
        names.add(name)
    return tuple(paths)


def _selected_path(cursor: Cursor) -> Path:
    token = cursor.token
    if at_literal(cursor) or cursor.at_symbol("?", "(") or cursor.following.text == "(":
        raise validation(f"Unexpected path component at {token.place}")
    selected = path(cursor)
    if cursor.at_keyword("AS") or cursor.at_identifier():
        raise validation("Aliasing is not supported")
    return selected


def result_name(path: Path) -> str:
    """How the result calls what a path leads to: by the path's last name, with the list indexes after it."""
    elements = path.elements
    last = max(at for at, element in enumerate(elements) if isinstance(element, str))
    return str(elements[last]) + "".join(f"[{index}]" for index in elements[last + 1 :])


def _where(cursor: Cursor) -> ConditionNode | None:
    return where_condition(cursor) if cursor.accept_keyword("WHERE") else None


def _order(cursor: Cursor) -> tuple[Order, ...]:
    if not cursor.accept_keyword("ORDER"):
        return ()
    cursor.expect_keyword("BY")
    order = [_ordered(cursor)]
    while cursor.accept(","):
        order.append(_ordered(cursor))
    return tuple(order)


def _ordered(cursor: Cursor) -> Order:
    if not cursor.at_identifier():
        raise validation(f"Argument to ORDER BY must be of type VariableReference. Type: {cursor.token.text}")
    elements = path(cursor).elements
    if len(elements) > 1:
        raise validation("Argument to ORDER BY must be of type VariableReference. Type: PATH")
    descending = cursor.accept_keyword("DESC")
    if not descending:
        cursor.accept_keyword("ASC")
    return Order(str(elements[0]), descending)


def _refuse_clauses(cursor: Cursor) -> None:
    token = cursor.token
    if cursor.at_keyword("GROUP", "HAVING", "LIMIT"):
        clause = "GROUP BY" if token.text == "GROUP" else f"{token.text} at {cursor.following.place}"
        raise validation(f"Unsupported clause: {clause}")


def _exists(cursor: Cursor) -> Exists:
    cursor.expect("(")
    cursor.expect_keyword("SELECT")
    # What is selected does not matter to whether there is something.
    cursor.accept_keyword("VALUE")
    select = _select(cursor)
    cursor.expect(")")
    return Exists(select)


# Statements that write


def _insert(cursor: Cursor) -> Insert:
    cursor.expect_keyword("INTO")
    source = _source(cursor)
    if source.index is not None:
        raise validation("FROM clause may only contain a single table name in data manipulation statements")
    if cursor.at_keyword("VALUES", "SELECT") or cursor.at_symbol("{", "[", "<<"):
        raise validation("Unsupported operation: InsertOp")
    cursor.expect_keyword("VALUE")
    if not cursor.at_symbol("{"):
        raise validation(
            "Unsupported format in item expression. Please use struct format {...} to express item values for insert "
            f"statement. at {cursor.token.place}"
        )
    attributes = tuple((name, _inserted(cursor)) for name in tuple_names(cursor))
    if cursor.at_keyword("RETURNING"):
        raise validation("RETURNING is not supported in INSERT")
    return Insert(source, attributes)


def _inserted(cursor: Cursor) -> Given:
    if cursor.at_symbol("?"):
        return parameter(cursor)
    if at_literal(cursor):
        return literal(cursor)
    raise not_a_value(cursor)


def _update(cursor: Cursor) -> Update:
    source = _changed_table(cursor)
    changes = _prepared(update_actions(cursor))
    where = _where(cursor)
    return Update(source, changes, where, _returning(cursor))


def _prepared(actions: UpdateActions) -> Changes:
    """The update that the clauses of a statement come to.

    Raises:
        DynamoDBError: ValidationException, its paths overlap or its operands do not fit.
    """
    try:
        check_update_functions(actions, KIND)
        return Changes(actions, kind=KIND)
    except ExpressionError as error:
        raise misfit(error) from None


def _delete(cursor: Cursor) -> Delete:
    cursor.expect_keyword("FROM")
    source = _changed_table(cursor)
    where = _where(cursor)
    returning = _returning(cursor)
    if returning not in ("NONE", "ALL_OLD"):
        clause = _CLAUSES[returning]
        raise validation(
            f"Invalid returning clause: RETURNING {clause} *. Only RETURNING ALL OLD * is allowed in DELETE statements."
        )
    return Delete(source, where, returning)


_CLAUSES: dict[ReturnValues, str] = {
    "ALL_OLD": "ALL OLD",
    "ALL_NEW": "ALL NEW",
    "UPDATED_OLD": "MODIFIED OLD",
    "UPDATED_NEW": "MODIFIED NEW",
}
_RETURNS = {clause: returns for returns, clause in _CLAUSES.items()}


def _returning(cursor: Cursor) -> ReturnValues:
    if not cursor.accept_keyword("RETURNING"):
        return "NONE"
    if not cursor.at_keyword("ALL", "MODIFIED"):
        raise cursor.malformed("Expected ALL or MODIFIED after RETURNING")
    extent = cursor.take().text
    if not cursor.at_keyword("OLD", "NEW"):
        raise cursor.malformed("Expected OLD or NEW in the RETURNING clause")
    clause = f"{extent} {cursor.take().text}"
    if not cursor.accept("*"):
        raise validation("Expected '*' after ( MODIFIED | ALL ) ( NEW | OLD ) in RETURNING clause")
    if cursor.at_symbol(","):
        raise validation("Invalid syntax with multiple returning elements in RETURNING clause")
    return _RETURNS[clause]


_STATEMENTS: dict[str, Callable[[Cursor], Statement]] = {
    "SELECT": _select,
    "INSERT": _insert,
    "UPDATE": _update,
    "DELETE": _delete,
    "EXISTS": _exists,
}
