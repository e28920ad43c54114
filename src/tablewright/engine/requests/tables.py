"""The members that define tables and indexes, as the service model constrains them.

Source: the service model ``dynamodb/2012-08-10``, and for the names of tables
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from tablewright.engine.errors import validation
from tablewright.engine.requests.members import INDEX_NAME
from tablewright.engine.requests.shapes import Boolean, Integer, ListOf, Shape, Structure, Text

NEW_TABLE_NAME = Text(min=3, max=255, pattern="[a-zA-Z0-9_.-]+")
_NAME_PATTERN = Text(pattern="[a-zA-Z0-9_.-]+")
_KEY_ATTRIBUTE = Text(min=1, max=255)

ATTRIBUTE_DEFINITIONS = ListOf(
    Structure(
        {"AttributeName": _KEY_ATTRIBUTE, "AttributeType": Text(enum=("B", "N", "S"))},
        required=("AttributeName", "AttributeType"),
    )
)
_KEY_ELEMENT = Structure(
    {"AttributeName": _KEY_ATTRIBUTE, "KeyType": Text(enum=("HASH", "RANGE"))},
    required=("AttributeName", "KeyType"),
)
TABLE_KEY_SCHEMA = ListOf(_KEY_ELEMENT, min=1, max=2)
GLOBAL_KEY_SCHEMA = ListOf(_KEY_ELEMENT, min=1, max=8)
PROJECTION = Structure(
    {
        "ProjectionType": Text(enum=("ALL", "INCLUDE", "KEYS_ONLY")),
        "NonKeyAttributes": ListOf(Text(min=1, max=255), min=1),
    }
)
BILLING_MODE = Text(enum=("PROVISIONED", "PAY_PER_REQUEST"))
PROVISIONED_THROUGHPUT = Structure(
    {
        "WriteCapacityUnits": Integer(min=1, name="Long"),
        "ReadCapacityUnits": Integer(min=1, name="Long"),
    },
    required=("ReadCapacityUnits", "WriteCapacityUnits"),
)
ON_DEMAND_THROUGHPUT = Structure(
    {"MaxReadRequestUnits": Integer(name="Long"), "MaxWriteRequestUnits": Integer(name="Long")}
)
WARM_THROUGHPUT = Structure(
    {"ReadUnitsPerSecond": Integer(name="Long"), "WriteUnitsPerSecond": Integer(name="Long")}
)
GLOBAL_INDEX_MEMBERS: Mapping[str, Shape] = {
    "IndexName": INDEX_NAME,
    "KeySchema": GLOBAL_KEY_SCHEMA,
    "Projection": PROJECTION,
    "ProvisionedThroughput": PROVISIONED_THROUGHPUT,
    "OnDemandThroughput": ON_DEMAND_THROUGHPUT,
    "WarmThroughput": WARM_THROUGHPUT,
}
GLOBAL_INDEX = Structure(GLOBAL_INDEX_MEMBERS, required=("IndexName", "KeySchema", "Projection"))
LOCAL_INDEX = Structure(
    {"IndexName": INDEX_NAME, "KeySchema": TABLE_KEY_SCHEMA, "Projection": PROJECTION},
    required=("IndexName", "KeySchema", "Projection"),
)
STREAM_SPECIFICATION = Structure(
    {
        "StreamEnabled": Boolean(),
        "StreamViewType": Text(enum=("NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES", "KEYS_ONLY")),
    },
    required=("StreamEnabled",),
)
SSE_SPECIFICATION = Structure(
    {"Enabled": Boolean(), "SSEType": Text(enum=("AES256", "KMS")), "KMSMasterKeyId": Text()}
)
TABLE_CLASS = Text(enum=("STANDARD", "STANDARD_INFREQUENT_ACCESS"))
TAGS = ListOf(
    Structure({"Key": Text(min=1, max=128), "Value": Text(min=0, max=256)}, required=("Key", "Value"))
)


class TableRequest(Structure):
    """A request about one table, whose name is checked before everything else and alone."""

    def __init__(
        self, members: Mapping[str, Shape], *, required: Sequence[str] = (), name: Shape | None = None
    ) -> None:
        """Members besides ``TableName``; ``name`` is the shape of a name that is being given, not referred to."""
        super().__init__({"TableName": Text(), **members}, required=required)
        self._name = name

    def violations(self, value: dict[str, Any], path: str) -> Iterator[str]:
        """Those of the table's name, or else of the other members.

        Raises:
            DynamoDBError: ValidationException, the name is absent or has not the length of a name.
        """
        name = value.get("TableName")
        if name is None:
            raise validation("The parameter 'TableName' is required but was not present in the request")
        if self._name is not None:
            broken = list(self._name.violations(name, "tableName"))
        elif name.startswith("arn:"):
            broken = []
        elif not 3 <= len(name) <= 255:
            raise validation("TableName must be at least 3 characters long and at most 255 characters long")
        else:
            broken = list(_NAME_PATTERN.violations(name, "tableName"))
        yield from broken or super().violations(value, path)
