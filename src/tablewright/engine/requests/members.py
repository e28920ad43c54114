"""Members that many operations share, as the service model constrains them."""

from collections.abc import Iterable, Mapping
from typing import Annotated, Any

from msgspec import Meta

from tablewright.engine.requests.attributes import ITEM
from tablewright.engine.requests.scalars import Text
from tablewright.engine.requests.shapes import Shape
from tablewright.engine.requests.structures import ListOf, MapOf
from tablewright.values.limits import MAX_TABLE_NAME_LENGTH


class TableName(Text):
    """A table's name, or its ARN wherever an existing table is meant."""

    def __init__(self) -> None:
        super().__init__(min=1, max=MAX_TABLE_NAME_LENGTH, pattern="[a-zA-Z0-9_.-]+")

    @property
    def json_type(self) -> Any:
        """A well-formed name, or what begins as an ARN does."""
        return Annotated[str, Meta(pattern=rf"^(?:arn:|[a-zA-Z0-9_.-]{{1,{MAX_TABLE_NAME_LENGTH}}}\Z)")]

    def fits(self, value: str) -> bool:
        """Whether no constraint of a name is broken."""
        return value.startswith("arn:") or super().fits(value)

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
NAMES = MapOf(Text())
ATTRIBUTES_TO_GET = ListOf(Text(max=65535), min=1)
RETURN_CONSUMED_CAPACITY = Text(enum=("INDEXES", "TOTAL", "NONE"))
RETURN_ITEM_COLLECTION_METRICS = Text(enum=("SIZE", "NONE"))
RETURN_VALUES = Text(enum=("ALL_NEW", "UPDATED_OLD", "ALL_OLD", "NONE", "UPDATED_NEW"))
RETURN_VALUES_ON_CONDITION_CHECK_FAILURE = Text(enum=("ALL_OLD", "NONE"))
CONDITIONAL_OPERATOR = Text(enum=("OR", "AND"))
SHARD_ID = Text(min=28, max=65)
STREAM_ARN = Text(min=37, max=1024)
SELECT = Text(enum=("SPECIFIC_ATTRIBUTES", "COUNT", "ALL_ATTRIBUTES", "ALL_PROJECTED_ATTRIBUTES"))

# Broken constraints are told in the order of the members, which is that of the service model also within these groups.

RETURNS: Mapping[str, Shape] = {
    "ReturnValues": RETURN_VALUES,
    "ReturnConsumedCapacity": RETURN_CONSUMED_CAPACITY,
    "ReturnItemCollectionMetrics": RETURN_ITEM_COLLECTION_METRICS,
}
"""What the response of a write is asked to tell."""

GUARD: Mapping[str, Shape] = {
    "ConditionExpression": EXPRESSION,
    "ExpressionAttributeNames": NAMES,
    "ExpressionAttributeValues": ITEM,
    "ReturnValuesOnConditionCheckFailure": RETURN_VALUES_ON_CONDITION_CHECK_FAILURE,
}
"""The condition of a write, what stands in it, and what is told where it does not hold."""
