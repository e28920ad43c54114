"""What a WHERE clause says of keys: the item it names, or the ranges of a table or index it asks for.

A clause is taken as the conditions that AND joins. Those on key attributes decide where is read or written; the
others are left to be tested on what is found there.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ql-reference.select.html
"""

from collections.abc import Sequence
from itertools import product
from math import prod
from typing import NamedTuple

from tablewright.engine.errors import validation
from tablewright.engine.partiql.binding import value_of
from tablewright.engine.partiql.conditions import too_many_options
from tablewright.engine.partiql.syntax import Given
from tablewright.engine.reads.bounds import check_operands
from tablewright.engine.reads.source import ReadSource
from tablewright.engine.schema import Table
from tablewright.expressions import KeyRange
from tablewright.expressions.key_conditions import KeyOperator
from tablewright.expressions.syntax import (
    And,
    Between,
    Call,
    Comparison,
    ConditionNode,
    In,
    Literal,
    Operand,
    Or,
    Path,
    ValuePlaceholder,
)
from tablewright.values import AttributeValue, Item

MAX_PARTITION_OPTIONS = 50
"""Values that IN can list for an attribute of a partition key (the page on operators)."""
MAX_RANGES = 300
"""Partitions that one statement can ask for: more than any that names one attribute of a key can list."""

_OPERATORS: dict[str, KeyOperator] = {"=": "", "<": "<", "<=": "<=", ">": ">", ">=": ">="}
"""The comparisons that bound a key; an empty operator stands for equality."""
_MIRRORED: dict[str, KeyOperator] = {"=": "", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
"""The same, where the value is on the left."""


class Wanted(NamedTuple):
    """The one item that a statement names."""

    key: Item
    rest: list[ConditionNode]
    """What else must hold of it."""


class Ranges(NamedTuple):
    """The parts of a table or index that a SELECT reads, one after the other."""

    ranges: list[KeyRange]
    rest: list[ConditionNode]
    """What else must hold of the rows in them."""


def conjuncts_of(where: ConditionNode | None) -> list[ConditionNode]:
    """The conditions that must all hold."""
    if where is None:
        return []
    if not isinstance(where, And):
        return [where]
    return [conjunct for condition in where.conditions for conjunct in conjuncts_of(condition)]


def find_item(where: ConditionNode | None, table: Table, values: Item) -> Wanted | None:
    """The item whose whole key a clause gives; None if it does not give one.

    Raises:
        DynamoDBError: ValidationException, a key is given twice, or by a value of another type.
    """
    key: Item = {}
    rest: list[ConditionNode] = []
    for conjunct in conjuncts_of(where):
        found = _equality(conjunct)
        if found is None or found[0] not in table.key.attributes:
            rest.append(conjunct)
            continue
        attribute, given = found
        if attribute in key:
            raise validation(
                f"Multiple conditions on same key {attribute}. Only single item Update/Insert/Delete are supported"
            )
        key[attribute] = value_of(given, values)
    if len(key) < len(table.key.attributes):
        return None
    for name, value in key.items():
        check_key_type(name, value, table)
    return Wanted(key, rest)


def find_ranges(where: ConditionNode | None, source: ReadSource, values: Item) -> Ranges | None:
    """The ranges of ``source`` that a clause asks for; None if it does not say which partitions.

    Raises:
        DynamoDBError: ValidationException, a key is compared with what no key can be.
    """
    rest = conjuncts_of(where)
    partitions: list[list[AttributeValue]] = []
    for attribute in source.key.partition:
        options = _take_options(rest, attribute, values)
        if options is None:
            return None
        for value in options:
            check_key_type(attribute, value, source.table)
        partitions.append(options)
    count = prod(map(len, partitions))
    if count > MAX_RANGES:
        raise validation(
            f"The WHERE clause asks for {count} combinations of partition key values, {MAX_RANGES} at most"
        )
    sort = _take_sort(rest, source, values)
    ranges = [sort.within(partition) for partition in product(*partitions)]
    for each in ranges:
        check_operands(each, source)
    return Ranges(ranges, rest)


class _Sort(NamedTuple):
    """What is asked of the sort key."""

    equal: tuple[AttributeValue, ...]
    operator: KeyOperator = ""
    operands: tuple[AttributeValue, ...] = ()

    def within(self, partition: tuple[AttributeValue, ...]) -> KeyRange:
        return KeyRange(partition, self.equal, self.operator, self.operands)


def _take_options(rest: list[ConditionNode], attribute: str, values: Item) -> list[AttributeValue] | None:
    """The values a partition key attribute may have, by the first condition that lists them, which is taken out."""
    for conjunct in rest:
        given = _listed(conjunct, attribute)
        if given is not None:
            rest.remove(conjunct)
            options = [value_of(one, values) for one in given]
            # What several alternatives of OR ask for is read once, what IN lists twice is read twice.
            return _distinct(options) if isinstance(conjunct, Or) else options
    return None


def _distinct(options: list[AttributeValue]) -> list[AttributeValue]:
    return [option for at, option in enumerate(options) if option not in options[:at]]


def _listed(node: ConditionNode, attribute: str) -> list[Given] | None:
    """The values ``attribute`` is equal to, or is one of; None if that is not what ``node`` says."""
    found = _equality(node)
    if found is not None:
        return [found[1]] if found[0] == attribute else None
    if isinstance(node, In) and _attribute(node.operand) == attribute:
        options = [option for option in node.options if isinstance(option, ValuePlaceholder | Literal)]
        if len(options) < len(node.options):
            return None
        if len(options) > MAX_PARTITION_OPTIONS:
            raise too_many_options(len(options))
        return options
    if isinstance(node, Or):
        alternatives = [_listed(condition, attribute) for condition in node.conditions]
        if all(alternatives):
            return [given for listed in alternatives for given in listed or ()]
    return None


def _take_sort(rest: list[ConditionNode], source: ReadSource, values: Item) -> _Sort:
    """What is asked of the sort key's attributes, in their order, as far as one range can say it."""
    equal: list[AttributeValue] = []
    for attribute in source.key.sort:
        bound = _take_bound(rest, attribute)
        if bound is None:
            break
        operator, given = bound
        operands = tuple(value_of(one, values) for one in given)
        for operand in operands:
            check_key_type(attribute, operand, source.table)
        if operator:
            return _Sort(tuple(equal), operator, operands)
        equal += operands
    return _Sort(tuple(equal))


def _take_bound(rest: list[ConditionNode], attribute: str) -> tuple[KeyOperator, Sequence[Given]] | None:
    """How the first condition that bounds ``attribute`` does so, and by which values; it is taken out."""
    for conjunct in rest:
        bound = _bound(conjunct, attribute)
        if bound is not None:
            rest.remove(conjunct)
            return bound
    return None


def _bound(node: ConditionNode, attribute: str) -> tuple[KeyOperator, list[Given]] | None:
    """How ``node`` bounds ``attribute``, and by which values; None if that is not what it does."""
    found: tuple[Operand, KeyOperator, list[Given]]
    match node:
        case Comparison(operator, left, ValuePlaceholder() | Literal() as value) if operator in _OPERATORS:
            found = left, _OPERATORS[operator], [value]
        case Comparison(operator, ValuePlaceholder() | Literal() as value, right) if operator in _OPERATORS:
            found = right, _MIRRORED[operator], [value]
        case Between(tested, ValuePlaceholder() | Literal() as lower, ValuePlaceholder() | Literal() as upper):
            found = tested, "between", [lower, upper]
        case Call("begins_with", (tested, ValuePlaceholder() | Literal() as prefix)):
            found = tested, "begins_with", [prefix]
        case _:
            return None
    tested, bounding, values = found
    return (bounding, values) if _attribute(tested) == attribute else None


def _equality(node: ConditionNode) -> tuple[str, Given] | None:
    """The attribute and the value that a comparison says are equal."""
    if not isinstance(node, Comparison) or node.operator != "=":
        return None
    for tested, given in ((node.left, node.right), (node.right, node.left)):
        attribute = _attribute(tested)
        if attribute is not None and isinstance(given, ValuePlaceholder | Literal):
            return attribute, given
    return None


def _attribute(operand: Operand) -> str | None:
    """The attribute that an operand is, if it is a whole one."""
    if isinstance(operand, Path) and len(operand.elements) == 1:
        return str(operand.elements[0])
    return None


def check_key_type(name: str, value: AttributeValue, table: Table) -> None:
    """Refuse a value of another type than the key attribute ``name`` has.

    Raises:
        DynamoDBError: ValidationException.
    """
    if table.types[name] not in value:
        raise validation(f"Key attribute's data type should match its data type in table's schema: Key {name}")
