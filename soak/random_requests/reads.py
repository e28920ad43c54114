"""Random queries and scans, of tables and of indexes, with everything that can narrow them."""

from random import Random
from typing import Any

from soak.random_requests import expressions
from soak.random_requests.items import capacity
from soak.random_requests.placeholders import Placeholders
from soak.random_requests.tables import TABLES, Index, Table
from soak.random_requests.values import part_of_key, start_of

_SORT_CONDITIONS = (
    "{sort} = {value}",
    "{sort} < {value}",
    "{sort} <= {value}",
    "{sort} > {value}",
    "{sort} >= {value}",
    "{sort} BETWEEN {value} AND {value}",
    "begins_with({sort}, {value})",
)
_SELECTS = ("ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES", "COUNT", "SPECIFIC_ATTRIBUTES")


def query(chance: Random) -> dict[str, Any]:
    """A Query request."""
    table, index, request = _source(chance)
    placeholders = Placeholders()
    partition = placeholders.value(part_of_key(chance, table, index.partition))
    conditions = [f"{placeholders.path((index.partition,))} = {partition}"]
    if index.sort and chance.random() < 0.5:
        form = chance.choice(_SORT_CONDITIONS).replace("{sort}", placeholders.path((index.sort,)))
        while "{value}" in form:
            form = form.replace("{value}", placeholders.value(part_of_key(chance, table, index.sort)), 1)
        conditions.append(form)
    chance.shuffle(conditions)
    request["KeyConditionExpression"] = " AND ".join(conditions)
    if chance.random() < 0.5:
        request["ScanIndexForward"] = chance.random() < 0.5
    if index.name is None and chance.random() < 0.1:
        request["ExclusiveStartKey"] = start_of(chance, table, index)
    return request | _narrowed(chance, table, index, placeholders)


def scan(chance: Random) -> dict[str, Any]:
    """A Scan request, or the first of several that scan a table in segments."""
    table, index, request = _source(chance)
    if chance.random() < 0.3:
        request |= {"Segment": 0, "TotalSegments": chance.randint(1, 4)}
    return request | _narrowed(chance, table, index, Placeholders())


def _source(chance: Random) -> tuple[Table, Index, dict[str, Any]]:
    table = chance.choice(TABLES)
    index = chance.choice((table.primary, *table.indexes))
    name = {"IndexName": index.name} if index.name else {}
    return table, index, {"TableName": table.name, **name}


def _narrowed(chance: Random, table: Table, index: Index, placeholders: Placeholders) -> dict[str, Any]:
    """The members a query and a scan have in common."""
    members: dict[str, Any] = {}
    if chance.random() < 0.4:
        members["FilterExpression"] = expressions.condition(chance, placeholders)
    if chance.random() < 0.4:
        members["ProjectionExpression"] = expressions.projection(chance, placeholders)
    if chance.random() < 0.2:
        members["Select"] = chance.choice(_SELECTS)
    if chance.random() < 0.5:
        members["Limit"] = chance.randint(1, 5)
    if chance.random() < 0.3:
        members["ConsistentRead"] = not index.is_global or chance.random() < 0.1
    return members | placeholders.members() | capacity(chance)
