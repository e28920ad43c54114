"""Random requests with the parameters that came before expressions."""

from random import Random
from typing import Any

from soak.random_requests.tables import TABLES, Index, Table, Value
from soak.random_requests.values import ATTRIBUTES, VALUES, item_of, key_of, part_of_key, value_of

_ARITIES = {
    **dict.fromkeys(("EQ", "NE", "LE", "LT", "GE", "GT", "CONTAINS", "NOT_CONTAINS", "BEGINS_WITH"), 1),
    **dict.fromkeys(("NULL", "NOT_NULL"), 0),
    "BETWEEN": 2,
    "IN": 3,
}
_OF_SORT_KEYS = ("EQ", "LE", "LT", "GE", "GT", "BEGINS_WITH", "BETWEEN")
_UPDATED = ("ALL_NEW", "ALL_OLD", "UPDATED_NEW", "UPDATED_OLD", "NONE")


def put(chance: Random) -> dict[str, Any]:
    """A PutItem request with ``Expected``."""
    table = chance.choice(TABLES)
    request = {"TableName": table.name, "Item": item_of(chance, table), "ReturnValues": "ALL_OLD"}
    return request | _expected(chance)


def delete(chance: Random) -> dict[str, Any]:
    """A DeleteItem request with ``Expected``."""
    table = chance.choice(TABLES)
    return {"TableName": table.name, "Key": key_of(chance, table), "ReturnValues": "ALL_OLD"} | _expected(chance)


def update(chance: Random) -> dict[str, Any]:
    """An UpdateItem request with ``AttributeUpdates``."""
    table = chance.choice(TABLES)
    updates = {name: _change(chance, name) for name in chance.sample(ATTRIBUTES, chance.randint(1, 3))}
    if all(change["Action"] == "DELETE" for change in updates.values()):
        # DynamoDB Local makes an item even of a removal, and the tables would go apart.
        updates["only"] = {"Action": "PUT", "Value": {"BOOL": True}}
    request = {"TableName": table.name, "Key": key_of(chance, table), "AttributeUpdates": updates}
    expected = _expected(chance) if chance.random() < 0.4 else {}
    return request | expected | {"ReturnValues": chance.choice(_UPDATED)}


def get(chance: Random) -> dict[str, Any]:
    """A GetItem request with ``AttributesToGet``."""
    table = chance.choice(TABLES)
    return {"TableName": table.name, "Key": key_of(chance, table), "AttributesToGet": _wanted(chance)}


def query(chance: Random) -> dict[str, Any]:
    """A Query request with ``KeyConditions`` and ``QueryFilter``."""
    table, index, request = _source(chance)
    conditions = {index.partition: _compared("EQ", [part_of_key(chance, table, index.partition)])}
    if index.sort and chance.random() < 0.5:
        operator = chance.choice(_OF_SORT_KEYS)
        values = [part_of_key(chance, table, index.sort) for _ in range(_ARITIES[operator])]
        conditions[index.sort] = _compared(operator, values)
    return request | {"KeyConditions": conditions} | _filter(chance, "QueryFilter") | _narrowed(chance)


def scan(chance: Random) -> dict[str, Any]:
    """A Scan request with ``ScanFilter``."""
    _, _, request = _source(chance)
    return request | _filter(chance, "ScanFilter") | _narrowed(chance)


def _source(chance: Random) -> tuple[Table, Index, dict[str, Any]]:
    table = chance.choice(TABLES)
    index = chance.choice((table.primary, *table.indexes))
    return table, index, {"TableName": table.name} | ({"IndexName": index.name} if index.name else {})


def _narrowed(chance: Random) -> dict[str, Any]:
    limit = {"Limit": chance.randint(1, 5)} if chance.random() < 0.3 else {}
    return limit | ({"AttributesToGet": _wanted(chance)} if chance.random() < 0.3 else {})


def _wanted(chance: Random) -> list[str]:
    return chance.sample((*ATTRIBUTES, "absent", "pk"), chance.randint(1, 3))


def _change(chance: Random, name: str) -> dict[str, Any]:
    action = chance.choice(("PUT", "PUT", "ADD", "DELETE", "DELETE"))
    if action == "DELETE" and chance.random() < 0.5:
        return {"Action": action}
    if action == "PUT":
        return {"Action": action, "Value": value_of(chance, name)}
    addable = [each for each in VALUES if next(iter(each)) in ("N", "SS", "NS", "BS", "L")]
    return {"Action": action, "Value": chance.choice(addable)}


def _expected(chance: Random) -> dict[str, Any]:
    names = chance.sample(ATTRIBUTES, chance.choice((1, 1, 2)))
    operator = {"ConditionalOperator": chance.choice(("AND", "OR"))} if len(names) > 1 else {}
    return {"Expected": {name: _expectation(chance, name) for name in names}} | operator


def _expectation(chance: Random, name: str) -> dict[str, Any]:
    form = chance.random()
    if form < 0.2:
        return {"Exists": False}
    return {"Value": value_of(chance, name)} if form < 0.4 else _test(chance, name)


def _filter(chance: Random, member: str) -> dict[str, Any]:
    if chance.random() < 0.5:
        return {}
    names = chance.sample(ATTRIBUTES, chance.choice((1, 1, 2)))
    operator = {"ConditionalOperator": chance.choice(("AND", "OR"))} if len(names) > 1 else {}
    return {member: {name: _test(chance, name) for name in names}} | operator


def _test(chance: Random, name: str) -> dict[str, Any]:
    operator = chance.choice(list(_ARITIES))
    return _compared(operator, [value_of(chance, name) for _ in range(_ARITIES[operator])])


def _compared(operator: str, values: list[Value]) -> dict[str, Any]:
    return {"ComparisonOperator": operator} | ({"AttributeValueList": values} if values else {})
