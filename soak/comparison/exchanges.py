"""All that comes of a request: its answer, and those of the pages and segments that belong to it."""

import json
from dataclasses import dataclass
from typing import Any

from soak.comparison.answers import canonical, ordered, refusal, shown_numbers_normal
from soak.random_requests.tables import TABLES
from soak.serving import Client

_PAGES = 60
"""More pages than any read here can have: each evaluates an item at least, and there are fewer items."""
_READS = ("Query", "Scan", "ExecuteStatement")
_CURSORS = {"NextToken": "NextToken", "LastEvaluatedKey": "ExclusiveStartKey"}
"""What tells of a next page, and what asks for it. Statements are also told the key, but take the token alone."""


@dataclass(frozen=True)
class Engine:
    """An engine that answers, and whether its numbers are to be put in normal form."""

    client: Client
    normalise: bool

    def summary(self, operation: str, request: dict[str, Any]) -> str:
        """What a request leads to, as a text that is the same for another engine that does the same."""
        if operation == "Scan" and "Segment" in request:
            segments = [{**request, "Segment": number} for number in range(request["TotalSegments"])]
        else:
            segments = [request]
        told = self._all_pages(operation, segments)
        return shown_numbers_normal(told) if self.normalise else told

    def _all_pages(self, operation: str, requests: list[dict[str, Any]]) -> str:
        pages: list[dict[str, Any]] = []
        for first in requests:
            request: dict[str, Any] | None = first
            while request is not None and len(pages) < _PAGES:
                status, answer = self.client.call(operation, request)
                answer = canonical(answer, normalise=self.normalise)
                if status != 200:
                    return refusal(answer, status)
                request = _next(first, answer)
                pages.append(answer)
        for page in pages:
            _strip(page, asked="ReturnConsumedCapacity" in requests[0])
        told = _joined(requests[0], pages) if operation in _READS else pages[0]
        if operation == "BatchGetItem":
            told["Responses"] = {name: ordered(items, None) for name, items in told["Responses"].items()}
        return json.dumps(told, sort_keys=True, ensure_ascii=False)


def _next(first: dict[str, Any], answer: dict[str, Any]) -> dict[str, Any] | None:
    """The request for the page after this one."""
    for cursor, start in _CURSORS.items():
        if cursor in answer:
            return {**first, start: answer[cursor]}
    return None


def _strip(answer: dict[str, Any], *, asked: bool) -> None:
    """Take out what DynamoDB Local tells unasked."""
    if not asked:
        answer.pop("ConsumedCapacity", None)


def _joined(request: dict[str, Any], pages: list[dict[str, Any]]) -> dict[str, Any]:
    """The pages of one read as one: what is on which page depends on an order that only some reads have."""
    joined: dict[str, Any] = {"Pages": len(pages) if "Segment" not in request else None}
    joined["Items"] = ordered([item for page in pages for item in page.get("Items", ())], _order_of(request))
    for name in ("Count", "ScannedCount"):
        joined[name] = sum(page.get(name, 0) for page in pages)
    for page in pages:
        joined |= {name: each for name, each in page.items() if name not in (*joined, *_CURSORS)}
    if len(pages) > 1:
        joined.pop("ConsumedCapacity", None)
    return joined


def _order_of(request: dict[str, Any]) -> Any:
    """What the order of a read's items says: nothing, or where each has its place."""
    if not ("KeyConditionExpression" in request or "KeyConditions" in request):
        return None
    table = next((each for each in TABLES if each.name == request["TableName"]), TABLES[0])
    indexes = (table.primary, *table.indexes)
    index = next(each for each in indexes if each.name == request.get("IndexName"))
    if index.sort is None or "ProjectionExpression" in request or "AttributesToGet" in request:
        return None
    return lambda item: json.dumps(item.get(index.sort))
