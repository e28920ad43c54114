"""Malformed requests, made from real ones by mutations that a seed decides.

A mutation works on a request's members, before they are JSON, or on its bytes, after. What JSON encoders refuse to
write (duplicate members, thousands of levels, numbers of thousands of digits) is put in as text by marks.
"""

import copy
import json
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

Place = tuple[Any, Any]
"""A list or an object, and the index or name of one of its members."""

_BIG = 2 * 1024 * 1024
_LARGEST = 2 * _BIG
_EXPRESSIONS = ("Expression", "Statement")
_SELECT = "SELECT * FROM arena WHERE"
_UPDATE = "UPDATE arena SET a"
_ODD_TEXTS = [
    "",
    " ",
    "\x00",
    "a" * 300,
    "é" * 70000,
    "名前",
    "имя",
    "שם",
    "ชื่อ",
    "नाम",
    "اسم",
    "👩‍👩‍👧‍👦",
    "e\u0301\u0327",
    "\u202e\u2066txet",
    "\ufeffbom",
    "\U0001d518\U0001d52b",
    "\ud800",
    "\udfff\ud800",
    "#",
    ":",
    "#k",
    ":o",
    "a.b",
    "a[0]",
    "arena",
    "../../etc/passwd",
    "'; DROP TABLE tables; --",
    "arn:aws:dynamodb:us-east-1:123456789012:table/arena/index/by-kind",
    "arn:aws:dynamodb::::",
    "NaN",
    "Infinity",
    "1e400",
    "0x10",
    "١٢٣",
    "1_000",
    "-",
    "9" * 400,
    "1E-131",
    "AA=",
    "AAA",
    "!!!!",
    "AA==AA==",
    "AAB=",
]
_RAW_NUMBERS = ["1e400", "-1e400", "1e-400", "9" * 5000, "-0", "0.1", "1E+125", "18446744073709551616", "2147483648"]
_HOSTILE_EXPRESSIONS: list[Callable[[int], str]] = [
    lambda n: "(" * n + "pk = :o" + ")" * n,
    lambda n: "(" * n,
    lambda n: ")" * n,
    lambda n: "NOT " * n + "pk = :o",
    lambda n: "pk" + "[0]" * n + " = :o",
    lambda n: ".".join(["a"] * n),
    lambda n: "SET a = " + "(" * n + ":o" + ")" * n,
    lambda n: "SET a = " + "if_not_exists(a, " * n + ":o" + ")" * n,
    lambda n: "SET " + ", ".join(f"a{i} = :o" for i in range(n)),
    lambda n: "REMOVE a[" + "9" * n + "]",
    lambda n: "kind IN (" + ", ".join([":o"] * n) + ")",
    lambda n: " OR ".join(["kind = :o"] * n),
    lambda n: "size(" * n + "a" + ")" * n + " = :n",
    lambda n: f"{_SELECT} pk = " + "(" * n + "'a'" + ")" * n,
    lambda n: "INSERT INTO arena VALUE " + "{'a': " * n + "1" + "}" * n,
    lambda n: "INSERT INTO arena VALUE {'pk': " + "[" * n + "]" * n + "}",
    lambda n: f"{_SELECT} " + "NOT " * n + "pk = 'a'",
    lambda n: f"{_SELECT} " + " AND ".join(["pk = 'a'"] * n),
    lambda n: f"{_UPDATE} = " + "list_append(a, " * n + "[1]" + ")" * n + " WHERE pk = 'a' AND sk = 1",
    lambda n: "'" * n,
    lambda n: '"' * n,
]


class MalformedRequests:
    """An endless supply of malformed requests, the same for the same seed.

    Each depends on the seed and its own number only, so that one can be made again alone.
    """

    def __init__(self, seed: int, requests: Sequence[tuple[str, dict[str, Any]]], targets: Sequence[str]) -> None:
        """``requests`` are the real ones, by target; ``targets`` those that a request may be sent to by mistake."""
        self._seed = seed
        self._requests = requests
        self._targets = [*targets, "", "DynamoDB_20120810", "DynamoDB_20120810.", "DynamoDB_20111205.GetItem", "ÿ.x"]

    def make(self, number: int) -> tuple[str, bytes]:
        """The target and the body of the request of that number."""
        chance = random.Random(f"{self._seed}-{number}")
        target, members = chance.choice(self._requests)
        members = copy.deepcopy(members)
        texts: dict[str, str] = {}
        for _ in range(chance.choice((1, 1, 1, 2, 3))):
            chance.choice(_MEMBER_MUTATIONS)(chance, members, texts)
        body = _encoded(members, texts)[:_LARGEST]
        if chance.random() < 0.2:
            body = chance.choice(_BYTE_MUTATIONS)(chance, body)
        if chance.random() < 0.05:
            target = chance.choice(self._targets)
        return target, body


def _encoded(members: Any, texts: dict[str, str]) -> bytes:
    body = json.dumps(members)
    for mark, text in texts.items():
        body = body.replace(json.dumps(mark), text)
    return body.encode("utf-8", "surrogatepass")


def _mark(texts: dict[str, str], text: str) -> str:
    mark = f"--mark-{len(texts)}--"
    texts[mark] = text
    return mark


def _places(value: Any) -> Iterator[Place]:
    """Every member of every list and object within ``value``."""
    waiting = [value]
    while waiting:
        container = waiting.pop()
        keys = list(container) if isinstance(container, dict) else range(len(container))
        for key in keys:
            yield container, key
            if isinstance(container[key], (dict, list)):
                waiting.append(container[key])


def _any_place(chance: random.Random, members: Any) -> Place | None:
    places = list(_places(members))
    return chance.choice(places) if places else None


# -- mutations of members ------------------------------------------------------------------------------

Texts = dict[str, str]


def _another_value(chance: random.Random, members: Any, texts: Texts) -> None:
    if place := _any_place(chance, members):
        container, key = place
        others = [None, True, False, 0, -1, 1.5, "", "x", [], {}, [None], {"S": "x"}, {"N": 5}, {"": ""}, [[]], 2**63]
        container[key] = copy.deepcopy(chance.choice(others))


def _no_member(chance: random.Random, members: Any, texts: Texts) -> None:
    if place := _any_place(chance, members):
        container, key = place
        del container[key]


def _member_twice(chance: random.Random, members: Any, texts: Texts) -> None:
    places = [place for place in _places(members) if isinstance(place[0], dict)]
    if places:
        container, key = chance.choice(places)
        container[_mark(texts, json.dumps(key))] = chance.choice((container[key], None, 1, "again", {}))


def _member_again(chance: random.Random, members: Any, texts: Texts) -> None:
    places = [place for place in _places(members) if isinstance(place[0], list)]
    if places:
        container, key = chance.choice(places)
        container.extend(copy.deepcopy([container[key]]) * chance.choice((1, 3, 30, 200)))


def _other_name(chance: random.Random, members: Any, texts: Texts) -> None:
    places = [place for place in _places(members) if isinstance(place[0], dict)]
    if places:
        container, key = chance.choice(places)
        new = chance.choice((key.lower(), key.upper(), key + " ", key[:-1], chance.choice(_ODD_TEXTS)))
        container[new] = container.pop(key)


def _moved_member(chance: random.Random, members: Any, texts: Texts) -> None:
    source, goal = _any_place(chance, members), _any_place(chance, members)
    if source and goal:
        goal[0][goal[1]] = copy.deepcopy(source[0][source[1]])


def _deep_value(chance: random.Random, members: Any, texts: Texts) -> None:
    if place := _any_place(chance, members):
        levels = chance.choice((30, 33, 100, 250, 255, 490, 505, 600, 5000, 100_000))
        opening, inside, closing = chance.choice(
            (('{"L":[', '{"S":"x"}', "]}"), ('{"M":{"a":', '{"N":"1"}', "}}"), ("[", "", "]"), ('{"a":', "1", "}"))
        )
        place[0][place[1]] = _mark(texts, opening * levels + inside + closing * levels)


def _odd_number(chance: random.Random, members: Any, texts: Texts) -> None:
    numbers = [place for place in _places(members) if isinstance(place[0][place[1]], int)]
    place = chance.choice(numbers) if numbers else _any_place(chance, members)
    if place:
        place[0][place[1]] = _mark(texts, chance.choice(_RAW_NUMBERS))


def _odd_text(chance: random.Random, members: Any, texts: Texts) -> None:
    places = [place for place in _places(members) if isinstance(place[0][place[1]], str)]
    if places:
        container, key = chance.choice(places)
        container[key] = chance.choice(_ODD_TEXTS)


def _hostile_expression(chance: random.Random, members: Any, texts: Texts) -> None:
    places = [place for place in _places(members) if str(place[1]).endswith(_EXPRESSIONS)]
    if not places:
        _deep_value(chance, members, texts)
        return
    container, key = chance.choice(places)
    container[key] = chance.choice(_HOSTILE_EXPRESSIONS)(chance.choice((2, 40, 299, 301, 1000, 4000)))


def _shuffled_expression(chance: random.Random, members: Any, texts: Texts) -> None:
    places = [place for place in _places(members) if str(place[1]).endswith(_EXPRESSIONS)]
    places = [place for place in places if isinstance(place[0][place[1]], str)]
    if not places:
        _another_value(chance, members, texts)
        return
    container, key = chance.choice(places)
    words = container[key].replace("(", " ( ").replace(")", " ) ").replace(",", " , ").split()
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(words) + 1)
        words[at : at + chance.randint(0, 2)] = chance.sample(
            [*words, "AND", "NOT", "(", ")", ",", "=", "[", "]", ".", "#", ":", "''", "<<", "size", "☃"], k=1
        )
    container[key] = " ".join(words)


def _large_value(chance: random.Random, members: Any, texts: Texts) -> None:
    if chance.random() < 0.85:
        _odd_text(chance, members, texts)
    elif place := _any_place(chance, members):
        sized = (
            f'"{"x" * _BIG}"',
            '{"S":"' + "y" * _BIG + '"}',
            "[" + "{}," * 50_000 + "1]",
            '{"B":"' + "A" * _BIG + '"}',
        )
        place[0][place[1]] = _mark(texts, chance.choice(sized))


_MEMBER_MUTATIONS = [
    _another_value,
    _no_member,
    _member_twice,
    _member_again,
    _other_name,
    _moved_member,
    _deep_value,
    _odd_number,
    _odd_text,
    _hostile_expression,
    _shuffled_expression,
    _large_value,
]


# -- mutations of bytes --------------------------------------------------------------------------------


def _flipped(chance: random.Random, body: bytes) -> bytes:
    flipped = bytearray(body)
    for _ in range(chance.randint(1, 5)):
        if flipped:
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
    return bytes(flipped)


def _cut(chance: random.Random, body: bytes) -> bytes:
    return body[: chance.randrange(len(body) + 1)]


def _followed(chance: random.Random, body: bytes) -> bytes:
    return body + chance.choice((b"}", b"{}", b" ", b"\x00", b",", b"//", b"\xff\xfe"))


def _replaced(chance: random.Random, body: bytes) -> bytes:
    others = (
        b"",
        b"null",
        b"[]",
        b'""',
        b"5",
        b"{",
        b"\xef\xbb\xbf" + body,
        body.decode(errors="replace").encode("utf-16"),
    )
    return chance.choice(others)


_BYTE_MUTATIONS = [_flipped, _cut, _followed, _replaced]
