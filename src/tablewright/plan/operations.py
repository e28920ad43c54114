"""The DynamoDB control-plane requests a plan consists of, built from resources."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from tablewright.design.resources import (
    Billing,
    Encryption,
    IndexResource,
    OnDemand,
    StreamViewType,
    TableClass,
    TableResource,
    WarmThroughput,
)
from tablewright.plan import shapes


@dataclass(frozen=True, slots=True)
class Request:
    """One call of the DynamoDB API: the operation's name and its parameters, as boto3 takes them."""

    operation: str
    parameters: Mapping[str, Any]


def create_table(resource: TableResource) -> Request:
    """CreateTable with all that it can carry; recovery and TTL have operations of their own.

    The resource is in canonical form
    (https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html).
    """
    parameters: dict[str, Any] = {
        "TableName": resource.name,
        "AttributeDefinitions": shapes.attribute_definitions(
            [resource.key, *(index.key for index in resource.indexes)]
        ),
        "KeySchema": shapes.key_schema(resource.key),
        "BillingMode": shapes.billing_mode(resource.billing),
        **shapes.throughput(resource.billing),
        "DeletionProtectionEnabled": resource.deletion_protection,
        "TableClass": resource.table_class,
        **shapes.index_definitions(resource.indexes),
    }
    if resource.stream is not None:
        parameters["StreamSpecification"] = {"StreamEnabled": True, "StreamViewType": resource.stream}
    if resource.encryption.by != "AWS_OWNED":
        parameters["SSESpecification"] = _encryption(resource.encryption)
    if resource.warm_throughput is not None:
        parameters["WarmThroughput"] = shapes.warm_throughput(resource.warm_throughput)
    if resource.tags:
        parameters["Tags"] = shapes.tag_list(resource.tags)
    return Request("CreateTable", parameters)


def delete_table(table: str) -> Request:
    """DeleteTable."""
    return Request("DeleteTable", {"TableName": table})


def create_index(table: str, index: IndexResource) -> Request:
    """UpdateTable that adds one global secondary index, with the definitions of its own key attributes."""
    return _update_table(
        table,
        AttributeDefinitions=shapes.attribute_definitions([index.key]),
        GlobalSecondaryIndexUpdates=[{"Create": shapes.index_definition(index)}],
    )


def delete_index(table: str, index: str) -> Request:
    """UpdateTable that removes one global secondary index."""
    return _update_table(table, GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": index}}])


def change_billing_mode(table: str, billing: Billing, indexes: Sequence[IndexResource]) -> Request:
    """UpdateTable that changes the billing mode, with the capacity of every index, as AWS asks."""
    parameters: dict[str, Any] = {
        "BillingMode": shapes.billing_mode(billing),
        **shapes.throughput(billing),
    }
    updates = [
        {"Update": {"IndexName": index.name, **shapes.throughput(index.billing)}}
        for index in indexes
        if index.billing is not None and shapes.throughput(index.billing)
    ]
    if updates:
        parameters["GlobalSecondaryIndexUpdates"] = updates
    return _update_table(table, **parameters)


def change_throughput(table: str, billing: Billing | None, indexes: Mapping[str, Billing]) -> Request:
    """UpdateTable that changes the capacity of the table (unless None) and of the indexes named."""
    parameters: dict[str, Any] = {} if billing is None else _changed_throughput(billing)
    if indexes:
        parameters["GlobalSecondaryIndexUpdates"] = [
            {"Update": {"IndexName": name, **_changed_throughput(capacity)}} for name, capacity in indexes.items()
        ]
    return _update_table(table, **parameters)


def raise_warm_throughput(table: str, warm: WarmThroughput | None, indexes: Mapping[str, WarmThroughput]) -> Request:
    """UpdateTable that raises warm throughput of the table (unless None) and of the indexes named."""
    parameters: dict[str, Any] = {} if warm is None else {"WarmThroughput": shapes.warm_throughput(warm)}
    if indexes:
        parameters["GlobalSecondaryIndexUpdates"] = [
            {"Update": {"IndexName": name, "WarmThroughput": shapes.warm_throughput(value)}}
            for name, value in indexes.items()
        ]
    return _update_table(table, **parameters)


def enable_stream(table: str, view: StreamViewType) -> Request:
    """UpdateTable that starts a stream."""
    return _update_table(table, StreamSpecification={"StreamEnabled": True, "StreamViewType": view})


def disable_stream(table: str) -> Request:
    """UpdateTable that ends the stream; its records stay readable for 24 hours."""
    return _update_table(table, StreamSpecification={"StreamEnabled": False})


def change_encryption(table: str, encryption: Encryption) -> Request:
    """UpdateTable that changes the key; a KMS specification without a key means the AWS managed one."""
    return _update_table(table, SSESpecification=_encryption(encryption))


def change_table_class(table: str, table_class: TableClass) -> Request:
    """UpdateTable that changes the table class, which AWS takes alone."""
    return _update_table(table, TableClass=table_class)


def change_protection(table: str, protected: bool) -> Request:
    """UpdateTable that switches deletion protection."""
    return _update_table(table, DeletionProtectionEnabled=protected)


def change_time_to_live(table: str, attribute: str, *, enabled: bool) -> Request:
    """UpdateTimeToLive; disabling names the attribute as well."""
    return Request(
        "UpdateTimeToLive",
        {
            "TableName": table,
            "TimeToLiveSpecification": {"Enabled": enabled, "AttributeName": attribute},
        },
    )


def change_recovery(table: str, days: int | None) -> Request:
    """UpdateContinuousBackups: point-in-time recovery with a window in days, or none."""
    specification: dict[str, Any] = {"PointInTimeRecoveryEnabled": days is not None}
    if days is not None:
        specification["RecoveryPeriodInDays"] = days
    return Request(
        "UpdateContinuousBackups",
        {"TableName": table, "PointInTimeRecoverySpecification": specification},
    )


def set_tags(arn: str, tags: Mapping[str, str]) -> Request:
    """TagResource: adds the tags, or changes their values."""
    return Request("TagResource", {"ResourceArn": arn, "Tags": shapes.tag_list(tags)})


def remove_tags(arn: str, names: Iterable[str]) -> Request:
    """UntagResource."""
    return Request("UntagResource", {"ResourceArn": arn, "TagKeys": list(names)})


def _update_table(table: str, **parameters: Any) -> Request:
    return Request("UpdateTable", {"TableName": table, **parameters})


def _changed_throughput(billing: Billing) -> shapes.Wire:
    """Like `shapes.throughput`, with -1 for a maximum that is to go."""
    if not isinstance(billing, OnDemand):
        return shapes.throughput(billing)
    return {
        "OnDemandThroughput": {
            "MaxReadRequestUnits": -1 if billing.max_read is None else billing.max_read,
            "MaxWriteRequestUnits": -1 if billing.max_write is None else billing.max_write,
        }
    }


def _encryption(encryption: Encryption) -> dict[str, Any]:
    if encryption.by == "AWS_OWNED":
        return {"Enabled": False}
    specification: dict[str, Any] = {"Enabled": True, "SSEType": "KMS"}
    if encryption.key_arn is not None:
        specification["KMSMasterKeyId"] = encryption.key_arn
    return specification
