"""The grammar of conditions and operands in a statement.

    condition = conjunction { OR conjunction }
    conjunction = negation { AND negation }
    negation  = NOT negation | predicate
    predicate = operand [ comparator operand | [NOT] BETWEEN operand AND operand | [NOT] IN options | IS [NOT] type ]
    operand   = literal | ? | path | function ( operand { , operand } ) | ( condition )

Whether what was read is a condition or an operand is asked once it is known where it stands.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-operators.html
"""

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.partiql.cursor import Cursor
from tablewright.engine.partiql.tokens import KEYWORD, SYMBOL, WORD
from tablewright.engine.partiql.values import at_literal, literal, parameter, path
from tablewright.expressions.syntax import (
    FUNCTIONS,
    And,
    Between,
    Call,
    Comparison,
    ConditionNode,
    In,
    Literal,
    Not,
    Operand,
    Or,
    Path,
    ValuePlaceholder,
)
from tablewright.values.limits import MAX_IN_OPERANDS

Term = Operand | ConditionNode

_COMPARATORS = {"=": "=", "<>": "<>", "!=": "<>", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_UNSUPPORTED_OPERATORS = frozenset({"+", "-", "*", "/", "%", "||"})
_TYPES = {
    "NULL": "NULL",
    "BOOLEAN": "BOOL",
    "BOOL": "BOOL",
    "BLOB": "B",
    "STRING": "S",
    "NUMERIC": "N",
    "STRUCT": "M",
    "TUPLE": "M",
    "LIST": "L",
}
"""The types that IS asks for, as attribute_type names them."""
_SHORT_NAMES = {
    "INT": "INTEGER",
    "CHAR": "CHARACTER",
    "VARCHAR": "CHARACTER_VARYING",
    "DEC": "DECIMAL",
}
"""Types of SQL that have two names, and the one that messages tell."""
_MISPLACED_IN = (
    "IN operator must have a left hand argument of type Variable Reference and right hand argument of type Seq "
    "with at least one member"
)
_CLOSING = {"(": ")", "[": "]", "<<": ">>"}


def where_condition(cursor: Cursor) -> ConditionNode:
    """Read the condition of a WHERE clause.

    Raises:
        DynamoDBError: ValidationException.
    """
    term = _disjunction(cursor)
    return _condition(term, "WHERE clause must contain an expression that resolves to a boolean")


def operand(cursor: Cursor) -> Operand:
    """Read a value, a path, a parameter or the call of a function.

    Raises:
        DynamoDBError: ValidationException.
    """
    return _operand(_primary(cursor))


def _disjunction(cursor: Cursor) -> Term:
    return _joined(cursor, "OR")


def _joined(cursor: Cursor, keyword: str) -> Term:
    """One term or several that OR, or AND, joins; AND binds closer."""
    terms: list[Term] = []
    while True:
        terms.append(_joined(cursor, "AND") if keyword == "OR" else _negation(cursor))
        if not cursor.accept_keyword(keyword):
            break
        cursor.count_operator()
    if len(terms) == 1:
        return terms[0]
    conditions = tuple(_condition(term, "The arguments to AND/OR must be Expressions") for term in terms)
    return Or(conditions) if keyword == "OR" else And(conditions)


def _negation(cursor: Cursor) -> Term:
    if not cursor.accept_keyword("NOT"):
        return _predicate(cursor)
    cursor.count_operator()
    with cursor.nested():
        return Not(_condition(_negation(cursor), "The argument to NOT must be a Type or Expression"))


def _predicate(cursor: Cursor) -> Term:
    left = _primary(cursor)
    token = cursor.token
    if token.kind == SYMBOL and token.text in _COMPARATORS:
        cursor.take()
        cursor.count_operator()
        right = operand(cursor)
        _refuse_operator(cursor)
        return Comparison(_COMPARATORS[token.text], _operand(left), right)
    _refuse_operator(cursor)
    if cursor.accept_keyword("IS"):
        return _typed(cursor, _operand(left), token.place)
    negated = cursor.accept_keyword("NOT")
    found: ConditionNode
    if cursor.accept_keyword("BETWEEN"):
        found = _between(cursor, _operand(left))
    elif cursor.accept_keyword("IN"):
        found = In(_operand(left), _options(cursor))
    elif cursor.at_keyword("LIKE"):
        raise validation("Unsupported operator in Condition Expression. Operator: like")
    elif negated:
        raise cursor.malformed("Expected BETWEEN or IN after NOT")
    else:
        return left
    cursor.count_operator()
    return Not(found) if negated else found


def _refuse_operator(cursor: Cursor) -> None:
    if cursor.at_symbol(*_UNSUPPORTED_OPERATORS):
        raise validation(f"Unsupported operator in Condition Expression. Operator: {cursor.token.text}")


def _between(cursor: Cursor, tested: Operand) -> Between:
    lower = operand(cursor)
    cursor.expect_keyword("AND")
    return Between(tested, lower, operand(cursor))


def _options(cursor: Cursor) -> tuple[Operand, ...]:
    if not cursor.at_symbol(*_CLOSING):
        raise validation(_MISPLACED_IN)
    opening = cursor.take().text
    if opening != "(" and cursor.at_symbol(_CLOSING[opening]):
        raise validation(_MISPLACED_IN)
    options = operands_to(cursor, _CLOSING[opening])
    if len(options) > MAX_IN_OPERANDS:
        raise too_many_options(len(options))
    return options


def too_many_options(count: int) -> DynamoDBError:
    """IN has more options than it can have where it stands."""
    return validation(f"The IN operator is provided with too many operands; number of operands: {count}")


def unrecognized(function: str) -> DynamoDBError:
    """There is no such function, or none that may stand there."""
    return validation(f"Unrecognized function: {function}")


def operands_to(cursor: Cursor, closing: str) -> tuple[Operand, ...]:
    """Read one operand or more, and the symbol that ends them.

    Raises:
        DynamoDBError: ValidationException.
    """
    operands = [operand(cursor)]
    while cursor.accept(","):
        operands.append(operand(cursor))
    cursor.expect(closing)
    return tuple(operands)


def _typed(cursor: Cursor, tested: Operand, place: str) -> ConditionNode:
    negated = cursor.accept_keyword("NOT")
    cursor.count_operator()
    token = cursor.token
    if token.kind != KEYWORD:
        raise cursor.malformed("Expected a type after IS")
    cursor.take()
    found: ConditionNode
    if token.text == "MISSING":
        found = Call("attribute_not_exists", (tested,))
    elif token.text in _TYPES:
        found = Call("attribute_type", (tested, Literal({"S": _TYPES[token.text]})))
    else:
        name = _SHORT_NAMES.get(token.text, token.text)
        raise validation(
            f"Unsupported data type for IS operator: {name}. Supported data types are [MISSING, NULL, BOOLEAN, "
            f"BLOB, STRING, NUMERIC, STRUCT, TUPLE, LIST] at {place}"
        )
    return Not(found) if negated else found


def _primary(cursor: Cursor) -> Term:
    token = cursor.token
    if at_literal(cursor):
        return literal(cursor)
    if cursor.at_symbol("?"):
        return parameter(cursor)
    if cursor.accept("("):
        with cursor.nested():
            inner = _disjunction(cursor)
        cursor.expect(")")
        return inner
    if token.kind in (WORD, KEYWORD) and cursor.following.kind == SYMBOL and cursor.following.text == "(":
        return _call(cursor)
    if cursor.at_identifier() or cursor.at_symbol("@"):
        return path(cursor)
    if cursor.at_keyword("MISSING"):
        raise validation("MISSING must be compared using IS operator")
    if cursor.at_keyword("SELECT", "CASE"):
        raise validation(f"Unsupported token in expression: {token.text} at {token.place}")
    _refuse_operator(cursor)
    raise cursor.malformed("Expected an expression")


def _call(cursor: Cursor) -> Call:
    name = cursor.take()
    function = name.text.lower()
    cursor.count_operator()
    cursor.expect("(")
    if cursor.at_keyword("SELECT"):
        raise validation(f"Unsupported token in expression: SELECT at {cursor.token.place}")
    if function not in FUNCTIONS:
        raise unrecognized(function)
    if cursor.accept(")"):
        return Call(function, ())
    with cursor.nested():
        return Call(function, operands_to(cursor, ")"))


def _condition(term: Term, complaint: str) -> ConditionNode:
    """``term`` as a condition.

    A function that is none is let through: it is refused, by its name, when the condition is checked.
    """
    if isinstance(term, Path | ValuePlaceholder | Literal):
        raise validation(complaint)
    if isinstance(term, Call) and term.function == "size":
        raise validation(complaint)
    return term


def _operand(term: Term) -> Operand:
    if isinstance(term, Path | ValuePlaceholder | Literal):
        return term
    if isinstance(term, Call):
        # Which functions may stand here is checked with the condition or the update that this becomes a part of.
        return term
    raise validation("A condition cannot be compared or be the operand of a function")
