"""Loads many entities at once: sample data, or data brought from elsewhere."""

import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from tablewright.access.client import ItemClient
from tablewright.access.endpoint import Endpoint, system_clock
from tablewright.access.errors import AccessError, AlreadyExists, UnstorableEntity, shown_key
from tablewright.access.items import Item, key_of, to_item
from tablewright.access.lookups import SettingReader
from tablewright.design.annotations import Clock
from tablewright.design.design import Design
from tablewright.design.entity import Entity
from tablewright.design.schema import TableSchema
from tablewright.design.table import Table
from tablewright.values.limits import MAX_BATCH_WRITE_REQUESTS

_MAX_ATTEMPTS = 10
_FIRST_PAUSE = 0.05


def load(
    design: Design,
    client: ItemClient,
    env: str,
    entities: Iterable[Entity],
    *,
    clock: Clock = system_clock,
    sleep: Callable[[float], None] = time.sleep,
) -> dict[str, int]:
    """Write entities, each to the table that holds it, in batches; what the service leaves out is tried again.

    Nothing is written unless all can be stored. An item that is already there is replaced. Settings that time to
    live depends on are taken from the entities, and where they are not among them, from their tables.

    Args:
        design: the design.
        client: a boto3 client for DynamoDB.
        env: the environment whose tables are used.
        entities: what to write.
        clock: tells the moment of the writes.
        sleep: waits some seconds before another attempt.

    Returns:
        How many items were written, by the table's name.

    Raises:
        UnstorableEntity: an entity cannot be stored, or no table of the design holds it.
        AlreadyExists: two of the entities have the same key.
        AccessError: the service kept leaving items out.
    """
    endpoint = Endpoint(design, client, env, clock)
    batches = _items_by_table(endpoint, entities)
    for schema, items in batches.items():
        name = endpoint.table_name(schema.table)
        for batch in _batches(list(items.values())):
            _write(endpoint, schema.table, name, batch, sleep)
    return {endpoint.table_name(schema.table): len(items) for schema, items in batches.items()}


def _items_by_table(endpoint: Endpoint, entities: Iterable[Entity]) -> dict[TableSchema, dict[str, Item]]:
    """The items of each table by their keys."""
    holders = _holders(endpoint.design)
    now = endpoint.clock()
    found: dict[TableSchema, dict[str, Item]] = {}
    settings = SettingReader(endpoint, coming=found)
    for schema, entity in sorted(_held(entities, holders, endpoint.design), key=_depends_on_others):
        item = to_item(schema, entity, now, settings.read)
        key = shown_key(key_of(schema, item))
        if key in found.setdefault(schema, {}):
            name = endpoint.table_name(schema.table)
            raise AlreadyExists(f"Two entities to load into {name} have the key {key}")
        found[schema][key] = item
    return found


def _held(
    entities: Iterable[Entity], holders: Mapping[type[Entity], TableSchema | None], design: Design
) -> Iterator[tuple[TableSchema, Entity]]:
    for entity in entities:
        schema = holders.get(type(entity))
        if schema is None:
            raise UnstorableEntity(
                f"{type(entity).__name__} is held by no table of the design {design.name!r}, or by several"
            )
        yield schema, entity


def _depends_on_others(held: tuple[TableSchema, Entity]) -> bool:
    """Whether an entity's time to live is a setting of another one, which may be among those to load."""
    schema, entity = held
    stored = schema.entity_schema(type(entity))
    return stored is not None and stored.ttl is not None and stored.ttl[1].days is not None


def _holders(design: Design) -> Mapping[type[Entity], TableSchema | None]:
    """The table that holds each entity; None where several do."""
    holders: dict[type[Entity], TableSchema | None] = {}
    for schema in design.schemas.values():
        for entity in schema.entities:
            holders[entity.entity] = None if entity.entity in holders else schema
    return holders


def _batches(items: list[Item]) -> Iterator[list[Item]]:
    for start in range(0, len(items), MAX_BATCH_WRITE_REQUESTS):
        yield items[start : start + MAX_BATCH_WRITE_REQUESTS]


def _write(endpoint: Endpoint, table: Table, name: str, batch: list[Item], sleep: Callable[[float], None]) -> None:
    left: Any = {name: [{"PutRequest": {"Item": item}} for item in batch]}
    pause = _FIRST_PAUSE
    for attempt in range(_MAX_ATTEMPTS):
        if attempt:
            sleep(pause)
            pause *= 2
        response = endpoint.answer(table, endpoint.client.batch_write_item, {"RequestItems": left})
        left = response.get("UnprocessedItems")
        if not left:
            return
    raise AccessError(
        f"{len(left[name])} items for {name} were left unwritten after {_MAX_ATTEMPTS} attempts; "
        "the table's write capacity may be too low. Loading again is safe"
    )
