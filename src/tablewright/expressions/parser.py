"""From the text of an expression to its syntax tree.

    condition   = and-group { OR and-group }
    and-group   = negation { AND negation }
    negation    = NOT negation | "(" condition ")" | predicate
    predicate   = operand comparator operand
                | operand BETWEEN operand AND operand
                | operand IN "(" operand { "," operand } ")"
                | call
    operand     = path | value-placeholder | call | "(" operand ")"
    call        = name "(" operand { "," operand } ")"
    path        = element { "." element | "[" index "]" }
    element     = name | name-placeholder
    projection  = path { "," path }
    update      = section { section }
    section     = SET path "=" value { "," path "=" value }
                | REMOVE path { "," path }
                | ( ADD | DELETE ) path value-placeholder { "," path value-placeholder }
    value       = operand [ ( "+" | "-" ) operand ] | "(" value ")"

A rule that can contain itself is a generator that yields the rules it needs; ``_run`` keeps them on a
stack of its own, so that no expression, however deep, exhausts Python's.

DynamoDB reports a misspelt expression before a misnamed one: a syntax error anywhere comes before the first
reserved word or unknown function, which is therefore remembered until the end. Doubled parentheses are
reported as soon as the outer pair closes.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

from collections.abc import Callable, Generator
from typing import Any, TypeVar, cast

from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.placement import check_condition_functions, check_update_functions
from tablewright.expressions.syntax import (
    COMPARATORS,
    FUNCTIONS,
    And,
    Arithmetic,
    Assignment,
    Between,
    Call,
    Change,
    Comparison,
    ConditionNode,
    In,
    Keyword,
    NamePlaceholder,
    Not,
    Operand,
    Or,
    Path,
    PathElement,
    Projected,
    Removal,
    Section,
    UpdateActions,
    ValuePlaceholder,
)
from tablewright.expressions.tokens import END, INDEX, NAME, NAME_PLACEHOLDER, VALUE_PLACEHOLDER, Token, tokenize
from tablewright.values import is_reserved
from tablewright.values.limits import MAX_EXPRESSION_BYTES, MAX_EXPRESSION_OPERATORS, MAX_IN_OPERANDS, MAX_NESTING

T = TypeVar("T")
Rule = Generator[Any, Any, T]

_MAX_INDEX = 2**32 - 2
"""The highest list index that can be written."""


def parse_condition(text: str, kind: str = "ConditionExpression") -> ConditionNode:
    """The tree of a condition; ``kind`` is the request member it stands in, for messages.

    Raises:
        ExpressionError: the text is no condition.
    """
    parser = _Parser(text, kind)
    condition = parser.parse(parser.condition_rule())
    check_condition_functions(condition, kind)
    return condition


def parse_projection(text: str, kind: str = "ProjectionExpression") -> Projected:
    """The paths of a projection.

    Raises:
        ExpressionError: the text is no projection.
    """
    parser = _Parser(text, kind)
    return parser.parse(parser.projection_rule())


def parse_update(text: str, kind: str = "UpdateExpression") -> UpdateActions:
    """The tree of an update.

    Raises:
        ExpressionError: the text is no update.
    """
    parser = _Parser(text, kind)
    update = parser.parse(parser.update_rule())
    keywords: set[str] = set()
    for section in update.sections:
        if section.keyword in keywords:
            raise ExpressionError(
                f'Invalid {kind}: The "{section.keyword}" section can only be used once in an update expression;',
                section.position,
            )
        keywords.add(section.keyword)
    check_update_functions(update, kind)
    return update


class _Parser:
    """The state of one parse: where in the tokens it stands, and what is to be reported at its end."""

    def __init__(self, text: str, kind: str) -> None:
        self._text = text
        self._kind = kind
        if not text:
            raise self._error("The expression can not be empty;", None)
        if len(text.encode()) > MAX_EXPRESSION_BYTES:
            raise self._error("Expression size has exceeded the maximum allowed size;", None)
        self._tokens = tokenize(text)
        self._at = 0
        self._operators = 0
        self._open = 0
        self._closed: tuple[int, int] | None = None
        self._misnomer: ExpressionError | None = None

    def parse(self, rule: Rule[T]) -> T:
        """Runs ``rule`` over the whole text."""
        tree = _run(rule)
        if self._kind_at() != END:
            raise self._syntax_error()
        if self._operators > MAX_EXPRESSION_OPERATORS:
            # The service stops counting at the first operator too many.
            count = MAX_EXPRESSION_OPERATORS + 1
            raise self._error(f"The expression contains too many operators; operator count: {count}", None)
        if self._misnomer is not None:
            raise self._misnomer
        return tree

    # Conditions

    def condition_rule(self) -> Rule[ConditionNode]:
        tree = yield self._disjunction()
        return self._as_condition(tree)

    def _disjunction(self) -> Rule[ConditionNode | Operand]:
        return self._joined("OR", self._conjunction, Or)

    def _conjunction(self) -> Rule[ConditionNode | Operand]:
        return self._joined("AND", self._negation, And)

    def _joined(
        self,
        keyword: str,
        part: Callable[[], Rule[ConditionNode | Operand]],
        join: Callable[[tuple[ConditionNode, ...]], ConditionNode],
    ) -> Rule[ConditionNode | Operand]:
        first = yield part()
        if self._kind_at() != keyword:
            return cast(ConditionNode | Operand, first)
        conditions = [self._as_condition(first)]
        while self._accept(keyword):
            self._operators += 1
            node = yield part()
            conditions.append(self._as_condition(node))
        return join(tuple(conditions))

    def _negation(self) -> Rule[ConditionNode | Operand]:
        negations = 0
        while self._accept("NOT"):
            negations += 1
        node: ConditionNode | Operand = yield self._predicate()
        if negations:
            self._operators += negations
            for _ in range(negations):
                node = Not(self._as_condition(node))
        return node

    def _predicate(self) -> Rule[ConditionNode | Operand]:
        """A predicate; or, in parentheses, an operand that is yet to be compared."""
        node: ConditionNode | Operand
        if self._kind_at() == "(":
            opened = self._take()
            self._open += 1
            node = yield self._disjunction()
            self._open -= 1
            self._close(opened)
        else:
            node = yield self._operand()
        if not isinstance(node, Operand):
            return node
        token = self._token()
        if token.kind in COMPARATORS:
            self._operator()
            right = yield self._operand()
            return Comparison(token.kind, node, right, token.start)
        if token.kind == "BETWEEN":
            self._operator()
            lower = yield self._operand()
            self._expect("AND")
            upper = yield self._operand()
            return Between(node, lower, upper, token.start)
        if token.kind == "IN":
            self._operator()
            self._expect("(")
            options = yield self._operands()
            if len(options) > MAX_IN_OPERANDS:
                self._remember(
                    f"The IN operator is provided with too many operands; number of operands: {len(options)}",
                    token.start,
                )
            return In(node, options, token.start)
        if not isinstance(node, Call) and not (self._open and token.kind == ")"):
            raise self._syntax_error()
        return node

    def _as_condition(self, node: ConditionNode | Operand) -> ConditionNode:
        if isinstance(node, ConditionNode):
            return node
        raise self._syntax_error()

    # Operands

    def _operand(self) -> Rule[Operand]:
        token = self._token()
        if token.kind == "(":
            opened = self._take()
            inner = yield self._operand()
            self._close(opened)
            return cast(Operand, inner)
        if token.kind == VALUE_PLACEHOLDER:
            self._at += 1
            return ValuePlaceholder(token.text, token.start)
        if token.kind == NAME and self._tokens[self._at + 1].kind == "(":
            if token.text not in FUNCTIONS:
                self._remember(f"Invalid function name; function: {token.text}", token.start)
            self._at += 2
            self._operators += 1
            operands = yield self._operands()
            return Call(token.text, operands, token.start)
        return self._path()

    def _operands(self) -> Rule[tuple[Operand, ...]]:
        """One operand or more, and the parenthesis that ends them."""
        first = yield self._operand()
        operands = [first]
        while self._accept(","):
            further = yield self._operand()
            operands.append(further)
        self._expect(")")
        return tuple(operands)

    # Paths

    def projection_rule(self) -> Rule[Projected]:
        yield from ()
        paths = [self._path()]
        while self._accept(","):
            paths.append(self._path())
        return tuple(paths)

    def _path(self) -> Path:
        start = self._token().start
        elements: list[PathElement] = [self._name()]
        while True:
            if self._accept("."):
                elements.append(self._name())
            elif self._accept("["):
                elements.append(self._index())
                self._expect("]")
            else:
                break
        if len(elements) > MAX_NESTING:
            self._remember(f"The document path has too many nesting levels; nesting levels: {len(elements)}", start)
        return Path(tuple(elements), start)

    def _name(self) -> str | NamePlaceholder:
        token = self._token()
        if token.kind == NAME_PLACEHOLDER:
            self._at += 1
            return NamePlaceholder(token.text)
        self._expect(NAME)
        if is_reserved(token.text):
            self._remember(f"Attribute name is a reserved keyword; reserved keyword: {token.text}", token.start)
        return token.text

    def _index(self) -> int:
        token = self._token()
        self._expect(INDEX)
        if len(token.text) > len(str(_MAX_INDEX)) or int(token.text) > _MAX_INDEX:
            self._remember(f"List index is not within the allowable range; index: [{token.text}]", token.start)
            return _MAX_INDEX
        return int(token.text)

    # Updates

    def update_rule(self) -> Rule[UpdateActions]:
        sections: list[Section] = []
        while not sections or self._kind_at() != END:
            token = self._token()
            action = self._actions.get(token.kind)
            if action is None:
                raise self._syntax_error()
            self._at += 1
            first = yield action(self)
            actions = [first]
            while self._accept(","):
                further = yield action(self)
                actions.append(further)
            sections.append(Section(cast(Keyword, token.kind), tuple(actions), token.start))
        return UpdateActions(tuple(sections))

    def _assignment(self) -> Rule[Assignment]:
        path = self._path()
        self._expect("=")
        value = yield self._value()
        return Assignment(path, value)

    def _removal(self) -> Rule[Removal]:
        yield from ()
        return Removal(self._path())

    def _change(self) -> Rule[Change]:
        yield from ()
        path = self._path()
        token = self._token()
        self._expect(VALUE_PLACEHOLDER)
        return Change(path, ValuePlaceholder(token.text, token.start))

    _actions: dict[str, Callable[["_Parser"], Rule[Assignment | Removal | Change]]] = {
        "SET": _assignment,
        "REMOVE": _removal,
        "ADD": _change,
        "DELETE": _change,
    }

    def _value(self) -> Rule[Operand | Arithmetic]:
        left: Operand | Arithmetic
        if self._kind_at() == "(":
            opened = self._take()
            left = yield self._value()
            self._close(opened)
        else:
            left = yield self._operand()
        token = self._token()
        if token.kind not in ("+", "-") or isinstance(left, Arithmetic):
            return left
        self._operator()
        right = yield self._operand()
        return Arithmetic(token.kind, left, right, token.start)

    # Tokens

    def _token(self) -> Token:
        return self._tokens[self._at]

    def _kind_at(self) -> str:
        return self._tokens[self._at].kind

    def _take(self) -> int:
        """Passes the current token; its number."""
        self._at += 1
        return self._at - 1

    def _operator(self) -> None:
        self._at += 1
        self._operators += 1

    def _accept(self, kind: str) -> bool:
        """Passes the current token if it is of this kind; whether it was."""
        if self._tokens[self._at].kind != kind:
            return False
        self._at += 1
        return True

    def _expect(self, kind: str) -> None:
        if not self._accept(kind):
            raise self._syntax_error()

    def _close(self, opened: int) -> None:
        """Closes the parenthesis that token ``opened`` opened; it must not just repeat an inner one."""
        closed = self._at
        self._expect(")")
        if self._closed == (opened + 1, closed - 1):
            raise self._error("The expression has redundant parentheses;", self._tokens[opened].start)
        self._closed = (opened, closed)

    # Errors

    def _error(self, detail: str, position: int | None) -> ExpressionError:
        return ExpressionError(f"Invalid {self._kind}: {detail}", position)

    def _remember(self, detail: str, position: int) -> None:
        """Keeps the first error that is reported only if the syntax is right."""
        if self._misnomer is None:
            self._misnomer = self._error(detail, position)

    def _syntax_error(self) -> ExpressionError:
        """The error of a current token that cannot stand here, quoted with the tokens on either side."""
        token = self._token()
        start = self._tokens[self._at - 1].start if self._at else 0
        end = self._tokens[self._at + 1].end if token.kind != END else len(self._text)
        if self._at + 2 >= len(self._tokens):
            end = len(self._text)
        near = self._text[start:end]
        return self._error(f'Syntax error; token: "{token.text}", near: "{near}"', token.start)


def _run(rule: Rule[T]) -> T:
    """Runs a rule and, each time it yields another, that one first; their stack is a list."""
    stack: list[Rule[Any]] = [rule]
    result: Any = None
    while stack:
        try:
            needed = stack[-1].send(result)
        except StopIteration as finished:
            stack.pop()
            result = finished.value
        else:
            stack.append(needed)
            result = None
    return cast(T, result)
