"""A statement with the parameters of a request.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html
"""

from collections.abc import Sequence
from hashlib import blake2b
from typing import Any, NamedTuple

from tablewright.engine.errors import validation
from tablewright.engine.operation import Request
from tablewright.engine.partiql.misfits import KIND, misfit
from tablewright.engine.partiql.parser import parse
from tablewright.engine.partiql.syntax import Given, Select, Statement
from tablewright.engine.requests.attributes import VALUE, valid_value
from tablewright.engine.requests.scalars import Text
from tablewright.engine.requests.shapes import Shape
from tablewright.engine.requests.structures import ListOf
from tablewright.engine.wire import encode_sorted
from tablewright.expressions import Condition, ExpressionError
from tablewright.expressions.placement import check_condition_functions
from tablewright.expressions.syntax import And, ConditionNode, Literal
from tablewright.values import AttributeValue, Item

MEMBERS: dict[str, Shape] = {
    "Statement": Text(min=1, max=8192),
    "Parameters": ListOf(VALUE, min=1),
}
"""The members that say what a statement is, in all operations that carry statements out."""


class Bound(NamedTuple):
    """A statement, and the values of its parameters by their placeholders."""

    text: str
    statement: Statement
    values: Item
    returns_item: bool
    """Whether the error of a false condition carries the item that is there."""

    @property
    def is_read(self) -> bool:
        """Whether it only reads."""
        return isinstance(self.statement, Select)

    def fingerprint(self) -> str:
        """Equal for statements that are the same, with the same parameters."""
        said: list[Any] = [self.text, self.values]
        return blake2b(encode_sorted(said), digest_size=16).hexdigest()


def bind(member: Request) -> Bound:
    """Read the statement of a request, or of one element of a batch or transaction.

    Raises:
        DynamoDBError: ValidationException, the statement cannot be read, or its parameters do not fit.
    """
    text: str = member["Statement"]
    parameters: Sequence[AttributeValue] = member.get("Parameters") or ()
    statement, count = parse(text)
    if count != len(parameters):
        raise validation("Number of parameters in request and statement don't match.")
    for value in parameters:
        valid_value(value)
    values = {f"?{at}": value for at, value in enumerate(parameters)}
    return Bound(text, statement, values, member.get("ReturnValuesOnConditionCheckFailure") == "ALL_OLD")


def value_of(given: Given, values: Item) -> AttributeValue:
    """The value that a literal or a parameter stands for."""
    return given.value if isinstance(given, Literal) else values[given.text]


def condition_of(conjuncts: Sequence[ConditionNode], values: Item) -> Condition | None:
    """Conditions that must all hold, made ready; None if there are none.

    Raises:
        DynamoDBError: ValidationException, their operands do not fit.
    """
    if not conjuncts:
        return None
    node = conjuncts[0] if len(conjuncts) == 1 else And(tuple(conjuncts))
    try:
        check_condition_functions(node, KIND)
        condition = Condition(node, KIND)
        condition.check(values)
    except ExpressionError as error:
        raise misfit(error) from None
    return condition
