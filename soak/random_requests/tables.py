"""The tables that random requests are about: between them every kind of key, index, projection and stream."""

from dataclasses import dataclass
from typing import Any

Value = dict[str, Any]
"""An attribute value as DynamoDB's JSON has it, such as ``{"S": "x"}``."""
Item = dict[str, Value]

TYPES = {"pk": "S", "sk": "N", "id": "S", "at": "B", "a": "S", "b": "S", "n": "N"}
"""The type of every attribute that is part of a key."""

_VIEWS = {"compared": "NEW_AND_OLD_IMAGES", "plain": "NEW_IMAGE", "bytes": "OLD_IMAGE"}


@dataclass(frozen=True)
class Index:
    """What a query can be made on: an index, or (without a name) the table itself."""

    name: str | None
    partition: str
    sort: str | None
    projection: dict[str, Any] | None = None
    is_global: bool = False

    @property
    def schema(self) -> list[dict[str, str]]:
        """The key schema."""
        schema = [{"AttributeName": self.partition, "KeyType": "HASH"}]
        return schema + ([{"AttributeName": self.sort, "KeyType": "RANGE"}] if self.sort else [])


@dataclass(frozen=True)
class Table:
    """A table, and the keys of every item there can be in it."""

    name: str
    primary: Index
    indexes: tuple[Index, ...]
    keys: tuple[Item, ...]

    @property
    def definition(self) -> dict[str, Any]:
        """The request that creates the table."""
        used = {name for each in (self.primary, *self.indexes) for name in (each.partition, each.sort) if name}
        local = [_described(each) for each in self.indexes if not each.is_global]
        return {
            "TableName": self.name,
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": [{"AttributeName": name, "AttributeType": TYPES[name]} for name in sorted(used)],
            "KeySchema": self.primary.schema,
            "GlobalSecondaryIndexes": [_described(each) for each in self.indexes if each.is_global],
            "StreamSpecification": {"StreamEnabled": True, "StreamViewType": _VIEWS[self.name]},
        } | ({"LocalSecondaryIndexes": local} if local else {})


def _described(index: Index) -> dict[str, Any]:
    return {"IndexName": index.name, "KeySchema": index.schema, "Projection": index.projection}


_ALL = {"ProjectionType": "ALL"}
_KEYS_ONLY = {"ProjectionType": "KEYS_ONLY"}
_INCLUDE = {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["c", "m"]}

TABLES = (
    Table(
        "compared",
        Index(None, "pk", "sk"),
        (
            Index("by-a", "a", "sk", _ALL, is_global=True),
            Index("by-a-b", "a", "b", _KEYS_ONLY, is_global=True),
            Index("by-n", "n", None, _INCLUDE, is_global=True),
            Index("local-b", "pk", "b", _KEYS_ONLY),
            Index("local-n", "pk", "n", _INCLUDE),
        ),
        tuple({"pk": {"S": pk}, "sk": {"N": str(sk)}} for pk in ("p", "q") for sk in (0, 1, -2, 10)),
    ),
    Table(
        "plain",
        Index(None, "id", None),
        (Index("by-b", "b", "n", _INCLUDE, is_global=True),),
        tuple({"id": {"S": text}} for text in ("p", "é", "p q", "\U0001f600")),
    ),
    Table(
        "bytes",
        Index(None, "pk", "at"),
        (Index("local-a", "pk", "a", _ALL), Index("by-at", "at", None, _KEYS_ONLY, is_global=True)),
        tuple({"pk": {"S": pk}, "at": {"B": at}} for pk in ("p", "q") for at in ("AA==", "AAE=", "fw==", "gA==")),
    ),
)
"""The tables. The sort keys of "bytes" lie on both sides of where bytes would turn negative."""
