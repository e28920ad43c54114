"""Keys in requests and key attributes in items, checked against a table's schema.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes
"""

from base64 import b64decode
from collections.abc import Set

from tablewright.engine.errors import INVALID, DynamoDBError, validation
from tablewright.engine.schema import Index, ScalarType, Table
from tablewright.expressions import Update
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
        if not 0 < len(value[kind]) <= _SURELY_SHORT:
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
            raise WrongKey(f"{INVALID}Missing the key {name} in the item")
        if kind not in value:
            raise WrongKey(f"{INVALID}Type mismatch for key {name} expected: {kind} actual: {_type_of(value)}")
        if not 0 < len(value[kind]) <= _SURELY_SHORT:
            check_key_content(name, kind, value, sort=name in table.key.sort)


def check_index_keys(item: Item, table: Table) -> None:
    """Refuse a new item whose index key attributes, where present, do not fit: of another type, empty, or too long.

    Raises:
        DynamoDBError: ValidationException, naming the first index by name that the attribute is a key of.
    """
    types, own = table.types, table.key.attributes
    for index in table.indexes:
        for name in index.key.attributes:
            value = item.get(name)
            if value is None or _surely_fits(value, types[name]) or name in own:
                continue
            _check_index_type(table, name, _type_of(value))
            _check_index_value(table, index, name, value, is_update=False)


def check_index_sources(update: Update, values: Item, table: Table) -> None:
    """Refuse an update that is shown by the request alone to set an index key attribute to what does not fit.

    Raises:
        DynamoDBError: ValidationException, as `check_index_keys`.
    """
    types = table.types
    if update.sources.keys().isdisjoint(types):
        return
    for name in update.sources:
        kind = types.get(name)
        if kind is None:
            continue
        value = update.value_shown(name, values)
        if value is not None and _surely_fits(value, kind):
            continue
        shown = update.type_shown(name, values)
        for index in table.indexes:
            if name in index.key.attributes:
                if shown is not None:
                    _check_index_type(table, name, shown)
                if value is not None:
                    _check_index_value(table, index, name, value, is_update=True)


def check_index_keys_after_update(item: Item, table: Table) -> None:
    """Refuse what an update made of an item if its index key attributes, where present, do not fit.

    Not only those that the update writes: what an item had before there was the index keeps it from being updated.

    Raises:
        DynamoDBError: ValidationException, in the words for what only the item shows.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/GSI.OnlineOps.ViolationDetection.html
    """
    types, own = table.types, table.key.attributes
    for index in table.indexes:
        for name in index.key.attributes:
            value = item.get(name)
            if value is None:
                continue
            content = value.get(types[name])
            if (content is not None and 0 < len(content) <= _SURELY_SHORT) or name in own:
                continue
            if content is None:
                raise validation(
                    "The update expression attempted to update the secondary index key to unsupported type"
                )
            if not content:
                raise _empty_index_key(table, name, is_update=True)
            if _content_bytes(types[name], content) > _index_limit(index, name):
                raise validation(
                    "The update expression attempted to update the secondary index key beyond allowed size limits"
                )


def _surely_fits(value: AttributeValue, kind: ScalarType) -> bool:
    content = value.get(kind)
    return content is not None and 0 < len(content) <= _SURELY_SHORT


def _check_index_type(table: Table, name: str, actual: str) -> None:
    expected = table.types[name]
    if actual != expected:
        raise validation(
            f"{INVALID}Type mismatch for Index Key {name} "
            f"Expected: {expected} Actual: {actual} IndexName: {_first_index(table, name)}"
        )


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
            raise validation(f"{INVALID}Aggregated size of all range keys has exceeded the size limit of {limit} bytes")
        raise validation(
            f"{INVALID}"
            f"Size of hashkey has exceeded the maximum size limit of{limit} bytes"  # The service leaves the space out.
        )


def _check_index_value(table: Table, index: Index, name: str, value: AttributeValue, *, is_update: bool) -> None:
    kind = table.types[name]
    content: str = value[kind]
    if kind == "N":
        return
    if not content:
        raise _empty_index_key(table, name, is_update=is_update)
    limit = _index_limit(index, name)
    if len(content) * 4 > limit and (size := _content_bytes(kind, content)) > limit:
        raise validation(
            f"{INVALID}Size limit exceeded for Index Key {name} "
            f"Actual Size: {size} bytes Max Size: {limit} bytes IndexName: {index.name}"
        )


def _index_limit(index: Index, name: str) -> int:
    return MAX_SORT_KEY_BYTES if name in index.key.sort else MAX_PARTITION_KEY_BYTES


def _empty_index_key(table: Table, name: str, *, is_update: bool) -> EmptyKeyValue:
    refusal = _no_empty(table.types[name])
    if is_update:
        return EmptyKeyValue(
            "The update expression attempted to update a secondary index key to a value that is not supported. "
            f"{refusal}"
        )
    return EmptyKeyValue(
        f"A value specified for a secondary index key is not supported. {refusal} "
        f"IndexName: {_first_index(table, name)}, IndexKey: {name}"
    )


def _no_empty(kind: ScalarType) -> str:
    what = "string" if kind == "S" else "binary"
    return f"The AttributeValue for a key attribute cannot contain an empty {what} value."


def _content_bytes(kind: ScalarType, content: str) -> int:
    return len(b64decode(content)) if kind == "B" else len(content.encode())
