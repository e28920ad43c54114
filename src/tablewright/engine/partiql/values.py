"""Literals, parameters and document paths in a statement.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.data-types.html
"""

from collections.abc import Iterator

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.partiql.cursor import Cursor
from tablewright.engine.partiql.tokens import ION, KEYWORD, NUMBER, QUOTED, STRING, SYMBOL, WORD, Token
from tablewright.engine.requests.attributes import valid_value
from tablewright.expressions.syntax import Literal, Path, PathElement, ValuePlaceholder
from tablewright.values import AttributeValue, Item
from tablewright.values.limits import MAX_NESTING

_CONSTANTS: dict[str, AttributeValue] = {"TRUE": {"BOOL": True}, "FALSE": {"BOOL": False}, "NULL": {"NULL": True}}
_BAG_ELEMENTS = {"S": "SS", "N": "NS"}


def parameter(cursor: Cursor) -> ValuePlaceholder:
    """Read a question mark, which is next."""
    cursor.take()
    cursor.parameters += 1
    return ValuePlaceholder(f"?{cursor.parameters - 1}")


def at_literal(cursor: Cursor) -> bool:
    """Whether a literal is next."""
    token = cursor.token
    return (
        token.kind in (STRING, NUMBER, ION)
        or (token.kind == KEYWORD and token.text in _CONSTANTS)
        or cursor.at_symbol("[", "{", "<<")
        or (cursor.at_symbol("-", "+") and cursor.following.kind == NUMBER)
    )


def literal(cursor: Cursor) -> Literal:
    """Read a literal, which is next; its numbers are in normal form.

    Raises:
        DynamoDBError: ValidationException, it is none that DynamoDB has a value for.
    """
    value = _value(cursor, "root")
    valid_value(value)
    return Literal(value)


def _value(cursor: Cursor, key: str) -> AttributeValue:
    token = cursor.token
    if token.kind == STRING:
        return {"S": cursor.take().text}
    if token.kind == NUMBER or cursor.at_symbol("-", "+"):
        sign = "" if token.kind == NUMBER else cursor.take().text
        if cursor.token.kind != NUMBER:
            raise cursor.malformed("Expected a number")
        return {"N": sign.replace("+", "") + cursor.take().text}
    if token.kind == KEYWORD and token.text in _CONSTANTS:
        return dict(_CONSTANTS[cursor.take().text])
    if token.kind == SYMBOL and token.text in _CONTAINERS:
        with cursor.nested():
            return _CONTAINERS[token.text](cursor, key)
    raise not_a_value(token, key)


def not_a_value(token: Token, key: str = "root") -> DynamoDBError:
    """What stands where a literal must is none; ``key`` is where in the value."""
    if token.kind == ION:
        return validation(f"Ion Literals are not supported: {token.text} under key {key} at {token.place}")
    what = "Parameter" if token.text == "?" else token.text or "the end of the statement"
    return validation(f"Unsupported data type: {what} under key {key} at {token.place}")


def _list(cursor: Cursor, key: str) -> AttributeValue:
    cursor.take()
    elements: list[AttributeValue] = []
    while not cursor.accept("]"):
        if elements:
            cursor.expect(",")
        elements.append(_value(cursor, f"{key}.{len(elements)}"))
    return {"L": elements}


def _tuple(cursor: Cursor, key: str) -> AttributeValue:
    entries: Item = {}
    for name in tuple_names(cursor):
        entries[name] = _value(cursor, f"{key}.{name}")
    return {"M": entries}


def _bag(cursor: Cursor, key: str) -> AttributeValue:
    opening = cursor.take()
    members: list[AttributeValue] = []
    while not cursor.accept(">>"):
        if members:
            cursor.expect(",")
        token = cursor.token
        if token.kind not in (STRING, NUMBER) and not cursor.at_symbol("-", "+"):
            raise _unfit_for_bag(token)
        members.append(_value(cursor, key))
    if not members:
        raise validation(f"Empty bags are not supported at {opening.place}")
    (kind,) = members[0]
    if any(kind not in member for member in members):
        raise _unfit_for_bag(opening)
    return {_BAG_ELEMENTS[kind]: [member[kind] for member in members]}


def _unfit_for_bag(token: Token) -> DynamoDBError:
    return validation(
        f"Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags at {token.place}"
    )


_CONTAINERS = {"[": _list, "{": _tuple, "<<": _bag}


def tuple_names(cursor: Cursor) -> Iterator[str]:
    """Read a tuple, which is next, name by name; the caller reads each value.

    Raises:
        DynamoDBError: ValidationException.
    """
    cursor.take()
    names: set[str] = set()
    while not cursor.accept("}"):
        if names:
            cursor.expect(",")
        token = cursor.token
        if token.kind != STRING:
            actual = "VariableReference" if token.kind in (WORD, QUOTED) else token.text
            raise validation(f"Tuple keys must be of type String. Actual type: {actual} under root at {token.place}")
        if token.text in names:
            raise validation(f"Duplicate keys in tuple. Key: {token.text} under root at {token.place}")
        if not token.text:
            raise validation("Path component cannot be an empty string")
        names.add(cursor.take().text)
        cursor.expect(":")
        yield token.text


def path(cursor: Cursor) -> Path:
    """Read a document path: ``a.b``, ``a."b c"``, ``a['b']``, ``a[0]``.

    Raises:
        DynamoDBError: ValidationException.
    """
    cursor.accept("@")
    elements: list[PathElement] = [cursor.identifier()]
    while True:
        if cursor.accept("."):
            if cursor.at_symbol("*"):
                raise validation("Changing item's hierarchy while reading isn't supported")
            elements.append(cursor.identifier())
        elif cursor.accept("["):
            elements.append(_step(cursor))
            cursor.expect("]")
        else:
            break
    if "" in elements:
        raise validation("Path component cannot be an empty string")
    if len(elements) > MAX_NESTING:
        raise validation(f"The document path has too many nesting levels; nesting levels: {len(elements)}")
    return Path(tuple(elements))


def _step(cursor: Cursor) -> str | int:
    token = cursor.token
    if cursor.at_symbol("-"):
        index = cursor.following
        raise validation(f"List index is not within the allowable range; index: [-{index.text}] at {index.place}")
    if token.kind == STRING or cursor.at_identifier():
        return cursor.take().text
    if token.kind == NUMBER and token.text.isdigit() and len(token.text) < 10:
        return int(cursor.take().text)
    raise validation(f"Unexpected path component at {token.place}")
