"""Random requests that put, update, delete and get one item."""

from random import Random
from typing import Any

from soak.random_requests import expressions
from soak.random_requests.placeholders import Placeholders
from soak.random_requests.tables import TABLES
from soak.random_requests.values import item_of, key_of

_UPDATED = ("ALL_NEW", "ALL_OLD", "UPDATED_NEW", "UPDATED_OLD", "NONE")


def put(chance: Random) -> dict[str, Any]:
    """A PutItem request."""
    table = chance.choice(TABLES)
    request = {
        "TableName": table.name,
        "Item": item_of(chance, table),
        "ReturnValues": chance.choice(("ALL_OLD", "NONE")),
    }
    return request | _condition(chance, Placeholders()) | _metrics(chance)


def update(chance: Random) -> dict[str, Any]:
    """An UpdateItem request."""
    table = chance.choice(TABLES)
    placeholders = Placeholders()
    request = {
        "TableName": table.name,
        "Key": key_of(chance, table),
        "UpdateExpression": expressions.update(chance, placeholders),
        "ReturnValues": chance.choice(_UPDATED),
    }
    return request | placeholders.members() | _condition(chance, placeholders, often=0.2) | _metrics(chance)


def delete(chance: Random) -> dict[str, Any]:
    """A DeleteItem request."""
    table = chance.choice(TABLES)
    request = {
        "TableName": table.name,
        "Key": key_of(chance, table),
        "ReturnValues": chance.choice(("ALL_OLD", "NONE")),
    }
    return request | _condition(chance, Placeholders()) | _metrics(chance)


def get(chance: Random) -> dict[str, Any]:
    """A GetItem request."""
    table = chance.choice(TABLES)
    placeholders = Placeholders()
    request = {"TableName": table.name, "Key": key_of(chance, table), "ConsistentRead": chance.random() < 0.5}
    if chance.random() < 0.7:
        request["ProjectionExpression"] = expressions.projection(chance, placeholders)
    return request | placeholders.members() | capacity(chance)


def capacity(chance: Random) -> dict[str, Any]:
    """Whether a request asks what it costs."""
    return chance.choice(({}, {}, {"ReturnConsumedCapacity": "TOTAL"}, {"ReturnConsumedCapacity": "INDEXES"}))


def _condition(chance: Random, placeholders: Placeholders, often: float = 0.4) -> dict[str, Any]:
    if chance.random() > often:
        return {}
    expression = expressions.condition(chance, placeholders)
    on_failure = chance.choice(({}, {"ReturnValuesOnConditionCheckFailure": "ALL_OLD"}))
    return {"ConditionExpression": expression} | on_failure | placeholders.members()


def _metrics(chance: Random) -> dict[str, Any]:
    metrics = chance.choice(({}, {}, {"ReturnItemCollectionMetrics": "SIZE"}))
    return metrics | capacity(chance)
