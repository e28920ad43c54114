"""Entities to items and back: fields, the key attributes composed of them, and time to live."""

from collections.abc import Callable, Mapping
from datetime import UTC, datetime, time, timedelta
from typing import Any, TypeVar

from pydantic import ValidationError

from tablewright.access.errors import UnreadableItem, UnstorableEntity, shown_key
from tablewright.design.entity import Entity, Record, schema_of
from tablewright.design.expiry import Expiry, Lookup
from tablewright.design.inputs import first_fault
from tablewright.design.schema import EntitySchema, TableSchema
from tablewright.design.storage import EncodedValue, StoredValueError

Item = dict[str, EncodedValue]
LookUp = Callable[[Lookup, Mapping[str, Any]], int]
"""Reads a setting from another table, for an entity's values by stored name."""

R = TypeVar("R", bound=Record)


def field_values(entity: EntitySchema, record: Record) -> dict[str, Any]:
    """A record's Python values by stored name."""
    return {name: getattr(record, attribute.field) for name, attribute in entity.record.attributes.items()}


def to_item(schema: TableSchema, record: Entity, now: datetime, look_up: LookUp) -> Item:
    """The item an entity is stored as in a table that holds it.

    Args:
        schema: the table.
        record: the entity.
        now: the moment of the write, for time to live that counts from it.
        look_up: reads settings that time to live depends on.

    Raises:
        UnstorableEntity: a value cannot be stored, or cannot be part of a key.
    """
    entity = schema.entity_schema(type(record))
    if entity is None:
        raise UnstorableEntity(f"{schema.table.name} holds no {type(record).__name__}")
    try:
        item: Item = entity.record.encode(record)
        values = field_values(entity, record)
        for name, composed in entity.composed.items():
            if (text := composed.value(values)) is not None:
                item[name] = {"S": text}
    except StoredValueError as error:
        raise UnstorableEntity(f"{type(record).__name__} cannot be stored: {error}") from None
    _check_keys(schema, record, item)
    if entity.ttl:
        attribute, expiry = entity.ttl
        if (moment := expiry_moment(expiry, values, now, look_up)) is not None:
            item[attribute] = {"N": str(moment)}
    return item


def expiry_moment(expiry: Expiry, values: Mapping[str, Any], now: datetime, look_up: LookUp) -> int | None:
    """When an item expires, in seconds since 1970; None when what it counts from is absent."""
    since = now if expiry.since is None else values[expiry.since]
    if since is None:
        return None
    if not isinstance(since, datetime):
        since = datetime.combine(since, time(), UTC)
    days = look_up(expiry.days, values) if expiry.days else 0
    return int((since + expiry.length + timedelta(days=days)).timestamp())


def from_item(record: type[R], item: Mapping[str, EncodedValue], key: Mapping[str, EncodedValue]) -> R:
    """The entity, or view of one, that an item is.

    Args:
        record: the class.
        item: as read.
        key: the item's key, for the error.

    Raises:
        UnreadableItem: an attribute is missing or of another type.
    """
    try:
        return record.model_validate(schema_of(record).decode(item))
    except StoredValueError as error:
        raise _unreadable(record, key, str(error)) from None
    except ValidationError as error:
        path, message = first_fault(error)
        where = f"attribute {_stored_name(record, path)}: " if path else ""
        raise _unreadable(record, key, f"{where}{message}") from None


def key_of(schema: TableSchema, item: Mapping[str, EncodedValue]) -> dict[str, EncodedValue]:
    """The primary key of an item."""
    return {name: item[name] for name in schema.key_names if name in item}


def _check_keys(schema: TableSchema, record: Entity, item: Item) -> None:
    for name in schema.key_names:
        if name not in item:
            raise UnstorableEntity(f"{type(record).__name__} has no value for {name}, which is part of its key")
    keys = {attribute.name for attribute in schema.key.attributes}
    keys |= {attribute.name for index in schema.indexes.values() for attribute in index.key.attributes}
    for name in keys & item.keys():
        if item[name].get("S") == "" or item[name].get("B") == b"":
            raise UnstorableEntity(f"{type(record).__name__} has an empty {name}, which a key cannot be")


def _unreadable(record: type[Record], key: Mapping[str, EncodedValue], message: str) -> UnreadableItem:
    return UnreadableItem(f"The item with {shown_key(key)} is no {record.__name__}: {message}")


def _stored_name(record: type[Record], path: tuple[int | str, ...]) -> str:
    attribute = schema_of(record).by_field.get(str(path[0]))
    return ".".join([attribute.name if attribute else str(path[0]), *map(str, path[1:])])
