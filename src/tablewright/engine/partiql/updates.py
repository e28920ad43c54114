"""The grammar of SET and REMOVE, and its translation to the actions of update expressions.

    clauses = clause { clause }
    clause  = SET path = value { , path = value } | REMOVE path
    value   = operand [ (+ | -) operand ]

``SET tags = set_add(tags, values)`` is what an update expression writes ``ADD tags values``, and ``set_delete``
likewise is DELETE.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.update.html
"""

from tablewright.engine.errors import validation
from tablewright.engine.partiql.conditions import operand, operands_to, unrecognized
from tablewright.engine.partiql.cursor import Cursor
from tablewright.engine.partiql.tokens import QUOTED, WORD
from tablewright.engine.partiql.values import path
from tablewright.expressions.syntax import (
    Arithmetic,
    Assignment,
    Change,
    Keyword,
    Literal,
    Operand,
    Path,
    Removal,
    Section,
    UpdateActions,
    ValuePlaceholder,
)
from tablewright.values import SETS

Action = Assignment | Removal | Change

_KEYWORDS: dict[str, Keyword] = {"set_add": "ADD", "set_delete": "DELETE"}
_UNSUPPORTED_OPERATORS = ("*", "/", "%", "||")


def update_actions(cursor: Cursor) -> UpdateActions:
    """Read the clauses of an UPDATE, grouped by the keywords of update expressions.

    Raises:
        DynamoDBError: ValidationException.
    """
    sections: dict[Keyword, list[Action]] = {"SET": [], "REMOVE": [], "ADD": [], "DELETE": []}
    if not cursor.at_keyword("SET", "REMOVE"):
        raise cursor.malformed("Expected SET or REMOVE")
    while cursor.at_keyword("SET", "REMOVE"):
        if cursor.take().text == "REMOVE":
            sections["REMOVE"].append(Removal(path(cursor)))
            continue
        while True:
            keyword, action = _assignment(cursor)
            sections[keyword].append(action)
            if not cursor.accept(","):
                break
    return UpdateActions(tuple(Section(keyword, tuple(actions)) for keyword, actions in sections.items() if actions))


def _assignment(cursor: Cursor) -> tuple[Keyword, Action]:
    target = path(cursor)
    cursor.expect("=")
    function = cursor.token.text.lower()
    if function in _KEYWORDS and cursor.following.text == "(":
        return _KEYWORDS[function], _change(cursor, target)
    return "SET", Assignment(target, _value(cursor))


def _value(cursor: Cursor) -> Operand | Arithmetic:
    if cursor.at_keyword("NOT"):
        _refuse_operator(cursor)
    if cursor.at_symbol("-", "+") and cursor.following.kind in (WORD, QUOTED):
        raise validation(
            "Incorrect number of operands for operator or function; "
            f"operator or function: {cursor.token.text}, number of operands: 1"
        )
    if cursor.accept("("):
        with cursor.nested():
            value = _value(cursor)
        cursor.expect(")")
        if isinstance(value, Arithmetic):
            _refuse_another_operator(cursor)
            return value
        left = value
    else:
        left = operand(cursor)
    if not cursor.at_symbol("+", "-"):
        _refuse_operator(cursor)
        return left
    operator = cursor.take().text
    result = Arithmetic(operator, left, operand(cursor))
    _refuse_another_operator(cursor)
    return result


def _refuse_operator(cursor: Cursor) -> None:
    if cursor.at_symbol(*_UNSUPPORTED_OPERATORS) or cursor.at_keyword("AND", "OR", "NOT"):
        raise validation(f"Unsupported operator in Update Expression. Operator: {cursor.token.text.lower()}")
    if cursor.at_keyword("IS"):
        raise validation("IS operator is not supported in update expressions")


def _refuse_another_operator(cursor: Cursor) -> None:
    _refuse_operator(cursor)
    if cursor.at_symbol("+", "-"):
        raise validation(
            f"Only one addition or subtraction is supported in an assignment; another at {cursor.token.place}"
        )


def _change(cursor: Cursor, target: Path) -> Change:
    function = cursor.take()
    cursor.expect("(")
    first = cursor.token
    operands = () if cursor.accept(")") else operands_to(cursor, ")")
    name = function.text.upper()
    if cursor.at_symbol("+", "-"):
        raise unrecognized(function.text.lower())
    if len(operands) != 2:
        raise validation(f"{name} must have exactly two arguments at {function.place}")
    current, members = operands
    if current != target:
        raise validation(f"The first argument to {name} must equal the assignment value")
    if isinstance(members, ValuePlaceholder):
        return Change(target, members)
    if isinstance(members, Literal) and not SETS.isdisjoint(members.value):
        return Change(target, members)
    # The place is that of the first argument; a path of several elements has none.
    place = f" at {first.place}" if len(target.elements) == 1 else ""
    raise validation(f"The second argument to {name} must be a value with type SET{place}")
