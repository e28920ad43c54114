"""Where patterns run: a client, the tables' names in one environment, and the errors of calls made there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tablewright.access.client import ItemClient
from tablewright.access.errors import TableMissing, service_error
from tablewright.design.annotations import Clock
from tablewright.design.design import Design
from tablewright.design.storage import EncodedValue
from tablewright.design.table import Table


def system_clock() -> datetime:
    """The present moment."""
    return datetime.now(UTC)


class ConditionRefused(Exception):
    """A write's condition did not hold; ``item`` is what was there, None if nothing was."""

    def __init__(self, item: Mapping[str, EncodedValue] | None) -> None:
        super().__init__()
        self.item = item


@dataclass(frozen=True)
class Endpoint:
    """A design's tables in one environment, reached through a client."""

    design: Design
    client: ItemClient
    env: str
    clock: Clock = system_clock

    def table_name(self, table: Table) -> str:
        """The table's name here."""
        return self.design.table_name(table, self.env)

    def call(self, table: Table, operation: Callable[..., Mapping[str, Any]], request: Mapping[str, Any]) -> Any:
        """Carry out a request on a table, whose name is added to it.

        Raises:
            ConditionRefused: its condition does not hold.
            TableMissing: there is no such table, or no such index.
        """
        return self.answer(table, operation, {"TableName": self.table_name(table), **request})

    def answer(self, table: Table, operation: Callable[..., Mapping[str, Any]], request: Mapping[str, Any]) -> Any:
        """Carry out a request as it is, for errors that are about a table.

        Raises:
            ConditionRefused: its condition does not hold.
            TableMissing: there is no such table, or no such index.
        """
        try:
            return operation(**request)
        except Exception as error:
            code, response = service_error(error) or ("", {})
            if code == "ConditionalCheckFailedException":
                raise ConditionRefused(response.get("Item") or None) from None
            if code == "ResourceNotFoundException":
                raise TableMissing(
                    f"The endpoint has no table {self.table_name(table)} that is ready; apply the design "
                    f"{self.design.name!r} in environment {self.env!r} first"
                ) from error
            raise
