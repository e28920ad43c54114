"""Where patterns run: a client, the tables' names in one environment, and the errors of calls made there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from tablewright.access.client import ItemClient
from tablewright.access.errors import InvalidRequest, NotFound, TableMissing, service_error
from tablewright.design.annotations import Clock
from tablewright.design.design import Design
from tablewright.design.expiry import Lookup
from tablewright.design.inputs import InvalidInput, as_field
from tablewright.design.schema import TableSchema
from tablewright.design.storage import EncodedValue, StoredValueError
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

    def look_up(self, setting: Lookup, values: Mapping[str, Any]) -> int:
        """Read a setting from its table, for an entity's values by stored name.

        Raises:
            NotFound: there is none, and it has no default.
        """
        schema = self.design.schemas[setting.table]
        key = self._lookup_key(schema, values)
        response = self.call(setting.table, self.client.get_item, {"Key": key})
        stored = response.get("Item", {}).get(setting.attribute)
        if stored is None:
            if setting.default is None:
                raise NotFound(f"{self.table_name(setting.table)} has no {setting.attribute} for {values}")
            return setting.default
        return int(schema.entities[0].record.attributes[setting.attribute].type.decode(stored))

    def _lookup_key(self, schema: TableSchema, values: Mapping[str, Any]) -> dict[str, EncodedValue]:
        entity = schema.entities[0]
        fields = {}
        try:
            for source in {source for name in schema.key_names for source in entity.sources(name)}:
                attribute = entity.record.attributes[source]
                fields[source] = as_field(entity.entity, attribute, values[source])
            key = {name: entity.key_value(name, fields) for name in schema.key_names}
        except (InvalidInput, StoredValueError) as error:
            raise InvalidRequest(f"{schema.table.name} cannot be looked up: {error}") from None
        return {name: value for name, value in key.items() if value is not None}
