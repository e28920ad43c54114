"""Random requests with a broken expression: a few of its tokens are taken out, put in, doubled or exchanged."""

import re
from collections.abc import Callable
from random import Random
from typing import Any

Maker = Callable[[Random], dict[str, Any]]
"""What makes the members of a request."""

_TOKEN = re.compile(r"[#:]?\w+|<=|>=|<>|\s+|.")
_STRAY = (
    *("a", "b", "x1", "a_b", "_", "é", "name", "foo", "5", "-1", "1.5", "'x'", '"x"'),
    *(".", "[", "]", "[0]", "(", ")", ",", "=", "<", ">", "<=", "<>", "+", "-", "*", "/", ";", "!", "$", "@"),
    *("#", ":", "::", "##", "#none", ":none", " ", "\t"),
    *("AND", "OR", "NOT", "IN", "BETWEEN", "SET", "REMOVE", "ADD", "DELETE", "and", "Set"),
    *("size", "contains", "if_not_exists", "list_append", "attribute_exists"),
)


def broken(maker: Maker) -> Maker:
    """What makes the requests of ``maker`` with one of their expressions broken, where they have any."""

    def make(chance: Random) -> dict[str, Any]:
        request = maker(chance)
        expressions = [name for name in request if name.endswith("Expression")]
        if not expressions:
            return request
        name = chance.choice(expressions)
        return {**request, name: _broken(chance, request[name])}

    return make


def _broken(chance: Random, expression: str) -> str:
    tokens = _TOKEN.findall(expression)
    for _ in range(chance.choice((1, 1, 1, 2, 3))):
        place = chance.randrange(len(tokens)) if tokens else 0
        match chance.choice(("take out", "put in", "put in", "double", "exchange")):
            case "take out":
                del tokens[place : place + 1]
            case "put in":
                tokens.insert(place, chance.choice(_STRAY))
            case "double":
                tokens[place:place] = tokens[place : place + 1]
            case "exchange":
                tokens[place : place + 1] = [chance.choice(_STRAY)]
    return "".join(tokens)
