"""Random transactions: some that succeed, some that a condition cancels, some that are malformed."""

from random import Random
from typing import Any

from soak.random_requests import expressions, items
from soak.random_requests.placeholders import Placeholders
from soak.random_requests.tables import TABLES, Item
from soak.random_requests.values import key_of

_NOT_IN_TRANSACTIONS = ("ReturnValues", "ReturnConsumedCapacity", "ReturnItemCollectionMetrics", "ConsistentRead")
_TWICE = 0.05
"""How often a transaction may name an item twice."""


def transact_write(chance: Random) -> dict[str, Any]:
    """A TransactWriteItems request."""
    actions: dict[str, dict[str, Any]] = {}
    for number in range(chance.randint(1, 4)):
        name, action = _action(chance)
        again = str(number) if chance.random() < _TWICE else ""
        actions[_told(action) + again] = {name: action}
    metrics = chance.choice(({}, {"ReturnItemCollectionMetrics": "SIZE"}))
    return {"TransactItems": list(actions.values())} | metrics | items.capacity(chance)


def transact_get(chance: Random) -> dict[str, Any]:
    """A TransactGetItems request."""
    gets: dict[str, dict[str, Any]] = {}
    for number in range(chance.randint(1, 4)):
        get = _part(items.get(chance))
        again = str(number) if chance.random() < _TWICE else ""
        gets[_told(get) + again] = {"Get": get}
    return {"TransactItems": list(gets.values())} | items.capacity(chance)


def _action(chance: Random) -> tuple[str, dict[str, Any]]:
    makers = {"Put": items.put, "Update": items.update, "Delete": items.delete}
    name = chance.choice((*makers, "ConditionCheck"))
    return name, _part(makers[name](chance)) if name in makers else _check(chance)


def _check(chance: Random) -> dict[str, Any]:
    table = chance.choice(TABLES)
    placeholders = Placeholders()
    expression = expressions.condition(chance, placeholders)
    check = {"TableName": table.name, "Key": key_of(chance, table), "ConditionExpression": expression}
    return check | placeholders.members()


def _part(request: dict[str, Any]) -> dict[str, Any]:
    return {name: each for name, each in request.items() if name not in _NOT_IN_TRANSACTIONS}


def _told(action: dict[str, Any]) -> str:
    """The item an action is about."""
    table = next(each for each in TABLES if each.name == action["TableName"])
    key: Item = action.get("Key") or {name: action["Item"][name] for name in table.keys[0]}
    return f"{table.name} {key}"
