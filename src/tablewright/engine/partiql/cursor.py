"""A place in a statement's tokens, and the refusals that name it."""

from collections.abc import Iterator
from contextlib import contextmanager

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.partiql.tokens import END, KEYWORD, QUOTED, SYMBOL, WORD, Token, tokenize
from tablewright.values.limits import MAX_EXPRESSION_OPERATORS

MAX_DEPTH = 50
"""How deep parentheses, NOTs, lists and tuples may nest: beyond any value's levels, and well within Python's stack."""


class Cursor:
    """Reads a statement token by token."""

    __slots__ = ("_at", "_depth", "_operators", "_tokens", "parameters")

    def __init__(self, text: str) -> None:
        self._tokens = tokenize(text)
        self._at = 0
        self._depth = 0
        self._operators = 0
        self.parameters = 0
        """How many question marks have been read."""

    @property
    def token(self) -> Token:
        """The next token."""
        return self._tokens[self._at]

    @property
    def following(self) -> Token:
        """The token after the next."""
        return self._tokens[min(self._at + 1, len(self._tokens) - 1)]

    def take(self) -> Token:
        """Go past the next token, and return it."""
        token = self._tokens[self._at]
        if token.kind != END:
            self._at += 1
        return token

    def at_symbol(self, *symbols: str) -> bool:
        """Whether the next token is one of these symbols."""
        return self.token.kind == SYMBOL and self.token.text in symbols

    def at_keyword(self, *keywords: str) -> bool:
        """Whether the next token is one of these keywords."""
        return self.token.kind == KEYWORD and self.token.text in keywords

    def at_identifier(self) -> bool:
        """Whether the next token names something."""
        return self.token.kind in (WORD, QUOTED)

    def accept(self, symbol: str) -> bool:
        """Go past ``symbol`` if it is next."""
        if self.at_symbol(symbol):
            self.take()
            return True
        return False

    def accept_keyword(self, keyword: str) -> bool:
        """Go past ``keyword`` if it is next."""
        if self.at_keyword(keyword):
            self.take()
            return True
        return False

    def expect(self, symbol: str) -> None:
        """Go past ``symbol``, which must be next.

        Raises:
            DynamoDBError: ValidationException.
        """
        if not self.accept(symbol):
            raise self.malformed(f"Expected '{symbol}'")

    def expect_keyword(self, keyword: str) -> None:
        """Go past ``keyword``, which must be next.

        Raises:
            DynamoDBError: ValidationException.
        """
        if not self.accept_keyword(keyword):
            raise self.malformed(f"Expected keyword {keyword}")

    def identifier(self) -> str:
        """Go past an identifier, which must be next.

        Raises:
            DynamoDBError: ValidationException.
        """
        if not self.at_identifier():
            raise self.malformed("Expected identifier for simple path")
        return self.take().text

    @contextmanager
    def nested(self) -> Iterator[None]:
        """A level deeper.

        Raises:
            DynamoDBError: ValidationException, the statement is nested too deep.
        """
        if self._depth == MAX_DEPTH:
            raise self.malformed(f"Expressions are nested more than {MAX_DEPTH} levels deep")
        self._depth += 1
        yield
        self._depth -= 1

    def count_operator(self) -> None:
        """Take note of an operator or function.

        Raises:
            DynamoDBError: ValidationException, the statement has too many.
        """
        self._operators += 1
        if self._operators > MAX_EXPRESSION_OPERATORS:
            raise validation(f"The expression contains too many operators; operator count: {self._operators}")

    def malformed(self, detail: str) -> DynamoDBError:
        """The next token is not one that can stand here; ``detail`` says what could."""
        token = self.token
        if token.kind == END:
            found = "the end of the statement"
        elif token.kind == KEYWORD:
            found = f"keyword {token.text}"
        else:
            found = f"'{token.text}'"
        return validation(f"Statement wasn't well formed, can't be processed: {detail}, found {found} at {token.place}")
