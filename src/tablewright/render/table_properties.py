"""The properties of ``AWS::DynamoDB::Table`` for one table in one environment.

https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-table.html
"""

from tablewright.design.resources import Encryption, TableResource
from tablewright.plan import shapes
from tablewright.render.intrinsics import Json


def table_properties(table: TableResource) -> dict[str, Json]:
    """The properties, all values as in this environment; the table is in canonical form."""
    properties: dict[str, Json] = {
        **common_properties(table),
        **shapes.throughput(table.billing),
        **shapes.index_definitions(table.indexes),
        **optional_properties(table),
    }
    if table.encryption.by != "AWS_OWNED":
        properties["SSESpecification"] = _encryption(table.encryption)
    properties |= protective_properties(table)
    return properties


def common_properties(table: TableResource) -> dict[str, Json]:
    """Name, billing mode and key, which every kind of table has alike."""
    return {
        "TableName": table.name,
        "BillingMode": shapes.billing_mode(table.billing),
        "AttributeDefinitions": shapes.attribute_definitions([table.key, *(index.key for index in table.indexes)]),
        "KeySchema": shapes.key_schema(table.key),
    }


def optional_properties(table: TableResource) -> dict[str, Json]:
    """Stream, TTL and warm throughput where they are declared."""
    properties: dict[str, Json] = {}
    if table.warm_throughput is not None:
        properties["WarmThroughput"] = shapes.warm_throughput(table.warm_throughput)
    if table.stream is not None:
        properties["StreamSpecification"] = {"StreamViewType": table.stream}
    if table.ttl_attribute is not None:
        properties["TimeToLiveSpecification"] = {"AttributeName": table.ttl_attribute, "Enabled": True}
    return properties


def protective_properties(table: TableResource) -> dict[str, Json]:
    """Recovery, deletion protection, class and tags, which each replica of a global table has for itself."""
    recovery: dict[str, Json] = {"PointInTimeRecoveryEnabled": table.recovery_days is not None}
    if table.recovery_days is not None:
        recovery["RecoveryPeriodInDays"] = table.recovery_days
    properties: dict[str, Json] = {
        "PointInTimeRecoverySpecification": recovery,
        "DeletionProtectionEnabled": table.deletion_protection,
    }
    if table.table_class != "STANDARD":
        properties["TableClass"] = table.table_class
    if table.tags:
        properties["Tags"] = shapes.tag_list(table.tags)
    return properties


def _encryption(encryption: Encryption) -> dict[str, Json]:
    specification: dict[str, Json] = {"SSEEnabled": True, "SSEType": "KMS"}
    if encryption.key_arn is not None:
        specification["KMSMasterKeyId"] = encryption.key_arn
    return specification
