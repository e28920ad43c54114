"""From what the endpoint describes to what a table is: the inverse of the requests that make one."""

from collections.abc import Mapping, Sequence
from typing import Any, Literal

from tablewright.design.resources import Encryption, StreamViewType, TableResource
from tablewright.plan import Feature, ObservedIndex, ObservedTable
from tablewright.plan.shapes import (
    Wire,
    read_billing,
    read_indexes,
    read_key_schema,
    read_tags,
    read_warm_throughput,
)

KeyManager = Literal["AWS", "CUSTOMER"]


def read_table(
    table: Mapping[str, Any],
    time_to_live: Mapping[str, Any],
    continuous_backups: Mapping[str, Any],
    tags: Sequence[Mapping[str, Any]],
    *,
    key_manager: KeyManager | None = None,
    not_offered: frozenset[Feature] = frozenset(),
) -> ObservedTable:
    """The table in canonical form, from the answers of the Describe operations.

    Args:
        table: ``Table`` of DescribeTable.
        time_to_live: ``TimeToLiveDescription`` of DescribeTimeToLive; empty where it is not offered.
        continuous_backups: ``ContinuousBackupsDescription`` of DescribeContinuousBackups; likewise.
        tags: all pages of ``Tags`` of ListTagsOfResource; likewise.
        key_manager: who manages the KMS key of the table, where KMS was asked.
        not_offered: what the endpoint does not offer.
    """
    manager, mode = key_manager or _known_manager(table), _billing_mode(table)
    resource = TableResource(
        logical_id=table["TableName"],
        name=table["TableName"],
        key=read_key_schema(table["KeySchema"], table["AttributeDefinitions"]),
        indexes=read_indexes(table, lambda index: read_billing(index, mode)),
        billing=read_billing(table, mode),
        stream=_read_stream(table),
        ttl_attribute=_read_time_to_live(time_to_live),
        recovery_days=_read_recovery(continuous_backups),
        encryption=_read_encryption(table, manager),
        table_class=(table.get("TableClassSummary") or {}).get("TableClass", "STANDARD"),
        deletion_protection=bool(table.get("DeletionProtectionEnabled", False)),
        warm_throughput=read_warm_throughput(table),
        replicas=_read_replicas(table),
        tags=read_tags(tags),
    )
    return ObservedTable(
        resource=resource,
        arn=table["TableArn"],
        status=table.get("TableStatus", "ACTIVE"),
        stream_arn=table.get("LatestStreamArn") if resource.stream else None,
        item_count=int(table.get("ItemCount", 0)),
        size_bytes=int(table.get("TableSizeBytes", 0)),
        indexes=_read_index_states(table),
        key_manager=manager,
        vector_indexes=tuple(index["IndexName"] for index in table.get("VectorIndexes") or ()),
        not_offered=not_offered,
    )


def kms_key_arn(table: Mapping[str, Any]) -> str | None:
    """The ARN of the KMS key that encrypts the table, which is described unless AWS owns the key."""
    arn: str | None = (table.get("SSEDescription") or {}).get("KMSMasterKeyArn")
    return arn if _by_kms(table) else None


def _by_kms(table: Mapping[str, Any]) -> bool:
    description = table.get("SSEDescription") or {}
    return description.get("SSEType") == "KMS" and description.get("Status") in (
        "ENABLING",
        "ENABLED",
        "UPDATING",
    )


def _billing_mode(table: Mapping[str, Any]) -> str:
    """A table that has never been on demand may have no ``BillingModeSummary``."""
    mode: str = (table.get("BillingModeSummary") or {}).get("BillingMode", "PROVISIONED")
    return mode


def _read_index_states(table: Mapping[str, Any]) -> tuple[ObservedIndex, ...]:
    """Local indexes have no status: they are there when the table is."""
    shapes: list[Wire] = [
        *(table.get("GlobalSecondaryIndexes") or ()),
        *(table.get("LocalSecondaryIndexes") or ()),
    ]
    return tuple(
        ObservedIndex(
            shape["IndexName"],
            shape.get("IndexStatus", "ACTIVE"),
            bool(shape.get("Backfilling", False)),
            int(shape.get("ItemCount", 0)),
            int(shape.get("IndexSizeBytes", 0)),
        )
        for shape in shapes
    )


def _read_stream(table: Mapping[str, Any]) -> StreamViewType | None:
    specification = table.get("StreamSpecification") or {}
    return specification.get("StreamViewType") if specification.get("StreamEnabled") else None


def _read_time_to_live(description: Mapping[str, Any]) -> str | None:
    if description.get("TimeToLiveStatus") not in ("ENABLED", "ENABLING"):
        return None
    attribute: str | None = description.get("AttributeName")
    return attribute


def _read_recovery(description: Mapping[str, Any]) -> int | None:
    recovery = description.get("PointInTimeRecoveryDescription") or {}
    if recovery.get("PointInTimeRecoveryStatus") != "ENABLED":
        return None
    return int(recovery.get("RecoveryPeriodInDays", 35))


def _known_manager(table: Mapping[str, Any]) -> KeyManager | None:
    """AWS, where the endpoint names no key or AWS's by its alias; otherwise only KMS can tell."""
    arn = kms_key_arn(table)
    names_aws_key = arn is None or arn.endswith("alias/aws/dynamodb")
    return "AWS" if _by_kms(table) and names_aws_key else None


def _read_encryption(table: Mapping[str, Any], manager: KeyManager | None) -> Encryption:
    if not _by_kms(table):
        return Encryption("AWS_OWNED")
    return Encryption("AWS_MANAGED") if manager == "AWS" else Encryption("CUSTOMER", kms_key_arn(table))


def _read_replicas(table: Mapping[str, Any]) -> tuple[str, ...]:
    """The regions of the other replicas: AWS may list the table's own among them, which its ARN tells."""
    own = table["TableArn"].split(":")[3]
    regions = [replica["RegionName"] for replica in table.get("Replicas") or ()]
    return tuple(sorted(region for region in regions if region != own))
