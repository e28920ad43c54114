"""Random requests on items, right and wrong, decided by a seed: what engines are compared by."""

import random
from collections.abc import Callable
from typing import Any

from soak.valid_requests import Request

TABLE: dict[str, Any] = {
    "TableName": "compared",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "N"},
        {"AttributeName": "a", "AttributeType": "S"},
    ],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by-a",
            "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
}
"""The table that the requests are about."""

KEYS = [{"pk": {"S": pk}, "sk": {"N": str(sk)}} for pk in ("p", "q") for sk in range(4)]
"""The keys of every item there can be."""

_PATHS = ("a", "b", "c", "l[0]", "l[5]", "m.x", "m.y.z", "s", "absent")
_VALUES: tuple[dict[str, Any], ...] = (
    {"S": "x"},
    {"S": "xyz"},
    {"S": ""},
    {"N": "1"},
    {"N": "2.50"},
    {"N": "-1E3"},
    {"B": "AAE="},
    {"BOOL": True},
    {"NULL": True},
    {"SS": ["x", "y"]},
    {"NS": ["1", "2"]},
    {"BS": ["AAE="]},
    {"L": [{"S": "x"}, {"N": "1"}]},
    {"M": {"x": {"S": "x"}, "y": {"M": {}}}},
)


class RandomRequests:
    """An endless supply of requests, the same for the same seed; each depends on the seed and its number only."""

    def __init__(self, seed: int) -> None:
        self._seed = seed

    def make(self, number: int) -> Request:
        """The request of that number."""
        chance = random.Random(f"{self._seed}-{number}")
        operation = chance.choice(list(_MAKERS))
        return f"DynamoDB_20120810.{operation}", _MAKERS[operation](chance)


def _on_item(chance: random.Random) -> dict[str, Any]:
    return {"TableName": "compared", "Key": chance.choice(KEYS)}


def _put(chance: random.Random) -> dict[str, Any]:
    names = chance.sample(("a", "b", "c", "l", "m", "s"), chance.randint(0, 5))
    item = chance.choice(KEYS) | {name: chance.choice(_VALUES) for name in names}
    return {"TableName": "compared", "Item": item, "ReturnValues": "ALL_OLD"} | _condition(chance, "Condition")


def _update(chance: random.Random) -> dict[str, Any]:
    clauses: dict[str, Callable[[str], str]] = {
        "SET": lambda path: f"{path} = {chance.choice(_NEW_VALUES).format(path=path)}",
        "REMOVE": lambda path: path,
        "ADD": lambda path: f"{path} :v",
        "DELETE": lambda path: f"{path} :v",
    }
    chosen = chance.sample(list(clauses), chance.choice((1, 1, 2)))
    expression = " ".join(f"{clause} {clauses[clause](chance.choice(_PATHS))}" for clause in chosen)
    request = _on_item(chance) | {"UpdateExpression": expression}
    request["ReturnValues"] = chance.choice(("ALL_NEW", "ALL_OLD", "UPDATED_NEW", "UPDATED_OLD", "NONE"))
    if ":v" in expression:
        request["ExpressionAttributeValues"] = {":v": chance.choice(_VALUES)}
    return request


_NEW_VALUES = (
    ":v",
    "if_not_exists({path}, :v)",
    "{path} + :v",
    "b - :v",
    "list_append({path}, :v)",
    "absent",
)


def _delete(chance: random.Random) -> dict[str, Any]:
    return _on_item(chance) | {"ReturnValues": "ALL_OLD"} | _condition(chance, "Condition")


def _get(chance: random.Random) -> dict[str, Any]:
    projected = ", ".join(chance.sample(_PATHS, chance.randint(1, 3)))
    return _on_item(chance) | {"ConsistentRead": True, "ProjectionExpression": projected}


def _query(chance: random.Random) -> dict[str, Any]:
    on = chance.choice(("pk = :p", "pk = :p AND sk > :n", "pk = :p AND sk BETWEEN :n AND :n", "pk = :p OR sk = :n"))
    values: dict[str, Any] = {":p": {"S": chance.choice("pq")}}
    if ":n" in on:
        values[":n"] = chance.choice(({"N": "1"}, {"N": "2"}, {"S": "1"}))
    request: dict[str, Any] = {"TableName": "compared", "KeyConditionExpression": on}
    if chance.random() < 0.3:
        request |= {"IndexName": "by-a"}
        request["KeyConditionExpression"] = on.replace("pk", "a")
        values[":p"] = {"S": chance.choice(("x", "xyz"))}
    else:
        request |= {"ScanIndexForward": chance.random() < 0.5, "Limit": chance.randint(1, 5)}
    return request | {"ExpressionAttributeValues": values}


def _scan(chance: random.Random) -> dict[str, Any]:
    return {"TableName": "compared", "ConsistentRead": True} | _condition(chance, "Filter", always=True)


def _transact(chance: random.Random) -> dict[str, Any]:
    actions: list[dict[str, Any]] = []
    for _ in range(chance.randint(1, 3)):
        put = _put(chance)
        del put["ReturnValues"]
        update = _update(chance)
        del update["ReturnValues"]
        actions.append(chance.choice(({"Put": put}, {"Update": update}, {"Delete": _on_item(chance)})))
    return {"TransactItems": actions}


def _condition(chance: random.Random, kind: str, *, always: bool = False) -> dict[str, Any]:
    if not always and chance.random() < 0.5:
        return {}
    path = chance.choice(_PATHS)
    expression = chance.choice(_CONDITIONS).format(path=path)
    if chance.random() < 0.2:
        expression = f"NOT ({expression})"
    request: dict[str, Any] = {f"{kind}Expression": expression}
    if ":v" in expression:
        request["ExpressionAttributeValues"] = {":v": chance.choice(_VALUES)}
    return request


_CONDITIONS = (
    "attribute_exists({path})",
    "attribute_not_exists({path})",
    "{path} = :v",
    "{path} <> :v",
    "{path} < :v",
    "{path} BETWEEN :v AND :v",
    "{path} IN (:v, a)",
    "contains({path}, :v)",
    "begins_with({path}, :v)",
    "attribute_type({path}, :v)",
    "size({path}) > :v",
    "size({path}) = size(a)",
)

_MAKERS = {
    "PutItem": _put,
    "UpdateItem": _update,
    "DeleteItem": _delete,
    "GetItem": _get,
    "Query": _query,
    "Scan": _scan,
    "TransactWriteItems": _transact,
}
