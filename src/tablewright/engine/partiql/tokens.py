r"""The tokens of a PartiQL statement.

    word     [A-Za-z_$][A-Za-z0-9_$]*; a keyword if it is reserved, whatever its case
    quoted   "an identifier", in which "" stands for a quotation mark
    string   'a text', in which '' stands for an apostrophe
    number   digits with an optional fraction and exponent
    symbol   = <> != < <= > >= + - * / % || ( ) [ ] { } << >> , . : ; ? @

White space and comments (``-- to the end of the line`` and ``/* to here */``) separate tokens.

Source: https://partiql.org/assets/PartiQL-Specification.pdf
"""

import re
from typing import NamedTuple

WORD = "word"
KEYWORD = "keyword"
QUOTED = "quoted"
STRING = "string"
NUMBER = "number"
SYMBOL = "symbol"
ION = "ion"
UNKNOWN = "unknown"
END = "end"

_RESERVED = """
    absolute action add all allocate alter and any are as asc assertion at authorization avg bag begin between bit
    blob bool boolean by cascade cascaded case cast catalog char char_length character check clob close coalesce
    collate collation column commit conflict connect connection constraint constraints continue convert
    corresponding count create cross current cursor date date_add deallocate dec decimal declare default deferrable
    deferred delete desc describe descriptor diagnostics disconnect distinct do domain double drop else end escape
    except exception exec execute exists external extract false fetch first float for foreign found from full get
    global go goto grant group having identity immediate in index indicator initially inner input insensitive insert
    int integer intersect interval into is isolation join key language last left let level like limit list local
    lower match max min missing modified module names national natural nchar new next no not nothing null nullif
    numeric of old on only open option or order outer output overlaps pad partial pivot position precision prepare
    preserve primary prior privileges procedure public read real references relative remove restrict returning
    revoke right rollback rows schema scroll section select session set sexp size smallint some space sql sqlcode
    sqlerror sqlstate string struct substring sum symbol table temporary then time timestamp to transaction
    translate translation trim true tuple union unique unknown unpivot update upper usage user using value values
    varchar varying view when whenever where with work write zone
"""
KEYWORDS = frozenset(_RESERVED.split())
"""The words that name nothing unless they are quoted: SQL's and PartiQL's own."""

_TOKEN = re.compile(
    r"""(?: \s | --[^\n]* | /\*.*?\*/ )*
    (?: (?P<word> [A-Za-z_$][A-Za-z0-9_$]* )
      | (?P<quoted> "(?:[^"]|"")*" )
      | (?P<string> '(?:[^']|'')*' )
      | (?P<number> (?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)? )
      | (?P<ion> `[^`]*` )
      | (?P<symbol> << | >> | <> | != | <= | >= | \|\| | [=<>+\-*/%(),.\[\]{}:;?@] )
      | (?P<unknown> . )
      | $ )""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: ``text`` as written, but a keyword in capitals, and a quoted text without its quotes.

    ``place`` is where it stands, as messages say it: line, column and length.
    """

    kind: str
    text: str
    place: str


def tokenize(text: str) -> list[Token]:
    """The tokens of a statement, with one of kind ``END`` after the last."""
    tokens: list[Token] = []
    line, line_start, seen = 1, 0, 0
    for match in _TOKEN.finditer(text):
        group = match.lastgroup
        if group is None:
            break
        start, written = match.start(group), match[group]
        line += text.count("\n", seen, start)
        line_start = text.rfind("\n", 0, start) + 1
        seen = start
        tokens.append(_token(group, written, f"{line}:{start - line_start + 1}:{len(written)}"))
    tokens.append(Token(END, "", f"{line}:{len(text) - line_start + 1}:0"))
    return tokens


def _token(group: str, written: str, place: str) -> Token:
    if group == WORD and written.lower() in KEYWORDS:
        return Token(KEYWORD, written.upper(), place)
    if group in (QUOTED, STRING):
        quote = written[0]
        return Token(group, written[1:-1].replace(quote * 2, quote), place)
    return Token(group, written, place)
