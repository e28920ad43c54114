"""Random condition, filter, update and projection expressions."""

from collections.abc import Callable
from random import Random

from soak.random_requests.placeholders import PATHS, Path, Placeholders
from soak.random_requests.tables import Value
from soak.random_requests.values import VALUES, value_of

_TESTS = (
    "attribute_exists({path})",
    "attribute_not_exists({path})",
    "{path} = {value}",
    "{path} <> {value}",
    "{path} < {value}",
    "{path} >= {value}",
    "{path} = {other}",
    "{path} BETWEEN {value} AND {value}",
    "{path} IN ({value}, {other})",
    "contains({path}, {value})",
    "contains({path}, {other})",
    "begins_with({path}, {value})",
    "attribute_type({path}, {type})",
    "size({path}) > {number}",
    "size({path}) = size({other})",
)
_NEW_VALUES = (
    "{value}",
    "{value}",
    "if_not_exists({path}, {value})",
    "if_not_exists({other}, {value})",
    "{path} + {number}",
    "{number} - {other}",
    "if_not_exists({path}, {number}) + {number}",
    "list_append({path}, {list})",
    "list_append({list}, if_not_exists({other}, {list}))",
    "{other}",
)
_NUMBERS: tuple[Value, ...] = ({"N": "1"}, {"N": "2.50"}, {"N": "-3"}, {"N": "1E10"})
_LISTS: tuple[Value, ...] = ({"L": [{"S": "x"}]}, {"L": []}, {"L": [{"N": "1"}, {"NULL": True}]})
_TYPES: tuple[Value, ...] = tuple({"S": each} for each in ("S", "N", "B", "SS", "NS", "BS", "L", "M", "BOOL", "NULL"))


def condition(chance: Random, placeholders: Placeholders) -> str:
    """A condition or filter of one to three tests."""
    text = _test(chance, placeholders)
    for _ in range(chance.choice((0, 0, 0, 1, 2))):
        text = f"{text} {chance.choice(('AND', 'OR'))} {_test(chance, placeholders)}"
        text = f"({text})" if chance.random() < 0.3 else text
    return text


def update(chance: Random, placeholders: Placeholders) -> str:
    """An update expression of one to three clauses, that touches no path twice."""
    paths = chance.sample(PATHS, 4)
    clauses: dict[str, Callable[[Path], str]] = {
        "SET": lambda path: f"{placeholders.path(path)} = {_filled(chance, placeholders, _NEW_VALUES, path)}",
        "REMOVE": placeholders.path,
        "ADD": lambda path: f"{placeholders.path(path)} {placeholders.value(chance.choice(_addends()))}",
        "DELETE": lambda path: f"{placeholders.path(path)} {placeholders.value(chance.choice(_sets()))}",
    }
    chosen = chance.sample(list(clauses), chance.choice((1, 1, 1, 2, 3)))
    if chance.random() < 0.5:
        chosen = ["SET"]
    if not {"SET", "ADD"} & set(chosen):
        chosen.append("SET")  # DynamoDB Local makes an item even of a removal, and the tables would go apart.
    actions = {clause: [clauses[clause](paths.pop())] for clause in chosen}
    if chance.random() < 0.3:
        actions[chosen[0]].append(clauses[chosen[0]](paths.pop()))
    return " ".join(f"{clause} {', '.join(each)}" for clause, each in actions.items())


def projection(chance: Random, placeholders: Placeholders) -> str:
    """A projection expression of one to three paths."""
    return ", ".join(placeholders.path(path) for path in chance.sample(PATHS, chance.randint(1, 3)))


def _test(chance: Random, placeholders: Placeholders) -> str:
    text = _filled(chance, placeholders, _TESTS, chance.choice(PATHS))
    return f"NOT {text}" if chance.random() < 0.2 else text


def _filled(chance: Random, placeholders: Placeholders, forms: tuple[str, ...], path: Path) -> str:
    """One of the forms, what it leaves open filled in."""
    form = chance.choice(forms)
    fillings: dict[str, Callable[[], str]] = {
        "{path}": lambda: placeholders.path(path),
        "{other}": lambda: placeholders.path(chance.choice(PATHS)),
        "{value}": lambda: placeholders.value(_value_at(chance, path)),
        "{number}": lambda: placeholders.value(chance.choice(_NUMBERS)),
        "{list}": lambda: placeholders.value(chance.choice(_LISTS)),
        "{type}": lambda: placeholders.value(chance.choice(_TYPES)),
    }
    for open_part, filling in fillings.items():
        while open_part in form:
            form = form.replace(open_part, filling(), 1)
    return form


def _value_at(chance: Random, path: Path) -> Value:
    return value_of(chance, str(path[0])) if len(path) == 1 else chance.choice(VALUES)


def _addends() -> tuple[Value, ...]:
    return (*_NUMBERS, *_sets())


def _sets() -> tuple[Value, ...]:
    return tuple(each for each in VALUES if next(iter(each)) in ("SS", "NS", "BS"))
