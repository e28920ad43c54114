"""Literals, parameters and document paths in a statement.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.data-types.html
"""

import re
from collections.abc import Iterator

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.partiql.cursor import Cursor
from tablewright.engine.partiql.tokens import ION, KEYWORD, NUMBER, STRING, SYMBOL, WORD
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
    try:
        valid_value(value)
    except DynamoDBError as error:
        raise _unfit_literal(error) from None
    return Literal(value)


def _unfit_literal(error: DynamoDBError) -> DynamoDBError:
    """Why a literal is no value: of two faults the service says less than of a parameter's."""
    if "contains duplicates" in error.message:
        return validation("Input collection contains duplicates")
    if "more than 38 significant digits" in error.message:
        return validation("DynamoDB only supports precision up to 38 digits")
    return error


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
    raise not_a_value(cursor, key)


def not_a_value(cursor: Cursor, key: str = "") -> DynamoDBError:
    """What is next stands where a literal must and is none; ``key`` is where within a list, tuple or bag.

    Inside of those the service calls what it has found by the name of its kind, outside as it is written.
    """
    token = cursor.token
    under = f"under key {key or 'root'}"
    if token.kind == ION:
        return validation(f"Ion Literals are not supported: {_ion_type(token.text)} {under} at {token.place}")
    if _begins_path(cursor):
        # A path has no one place.
        return validation(f"Unsupported data type: {'Path' if key else 'PATH'} {under}")
    if key or token.text == "?":
        what = _kind(cursor)
    elif _begins_call(cursor):
        what = token.text.lower()
    else:
        what = token.text or "the end of the statement"
    return validation(f"Unsupported data type: {what} {under} at {token.place}")


def _kind(cursor: Cursor) -> str:
    """What the service calls the kind of what is next."""
    token = cursor.token
    if _begins_path(cursor):
        return "Path"
    if _begins_call(cursor):
        return "NAry"
    if cursor.at_identifier():
        return "VariableReference"
    if token.kind == NUMBER:
        return "INT" if token.text.isdigit() else "DECIMAL"
    return _KINDS.get(token.text, token.text or "the end of the statement")


_KINDS = {
    "?": "Parameter",
    "MISSING": "LiteralMissing",
    "TRUE": "BOOL",
    "FALSE": "BOOL",
    "[": "Seq",
    "{": "Struct",
    "<<": "Seq",
}
"""The kinds of what begins with a keyword or symbol, where it has a name of its own."""


def _begins_call(cursor: Cursor) -> bool:
    following = cursor.following
    return cursor.token.kind in (WORD, KEYWORD) and following.kind == SYMBOL and following.text == "("


def _begins_path(cursor: Cursor) -> bool:
    """Whether a path of more than one element is next."""
    following = cursor.following
    return cursor.at_identifier() and following.kind == SYMBOL and following.text in (".", "[")


_ION_TYPES = (
    ("BOOL", "true|false"),
    ("NULL", "null"),
    ("TIMESTAMP", r"\d{4}(-\d{2}(-\d{2}.*)?T?|T)"),
    ("INT", r"-?(0x[0-9a-fA-F_]+|0b[01_]+|[0-9][0-9_]*)"),
    ("FLOAT", r"-?[0-9][0-9_]*(\.[0-9_]*)?[eE][+-]?[0-9]+|nan|[+-]inf"),
    ("DECIMAL", r"-?[0-9][0-9_]*(\.[0-9_]*)?([dD][+-]?[0-9]+)?"),
    ("STRING", r"\".*|'''.*"),
    ("CLOB", r"\{\{\s*[\"'].*"),
    ("BLOB", r"\{\{.*"),
    ("STRUCT", r"\{.*"),
    ("LIST", r"\[.*"),
    ("SEXP", r"\(.*"),
)
"""The types of Ion's values, each with what its texts look like; any other text is a symbol."""


def _ion_type(quoted: str) -> str:
    """The type of the Ion value between two backquotes."""
    text = quoted.strip("`").strip()
    return next((name for name, form in _ION_TYPES if re.fullmatch(form, text, re.DOTALL)), "SYMBOL")


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
    for name in tuple_names(cursor, key):
        entries[name] = _value(cursor, f"{key}.{name}")
    return {"M": entries}


def _bag(cursor: Cursor, key: str) -> AttributeValue:
    opening = cursor.take()
    members: list[AttributeValue] = []
    while not cursor.accept(">>"):
        if members:
            cursor.expect(",")
        token = cursor.token
        if token.kind == ION:
            raise not_a_value(cursor, key)
        if members and cursor.at_symbol(*_CONTAINERS):
            raise validation(_UNFIT_FOR_BAG)
        if token.kind not in (STRING, NUMBER) and not cursor.at_symbol("-", "+"):
            raise validation(f"{_UNFIT_FOR_BAG} at {token.place}")
        members.append(_value(cursor, key))
    if not members:
        raise validation(f"Empty bags are not supported at {opening.place}")
    (kind,) = members[0]
    if any(kind not in member for member in members):
        raise validation(_UNFIT_FOR_BAG)
    return {_BAG_ELEMENTS[kind]: [member[kind] for member in members]}


_UNFIT_FOR_BAG = "Unsupported data type in Bag. DynamoDB only supports either numbers or strings in bags"


_CONTAINERS = {"[": _list, "{": _tuple, "<<": _bag}


def tuple_names(cursor: Cursor, key: str = "") -> Iterator[str]:
    """Read a tuple, which is next, name by name; the caller reads each value. ``key`` is where in a value it stands.

    Raises:
        DynamoDBError: ValidationException.
    """
    opening = cursor.take()
    under = f"under {key or 'root'}"
    names: set[str] = set()
    while not cursor.accept("}"):
        if names:
            cursor.expect(",")
        token = cursor.token
        if token.kind != STRING:
            place = "" if _begins_path(cursor) else f" at {token.place}"
            raise validation(f"Tuple keys must be of type String. Actual type: {_kind(cursor)} {under}{place}")
        if token.text in names:
            # Of what is inserted the service tells the name's place, of any other tuple its own.
            place = opening.place if key else token.place
            raise validation(f"Duplicate keys in tuple. Key: {token.text} {under} at {place}")
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
