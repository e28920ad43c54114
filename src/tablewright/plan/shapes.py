"""The JSON shapes that tables have in DynamoDB's API, to and from the resources they stand for.

CloudFormation's ``AWS::DynamoDB::Table`` uses the same shapes for keys, projections, throughput and tags, so
templates are written and read with these functions too.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, Literal

from tablewright.design.resources import (
    Billing,
    IndexResource,
    KeyAttribute,
    KeySchema,
    OnDemand,
    Projection,
    Provisioned,
    WarmThroughput,
)

Wire = dict[str, Any]
"""A JSON object as DynamoDB sends or takes it."""


def key_schema(key: KeySchema) -> list[Wire]:
    """``KeySchema``: the partition attributes as HASH, the sort attributes as RANGE."""
    return [{"AttributeName": attribute.name, "KeyType": "HASH"} for attribute in key.partition] + [
        {"AttributeName": attribute.name, "KeyType": "RANGE"} for attribute in key.sort
    ]


def attribute_definitions(keys: Iterable[KeySchema]) -> list[Wire]:
    """``AttributeDefinitions``: every key attribute once, in order of first use."""
    types = {attribute.name: attribute.type for key in keys for attribute in key.attributes}
    return [{"AttributeName": name, "AttributeType": type_} for name, type_ in types.items()]


def projection(projected: Projection) -> Wire:
    """``Projection``, with ``NonKeyAttributes`` only where attributes are included by name."""
    if projected.type == "INCLUDE":
        return {"ProjectionType": "INCLUDE", "NonKeyAttributes": list(projected.attributes)}
    return {"ProjectionType": projected.type}


def index_definitions(indexes: Iterable[IndexResource]) -> Wire:
    """``GlobalSecondaryIndexes`` and ``LocalSecondaryIndexes``, each where there are some."""
    members = {"GSI": "GlobalSecondaryIndexes", "LSI": "LocalSecondaryIndexes"}
    definitions: Wire = {}
    for index in sorted(indexes, key=lambda index: index.kind):
        definitions.setdefault(members[index.kind], []).append(index_definition(index))
    return definitions


def index_definition(index: IndexResource) -> Wire:
    """The element of ``GlobalSecondaryIndexes`` or ``LocalSecondaryIndexes`` that makes the index."""
    shape: Wire = {
        "IndexName": index.name,
        "KeySchema": key_schema(index.key),
        "Projection": projection(index.projection),
    }
    if index.billing is not None:
        shape |= throughput(index.billing)
    if index.warm_throughput is not None:
        shape["WarmThroughput"] = warm_throughput(index.warm_throughput)
    return shape


def throughput(billing: Billing) -> Wire:
    """``ProvisionedThroughput`` or ``OnDemandThroughput``; no member for on demand without maximums."""
    if isinstance(billing, Provisioned):
        return {
            "ProvisionedThroughput": {
                "ReadCapacityUnits": billing.read,
                "WriteCapacityUnits": billing.write,
            }
        }
    maximums = {"MaxReadRequestUnits": billing.max_read, "MaxWriteRequestUnits": billing.max_write}
    declared = {member: value for member, value in maximums.items() if value is not None}
    return {"OnDemandThroughput": declared} if declared else {}


def billing_mode(billing: Billing) -> str:
    """``BillingMode``: PROVISIONED or PAY_PER_REQUEST."""
    return "PROVISIONED" if isinstance(billing, Provisioned) else "PAY_PER_REQUEST"


def warm_throughput(warm: WarmThroughput) -> Wire:
    """``WarmThroughput`` in reads and writes a second."""
    return {"ReadUnitsPerSecond": warm.read, "WriteUnitsPerSecond": warm.write}


def tag_list(tags: Mapping[str, str]) -> list[Wire]:
    """``Tags``, in the mapping's order."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]


def read_key_schema(elements: Sequence[Mapping[str, Any]], definitions: Sequence[Mapping[str, Any]]) -> KeySchema:
    """The key of a ``KeySchema``, typed by the ``AttributeDefinitions``."""
    types = {definition["AttributeName"]: definition["AttributeType"] for definition in definitions}

    def of(role: str) -> tuple[KeyAttribute, ...]:
        return tuple(
            KeyAttribute(element["AttributeName"], types[element["AttributeName"]])
            for element in elements
            if element["KeyType"] == role
        )

    return KeySchema(of("HASH"), of("RANGE"))


def read_indexes(
    described: Mapping[str, Any], billing: Callable[[Mapping[str, Any]], Billing]
) -> tuple[IndexResource, ...]:
    """The indexes of a table in name order; ``billing`` reads the capacity of a global one."""
    definitions = described["AttributeDefinitions"]
    indexes = [
        *(
            replace(_read_index(shape, "GSI", definitions), billing=billing(shape))
            for shape in described.get("GlobalSecondaryIndexes") or ()
        ),
        *(_read_index(shape, "LSI", definitions) for shape in described.get("LocalSecondaryIndexes") or ()),
    ]
    return tuple(sorted(indexes, key=lambda index: index.name))


def read_projection(shape: Mapping[str, Any]) -> Projection:
    """The projection, its attributes in name order: AWS keeps no order among them."""
    return Projection(shape["ProjectionType"], tuple(sorted(shape.get("NonKeyAttributes") or ())))


def read_billing(shape: Mapping[str, Any], mode: str) -> Billing:
    """The capacity of a described table or index under the table's billing mode.

    An on-demand table may describe ``ProvisionedThroughput`` of zeros, and a maximum taken away as -1.
    """
    if mode == "PROVISIONED":
        units = shape["ProvisionedThroughput"]
        return Provisioned(int(units["ReadCapacityUnits"]), int(units["WriteCapacityUnits"]))
    maximums = shape.get("OnDemandThroughput") or {}
    return OnDemand(_maximum(maximums.get("MaxReadRequestUnits")), _maximum(maximums.get("MaxWriteRequestUnits")))


def read_warm_throughput(shape: Mapping[str, Any]) -> WarmThroughput | None:
    """The warm throughput of a described table or index, where the endpoint tells it."""
    warm = shape.get("WarmThroughput")
    if not warm or "ReadUnitsPerSecond" not in warm or "WriteUnitsPerSecond" not in warm:
        return None
    return WarmThroughput(int(warm["ReadUnitsPerSecond"]), int(warm["WriteUnitsPerSecond"]))


def read_tags(tags: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """The tags in name order, without those AWS itself sets (``aws:``)."""
    return dict(sorted((tag["Key"], tag["Value"]) for tag in tags if not tag["Key"].startswith("aws:")))


def _read_index(
    shape: Mapping[str, Any], kind: Literal["GSI", "LSI"], definitions: Sequence[Mapping[str, Any]]
) -> IndexResource:
    return IndexResource(
        shape["IndexName"],
        kind,
        read_key_schema(shape["KeySchema"], definitions),
        read_projection(shape["Projection"]),
        warm_throughput=read_warm_throughput(shape),
    )


def _maximum(value: int | None) -> int | None:
    return None if value is None or value == -1 else int(value)
