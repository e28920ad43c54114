"""The expressions of a request: which may stand together, their placeholders, and the legacy parameters.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.html
"""

from collections.abc import Callable, Sequence
from typing import TypeVar

from tablewright.engine.errors import validation
from tablewright.engine.operation import Request
from tablewright.engine.requests.attributes import valid_values
from tablewright.expressions import (
    Condition,
    ExpressionError,
    KeyCondition,
    Projection,
    Update,
    check_name_keys,
    check_names,
    check_unused,
    check_value_keys,
    prepare_condition,
    prepare_key_condition,
    prepare_projection,
    prepare_update,
)
from tablewright.values import Item

Prepared = Condition | Projection | Update | KeyCondition
AnyPrepared = TypeVar("AnyPrepared", Condition, Projection, Update, KeyCondition)


class Expressions:
    """The prepared expressions of one request, with the values they are evaluated with."""

    __slots__ = ("_names", "_prepared", "_request", "values")

    def __init__(self, request: Request, members: Sequence[str]) -> None:
        """Read the placeholders of ``request``; ``members`` are its expression members, in the service's order.

        Raises:
            DynamoDBError: ValidationException.
        """
        self._request = request
        self._prepared: list[Prepared] = []
        self._names: dict[str, str] | None = request.get("ExpressionAttributeNames")
        self.values: Item = request.get("ExpressionAttributeValues") or {}
        if self._names is None and "ExpressionAttributeValues" not in request:
            return
        self._check_use(members)
        try:
            check_name_keys(self._names)
            check_value_keys(request.get("ExpressionAttributeValues"))
            valid_values(self.values)
            check_names(self._names)
        except ExpressionError as error:
            raise validation(error.message) from None

    def condition(self, member: str = "ConditionExpression") -> Condition | None:
        """The condition or filter in ``member``, checked against the values."""
        text = self._request.get(member)
        if text is None:
            return None
        return self._checked(lambda: prepare_condition(text, self._names, member))

    def projection(self) -> Projection | None:
        """The ProjectionExpression."""
        text = self._request.get("ProjectionExpression")
        if text is None:
            return None
        return self._checked(lambda: prepare_projection(text, self._names))

    def update(self) -> Update | None:
        """The UpdateExpression."""
        text = self._request.get("UpdateExpression")
        if text is None:
            return None
        return self._checked(lambda: prepare_update(text, self._names))

    def key_condition(self) -> KeyCondition | None:
        """The KeyConditionExpression."""
        text = self._request.get("KeyConditionExpression")
        if text is None:
            return None
        return self._checked(lambda: prepare_key_condition(text, self._names))

    def finish(self) -> None:
        """Refuse placeholders that no expression uses.

        Raises:
            DynamoDBError: ValidationException.
        """
        if not self._names and not self.values:
            return
        names: set[str] = set()
        values: set[str] = set()
        for prepared in self._prepared:
            names |= prepared.names_used
            values |= prepared.values_used
        try:
            check_unused(self._names, self.values, names, values)
        except ExpressionError as error:
            raise validation(error.message) from None

    def _checked(self, prepare: Callable[[], AnyPrepared]) -> AnyPrepared:
        try:
            prepared = prepare()
            if not isinstance(prepared, Projection):
                prepared.check(self.values)
        except ExpressionError as error:
            raise validation(error.message) from None
        self._prepared.append(prepared)
        return prepared

    def _check_use(self, members: Sequence[str]) -> None:
        """Refuse placeholders where no expression could use them."""
        if "ExpressionAttributeNames" in self._request and not any(member in self._request for member in members):
            raise validation("ExpressionAttributeNames can only be specified when using expressions")
        if "ExpressionAttributeValues" in self._request:
            users = [member for member in members if member != "ProjectionExpression"]
            if not any(member in self._request for member in users):
                raise validation(
                    "ExpressionAttributeValues can only be specified when using expressions: "
                    f"{' and '.join(users)} {'is' if len(users) == 1 else 'are'} null"
                )


def refuse_mixture(request: Request, legacy: Sequence[str], modern: Sequence[str]) -> None:
    """Refuse a request with both expressions and the parameters they replaced.

    Raises:
        DynamoDBError: ValidationException.
    """
    old = [member for member in legacy if member in request]
    if not old:
        return
    new = [member for member in modern if member in request]
    if new:
        raise validation(
            "Can not use both expression and non-expression parameters in the same request: "
            f"Non-expression parameters: {{{', '.join(old)}}} Expression parameters: {{{', '.join(new)}}}"
        )
