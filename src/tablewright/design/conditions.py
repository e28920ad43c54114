"""Expressions written in a design: filters, conditions and key conditions over stored names and parameters.

They are DynamoDB's own language, read by :mod:`tablewright.expressions`, with two conveniences: a name that is a
reserved word (``status``, ``timestamp``) is written as it is, and ``:name`` is the method's parameter.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tablewright.design.entity import RecordSchema, RecordType
from tablewright.design.ranges import Operator
from tablewright.design.storage import TEXT, ListOf, MapOf, Scalar, SetOf, StoredType
from tablewright.expressions.errors import ExpressionError
from tablewright.expressions.names import resolve_names
from tablewright.expressions.parser import parse_condition
from tablewright.expressions.paths import attribute_of
from tablewright.expressions.syntax import (
    And,
    Between,
    Call,
    Comparison,
    ConditionNode,
    In,
    Not,
    Operand,
    Or,
    Path,
    ValuePlaceholder,
)
from tablewright.expressions.tokens import NAME, NAME_PLACEHOLDER, tokenize

_OPERATORS: Mapping[str, Operator] = {"=": "=", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
_NUMBER = Scalar("N", "integer", "a whole number", str, int)


class UnreadableExpression(ValueError):
    """An expression that DynamoDB would refuse; the message says why."""


@dataclass(frozen=True)
class Expression:
    """An expression as it is sent, with what its placeholders stand for.

    Attributes:
        text: with ``#name`` in place of every name.
        names: the stored name behind each ``#name``.
        operands: the parameters used, with the type each is compared with, where that is known.
        attributes: the top-level attributes it reads.
        tree: its syntax tree, with the stored names of attributes, and a value placeholder for each parameter.
    """

    text: str
    names: Mapping[str, str]
    operands: Mapping[str, StoredType | None]
    attributes: frozenset[str]
    tree: ConditionNode


def read_expression(text: str, kind: str, records: Sequence[RecordSchema]) -> Expression:
    """Read an expression over the attributes of some records.

    Args:
        text: the expression.
        kind: the request member it will be, as in ``FilterExpression``.
        records: where the types of its attributes are looked up.

    Raises:
        UnreadableExpression: it is not an expression.
    """
    sent, names = _with_placeholders(text)
    try:
        tree, _ = resolve_names(parse_condition(sent, kind), names, kind)
    except ExpressionError as error:
        raise UnreadableExpression(error.message.replace("#", "")) from None
    operands: dict[str, StoredType | None] = {}
    attributes = set()
    for node in _predicates(tree):
        for operand, type_ in _typed(node, records):
            match operand:
                case ValuePlaceholder():
                    name = operand.text[1:]
                    operands[name] = operands.get(name) or type_
                case Path():
                    attributes.add(attribute_of(operand))
    return Expression(sent, names, operands, frozenset(attributes), tree)


@dataclass(frozen=True, slots=True)
class KeyTerm:
    """One term of a key condition: a field, and the parameters it is compared with."""

    name: str
    operator: Operator
    parameters: tuple[str, ...]


def key_terms(expression: Expression) -> Iterator[KeyTerm]:
    """The terms of a key condition.

    Raises:
        UnreadableExpression: a part of it is not a term that a key condition can have.
    """
    tree = expression.tree
    for node in tree.conditions if isinstance(tree, And) else (tree,):
        match node:
            case Comparison(operator=operator, left=Path() as path, right=ValuePlaceholder() as value):
                operands: tuple[ValuePlaceholder, ...] = (value,)
                written = _OPERATORS.get(operator)
            case Between(operand=Path() as path, lower=ValuePlaceholder() as lower, upper=ValuePlaceholder() as upper):
                operands, written = (lower, upper), "BETWEEN"
            case Call(function="begins_with", operands=(Path() as path, ValuePlaceholder() as value)):
                operands, written = (value,), "begins_with"
            case _:
                written = None
        if written is None or len(path.elements) != 1:
            raise UnreadableExpression(
                "a key condition joins, with AND, comparisons of an attribute with parameters by "
                "=, <, <=, >, >=, BETWEEN or begins_with"
            )
        yield KeyTerm(attribute_of(path), written, tuple(each.text[1:] for each in operands))


def _with_placeholders(text: str) -> tuple[str, dict[str, str]]:
    """The text with a placeholder for every name, as any of them may be a reserved word, and what they stand for.

    Raises:
        UnreadableExpression: it has placeholders for names already.
    """
    result, names, end = "", {}, 0
    for token, after in pairwise(tokenize(text)):
        result += text[end : token.start]
        end = token.end
        if token.kind == NAME_PLACEHOLDER:
            raise UnreadableExpression(f"{token.text[1:]} is written without #, as every name, be it a reserved word")
        if token.kind == NAME and after.text != "(":
            names[f"#{token.text}"] = token.text
            result += f"#{token.text}"
        else:
            result += token.text
    return result + text[end:], names


def _predicates(tree: ConditionNode) -> Iterator[Comparison | Between | In | Call]:
    pending = [tree]
    while pending:
        match pending.pop():
            case And(conditions=conditions) | Or(conditions=conditions):
                pending.extend(conditions)
            case Not(condition=condition):
                pending.append(condition)
            case Comparison() | Between() | In() | Call() as predicate:
                yield predicate


def _typed(
    node: Comparison | Between | In | Call, records: Sequence[RecordSchema]
) -> Iterator[tuple[Operand, StoredType | None]]:
    """Every operand of a predicate, those inside size() too, with the type it is compared with."""
    match node:
        case Comparison(left=left, right=right):
            operands: tuple[Operand, ...] = (left, right)
        case Between(operand=operand, lower=lower, upper=upper):
            operands = (operand, lower, upper)
        case In(operand=operand, options=options):
            operands = (operand, *options)
        case Call(operands=operands):
            pass
    types = [type_ for each in operands if (type_ := _type_of(each, records))]
    compared = _argument(node.function, types) if isinstance(node, Call) else next(iter(types), None)
    for operand in operands:
        if isinstance(operand, Call):
            for inner in operand.operands:
                yield inner, None
        else:
            yield operand, compared


def _type_of(operand: Operand, records: Sequence[RecordSchema]) -> StoredType | None:
    if isinstance(operand, Call):
        return _NUMBER if operand.function == "size" else None
    if not isinstance(operand, Path):
        return None
    for record in records:
        if type_ := _type_at(operand, record):
            return type_
    return None


def _type_at(path: Path, record: RecordSchema) -> StoredType | None:
    """The type at the end of a document path; None where the record does not say."""
    found: StoredType | None = RecordType(record.record)
    for element in path.elements:
        match found, element:
            case ListOf(element=inner), int():
                found = inner
            case MapOf(element=inner), str():
                found = inner
            case RecordType(schema=schema), str() as name:
                attribute = schema.attributes.get(name)
                found = attribute.type if attribute else None
            case _:
                return None
    return found


def _argument(function: str, types: Sequence[StoredType]) -> StoredType | None:
    """The type of a function's second operand."""
    of = next(iter(types), None)
    match function, of:
        case "attribute_type", _:
            return TEXT
        case "contains", ListOf(element=element) | SetOf(element=element):
            return element
        case (("contains" | "begins_with"), Scalar(code="S")):
            return TEXT
    return of
