"""The properties of ``AWS::DynamoDB::GlobalTable``, for a table that has replicas in some environment.

A table cannot turn from ``AWS::DynamoDB::Table`` into a global one later, so it is one in every environment;
where it has no replicas, its own region is the only one.
https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-dynamodb-globaltable.html
"""

import re

from tablewright.design.resources import (
    AutoScaling,
    Billing,
    IndexResource,
    OnDemand,
    TableResource,
)
from tablewright.plan import shapes
from tablewright.render.errors import RenderError
from tablewright.render.intrinsics import REGION, Json
from tablewright.render.table_properties import (
    common_properties,
    optional_properties,
    protective_properties,
)

_MULTI_REGION_KEY = re.compile(r"(?P<start>arn:[\w-]+:kms:)[\w-]+(?P<end>:\d{12}:key/mrk-\w+)")


def global_table_properties(table: TableResource) -> dict[str, Json]:
    """The properties, all values as in this environment; the table is in canonical form.

    Raises:
        RenderError: the table is declared in a way that a global table cannot have.
    """
    where = f"table {table.name}"
    properties: dict[str, Json] = {
        **common_properties(table),
        **_write_throughput(table.billing, where),
    }
    global_indexes = [index for index in table.indexes if index.kind == "GSI"]
    if global_indexes:
        properties["GlobalSecondaryIndexes"] = [_index(index, where) for index in global_indexes]
    properties |= shapes.index_definitions(index for index in table.indexes if index.kind == "LSI")
    properties |= optional_properties(table)
    if table.encryption.by != "AWS_OWNED":
        properties["SSESpecification"] = {"SSEEnabled": True, "SSEType": "KMS"}
    properties["Replicas"] = [_replica(table, None), *(_replica(table, region) for region in table.replicas)]
    return properties


def _replica(table: TableResource, region: str | None) -> dict[str, Json]:
    """The table in one region; None is the region of the stack."""
    replica: dict[str, Json] = {
        "Region": REGION if region is None else region,
        **protective_properties(table),
        **_read_throughput(table.billing),
    }
    if table.encryption.key_arn is not None:
        replica["SSESpecification"] = {"KMSMasterKeyId": _key_in(region, table)}
    indexes: list[Json] = [
        {"IndexName": index.name, **_read_throughput(index.billing)}
        for index in table.indexes
        if index.billing is not None and _read_throughput(index.billing)
    ]
    if indexes:
        replica["GlobalSecondaryIndexes"] = indexes
    return replica


def _key_in(region: str | None, table: TableResource) -> Json:
    """The customer key in a region: a key serves one region only, unless it is a multi-Region key."""
    key = table.encryption.key_arn
    if region is None or key is None:
        return key
    multi_region = _MULTI_REGION_KEY.fullmatch(key)
    if multi_region is None:
        raise RenderError(
            f"table {table.name}: its replica in {region} cannot be encrypted with {key}, "
            "a key of one region; use a multi-Region key (key/mrk-...) replicated to that region"
        )
    return f"{multi_region['start']}{region}{multi_region['end']}"


def _index(index: IndexResource, where: str) -> dict[str, Json]:
    shape: dict[str, Json] = {
        "IndexName": index.name,
        "KeySchema": shapes.key_schema(index.key),
        "Projection": shapes.projection(index.projection),
    }
    if index.billing is not None:
        shape |= _write_throughput(index.billing, f"{where}, index {index.name}")
    if index.warm_throughput is not None:
        shape["WarmThroughput"] = shapes.warm_throughput(index.warm_throughput)
    return shape


def _write_throughput(billing: Billing, where: str) -> dict[str, Json]:
    """Writes, which every replica takes alike; AWS wants provisioned writes of a global table to scale."""
    if isinstance(billing, OnDemand):
        if billing.max_write is None:
            return {}
        return {"WriteOnDemandThroughputSettings": {"MaxWriteRequestUnits": billing.max_write}}
    if billing.write_scaling is None:
        raise RenderError(
            f"{where}: a table with replicas must scale its provisioned writes "
            "(AWS::DynamoDB::GlobalTable takes no fixed write capacity); declare write scaling, or on demand"
        )
    return {
        "WriteProvisionedThroughputSettings": {
            "WriteCapacityAutoScalingSettings": _scaling(billing.write, billing.write_scaling)
        }
    }


def _read_throughput(billing: Billing) -> dict[str, Json]:
    """Reads, which each replica takes for itself."""
    if isinstance(billing, OnDemand):
        if billing.max_read is None:
            return {}
        return {"ReadOnDemandThroughputSettings": {"MaxReadRequestUnits": billing.max_read}}
    if billing.read_scaling is None:
        return {"ReadProvisionedThroughputSettings": {"ReadCapacityUnits": billing.read}}
    return {
        "ReadProvisionedThroughputSettings": {
            "ReadCapacityAutoScalingSettings": _scaling(billing.read, billing.read_scaling)
        }
    }


def _scaling(units: int, rule: AutoScaling) -> dict[str, Json]:
    return {
        "MinCapacity": rule.minimum,
        "MaxCapacity": rule.maximum,
        "SeedCapacity": units,
        "TargetTrackingScalingPolicyConfiguration": {"TargetValue": rule.target_utilization},
    }
