"""Scan.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Scan.html
"""

from typing import NamedTuple

from tablewright.engine.engine import Engine
from tablewright.engine.errors import validation
from tablewright.engine.operation import Operation, Request
from tablewright.engine.reads.bounds import Bounds
from tablewright.engine.reads.pages import Paused, Reading, page_from, reading_of
from tablewright.engine.reads.selection import select_from
from tablewright.engine.reads.source import ReadSource
from tablewright.engine.reads.start_key import check_start_key, valid_start_key
from tablewright.engine.requests.attributes import ITEM
from tablewright.engine.requests.expressions import Expressions, refuse_mixture
from tablewright.engine.requests.keys import check_paths
from tablewright.engine.requests.legacy import CONDITIONS, legacy_filter, legacy_projection
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
from tablewright.engine.storage.keys import segment_bounds
from tablewright.values.limits import MAX_EXPRESSION_BYTES, MAX_SCAN_SEGMENTS

SHAPE = Structure(
    {
        "TableName": TABLE_NAME,
        "IndexName": INDEX_NAME,
        "AttributesToGet": ATTRIBUTES_TO_GET,
        "Limit": Integer(min=1),
        "Select": SELECT,
        "ScanFilter": CONDITIONS,
        "ConditionalOperator": CONDITIONAL_OPERATOR,
        "ExclusiveStartKey": ITEM,
        "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
        "TotalSegments": Integer(min=1, max=MAX_SCAN_SEGMENTS),
        "Segment": Integer(min=0, max=MAX_SCAN_SEGMENTS - 1),
        "ProjectionExpression": EXPRESSION,
        "FilterExpression": EXPRESSION,
        "ExpressionAttributeNames": NAMES,
        "ExpressionAttributeValues": ITEM,
        "ConsistentRead": Boolean(),
    },
    required=("TableName",),
)

_LEGACY = ("AttributesToGet", "ScanFilter", "ConditionalOperator")
_EXPRESSIONS = ("ProjectionExpression", "FilterExpression")


class Scan(NamedTuple):
    """A validated request."""

    reading: Reading
    segment: int
    segments: int


def prepare(request: Request) -> Scan:
    """Validate what needs no table."""
    refuse_mixture(request, _LEGACY, _EXPRESSIONS)
    segment, segments = _segment_of(request)
    expressions = Expressions(request, _EXPRESSIONS)
    filters, projection = legacy_filter(request, "ScanFilter"), legacy_projection(request)
    start = valid_start_key(request.get("ExclusiveStartKey"))
    _check_size(request.get("FilterExpression"))
    filters = expressions.condition("FilterExpression") or filters
    projection = expressions.projection() or projection
    expressions.finish()
    reading = reading_of(request, projection, filters, expressions.values, start)
    return Scan(reading, segment, segments)


def _check_size(text: str | None) -> None:
    """Refuse a filter that is too long, in the words of Scan: it alone says how long the filter is."""
    size = len(text.encode()) if text else 0
    if size > MAX_EXPRESSION_BYTES:
        raise validation(
            f"Invalid FilterExpression: Expression size has exceeded the maximum allowed size; expression size: {size}"
        )


def _segment_of(request: Request) -> tuple[int, int]:
    segment, segments = request.get("Segment"), request.get("TotalSegments")
    if segment is None and segments is None:
        return 0, 1
    if segments is None:
        raise validation(
            "The TotalSegments parameter is required but was not present in the request "
            "when Segment parameter is present"
        )
    if segment is None:
        raise validation(
            "The Segment parameter is required but was not present in the request "
            "when parameter TotalSegments is present"
        )
    if segment >= segments:
        raise validation(
            "The Segment parameter is zero-based and must be less than parameter TotalSegments: "
            f"Segment: {segment} is not less than TotalSegments: {segments}"
        )
    return segment, segments


def execute(engine: Engine, scan: Scan) -> bytes | Paused[bytes]:
    """Read a page of the table, the index, or a segment of it."""
    reading = scan.reading
    source = ReadSource(engine.table(reading.table_name), reading.index_name, engine.now())
    if reading.consistent and source.is_global:
        raise validation("Consistent reads are not supported on global secondary indexes")
    if engine.throttle is not None:
        source.limit(engine.throttle)
    if engine.lags:
        source.lag(engine, consistent=reading.consistent)
    bounds = segment_bounds(scan.segment, scan.segments)
    if reading.start is not None:
        check_start_key(reading.start, source, scan=True)
        bounds = _after_start(source.place_of(reading.start), bounds, scan)
    for prepared in (reading.selection.projection, reading.filter):
        if prepared is not None:
            check_paths(prepared.entered, source.table)
    reading = reading._replace(selection=select_from(source, reading.selection))
    return page_from(engine, source, reading, bounds)


def _after_start(place: bytes, bounds: Bounds, scan: Scan) -> Bounds:
    low, high = bounds
    if not low <= place < high:
        raise validation(
            "The provided starting key is invalid: Invalid ExclusiveStartKey. "
            "Please use ExclusiveStartKey with correct Segment. "
            f"TotalSegments: {scan.segments} Segment: {scan.segment}"
        )
    return place + b"\x00", high


OPERATION = Operation("Scan", SHAPE, prepare, execute)
