r"""The tokens of an expression.

    name         [A-Za-z][A-Za-z0-9_]*, unless it is a keyword
    keyword      AND OR NOT BETWEEN IN SET REMOVE ADD DELETE, in any case
    placeholder  [#:][A-Za-z0-9_]+
    index        0 | [1-9][0-9]*
    symbol       = <> < <= > >= + - ( ) , . [ ]

White space (space, tab, line ends) separates tokens and has no other meaning. A character that begins no
token is a token by itself, of a kind the grammar has no use for.
"""

import re
from typing import NamedTuple

NAME = "name"
INDEX = "index"
NAME_PLACEHOLDER = "#"
VALUE_PLACEHOLDER = ":"
END = "<EOF>"
UNKNOWN = "unknown"

KEYWORDS = frozenset({"AND", "OR", "NOT", "BETWEEN", "IN", "SET", "REMOVE", "ADD", "DELETE"})

_TOKEN = re.compile(
    r"""[ \t\r\n]*
    (?: (?P<name> [A-Za-z][A-Za-z0-9_]* )
      | (?P<placeholder> [#:][A-Za-z0-9_]+ )
      | (?P<index> 0 | [1-9][0-9]* )
      | (?P<symbol> <> | <= | >= | [=<>+\-(),.\[\]] )
      | (?P<unknown> . )
      | $ )""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: ``text`` as written, from ``start`` up to ``end`` in the expression.

    ``kind`` is one of this module's constants, the keyword in capitals, or the symbol itself.
    """

    kind: str
    text: str
    start: int
    end: int


def tokenize(text: str) -> list[Token]:
    """The tokens of ``text``, with one of kind ``END`` after the last."""
    tokens: list[Token] = []
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        if group is None:
            break
        word = match[group]
        tokens.append(Token(_kind(group, word), word, match.start(group), match.end(group)))
    tokens.append(Token(END, END, len(text), len(text)))
    return tokens


def _kind(group: str, word: str) -> str:
    if group == "name":
        keyword = word.upper()
        return keyword if keyword in KEYWORDS else NAME
    if group == "index":
        return INDEX
    if group == "unknown":
        return UNKNOWN
    return word[0] if group == "placeholder" else word
