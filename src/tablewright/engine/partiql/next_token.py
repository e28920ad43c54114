"""NextToken: where the next page of a SELECT goes on.

It says which of the ranges that the statement reads comes next and after which key, and is good for that statement
with those parameters only.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ExecuteStatement.html
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from typing import NamedTuple

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.partiql.binding import Bound
from tablewright.engine.reads.start_key import valid_start_key
from tablewright.engine.requests.attributes import ITEM
from tablewright.engine.wire import decode, encode
from tablewright.values import Item


class Place(NamedTuple):
    """Where a page begins: in which of the ranges, and after which key."""

    range: int = 0
    after: Item | None = None


def to_token(place: Place, bound: Bound) -> str:
    """The NextToken that stands for a place in what a statement reads."""
    content = {"range": place.range, "after": place.after, "of": bound.fingerprint()}
    return urlsafe_b64encode(encode(content)).decode()


def from_token(token: str | None, bound: Bound) -> Place:
    """The place that a NextToken stands for; the beginning if there is none.

    Raises:
        DynamoDBError: ValidationException, it was not given out for this statement.
    """
    if token is None:
        return Place()
    try:
        content = decode(urlsafe_b64decode(token))
        if content["of"] != bound.fingerprint():
            raise validation("NextToken does not match request")
        number, after = content["range"], content["after"]
        if after is not None:
            ITEM.decode(after)
    except (ValueError, KeyError, TypeError):
        raise _invalid() from None
    if type(number) is not int or number < 0:
        raise _invalid()
    return Place(number, valid_start_key(after))


def _invalid() -> DynamoDBError:
    return validation("Invalid NextToken")
