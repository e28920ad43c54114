"""Random batches of reads and of writes."""

from random import Random
from typing import Any

from soak.random_requests import expressions
from soak.random_requests.items import capacity
from soak.random_requests.placeholders import Placeholders
from soak.random_requests.tables import TABLES, Table
from soak.random_requests.values import item_of, key_of


def batch_get(chance: Random) -> dict[str, Any]:
    """A BatchGetItem request."""
    tables = chance.sample(TABLES, chance.randint(1, len(TABLES)))
    return {"RequestItems": {table.name: _keys(chance, table) for table in tables}} | capacity(chance)


def batch_write(chance: Random) -> dict[str, Any]:
    """A BatchWriteItem request."""
    tables = chance.sample(TABLES, chance.randint(1, len(TABLES)))
    metrics = chance.choice(({}, {"ReturnItemCollectionMetrics": "SIZE"}))
    return {"RequestItems": {table.name: _writes(chance, table) for table in tables}} | metrics | capacity(chance)


def _keys(chance: Random, table: Table) -> dict[str, Any]:
    placeholders = Placeholders()
    keys = chance.sample(table.keys, chance.randint(1, 3))
    if chance.random() < 0.05:
        keys.append(keys[0])
    wanted: dict[str, Any] = {"Keys": keys, "ConsistentRead": chance.random() < 0.5}
    if chance.random() < 0.4:
        wanted["ProjectionExpression"] = expressions.projection(chance, placeholders)
    return wanted | placeholders.members()


def _writes(chance: Random, table: Table) -> list[dict[str, Any]]:
    """Writes of different items, but for the few that are refused."""
    writes: dict[str, dict[str, Any]] = {}
    for number in range(chance.randint(1, 4)):
        item, key = item_of(chance, table), key_of(chance, table)
        put = chance.random() < 0.7
        told = str({name: item[name] for name in key} if put else key)
        again = str(number) if chance.random() < 0.02 else ""
        writes[told + again] = {"PutRequest": {"Item": item}} if put else {"DeleteRequest": {"Key": key}}
    return list(writes.values())
