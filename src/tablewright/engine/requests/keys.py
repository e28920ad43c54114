"""Keys in requests and key attributes in items, checked against a table's schema.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html#limits-attributes
"""

from base64 import b64decode

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.schema import Index, ScalarType, Table
from tablewright.values import AttributeValue, Item
from tablewright.values.limits import MAX_PARTITION_KEY_BYTES, MAX_SORT_KEY_BYTES

KEY_MISMATCH = "The provided key element does not match the schema"


def check_key(key: Item, table: Table) -> None:
    """Refuse a Key that is not exactly the table's key attributes with their types.

    Raises:
        DynamoDBError: ValidationException.
    """
    attributes = table.key.attributes
    if len(key) != len(attributes):
        raise validation(KEY_MISMATCH)
    for name in attributes:
        value = key.get(name)
        kind = table.types[name]
        if value is None or kind not in value:
            raise validation(KEY_MISMATCH)
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
            raise validation(f"One or more parameter values were invalid: Missing the key {name} in the item")
        if kind not in value:
            raise _type_mismatch(name, kind, value)
        check_key_content(name, kind, value, sort=name in table.key.sort)


def check_index_keys(item: Item, table: Table) -> None:
    """Refuse an item whose index key attributes, where present, have another type than the index asks for or are empty.

    Raises:
        DynamoDBError: ValidationException.
    """
    for index in table.indexes:
        for name in index.key.attributes:
            value = item.get(name)
            if value is None or name in table.key.attributes:
                continue
            kind = table.types[name]
            if kind not in value:
                raise _type_mismatch(name, kind, value, index)
            _check_index_content(name, kind, value, index)


def _type_mismatch(name: str, kind: ScalarType, value: AttributeValue, index: Index | None = None) -> DynamoDBError:
    where = f" IndexName: {index.name}" if index else ""
    actual = next(iter(value), "")
    return validation(
        f"One or more parameter values were invalid: Type mismatch for {'Index ' if index else ''}key {name} "
        f"Expected: {kind} Actual: {actual}{where}"
    )


def check_key_content(name: str, kind: ScalarType, value: AttributeValue, *, sort: bool) -> None:
    """Refuse an empty or oversized value of the key attribute ``name``; ``sort`` tells a sort key from a partition key.

    Raises:
        DynamoDBError: ValidationException.
    """
    content: str = value[kind]
    if kind == "N":
        return
    if not content:
        what = "string" if kind == "S" else "binary"
        raise validation(
            f"One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an "
            f"empty {what} value. Key: {name}"
        )
    limit = MAX_SORT_KEY_BYTES if sort else MAX_PARTITION_KEY_BYTES
    if len(content) * 4 > limit and _content_bytes(kind, content) > limit:
        if sort:
            raise validation(
                "One or more parameter values were invalid: Aggregated size of all range keys has exceeded the size "
                f"limit of {limit} bytes"
            )
        raise validation(
            "One or more parameter values were invalid: "
            f"Size of hashkey has exceeded the maximum size limit of {limit} bytes"
        )


def _check_index_content(name: str, kind: ScalarType, value: AttributeValue, index: Index) -> None:
    content: str = value[kind]
    if kind == "N":
        return
    if not content:
        what = "string" if kind == "S" else "binary"
        raise validation(
            "One or more parameter values are not valid. A value specified for a secondary index key is not supported. "
            f"The AttributeValue for a key attribute cannot contain an empty {what} value. IndexName: {index.name}, "
            f"IndexKey: {name}"
        )
    sort = name in index.key.sort
    limit = MAX_SORT_KEY_BYTES if sort else MAX_PARTITION_KEY_BYTES
    if len(content) * 4 > limit and _content_bytes(kind, content) > limit:
        which = "range" if sort else "hash"
        raise validation(
            "One or more parameter values were invalid: Size of secondary index "
            f"{which}key has exceeded the maximum size limit of {limit} bytes"
        )


def _content_bytes(kind: ScalarType, content: str) -> int:
    return len(b64decode(content)) if kind == "B" else len(content.encode())
