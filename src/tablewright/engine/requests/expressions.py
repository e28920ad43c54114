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


Wording = tuple[object, ...]
"""All of a request's expressions and the types of its values: what hardly changes from one request to the next."""

_passed: dict[Wording, dict[str, Prepared]] = {}
"""The expressions, by the members they stand in, of wordings that had nothing wrong with them."""
_REMEMBERED = 2048
_LONGEST_WORDING = 8192
"""Beyond this many characters a wording is not worth the memory."""


class Expressions:
    """The prepared expressions of one request, with the values they are evaluated with."""

    __slots__ = ("_names", "_passed", "_prepared", "_request", "_wording", "values")

    def __init__(self, request: Request, members: tuple[str, ...]) -> None:
        """Read the placeholders of ``request``; ``members`` are its expression members, in the service's order.

        Raises:
            DynamoDBError: ValidationException.
        """
        self._request = request
        self._prepared: dict[str, Prepared] = {}
        self._passed: dict[str, Prepared] | None = None
        self._wording: Wording | None = None
        self._names: dict[str, str] | None = request.get("ExpressionAttributeNames")
        given: Item | None = request.get("ExpressionAttributeValues")
        self.values: Item = given or {}
        if self._names is None and given is None:
            return
        self._wording = _wording(request, members, self._names, given)
        self._passed = _passed.get(self._wording)
        if self._passed is not None:
            valid_values(self.values)
            return
        self._check_use(members)
        try:
            check_name_keys(self._names)
            check_value_keys(given)
            valid_values(self.values)
            check_names(self._names)
        except ExpressionError as error:
            raise validation(error.message) from None

    def condition(self, member: str = "ConditionExpression") -> Condition | None:
        """The condition or filter in ``member``, checked against the values."""
        return self._checked(member, Condition, lambda text: prepare_condition(text, self._names, member))

    def projection(self) -> Projection | None:
        """The ProjectionExpression."""
        return self._checked("ProjectionExpression", Projection, lambda text: prepare_projection(text, self._names))

    def update(self) -> Update | None:
        """The UpdateExpression."""
        return self._checked("UpdateExpression", Update, lambda text: prepare_update(text, self._names))

    def key_condition(self) -> KeyCondition | None:
        """The KeyConditionExpression."""
        return self._checked(
            "KeyConditionExpression", KeyCondition, lambda text: prepare_key_condition(text, self._names)
        )

    def finish(self) -> None:
        """Refuse placeholders that no expression uses.

        Raises:
            DynamoDBError: ValidationException.
        """
        if self._passed is not None or self._wording is None:
            return
        names: set[str] = set()
        values: set[str] = set()
        for prepared in self._prepared.values():
            names |= prepared.names_used
            values |= prepared.values_used
        try:
            check_unused(self._names, self.values, names, values)
        except ExpressionError as error:
            raise validation(error.message) from None
        _remember(self._wording, self._prepared)

    def _checked(
        self, member: str, kind: type[AnyPrepared], prepare: Callable[[str], AnyPrepared]
    ) -> AnyPrepared | None:
        if self._passed is not None:
            known = self._passed.get(member)
            assert known is None or isinstance(known, kind)
            # Of a wording that has passed only the contents of the values can be wrong.
            if known is not None and known.concerns_contents:
                try:
                    known.check(self.values)
                except ExpressionError as error:
                    raise validation(error.message) from None
            return known
        text = self._request.get(member)
        if text is None:
            return None
        try:
            prepared = prepare(text)
            prepared.check(self.values)
        except ExpressionError as error:
            raise validation(error.message) from None
        self._prepared[member] = prepared
        return prepared

    def _check_use(self, members: tuple[str, ...]) -> None:
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


def expressions_of_action(member: Request, members: tuple[str, ...]) -> Expressions:
    """The expressions of one action of a transaction, as `Expressions` reads those of a request.

    An action without any may have placeholders all the same: in transactions alone DynamoDB passes them over.

    Raises:
        DynamoDBError: ValidationException.
    """
    return Expressions({} if member.keys().isdisjoint(members) else member, members)


def _wording(request: Request, members: tuple[str, ...], names: dict[str, str] | None, values: Item | None) -> Wording:
    return (
        members,
        *map(request.get, members),
        None if names is None else tuple(names.items()),
        None if values is None else (*values, *[kind for value in values.values() for kind in value]),
    )


def _remember(wording: Wording, prepared: dict[str, Prepared]) -> None:
    if len(_passed) >= _REMEMBERED:
        _passed.clear()
    if len(str(wording)) <= _LONGEST_WORDING:
        _passed[wording] = prepared


def refuse_mixture(request: Request, legacy: Sequence[str], modern: Sequence[str]) -> None:
    """Refuse a request with both expressions and the parameters they replaced.

    Raises:
        DynamoDBError: ValidationException.
    """
    if request.keys().isdisjoint(legacy):
        return
    old = [member for member in legacy if member in request]
    new = [member for member in modern if member in request]
    if new:
        raise validation(
            "Can not use both expression and non-expression parameters in the same request: "
            f"Non-expression parameters: {{{', '.join(old)}}} Expression parameters: {{{', '.join(new)}}}"
        )
