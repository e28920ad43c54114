"""Key conditions: which part of a table or index a query reads.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.KeyConditionExpressions.html
"""

from collections.abc import Callable, Iterator, Sequence
from typing import Literal as OneOf
from typing import NamedTuple

from tablewright.expressions.checks import Checks, Values, given
from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.syntax import (
    And,
    Between,
    Call,
    Comparison,
    ConditionNode,
    In,
    Literal,
    Not,
    Operand,
    Or,
    Path,
    ValuePlaceholder,
)
from tablewright.values import AttributeValue

KeyOperator = OneOf["", "<", "<=", ">", ">=", "between", "begins_with"]

Refusal = Callable[[str, AttributeValue], None]
"""Raises an error where a value cannot be one of an attribute of the key."""

_NO_VALUES: Values = {}
_MIRRORED = {"=": "=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


class KeyRange(NamedTuple):
    """What a query reads, in the terms of one key schema.

    ``partition`` holds a value for each attribute of the partition key, ``sort_equal`` one for each of the
    leading attributes of the sort key that must equal it; ``operator`` and its ``operands`` bound the sort
    key attribute after those, if the operator is not empty.
    """

    partition: tuple[AttributeValue, ...]
    sort_equal: tuple[AttributeValue, ...] = ()
    operator: KeyOperator = ""
    operands: tuple[AttributeValue, ...] = ()


class _Term(NamedTuple):
    """The condition on one attribute of a key."""

    attribute: str
    operator: str
    operands: tuple[ValuePlaceholder | Literal, ...]


class KeyCondition:
    """A key condition, ready to be resolved against key schemas.

    Made from a resolved tree; ``names_used`` are the name placeholders it was written with.
    ``attributes`` are those it has conditions on; ``concerns_contents`` is whether its `check` asks for more than the
    types of the values.
    """

    __slots__ = (
        "_checks",
        "_kind",
        "_misfit",
        "_terms",
        "attributes",
        "concerns_contents",
        "names_used",
        "node",
        "values_used",
    )

    def __init__(
        self,
        node: ConditionNode,
        names_used: frozenset[str] = frozenset(),
        kind: str = "KeyConditionExpression",
    ) -> None:
        self.node = node
        self.names_used = names_used
        self._kind = kind
        self._checks = Checks(kind)
        self._checks.condition(node)
        self.values_used = frozenset(self._checks.values_used)
        self.attributes = frozenset(self._checks.attributes)
        self.concerns_contents = self._checks.concern_contents
        self._terms: tuple[_Term, ...] = ()
        self._misfit: ExpressionError | None = None
        try:
            self._terms = tuple(self._terms_of(node))
            self._refuse_repetition()
        except ExpressionError as error:
            self._misfit = error

    def check(self, values: Values | None) -> None:
        """Checks a request's values.

        Raises:
            ExpressionError: a placeholder has no value or one of a wrong type.
        """
        self._checks.apply(values or _NO_VALUES)

    def check_shape(self) -> None:
        """Checks that this is a condition a key can have. DynamoDB looks for unused placeholders before it does.

        Raises:
            ExpressionError: no key has such a condition.
        """
        if self._misfit is not None:
            raise self._misfit

    def resolve(
        self, values: Values | None, partition: Sequence[str], sort: Sequence[str], refuse: Refusal | None = None
    ) -> KeyRange:
        """The range of keys, for a schema of ``partition`` and ``sort`` attributes in their order.

        `check` and `check_shape` must have passed. ``refuse`` raises what the caller has against a value for an
        attribute of the key; it is asked of each before the operator is judged.

        Raises:
            ExpressionError: the condition does not fit the schema.
        """
        values = values or _NO_VALUES
        terms = self._by_attribute(len(partition) + len(sort))
        refuse = refuse or _refuse_nothing
        equal_partition = tuple(_partition_value(terms, attribute, values, refuse) for attribute in partition)
        sort_equal: list[AttributeValue] = []
        for attribute in sort:
            term = terms.pop(attribute, None)
            if term is None:
                if terms:
                    raise _missed(attribute)
                break
            operands = _operands(term, values, refuse)
            if term.operator != "=":
                if terms:
                    raise _unsupported()
                return KeyRange(equal_partition, tuple(sort_equal), _key_operator(term.operator), operands)
            sort_equal.append(operands[0])
        if terms:
            raise _unsupported()
        return KeyRange(equal_partition, tuple(sort_equal))

    def _by_attribute(self, key_attributes: int) -> dict[str, _Term]:
        terms = {term.attribute: term for term in self._terms}
        if len(terms) > 2 and key_attributes <= 2:
            raise ExpressionError("Conditions can be of length 1 or 2 only")
        return terms

    # Reading the terms from the tree

    def _refuse_repetition(self) -> None:
        if len({term.attribute for term in self._terms}) < len(self._terms):
            raise self._invalid("KeyConditionExpressions must only contain one condition per key", None)

    def _terms_of(self, node: ConditionNode) -> Iterator[_Term]:
        match node:
            case And():
                for condition in node.conditions:
                    yield from self._terms_of(condition)
            case Comparison():
                yield self._comparison(node)
            case Between():
                yield self._first_operand("BETWEEN", "between", (node.operand, node.lower, node.upper))
            case Call(function="begins_with"):
                yield self._first_operand("begins_with", "begins_with", node.operands)
            case Call():
                raise self._bad_operator(node.function, node.position)
            case In():
                raise self._bad_operator("IN", node.position)
            case Or():
                raise self._bad_operator("OR", None)
            case Not():
                raise self._bad_operator("NOT", None)

    def _comparison(self, node: Comparison) -> _Term:
        if node.operator == "<>":
            raise self._bad_operator("<>", node.position)
        number, attribute, others = self._attribute((node.left, node.right))
        operator = node.operator if number == 0 else _MIRRORED[node.operator]
        return _Term(attribute, operator, others)

    def _first_operand(self, name: str, operator: str, operands: tuple[Operand, ...]) -> _Term:
        number, attribute, others = self._attribute(operands)
        if number != 0:
            raise self._misshapen(f"{name} operator must have the key attribute as its first operand")
        return _Term(attribute, operator, others)

    def _attribute(self, operands: tuple[Operand, ...]) -> tuple[int, str, tuple[ValuePlaceholder | Literal, ...]]:
        """Which operand is the key attribute, its name, and the other operands."""
        found: list[tuple[int, str]] = []
        others: list[ValuePlaceholder | Literal] = []
        for number, operand in enumerate(operands):
            match operand:
                case Path():
                    if len(operand.elements) > 1:
                        raise self._invalid(
                            "KeyConditionExpressions cannot have conditions on nested attributes",
                            operand.position,
                        )
                    found.append((number, str(operand.elements[0])))
                case Call():
                    raise self._invalid("KeyConditionExpressions cannot contain nested operations", operand.position)
                case _:
                    others.append(operand)
        if not found:
            raise self._misshapen("No key attribute specified")
        if len({attribute for _, attribute in found}) > 1:
            raise self._misshapen("Multiple attribute names used in one condition")
        [number, attribute] = found[0]
        return number, attribute, tuple(others)

    def _bad_operator(self, name: str, position: int | None) -> ExpressionError:
        return self._invalid(f"Invalid operator used in KeyConditionExpression: {name}", position)

    def _invalid(self, detail: str, position: int | None) -> ExpressionError:
        return ExpressionError(f"Invalid {self._kind}: {detail}", position)

    def _misshapen(self, detail: str) -> ExpressionError:
        return ExpressionError(f"Invalid condition in {self._kind}: {detail}")


def _partition_value(terms: dict[str, _Term], attribute: str, values: Values, refuse: Refusal) -> AttributeValue:
    term = terms.pop(attribute, None)
    if term is None:
        raise _missed(attribute)
    operands = _operands(term, values, refuse)
    if term.operator != "=":
        raise _unsupported()
    return operands[0]


def _operands(term: _Term, values: Values, refuse: Refusal) -> tuple[AttributeValue, ...]:
    operands = tuple(given(operand, values) for operand in term.operands)
    for operand in operands:
        refuse(term.attribute, operand)
    return operands


def _refuse_nothing(attribute: str, operand: AttributeValue) -> None:
    pass


def _key_operator(operator: str) -> KeyOperator:
    match operator:
        case "<" | "<=" | ">" | ">=" | "between" | "begins_with":
            return operator
    raise ValueError(f"{operator} does not bound a key")


def _missed(attribute: str) -> ExpressionError:
    return ExpressionError(f"Query condition missed key schema element: {attribute}")


def _unsupported() -> ExpressionError:
    return ExpressionError("Query key condition not supported")
