"""Where in a table or index the rows lie that a key condition asks for.

Keys are stored so that their bytes compare as their values do (`storage.keys`), so every key condition is
one range.
"""

from collections.abc import Sequence

from tablewright.engine.errors import INVALID, validation
from tablewright.engine.reads.source import ReadSource
from tablewright.engine.requests.keys import check_key_content
from tablewright.engine.storage.entries import partition_prefix
from tablewright.engine.storage.keys import (
    DIGEST_BYTES,
    delimited,
    opening,
    partition_bytes,
    prefix_end,
    sortable,
)
from tablewright.expressions import KeyRange
from tablewright.values import AttributeValue

Bounds = tuple[bytes, bytes]
"""The first place that belongs, and the first after it that does not."""


def check_operands(condition: KeyRange, source: ReadSource) -> None:
    """Refuse operands that cannot be values of the keys they are compared with.

    Raises:
        DynamoDBError: ValidationException.
    """
    key, equal = source.key, len(condition.sort_equal)
    for name, value in zip(key.partition, condition.partition, strict=True):
        check_operand(source, name, value)
    for name, value in zip(key.sort[:equal], condition.sort_equal, strict=True):
        check_operand(source, name, value)
    for value in condition.operands:
        check_operand(source, key.sort[equal], value)


def check_operand(source: ReadSource, name: str, value: AttributeValue) -> None:
    """Refuse an operand that cannot be a value of the key attribute ``name``.

    Raises:
        DynamoDBError: ValidationException.
    """
    kind = source.table.types[name]
    if kind not in value:
        raise validation(f"{INVALID}Condition parameter type does not match schema type")
    check_key_content(name, kind, value, sort=name in source.key.sort)


def key_bounds(condition: KeyRange, source: ReadSource) -> Bounds:
    """The bounds of the rows that satisfy a key condition, whose operands have been checked."""
    stem = partition_prefix(list(condition.partition))
    if source.index is not None:
        stem += b"".join(map(delimited, condition.sort_equal))
        if not condition.operator:
            return stem, prefix_end(stem)
    elif condition.sort_equal:
        place = stem + sortable(condition.sort_equal[0])
        return place, place + b"\x00"
    elif not condition.operator:
        return stem, prefix_end(stem)
    return _compared(stem, condition.operator, condition.operands, in_index=source.index is not None)


def _compared(stem: bytes, operator: str, operands: Sequence[AttributeValue], *, in_index: bool) -> Bounds:
    if operator == "begins_with":
        start = stem + (opening(operands[0]) if in_index else partition_bytes(operands[0]))
        return start, prefix_end(start)
    encode = delimited if in_index else sortable
    at = [stem + encode(operand) for operand in operands]
    # In an index more follows the sort key; in a table nothing does.
    past = [prefix_end(place) if in_index else place + b"\x00" for place in at]
    if operator == "<":
        return stem, at[0]
    if operator == "<=":
        return stem, past[0]
    if operator == ">":
        return past[0], prefix_end(stem)
    if operator == ">=":
        return at[0], prefix_end(stem)
    if operator == "between":
        return at[0], past[1]
    raise AssertionError(f"no such key comparison: {operator}")


def last_place(condition: KeyRange, source: ReadSource, *, forward: bool) -> bytes | None:
    """The one place in a table that a range of sort keys ends with, in the direction of reading; None without one.

    The service sees that nothing follows it: a page that ends there has no LastEvaluatedKey, and none may start there.
    """
    if source.index is not None:
        return None
    if condition.operator == "between":
        last = condition.operands[1 if forward else 0]
    elif condition.operator == ("<=" if forward else ">="):
        last = condition.operands[0]
    else:
        return None
    return partition_prefix(list(condition.partition)) + sortable(last)


def after_start(place: bytes, bounds: Bounds, last: bytes | None = None, *, forward: bool) -> Bounds:
    """What is left of ``bounds`` after the row at ``place``, in the direction of reading; ``last`` is `last_place`.

    Raises:
        DynamoDBError: ValidationException, the place is not one the key condition could have led to.
    """
    low, high = bounds
    within = low[:DIGEST_BYTES] + place[DIGEST_BYTES:]
    if not low <= within < high or within == last:
        raise validation("The provided starting key does not match the range key predicate")
    if place[:DIGEST_BYTES] != low[:DIGEST_BYTES]:
        raise validation("The provided starting key is outside query boundaries based on provided conditions")
    return (place + b"\x00", high) if forward else (low, place)
