"""Conditions: true or false of an item.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.OperatorsAndFunctions.html
"""

import operator
from base64 import b64decode
from collections.abc import Callable

from tablewright.expressions.checks import Checks, Values
from tablewright.expressions.functions import SCALARS
from tablewright.expressions.operands import condition_reader
from tablewright.expressions.syntax import And, Between, Call, Comparison, ConditionNode, In, Not, Or
from tablewright.values import Item, compare, equal

Test = Callable[[Item, Values], bool]

_NO_VALUES: Values = {}


class Condition:
    """A condition or filter, ready to be tested on items.

    Made from a resolved tree. ``kind`` is the request member that holds it, ``names_used`` are the name
    placeholders it was written with, ``values_used`` its value placeholders, ``attributes`` those of
    the item that it reads and ``entered`` those it reads a part of; ``concerns_contents`` is whether its `check` asks
    for more than the types of the values.

    Raises:
        ExpressionError: its operands do not fit, whatever the values.
    """

    __slots__ = (
        "_checks",
        "_test",
        "attributes",
        "concerns_contents",
        "entered",
        "names_used",
        "node",
        "values_used",
    )

    def __init__(
        self,
        node: ConditionNode,
        kind: str = "ConditionExpression",
        names_used: frozenset[str] = frozenset(),
    ) -> None:
        self.node = node
        self.names_used = names_used
        self._checks = Checks(kind)
        self._checks.condition(node)
        self.values_used = frozenset(self._checks.values_used)
        self.attributes = frozenset(self._checks.attributes)
        self.entered = frozenset(self._checks.entered)
        self.concerns_contents = self._checks.concern_contents
        self._test = _test(node)

    def check(self, values: Values | None) -> None:
        """Checks a request's values, once, before any `test`.

        Raises:
            ExpressionError: a placeholder has no value, or one of a wrong type.
        """
        self._checks.apply(values or _NO_VALUES)

    def test(self, item: Item, values: Values | None) -> bool:
        """Whether the condition holds for ``item``, which is empty where there is none.

        A comparison with a missing attribute or between types is false, and so ``<>`` is true.
        """
        return self._test(item, values or _NO_VALUES)


def _test(node: ConditionNode) -> Test:
    match node:
        case And():
            return _all([_test(condition) for condition in node.conditions])
        case Or():
            return _any([_test(condition) for condition in node.conditions])
        case Not():
            negated = _test(node.condition)
            return lambda item, values: not negated(item, values)
        case Comparison():
            return _comparison(node)
        case Between():
            return _between(node)
        case In():
            return _in(node)
        case Call():
            if node.function not in _FUNCTIONS:
                raise ValueError(f"{node.function} is no condition")
            return _FUNCTIONS[node.function](node)


def _all(tests: list[Test]) -> Test:
    if len(tests) == 2:
        first, second = tests
        return lambda item, values: first(item, values) and second(item, values)

    def every(item: Item, values: Values) -> bool:
        for test in tests:  # noqa: SIM110  a generator would cost more than the loop
            if not test(item, values):
                return False
        return True

    return every


def _any(tests: list[Test]) -> Test:
    def some(item: Item, values: Values) -> bool:
        for test in tests:  # noqa: SIM110
            if test(item, values):
                return True
        return False

    return some


_ORDERINGS = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge}


def _comparison(node: Comparison) -> Test:
    read_left, read_right = condition_reader(node.left), condition_reader(node.right)

    if node.operator == "=":

        def same(item: Item, values: Values) -> bool:
            left, right = read_left(item, values), read_right(item, values)
            return left is not None and right is not None and equal(left, right)

        return same

    if node.operator == "<>":

        def different(item: Item, values: Values) -> bool:
            left, right = read_left(item, values), read_right(item, values)
            return left is None or right is None or not equal(left, right)

        return different

    holds = _ORDERINGS[node.operator]

    def ordered(item: Item, values: Values) -> bool:
        left, right = read_left(item, values), read_right(item, values)
        if left is None or right is None:
            return False
        [kind] = left
        return kind in right and kind in SCALARS and holds(compare(left, right), 0)

    return ordered


def _between(node: Between) -> Test:
    at_least = _comparison(Comparison(">=", node.operand, node.lower))
    at_most = _comparison(Comparison("<=", node.operand, node.upper))
    return lambda item, values: at_least(item, values) and at_most(item, values)


def _in(node: In) -> Test:
    return _any([_comparison(Comparison("=", node.operand, option)) for option in node.options])


def _attribute_exists(call: Call) -> Test:
    read = condition_reader(call.operands[0])
    return lambda item, values: read(item, values) is not None


def _attribute_not_exists(call: Call) -> Test:
    read = condition_reader(call.operands[0])
    return lambda item, values: read(item, values) is None


def _attribute_type(call: Call) -> Test:
    read, read_type = map(condition_reader, call.operands)

    def of_type(item: Item, values: Values) -> bool:
        value, name = read(item, values), read_type(item, values)
        return value is not None and name is not None and name["S"] in value

    return of_type


def _begins_with(call: Call) -> Test:
    read, read_prefix = map(condition_reader, call.operands)

    def begins(item: Item, values: Values) -> bool:
        value, prefix = read(item, values), read_prefix(item, values)
        if value is None or prefix is None:
            return False
        if "S" in value and "S" in prefix:
            return bool(value["S"].startswith(prefix["S"]))
        if "B" in value and "B" in prefix:
            return b64decode(value["B"]).startswith(b64decode(prefix["B"]))
        return False

    return begins


_MEMBER_TYPES = {"SS": "S", "NS": "N", "BS": "B"}


def _contains(call: Call) -> Test:
    read, read_sought = map(condition_reader, call.operands)

    def contains(item: Item, values: Values) -> bool:
        value, sought = read(item, values), read_sought(item, values)
        if value is None or sought is None:
            return False
        [(kind, content)] = value.items()
        if kind == "L":
            return any(equal(element, sought) for element in content)
        if kind in _MEMBER_TYPES:
            member = sought.get(_MEMBER_TYPES[kind])
            return member is not None and member in content
        if kind == "S" and "S" in sought:
            return sought["S"] in content
        if kind == "B" and "B" in sought:
            return b64decode(sought["B"]) in b64decode(content)
        return False

    return contains


_FUNCTIONS: dict[str, Callable[[Call], Test]] = {
    "attribute_exists": _attribute_exists,
    "attribute_not_exists": _attribute_not_exists,
    "attribute_type": _attribute_type,
    "begins_with": _begins_with,
    "contains": _contains,
}
