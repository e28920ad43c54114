"""Runs the patterns that read: get, query and scan, page by page."""

from collections.abc import Callable, Iterator, Mapping
from itertools import islice
from typing import Any

from tablewright.access.arguments import item_key, key_tests, stored_types
from tablewright.access.cursors import decode_cursor, encode_cursor
from tablewright.access.endpoint import Endpoint
from tablewright.access.errors import InvalidRequest, NotFound, shown_key, shown_values
from tablewright.access.items import from_item, key_of
from tablewright.access.placeholders import Placeholders
from tablewright.design.access_patterns import GetPattern, Pattern, QueryPattern, ScanPattern
from tablewright.design.entity import Record
from tablewright.design.results import Page
from tablewright.design.storage import EncodedValue

Given = Mapping[str, Any]
Request = dict[str, Any]
StoredItem = Mapping[str, EncodedValue]


def get(endpoint: Endpoint, pattern: GetPattern, given: Given) -> Record | None:
    """Run a get.

    Raises:
        NotFound: the pattern promises an item and there is none.
    """
    key = item_key(pattern, given)
    request: Request = {"Key": key}
    if pattern.declaration.consistent:
        request["ConsistentRead"] = True
    item = endpoint.call(pattern.schema.table, endpoint.client.get_item, request).get("Item")
    if item is not None:
        return from_item(pattern.result.records[0], item, key)
    if pattern.result.reading == "one":
        raise NotFound(f"{pattern.name}: no {pattern.result.records[0].__name__} has the key {shown_key(key)}")
    return None


def read(endpoint: Endpoint, pattern: QueryPattern | ScanPattern, given: Given) -> Any:
    """Run a query or scan, and give what its return annotation says.

    Raises:
        InvalidRequest: an input does not fit.
        NotFound: the pattern promises an item and there is none.
    """
    operation = endpoint.client.query if isinstance(pattern, QueryPattern) else endpoint.client.scan
    request = _request(pattern, given)
    limit = _limit(given)
    match pattern.result.reading:
        case "page":
            return _page(endpoint, pattern, operation, request, limit, given.get("cursor"))
        case "count":
            pages = _pages(endpoint, pattern, operation, {**request, "Select": "COUNT"})
            return sum(page["Count"] for page in pages)
        case "first" | "one":
            if pattern.filter is None and len(pattern.schema.entities) == 1:
                request["Limit"] = 1
            return _first(pattern, _records(endpoint, pattern, operation, request), given)
    if limit is not None and pattern.filter is None:
        request["Limit"] = limit
    records = islice(_records(endpoint, pattern, operation, request), limit)
    return list(records) if pattern.result.reading == "list" else records


def _request(pattern: QueryPattern | ScanPattern, given: Given) -> Request:
    placeholders = Placeholders()
    request: Request = {}
    if pattern.index:
        request["IndexName"] = pattern.index
        index = pattern.schema.indexes[pattern.index]
        if index.kind == "LSI" and index.projection.type != "ALL" and pattern.result.reading != "count":
            request["Select"] = "ALL_ATTRIBUTES"
    if isinstance(pattern, QueryPattern):
        tests = [placeholders.test(test) for test in key_tests(pattern, given)]
        request["KeyConditionExpression"] = " AND ".join(tests)
        if pattern.declaration.order == "descending":
            request["ScanIndexForward"] = False
    if pattern.filter:
        request["FilterExpression"] = placeholders.expression(pattern.filter, given, stored_types(pattern))
    if pattern.declaration.consistent:
        request["ConsistentRead"] = True
    return request | placeholders.members()


def _limit(given: Given) -> int | None:
    limit = given.get("limit")
    if limit is not None and limit < 1:
        raise InvalidRequest(f"limit: {limit} is less than 1")
    return limit


def _page(
    endpoint: Endpoint,
    pattern: Pattern,
    operation: Callable[..., Mapping[str, Any]],
    request: Request,
    limit: int | None,
    cursor: str | None,
) -> Page[Record]:
    if limit is not None:
        request["Limit"] = limit
    if cursor is not None:
        request["ExclusiveStartKey"] = decode_cursor(pattern.name, cursor)
    response = endpoint.call(pattern.schema.table, operation, request)
    last = response.get("LastEvaluatedKey")
    return Page(
        tuple(_decoded(pattern, response.get("Items", ()))),
        encode_cursor(pattern.name, last) if last else None,
    )


def _pages(
    endpoint: Endpoint, pattern: Pattern, operation: Callable[..., Mapping[str, Any]], request: Request
) -> Iterator[Mapping[str, Any]]:
    """Every page of a query or scan, asked for as it is needed."""
    start: Request = {}
    while True:
        response = endpoint.call(pattern.schema.table, operation, {**request, **start})
        yield response
        if not response.get("LastEvaluatedKey"):
            return
        start = {"ExclusiveStartKey": response["LastEvaluatedKey"]}


def _records(
    endpoint: Endpoint, pattern: Pattern, operation: Callable[..., Mapping[str, Any]], request: Request
) -> Iterator[Record]:
    for page in _pages(endpoint, pattern, operation, request):
        yield from _decoded(pattern, page.get("Items", ()))


def _decoded(pattern: Pattern, items: list[StoredItem]) -> Iterator[Record]:
    """The items as the records the pattern gives back; those of other entities in the table are passed over."""
    schema = pattern.schema
    alone = len(schema.entities) == 1
    for item in items:
        for entity, record in zip(pattern.entities, pattern.result.records, strict=True):
            if alone or entity.holds(schema.key_names, item):
                yield from_item(record, item, key_of(schema, item))
                break


def _first(pattern: Pattern, records: Iterator[Record], given: Given) -> Record | None:
    found = next(records, None)
    if found is None and pattern.result.reading == "one":
        raise NotFound(f"{pattern.name}: nothing for {shown_values(given) or 'no inputs'}")
    return found
