"""Members that many operations share, as the service model constrains them."""

from collections.abc import Iterable

from tablewright.engine.requests.shapes import ListOf, MapOf, Text
from tablewright.values.limits import MAX_TABLE_NAME_LENGTH


class TableName(Text):
    """A table's name, or its ARN wherever an existing table is meant."""

    def __init__(self) -> None:
        super().__init__(min=1, max=MAX_TABLE_NAME_LENGTH, pattern="[a-zA-Z0-9_.-]+")

    def violations(self, value: str, path: str) -> Iterable[str]:
        """Those of a name; whether an ARN is this engine's is found out when the table is looked up."""
        if value.startswith("arn:"):
            return ()
        broken = list(super().violations(value, path))
        # Of an empty name the service reports the length alone.
        return broken if value else broken[-1:]


TABLE_NAME = TableName()
INDEX_NAME = Text(min=3, max=255, pattern="[a-zA-Z0-9_.-]+")
EXPRESSION = Text()
NAMES = MapOf(Text(max=65535))
ATTRIBUTES_TO_GET = ListOf(Text(max=65535), min=1)
RETURN_CONSUMED_CAPACITY = Text(enum=("INDEXES", "TOTAL", "NONE"))
RETURN_ITEM_COLLECTION_METRICS = Text(enum=("SIZE", "NONE"))
RETURN_VALUES = Text(enum=("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"))
RETURN_VALUES_ON_CONDITION_CHECK_FAILURE = Text(enum=("ALL_OLD", "NONE"))
CONDITIONAL_OPERATOR = Text(enum=("OR", "AND"))
SHARD_ID = Text(min=28, max=65)
STREAM_ARN = Text(min=37, max=1024)
SELECT = Text(enum=("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"))
