"""The members that define tables and indexes, as the service model constrains them.

Source: the service model ``dynamodb/2012-08-10``, and for the names of tables
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tablewright.engine.errors import validation
from tablewright.engine.requests.members import INDEX_NAME
from tablewright.engine.requests.scalars import Boolean, Integer, Text
from tablewright.engine.requests.shapes import Shape
from tablewright.engine.requests.structures import ListOf, Structure
from tablewright.values.limits import MAX_TABLE_NAME_LENGTH, MIN_TABLE_NAME_LENGTH

_KEY_ATTRIBUTE = Text(min=1, max=255)

ATTRIBUTE_DEFINITIONS = ListOf(
    Structure(
        {"AttributeName": _KEY_ATTRIBUTE, "AttributeType": Text(enum=("B", "N", "S"))},
        required=("AttributeName", "AttributeType"),
        name="AttributeDefinition",
    )
)
_KEY_ELEMENT = Structure(
    {"AttributeName": _KEY_ATTRIBUTE, "KeyType": Text(enum=("HASH", "RANGE"))},
    required=("AttributeName", "KeyType"),
    name="KeySchemaElement",
)
TABLE_KEY_SCHEMA = ListOf(_KEY_ELEMENT, min=1, max=2)
GLOBAL_KEY_SCHEMA = ListOf(_KEY_ELEMENT, min=1, max=8)
PROJECTION = Structure(
    {
        "ProjectionType": Text(enum=("ALL", "INCLUDE", "KEYS_ONLY")),
        "NonKeyAttributes": ListOf(Text(min=1, max=255), min=1, max=20),
    },
    name="Projection",
)
BILLING_MODE = Text(enum=("PROVISIONED", "PAY_PER_REQUEST"))
BILLING: Mapping[str, Shape] = {"BillingMode": BILLING_MODE, "TableThroughputMode": BILLING_MODE}
"""The billing mode by its name and by another one, which the service takes though its model has it not."""
PROVISIONED_THROUGHPUT = Structure(
    {
        "WriteCapacityUnits": Integer(min=1, name="Long"),
        "ReadCapacityUnits": Integer(min=1, name="Long"),
    },
    required=("ReadCapacityUnits", "WriteCapacityUnits"),
    name="ProvisionedThroughput",
)
ON_DEMAND_THROUGHPUT = Structure(
    {"MaxReadRequestUnits": Integer(name="Long"), "MaxWriteRequestUnits": Integer(name="Long")},
    name="OnDemandThroughput",
)
WARM_THROUGHPUT = Structure(
    {"ReadUnitsPerSecond": Integer(name="Long"), "WriteUnitsPerSecond": Integer(name="Long")},
    name="WarmThroughput",
)
GLOBAL_INDEX_MEMBERS: Mapping[str, Shape] = {
    "IndexName": INDEX_NAME,
    "KeySchema": GLOBAL_KEY_SCHEMA,
    "Projection": PROJECTION,
    "ProvisionedThroughput": PROVISIONED_THROUGHPUT,
    "OnDemandThroughput": ON_DEMAND_THROUGHPUT,
    "WarmThroughput": WARM_THROUGHPUT,
}
GLOBAL_INDEX = Structure(
    GLOBAL_INDEX_MEMBERS, required=("IndexName", "KeySchema", "Projection"), name="GlobalSecondaryIndex"
)
LOCAL_INDEX = Structure(
    {"IndexName": INDEX_NAME, "KeySchema": TABLE_KEY_SCHEMA, "Projection": PROJECTION},
    required=("IndexName", "KeySchema", "Projection"),
    name="LocalSecondaryIndex",
)
STREAM_SPECIFICATION = Structure(
    {
        "StreamEnabled": Boolean(),
        "StreamViewType": Text(enum=("OLD_IMAGE", "KEYS_ONLY", "NEW_AND_OLD_IMAGES", "NEW_IMAGE")),
    },
    required=("StreamEnabled",),
    name="StreamSpecification",
)
SSE_SPECIFICATION = Structure(
    {"Enabled": Boolean(), "SSEType": Text(enum=("AES256", "KMS")), "KMSMasterKeyId": Text(min=1)},
    name="SSESpecification",
)
TAGS = ListOf(
    # What is missing or too long is refused by the rules for tags, in words of their own.
    Structure({"Key": Text(min=1), "Value": Text()}, name="Tag")
)


class _NewTableName(Text):
    """The name a table is given, or the ARN it is to have."""

    _is_arn = re.compile(r"arn:aws[a-z-]*:dynamodb:[a-z0-9-]+:\d{12}:table/[a-zA-Z0-9_.-]{3,255}").fullmatch

    def __init__(self) -> None:
        super().__init__(min=MIN_TABLE_NAME_LENGTH, max=MAX_TABLE_NAME_LENGTH, pattern="[a-zA-Z0-9_.-]+")

    def fits(self, value: str) -> bool:
        """Whether no constraint of a name is broken; what only looks like an ARN is a bad name."""
        return super().fits(value) or _NewTableName._is_arn(value) is not None


class _ExistingTableName(Text):
    """The name of a table that is there, or its ARN."""

    def __init__(self) -> None:
        super().__init__(min=MIN_TABLE_NAME_LENGTH, max=MAX_TABLE_NAME_LENGTH, pattern="[a-zA-Z0-9_.-]+")

    def violations(self, value: str, path: str) -> Iterable[str]:
        """The pattern of a name.

        Raises:
            DynamoDBError: ValidationException, the name has not the length of a name.
        """
        if value.startswith("arn:"):
            return ()
        if not MIN_TABLE_NAME_LENGTH <= len(value) <= MAX_TABLE_NAME_LENGTH:
            raise validation(
                f"TableName must be at least {MIN_TABLE_NAME_LENGTH} characters long and at most "
                f"{MAX_TABLE_NAME_LENGTH} characters long"
            )
        return super().violations(value, path)


NEW_TABLE_NAME = _NewTableName()


class TableRequest(Structure):
    """A control-plane request about one table, whose name must be there before anything else is looked at."""

    def __init__(
        self, members: Mapping[str, Shape], *, required: Sequence[str] = (), name: Shape | None = None
    ) -> None:
        """Members besides ``TableName``; ``name`` is the shape of a name that is being given, not referred to."""
        super().__init__({"TableName": name or _ExistingTableName(), **members}, required=("TableName", *required))

    def violations(self, value: dict[str, Any], path: str) -> Iterable[str]:
        """Those of the members.

        Raises:
            DynamoDBError: ValidationException, there is no table name.
        """
        if "TableName" not in value:
            raise validation("The parameter 'TableName' is required but was not present in the request")
        return super().violations(value, path)


def table_name(request: dict[str, Any]) -> str:
    """The name or ARN of the table, for an operation that asks for nothing else."""
    name: str = request["TableName"]
    return name


def settle_billing_mode(request: dict[str, Any]) -> None:
    """Have a request ask for its billing mode by one name alone: BillingMode counts where there are two."""
    if "TableThroughputMode" in request:
        request.setdefault("BillingMode", request.pop("TableThroughputMode"))
