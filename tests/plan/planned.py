"""The changes between two tables, and the requests that carry them out."""

from typing import Any

from tests.plan.tables import live

from tablewright.design.resources import TableResource
from tablewright.plan import Change, diff


def changes(before: TableResource, after: TableResource, **state: Any) -> tuple[Change, ...]:
    """What is planned where one table is live, in that state, and the other is declared."""
    return diff([after], [live(before, **state)]).changes


def requests(planned: tuple[Change, ...]) -> list[tuple[str, dict[str, Any]]]:
    """Their requests in order: each operation with its parameters."""
    return [(request.operation, dict(request.parameters)) for change in planned for request in change.requests]


def update(**parameters: Any) -> tuple[str, dict[str, Any]]:
    """An UpdateTable of the table ``orders``."""
    return ("UpdateTable", {"TableName": "orders", **parameters})
