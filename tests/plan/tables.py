"""Short ways to write tables in tests."""

from typing import Any

from tablewright.design.resources import IndexResource, KeyAttribute, KeySchema, ScalarType, TableResource
from tablewright.plan import ObservedIndex, ObservedTable, canonical

ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/orders"


def key(*attributes: str) -> KeySchema:
    """``key("pk", "createdAt:N")``: the partition key, then the sort key; S unless it says otherwise."""
    partition, *sort = (_attribute(text) for text in attributes)
    return KeySchema((partition,), tuple(sort))


def gsi(name: str, *attributes: str, **settings: Any) -> IndexResource:
    """A global secondary index on ``attributes``, projecting all."""
    return IndexResource(name, "GSI", key(*attributes), **settings)


def lsi(name: str, *attributes: str, **settings: Any) -> IndexResource:
    """A local secondary index on ``attributes``, projecting all."""
    return IndexResource(name, "LSI", key(*attributes), **settings)


def table(*indexes: IndexResource, **settings: Any) -> TableResource:
    """The table ``orders``, on demand, with key ``pk`` and ``sk`` unless settings say otherwise."""
    defaults: dict[str, Any] = {"logical_id": "OrdersTable", "name": "orders", "key": key("pk", "sk")}
    return TableResource(indexes=indexes, **(defaults | settings))


def live(resource: TableResource, **state: Any) -> ObservedTable:
    """The table as it would be observed, with some items in it and its indexes."""
    indexes = tuple(ObservedIndex(index.name, item_count=71, size_bytes=29_000) for index in resource.indexes)
    defaults: dict[str, Any] = {"arn": ARN, "item_count": 73, "size_bytes": 30_199, "indexes": indexes}
    return ObservedTable(canonical(resource), **(defaults | state))


def _attribute(text: str) -> KeyAttribute:
    name, _, type_ = text.partition(":")
    types: dict[str, ScalarType] = {"": "S", "S": "S", "N": "N", "B": "B"}
    return KeyAttribute(name, types[type_])
