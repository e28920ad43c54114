"""Query.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Query.html
"""

from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Operation, Request
from tablewright.engine.reads.bounds import after_start, check_operand, key_bounds, last_place
from tablewright.engine.reads.pages import Paused, Reading, page_from, reading_of
from tablewright.engine.reads.selection import check_query_filter, select_from
from tablewright.engine.reads.source import ReadSource
from tablewright.engine.reads.start_key import check_start_key, valid_start_key
from tablewright.engine.requests.attributes import ITEM
from tablewright.engine.requests.expressions import Expressions, refuse_mixture
from tablewright.engine.requests.keys import check_paths
from tablewright.engine.requests.legacy import (
    CONDITIONS,
    legacy_filter,
    legacy_key_condition,
    legacy_projection,
)
from tablewright.engine.requests.members import (
    ATTRIBUTES_TO_GET,
    CONDITIONAL_OPERATOR,
    EXPRESSION,
    INDEX_NAME,
    NAMES,
    RETURN_CONSUMED_CAPACITY,
    SELECT,
    TABLE_NAME,
)
from tablewright.engine.requests.scalars import Boolean, Integer
from tablewright.engine.requests.structures import Structure
from tablewright.engine.storage.keys import DIGEST_BYTES
from tablewright.expressions import ExpressionError, KeyCondition


class _Limit(Integer):
    """Query's Limit, whose violation the service words unlike any other member's."""

    def violations(self, value: int, path: str) -> Iterator[str]:
        """The lower bound."""
        if value < 1:
            yield ("Value at 'Limit' failed to satisfy constraint: Member must have value greater than or equal to 1")


SHAPE = Structure(
    {
        "TableName": TABLE_NAME,
        "IndexName": INDEX_NAME,
        "Select": SELECT,
        "AttributesToGet": ATTRIBUTES_TO_GET,
        "Limit": _Limit(min=1),
        "ConsistentRead": Boolean(),
        "KeyConditions": CONDITIONS,
        "QueryFilter": CONDITIONS,
        "ConditionalOperator": CONDITIONAL_OPERATOR,
        "ScanIndexForward": Boolean(),
        "ExclusiveStartKey": ITEM,
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
        "ProjectionExpression": EXPRESSION,
        "FilterExpression": EXPRESSION,
        "KeyConditionExpression": EXPRESSION,
        "ExpressionAttributeNames": NAMES,
        "ExpressionAttributeValues": ITEM,
    },
    required=("TableName",),
)

_LEGACY = ("AttributesToGet", "QueryFilter", "ConditionalOperator")
_EXPRESSIONS = ("ProjectionExpression", "FilterExpression", "KeyConditionExpression")


class Query(NamedTuple):
    """A validated request."""

    reading: Reading
    keys: KeyCondition
    forward: bool
    filter_parameter: str
    """How messages call the filter."""


def prepare(request: Request) -> Query:
    """Validate what needs no table."""
    _refuse_mixture(request)
    expressions = Expressions(request, _EXPRESSIONS)
    filters, projection = legacy_filter(request, "QueryFilter"), legacy_projection(request)
    start = valid_start_key(request.get("ExclusiveStartKey"))
    filters = expressions.condition("FilterExpression") or filters
    projection = expressions.projection() or projection
    keys = expressions.key_condition() or legacy_key_condition(request)
    expressions.finish()
    if keys is None:
        raise validation(
            "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request."
        )
    try:
        keys.check_shape()
    except ExpressionError as error:
        raise validation(error.message) from None
    reading = reading_of(request, projection, filters, expressions.values, start)
    filter_parameter = "QueryFilter" if "QueryFilter" in request else "Filter Expression"
    return Query(reading, keys, request.get("ScanIndexForward", True), filter_parameter)


def _refuse_mixture(request: Request) -> None:
    # KeyConditions go together with every expression but the one that replaced them.
    replaced = ("KeyConditions",) if "KeyConditionExpression" in request else ()
    refuse_mixture(request, _LEGACY + replaced, _EXPRESSIONS)


def execute(engine: Engine, query: Query) -> bytes | Paused[bytes]:
    """Find the range the key condition asks for, and read a page of it."""
    reading = query.reading
    source = ReadSource(engine.table(reading.table_name), reading.index_name, engine.now())
    if reading.consistent and source.is_global:
        raise validation("Consistent reads are not supported on global secondary indexes")
    if reading.start is not None:
        check_start_key(reading.start, source, scan=False)
    try:
        keys = query.keys.resolve(reading.values, source.key.partition, source.key.sort, partial(check_operand, source))
    except ExpressionError as error:
        raise validation(error.message) from None
    bounds = key_bounds(keys, source)
    if engine.throttle is not None:
        source.limit(engine.throttle, bounds[0][:DIGEST_BYTES])
    last = last_place(keys, source, forward=query.forward)
    if reading.start is not None:
        bounds = after_start(source.place_of(reading.start), bounds, last, forward=query.forward)
    if reading.selection.projection is not None:
        check_paths(reading.selection.projection.entered, source.table)
    if reading.filter is not None:
        check_query_filter(source, reading.filter.attributes, query.filter_parameter)
        check_paths(reading.filter.entered, source.table)
    if engine.lags:
        source.lag(engine, consistent=reading.consistent)
    reading = reading._replace(selection=select_from(source, reading.selection), end=last)
    return page_from(engine, source, reading, bounds, forward=query.forward)


OPERATION = Operation("Query", SHAPE, prepare, execute)
