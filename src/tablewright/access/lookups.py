"""Settings that time to live depends on, read from the tables that hold them."""

from collections.abc import Mapping
from typing import Any

from tablewright.access.endpoint import Endpoint
from tablewright.access.errors import InvalidRequest, NotFound, shown_key
from tablewright.access.items import Item
from tablewright.design.expiry import Lookup
from tablewright.design.inputs import InvalidInput, as_field
from tablewright.design.schema import TableSchema
from tablewright.design.storage import EncodedValue, StoredValueError


class SettingReader:
    """Reads settings, each once, and those that are about to be written from what is about to be written.

    Args:
        endpoint: where the tables are.
        coming: items that are about to be written, by table and by their shown key.
    """

    def __init__(self, endpoint: Endpoint, coming: Mapping[TableSchema, Mapping[str, Item]] | None = None) -> None:
        self._endpoint = endpoint
        self._coming = {} if coming is None else coming
        self._known: dict[tuple[Lookup, str], int] = {}

    def read(self, setting: Lookup, values: Mapping[str, Any]) -> int:
        """The setting for an entity, whose values are given by stored name.

        Raises:
            NotFound: there is none, and it has no default.
            InvalidRequest: the values do not make the key of its item.
        """
        schema = self._endpoint.design.schemas[setting.table]
        key = _key(schema, values)
        shown = shown_key(key)
        if (setting, shown) not in self._known:
            item = self._coming.get(schema, {}).get(shown) or self._stored(setting, key)
            stored = item.get(setting.attribute)
            self._known[setting, shown] = self._value(setting, stored, shown)
        return self._known[setting, shown]

    def _stored(self, setting: Lookup, key: Mapping[str, EncodedValue]) -> Mapping[str, EncodedValue]:
        response = self._endpoint.call(setting.table, self._endpoint.client.get_item, {"Key": key})
        item: Mapping[str, EncodedValue] = response.get("Item", {})
        return item

    def _value(self, setting: Lookup, stored: EncodedValue | None, shown: str) -> int:
        if stored is not None:
            schema = self._endpoint.design.schemas[setting.table]
            return int(schema.entities[0].record.attributes[setting.attribute].type.decode(stored))
        if setting.default is None:
            name = self._endpoint.table_name(setting.table)
            raise NotFound(
                f"{name} has no {setting.attribute} for {shown}, which says how long the item lives; store it first"
            )
        return setting.default


def _key(schema: TableSchema, values: Mapping[str, Any]) -> dict[str, EncodedValue]:
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
