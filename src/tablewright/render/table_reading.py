"""From the evaluated resources of a template to the tables they make: the inverse of rendering."""

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from tablewright.design.resources import (
    AutoScaling,
    BackupSchedule,
    Billing,
    Encryption,
    OnDemand,
    Provisioned,
    TableResource,
)
from tablewright.plan import shapes
from tablewright.render.errors import TemplateError
from tablewright.render.evaluation import Reference

Resources = Mapping[str, Mapping[str, Any]]

_SCALED = re.compile(r"table/\$\{(?P<table>\w+)\}(/index/(?P<index>.+))?")


def read_tables(resources: Resources) -> tuple[TableResource, ...]:
    """The tables in canonical form, with the scaling and the backups that other resources give them.

    Raises:
        TemplateError: a table is written in a way that is not understood.
    """
    readers = {"AWS::DynamoDB::Table": _read_table, "AWS::DynamoDB::GlobalTable": _read_global_table}
    tables = {}
    for logical_id, resource in resources.items():
        if resource["Type"] in readers:
            try:
                tables[logical_id] = readers[resource["Type"]](logical_id, resource)
            except (KeyError, TypeError, ValueError, AttributeError) as error:
                raise TemplateError(f"{logical_id} ({resource['Type']}) is not understood: {error!r}") from error
    scaling = _read_scaling(resources)
    backups = _read_backups(resources)
    return tuple(
        replace(_scaled(table, scaling), backup=backups.get(logical_id)) for logical_id, table in tables.items()
    )


def _read_table(logical_id: str, resource: Mapping[str, Any]) -> TableResource:
    properties = resource["Properties"]
    mode = properties.get("BillingMode", "PROVISIONED")
    return replace(
        _read_common(logical_id, resource),
        indexes=shapes.read_indexes(properties, lambda shape: shapes.read_billing(shape, mode)),
        billing=shapes.read_billing(properties, mode),
        encryption=_read_encryption(properties.get("SSESpecification"), properties.get("SSESpecification")),
        **_read_protective(properties),
    )


def _read_global_table(logical_id: str, resource: Mapping[str, Any]) -> TableResource:
    properties = resource["Properties"]
    mode = properties.get("BillingMode", "PROVISIONED")
    replicas = properties["Replicas"]
    own = next((replica for replica in replicas if replica["Region"] == Reference("AWS::Region")), None)
    if own is None:
        raise TemplateError(f"{logical_id}: no replica is in the region of the stack (Region: !Ref AWS::Region)")
    reads = {shape["IndexName"]: shape for shape in own.get("GlobalSecondaryIndexes") or ()}
    return replace(
        _read_common(logical_id, resource),
        indexes=shapes.read_indexes(
            properties, lambda shape: _read_global_billing(shape, reads.get(shape["IndexName"], {}), mode)
        ),
        billing=_read_global_billing(properties, own, mode),
        encryption=_read_encryption(properties.get("SSESpecification"), own.get("SSESpecification")),
        replicas=tuple(sorted(replica["Region"] for replica in replicas if replica is not own)),
        **_read_protective(own),
    )


def _read_common(logical_id: str, resource: Mapping[str, Any]) -> TableResource:
    """What every kind of table has alike."""
    properties = resource["Properties"]
    time_to_live = properties.get("TimeToLiveSpecification") or {}
    stream = properties.get("StreamSpecification") or {}
    return TableResource(
        logical_id=logical_id,
        name=properties["TableName"],
        key=shapes.read_key_schema(properties["KeySchema"], properties["AttributeDefinitions"]),
        stream=stream.get("StreamViewType"),
        ttl_attribute=time_to_live["AttributeName"] if _is_on(time_to_live.get("Enabled")) else None,
        warm_throughput=shapes.read_warm_throughput(properties),
        retain=resource.get("DeletionPolicy", "Delete") != "Delete",
    )


def _read_protective(shape: Mapping[str, Any]) -> dict[str, Any]:
    """Recovery, protection, class and tags, of a table or of a replica."""
    recovery = shape.get("PointInTimeRecoverySpecification") or {}
    enabled = _is_on(recovery.get("PointInTimeRecoveryEnabled"))
    return {
        "recovery_days": int(recovery.get("RecoveryPeriodInDays", 35)) if enabled else None,
        "deletion_protection": _is_on(shape.get("DeletionProtectionEnabled")),
        "table_class": shape.get("TableClass", "STANDARD"),
        "tags": shapes.read_tags(shape.get("Tags") or ()),
    }


def _read_encryption(switch: Mapping[str, Any] | None, key: Mapping[str, Any] | None) -> Encryption:
    """From the specification that switches encryption by KMS on, and the one that may name the key."""
    if switch is None or not _is_on(switch.get("SSEEnabled")):
        return Encryption("AWS_OWNED")
    key_arn = (key or {}).get("KMSMasterKeyId")
    return Encryption("AWS_MANAGED") if key_arn is None else Encryption("CUSTOMER", str(key_arn))


def _read_global_billing(writes: Mapping[str, Any], reads: Mapping[str, Any], mode: str) -> Billing:
    """The capacity of a global table or its index: writes are said of the whole, reads of the replica."""
    if mode == "PAY_PER_REQUEST":
        return OnDemand(
            (reads.get("ReadOnDemandThroughputSettings") or {}).get("MaxReadRequestUnits"),
            (writes.get("WriteOnDemandThroughputSettings") or {}).get("MaxWriteRequestUnits"),
        )
    write = writes["WriteProvisionedThroughputSettings"]["WriteCapacityAutoScalingSettings"]
    read = reads["ReadProvisionedThroughputSettings"]
    scaled_read = read.get("ReadCapacityAutoScalingSettings")
    return Provisioned(
        int(scaled_read["SeedCapacity"] if scaled_read else read["ReadCapacityUnits"]),
        int(write["SeedCapacity"]),
        _read_rule(scaled_read, scaled_read) if scaled_read else None,
        _read_rule(write, write),
    )


def _read_rule(target: Mapping[str, Any], policy: Mapping[str, Any]) -> AutoScaling:
    tracking = policy["TargetTrackingScalingPolicyConfiguration"]
    return AutoScaling(int(target["MinCapacity"]), int(target["MaxCapacity"]), int(tracking["TargetValue"]))


Scaling = Mapping[tuple[str, str | None, str], AutoScaling]
"""Rules by logical id of the table, name of the index, and dimension (``Read``, ``Write``)."""


def _read_scaling(resources: Resources) -> Scaling:
    scaling: dict[tuple[str, str | None, str], AutoScaling] = {}
    for resource in resources.values():
        if resource["Type"] != "AWS::ApplicationAutoScaling::ScalingPolicy":
            continue
        policy = resource["Properties"]
        target = resources[policy["ScalingTargetId"].name]["Properties"]
        scaled = _SCALED.fullmatch(target["ResourceId"])
        if scaled is None:
            continue  # scales something that is no table of this template
        dimension = "Read" if "Read" in target["ScalableDimension"] else "Write"
        scaling[scaled["table"], scaled["index"], dimension] = _read_rule(target, policy)
    return scaling


def _scaled(table: TableResource, scaling: Scaling) -> TableResource:
    """The table with the rules that scale it and its indexes."""

    def scaled(billing: Billing | None, index: str | None) -> Billing | None:
        if not isinstance(billing, Provisioned):
            return billing
        read = scaling.get((table.logical_id, index, "Read"), billing.read_scaling)
        write = scaling.get((table.logical_id, index, "Write"), billing.write_scaling)
        return replace(billing, read_scaling=read, write_scaling=write)

    return replace(
        table,
        billing=scaled(table.billing, None) or table.billing,
        indexes=tuple(replace(index, billing=scaled(index.billing, index.name)) for index in table.indexes),
    )


def _read_backups(resources: Resources) -> dict[str, BackupSchedule]:
    """The schedule of each table that a selection of AWS Backup names, by the table's logical id."""
    backups: dict[str, BackupSchedule] = {}
    for resource in resources.values():
        if resource["Type"] != "AWS::Backup::BackupSelection":
            continue
        selection = resource["Properties"]
        plan = resources[selection["BackupPlanId"].name]["Properties"]["BackupPlan"]
        rule = plan["BackupPlanRule"][0]
        cron = re.fullmatch(r"cron\((?P<fields>.*)\)", rule["ScheduleExpression"])
        if cron is None:
            raise TemplateError(f"the backup schedule {rule['ScheduleExpression']!r} is no cron expression")
        schedule = BackupSchedule(cron["fields"], int(rule["Lifecycle"]["DeleteAfterDays"]))
        for member in selection["BackupSelection"]["Resources"]:
            if isinstance(member, Reference) and member.attribute == "Arn":
                backups[member.name] = schedule
    return backups


def _is_on(value: object) -> bool:
    return value is True or value == "true"
