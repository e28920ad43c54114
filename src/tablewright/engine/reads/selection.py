"""What a Query or a Scan returns of the items it reads: the Select parameter, and what may stand beside it.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html#DDB-Query-request-Select
"""

from collections.abc import Iterable
from typing import NamedTuple

from tablewright.engine.errors import INVALID, DynamoDBError, validation
from tablewright.engine.operation import Request
from tablewright.engine.reads.source import ReadSource
from tablewright.expressions import Projection

_INSTEAD = {
    "ALL_ATTRIBUTES": "ALL_ATTRIBUTES",
    "ALL_PROJECTED_ATTRIBUTES": "ALL_PROJECTED_ATTRIBUTES",
    "COUNT": "only the Count",
}


class Selection(NamedTuple):
    """What is returned of each item."""

    counts: bool = False
    """Nothing: the items are only counted."""
    whole: bool = False
    """ALL_ATTRIBUTES was asked for."""
    projection: Projection | None = None
    fetches: bool = False
    """Whether attributes that a local index does not carry are fetched from the table."""


def selection_of(request: Request, projection: Projection | None) -> Selection:
    """Read Select; ``projection`` is what AttributesToGet or ProjectionExpression asks for.

    Raises:
        DynamoDBError: ValidationException, Select and the projection contradict each other.
    """
    select = request.get("Select")
    if select is None:
        return Selection(projection=projection) if projection is not None else _EVERYTHING
    if projection is not None:
        if select in _INSTEAD:
            member = "AttributesToGet" if "AttributesToGet" in request else "ProjectionExpression"
            raise _refused(request, f"Cannot specify the {member} when choosing to get {_INSTEAD[select]}")
    elif select == "SPECIFIC_ATTRIBUTES":
        raise _refused(
            request, "Must specify the AttributesToGet or ProjectionExpression when choosing to get SPECIFIC_ATTRIBUTES"
        )
    if select == "ALL_PROJECTED_ATTRIBUTES" and "IndexName" not in request:
        raise _refused(request, "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName")
    return Selection(select == "COUNT", select == "ALL_ATTRIBUTES", projection)


def _refused(request: Request, complaint: str) -> DynamoDBError:
    """The error of a Select that cannot be; Query, unlike Scan, words it as a violated constraint."""
    of_query = "KeyConditions" in request or "KeyConditionExpression" in request
    return validation(f"1 validation error detected: {complaint}" if of_query else complaint)


_EVERYTHING = Selection()


def select_from(source: ReadSource, selection: Selection) -> Selection:
    """What a selection comes to on ``source``: whether attributes must be fetched from the table.

    Raises:
        DynamoDBError: ValidationException, a global index does not carry what is asked for.
    """
    index, carried = source.index, source.carried
    if index is None or carried is None:
        return selection
    missing = _missing(selection.projection.attributes, carried) if selection.projection else []
    if index.local:
        return selection._replace(fetches=True) if missing or selection.whole else selection
    if selection.whole:
        raise validation(
            f"{INVALID}Select type ALL_ATTRIBUTES is not supported for global secondary index {index.name} "
            "because its projection type is not ALL"
        )
    if missing:
        raise validation(f"{INVALID}Global secondary index {index.name} does not project [{', '.join(missing)}]")
    return selection


def check_query_filter(source: ReadSource, attributes: frozenset[str], parameter: str) -> None:
    """Refuse a Query's filter on key attributes, or on attributes the index does not carry.

    ``attributes`` are those the filter refers to; ``parameter`` is how messages call it.

    Raises:
        DynamoDBError: ValidationException.
    """
    for name in source.key.attributes:
        if name in attributes:
            raise validation(f"{parameter} can only contain non-primary key attributes: Primary key attribute: {name}")
    if source.index is not None and source.carried is not None:
        missing = _missing(attributes, source.carried)
        if missing:
            raise validation(
                f"{INVALID}Secondary index {source.index.name} does not project "
                f"one or more filter attributes: [{', '.join(missing)}]"
            )


def _missing(attributes: Iterable[str], carried: frozenset[str]) -> list[str]:
    return sorted(set(attributes) - carried)
