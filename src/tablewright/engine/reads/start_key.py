"""ExclusiveStartKey: where a page goes on.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Query.Pagination.html
"""

from tablewright.engine.errors import DynamoDBError, validation
from tablewright.engine.reads.source import ReadSource
from tablewright.engine.requests.keys import KEY_MISMATCH, check_key_content
from tablewright.values import InvalidValue, Item, Unconvertible, normalise_item

_INVALID = "The provided starting key is invalid"


def valid_start_key(start: Item | None) -> Item | None:
    """Normalise an ExclusiveStartKey's values in place.

    Raises:
        DynamoDBError: ValidationException, a value is not a valid one.
    """
    if start is not None:
        try:
            normalise_item(start)
        except Unconvertible as error:
            raise validation(error.message) from None
        except InvalidValue as error:
            raise validation(f"{_INVALID}: {error.message}") from None
    return start


def check_start_key(start: Item, source: ReadSource, *, scan: bool) -> None:
    """Refuse a starting key that no page of ``source`` could have ended with.

    Raises:
        DynamoDBError: ValidationException.
    """
    of_table = scan and source.index is None
    if len(start) != len(source.cursor) or not all(name in start for name in source.cursor):
        raise validation(f"{_INVALID}: {KEY_MISMATCH}" if of_table else _INVALID)
    for name in source.cursor:
        kind = source.table.types[name]
        if kind not in start[name]:
            of_key = name in source.key.attributes and not of_table
            raise validation(KEY_MISMATCH if of_key else f"{_INVALID}: {KEY_MISMATCH}")
        sort = name in source.key.sort or name in source.table.key.sort
        try:
            check_key_content(name, kind, start[name], sort=sort)
        except DynamoDBError as error:
            raise validation(f"{_INVALID}: {error.message}") from None
