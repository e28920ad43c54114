"""Keys in requests and key attributes in items, checked against a table's schema.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes
"""

from base64 import b64decode
from collections.abc import Set

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.schema import Index, ScalarType, Table
from tablewright.values import AttributeValue, Item
from tablewright.values.limits import MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES

_SURELY_SHORT = MAX_SORT_KEY_BYTES // 4
"""Characters a key value may have before its bytes, up to four a character, must be counted."""

KEY_MISMATCH = "The provided key element does not match the schema"


class EmptyKeyValue(DynamoDBError):
    """The value of a key attribute is empty.

    The service finds it while it reads a request: it fails a transaction before there is anything to cancel.
    """

    def __init__(self, message: str) -> None:
        refused = validation(f"One or more parameter values are not valid. {message}")
        super().__init__(refused.code, refused.message, namespace=refused.namespace)


class WrongKey(DynamoDBError):
    """A key lacks an attribute of the table's schema, or has one of another type, or too many.

    Of a transaction the service looks for such a key before it looks at anything else, and no further than the first.
    """

    def __init__(self, message: str = KEY_MISMATCH) -> None:
        refused = validation(message)
        super().__init__(refused.code, refused.message, namespace=refused.namespace)


def check_key(key: Item, table: Table) -> None:
    """Refuse a Key that is not exactly the table's key attributes with their types.

    Raises:
        DynamoDBError: ValidationException.
    """
    attributes = table.key.attributes
    if len(key) != len(attributes):
        raise WrongKey
    for name in attributes:
        value = key.get(name)
        kind = table.types[name]
        if value is None or kind not in value:
            raise WrongKey
        check_key_content(name, kind, value, sort=name in table.key.sort)


def check_item_key(item: Item, table: Table) -> None:
    """Refuse an item that lacks a key attribute of its table, or has one of another type.

    Raises:
        DynamoDBError: ValidationException.
    """
    for name in table.key.attributes:
        value = item.get(name)
        kind = table.types[name]
        if value is None:
            raise WrongKey(f"One or more parameter values were invalid: Missing the key {name} in the item")
        if kind not in value:
            raise WrongKey(
                f"One or more parameter values were invalid: Type mismatch for key {name} "
                f"expected: {kind} actual: {_type_of(value)}"
            )
        if not 0 < len(value[kind]) <= _SURELY_SHORT:
            check_key_content(name, kind, value, sort=name in table.key.sort)


def check_index_keys(item: Item, table: Table, updated: Set[str] | None = None) -> None:
    """Refuse an item whose index key attributes, where present, do not fit: of another type, empty, or too long.

    ``updated`` are the attributes an update writes, and the only ones looked at; None is a put, which writes them all.

    Raises:
        DynamoDBError: ValidationException, naming the first index by name that the attribute is a key of.
    """
    for index in table.indexes:
        for name in index.key.attributes:
            value = item.get(name)
            if value is None or name in table.key.attributes or (updated is not None and name not in updated):
                continue
            kind = table.types[name]
            if kind not in value:
                raise validation(
                    f"One or more parameter values were invalid: Type mismatch for Index Key {name} "
                    f"Expected: {kind} Actual: {_type_of(value)} IndexName: {_first_index(table, name)}"
                )
            if kind != "N":
                _check_index_content(table, index, name, value[kind], is_update=updated is not None)


def check_paths(entered: Set[str], table: Table) -> None:
    """Refuse paths into key attributes, of the table or of an index: they hold scalars only.

    ``entered`` are the attributes that the paths of an expression lead into.

    Raises:
        DynamoDBError: ValidationException.
    """
    if not entered:
        return
    index_keys = (name for index in table.indexes for name in index.key.attributes)
    for kind, names in (("Key", table.key.attributes), ("IndexKey", index_keys)):
        for name in names:
            if name in entered:
                raise validation(
                    "Key attributes must be scalars; list random access '[]' and map lookup '.' are not allowed: "
                    f"{kind}: {name}"
                )


def _first_index(table: Table, attribute: str) -> str:
    return min(index.name for index in table.indexes if attribute in index.key.attributes)


def _type_of(value: AttributeValue) -> str:
    return next(iter(value), "")


def check_key_content(name: str, kind: ScalarType, value: AttributeValue, *, sort: bool) -> None:
    """Refuse an empty or oversized value of the key attribute ``name``; ``sort`` tells a sort key from a partition key.

    Raises:
        DynamoDBError: ValidationException.
    """
    content: str = value[kind]
    if kind == "N":
        return
    if not content:
        raise EmptyKeyValue(f"{_no_empty(kind)} Key: {name}")
    limit = MAX_SORT_KEY_BYTES if sort else MAX_PARTITION_KEY_BYTES
    if len(content) > _SURELY_SHORT and _content_bytes(kind, content) > limit:
        if sort:
            raise validation(
                "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size "
                f"limit of {limit} bytes"
            )
        raise validation(
            "One or more parameter values were invalid: "
            f"Size of hashkey has exceeded the maximum size limit of{limit} bytes"  # The service leaves the space out.
        )


def _check_index_content(table: Table, index: Index, name: str, content: str, *, is_update: bool) -> None:
    kind = table.types[name]
    if not content:
        if is_update:
            raise EmptyKeyValue(
                "The update expression attempted to update a secondary index key to a value that is not supported. "
                f"{_no_empty(kind)}"
            )
        raise EmptyKeyValue(
            f"A value specified for a secondary index key is not supported. {_no_empty(kind)} "
            f"IndexName: {_first_index(table, name)}, IndexKey: {name}"
        )
    limit = MAX_SORT_KEY_BYTES if name in index.key.sort else MAX_PARTITION_KEY_BYTES
    if len(content) * 4 > limit and (size := _content_bytes(kind, content)) > limit:
        raise validation(
            f"One or more parameter values were invalid: Size limit exceeded for Index Key {name} "
            f"Actual Size: {size} bytes Max Size: {limit} bytes IndexName: {index.name}"
        )


def _no_empty(kind: ScalarType) -> str:
    what = "string" if kind == "S" else "binary"
    return f"The AttributeValue for a key attribute cannot contain an empty {what} value."


def _content_bytes(kind: ScalarType, content: str) -> int:
    return len(b64decode(content)) if kind == "B" else len(content.encode())
