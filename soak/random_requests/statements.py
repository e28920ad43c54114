"""Random PartiQL statements, alone, in batches and in transactions."""

import json
from random import Random
from typing import Any

from soak.random_requests.items import capacity
from soak.random_requests.placeholders import PATHS, Path
from soak.random_requests.tables import TABLES, Item, Table, Value
from soak.random_requests.values import VALUES, item_of, key_of, part_of_key, value_of

_TESTS = (
    "{path} = {value}",
    "{path} <> {value}",
    "{path} > {value}",
    "{path} BETWEEN {value} AND {value}",
    "{path} IN [{value}, {value}]",
    "{path} IS MISSING",
    "{path} IS NOT MISSING",
    "{path} IS NULL",
    "contains({path}, {value})",
    "begins_with({path}, {value})",
    "attribute_type({path}, 'S')",
    "size({path}) > 1",
)
_RETURNED = ("ALL NEW", "ALL OLD", "MODIFIED NEW", "MODIFIED OLD")


class Statement:
    """A statement and its parameters, as they are put together."""

    def __init__(self, chance: Random) -> None:
        self.chance = chance
        self.parameters: list[Value] = []

    def value(self, value: Value) -> str:
        """A value as the statement writes it: a parameter, or itself where it is a scalar."""
        kind, content = next(iter(value.items()))
        if self.chance.random() < 0.5:
            if kind == "S":
                return "'" + str(content).replace("'", "''") + "'"
            if kind in ("N", "BOOL"):
                return str(content) if kind == "N" else json.dumps(content)
        self.parameters.append(value)
        return "?"

    def where(self, key: Item) -> str:
        """The condition that names one item."""
        return " AND ".join(f'"{name}" = {self.value(value)}' for name, value in key.items())

    def test(self) -> str:
        """A condition on one path."""
        path = self.chance.choice(PATHS)
        form = self.chance.choice(_TESTS).replace("{path}", path_text(path))
        while "{value}" in form:
            value = value_of(self.chance, str(path[0])) if len(path) == 1 else self.chance.choice(VALUES)
            form = form.replace("{value}", self.value(value), 1)
        return f"NOT {form}" if self.chance.random() < 0.1 else form

    def members(self, text: str) -> dict[str, Any]:
        """The members of a request with the statement of this text."""
        return {"Statement": text} | ({"Parameters": self.parameters} if self.parameters else {})


def path_text(path: Path) -> str:
    """A document path as PartiQL writes it."""
    parts = (f"[{each}]" if isinstance(each, int) else f'."{each}"' for each in path)
    return "".join(parts).removeprefix(".")


def execute(chance: Random) -> dict[str, Any]:
    """An ExecuteStatement request."""
    if chance.random() < 0.4:
        return _select(chance)
    table = chance.choice(TABLES)
    return _writing(chance, table, key_of(chance, table), returning=True) | capacity(chance)


def batch_execute(chance: Random) -> dict[str, Any]:
    """A BatchExecuteStatement request, of reads or of writes."""
    return {"Statements": _several(chance)} | capacity(chance)


def execute_transaction(chance: Random) -> dict[str, Any]:
    """An ExecuteTransaction request, of reads or of writes."""
    return {"TransactStatements": _several(chance)} | capacity(chance)


def _several(chance: Random) -> list[dict[str, Any]]:
    """Statements of one kind on different items: DynamoDB Local refuses to write one twice, and writes it still."""
    make = chance.choice((_selecting_one, _writing))
    items = [(table, key) for table in TABLES for key in table.keys]
    return [make(chance, table, key) for table, key in chance.sample(items, chance.randint(1, 3))]


def _select(chance: Random) -> dict[str, Any]:
    table = chance.choice(TABLES)
    index = chance.choice((table.primary, table.primary, *table.indexes))
    statement = Statement(chance)
    source = f'"{table.name}"' + (f'."{index.name}"' if index.name else "")
    conditions = []
    if chance.random() < 0.7:
        value = statement.value(part_of_key(chance, table, index.partition))
        conditions.append(f'"{index.partition}" = {value}')
        if index.sort and chance.random() < 0.3:
            operator = chance.choice(("=", "<", ">="))
            conditions.append(f'"{index.sort}" {operator} {statement.value(part_of_key(chance, table, index.sort))}')
    if chance.random() < 0.4:
        conditions.append(statement.test())
    where = " WHERE " + " AND ".join(conditions) if conditions else ""
    limit = {"Limit": chance.randint(1, 4)} if chance.random() < 0.4 else {}
    return statement.members(f"SELECT {_columns(chance)} FROM {source}{where}") | limit | capacity(chance)


def _selecting_one(chance: Random, table: Table, key: Item) -> dict[str, Any]:
    statement = Statement(chance)
    where = statement.where(key)
    return statement.members(f'SELECT {_columns(chance)} FROM "{table.name}" WHERE {where}')


def _columns(chance: Random) -> str:
    if chance.random() < 0.5:
        return "*"
    return ", ".join(path_text(path) for path in chance.sample(PATHS, chance.randint(1, 3)))


def _writing(chance: Random, table: Table, key: Item, *, returning: bool = False) -> dict[str, Any]:
    statement = Statement(chance)
    text = chance.choice((_insert, _update, _update, _delete))(statement, table, key)
    if returning and chance.random() < 0.5:
        kind = "ALL OLD" if text.startswith("DELETE") else chance.choice(_RETURNED)
        text += "" if text.startswith("INSERT") else f" RETURNING {kind} *"
    return statement.members(text)


def _insert(statement: Statement, table: Table, key: Item) -> str:
    item = item_of(statement.chance, table) | key
    members = ", ".join(f"'{name}': {statement.value(value)}" for name, value in item.items())
    return f'INSERT INTO "{table.name}" VALUE {{{members}}}'


def _update(statement: Statement, table: Table, key: Item) -> str:
    chance = statement.chance
    clauses = []
    for path in chance.sample(PATHS, chance.choice((1, 1, 2))):
        value = value_of(chance, str(path[0])) if len(path) == 1 else chance.choice(VALUES)
        if chance.random() < 0.7:
            clauses.append(f"SET {path_text(path)} = {statement.value(value)}")
        else:
            clauses.append(f"REMOVE {path_text(path)}")
    return f'UPDATE "{table.name}" {" ".join(clauses)} WHERE {_condition(statement, key)}'


def _delete(statement: Statement, table: Table, key: Item) -> str:
    return f'DELETE FROM "{table.name}" WHERE {_condition(statement, key)}'


def _condition(statement: Statement, key: Item) -> str:
    where = statement.where(key)
    return f"{where} AND {statement.test()}" if statement.chance.random() < 0.2 else where
