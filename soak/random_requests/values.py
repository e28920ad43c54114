"""Random attribute values, items and keys: mostly of the types their tables ask for, sometimes not."""

from random import Random
from typing import Any

from soak.random_requests.tables import TYPES, Index, Item, Table, Value

VALUES: tuple[Value, ...] = (
    {"S": "x"},
    {"S": "xyz"},
    {"S": ""},
    {"S": "é"},
    {"N": "1"},
    {"N": "2.50"},
    {"N": "-1E3"},
    {"N": "0.0000001"},
    {"N": "12345678901234567890123456789012345678"},
    {"B": "AAE="},
    {"B": ""},
    {"BOOL": True},
    {"BOOL": False},
    {"NULL": True},
    {"SS": ["x", "y"]},
    {"NS": ["1", "2"]},
    {"NS": ["-1.5"]},
    {"BS": ["AAE="]},
    {"L": []},
    {"L": [{"S": "x"}, {"N": "1"}]},
    {"M": {"x": {"S": "x"}, "y": {"M": {}}}},
    {"M": {"x": {"N": "1"}, "l": {"L": [{"M": {"y": {"S": "é"}}}, {"S": "x"}]}}},
)
"""Values of every type."""

_OF_KEYS: dict[str, tuple[Value, ...]] = {
    "S": ({"S": "x"}, {"S": "xyz"}, {"S": "é"}),
    "N": ({"N": "1"}, {"N": "2.50"}, {"N": "-1E3"}, {"N": "10"}),
    "B": ({"B": "AA=="}, {"B": "gA=="}),
}
_TYPICAL: dict[str, tuple[str, ...]] = {"l": ("L",), "m": ("M",), "s": ("SS", "NS", "BS")}
_WRONG = 0.03
"""How often an attribute has a type it should not have."""

ATTRIBUTES = ("a", "b", "c", "d.e", "l", "m", "n", "s")
"""The attributes that are no table's key."""


def value_of(chance: Random, name: str) -> Value:
    """A value for an attribute."""
    if chance.random() < _WRONG:
        return chance.choice(VALUES)
    if name in TYPES:
        return chance.choice(_OF_KEYS[TYPES[name]])
    typical = [each for each in VALUES if next(iter(each)) in _TYPICAL.get(name, each)]
    return chance.choice(typical)


def item_of(chance: Random, table: Table) -> Item:
    """An item of a table."""
    names = chance.sample(ATTRIBUTES, chance.randint(0, len(ATTRIBUTES)))
    return key_of(chance, table) | {name: value_of(chance, name) for name in names}


def key_of(chance: Random, table: Table) -> Item:
    """The key of an item of a table."""
    return dict(chance.choice(table.keys))


def part_of_key(chance: Random, table: Table, name: str) -> Value:
    """A value that an attribute of a key of the table, or of one of its indexes, may well have."""
    if chance.random() < _WRONG:
        return chance.choice(VALUES)
    if name in table.keys[0]:
        return key_of(chance, table)[name]
    return chance.choice(_OF_KEYS[TYPES[name]])


def start_of(chance: Random, table: Table, index: Index) -> dict[str, Any]:
    """An ExclusiveStartKey for a read of an index."""
    names = {name for name in (index.partition, index.sort) if name}
    return key_of(chance, table) | {name: part_of_key(chance, table, name) for name in names - table.keys[0].keys()}
