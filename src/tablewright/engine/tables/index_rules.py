"""The rules for secondary indexes: their number, names, keys and projections, in the service's order and words.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CreateTable.html and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
"""

from collections.abc import Iterable, Sequence
from typing import Any

from tablewright.engine.errors import INVALID, validation
from tablewright.engine.schema import Index, Key, Projection
from tablewright.engine.tables.key_rules import Wire, check_all_used, global_key, local_key
from tablewright.engine.tables.throughput_rules import merged_maximum
from tablewright.values.limits import MAX_GLOBAL_INDEXES, MAX_LOCAL_INDEXES, MAX_PROJECTED_ATTRIBUTES

_DESCRIBED_AS_GIVEN = ("ProvisionedThroughput", "WarmThroughput")


def new_indexes(table: Key, definitions: Wire, local: list[Any] | None, global_: list[Any] | None) -> tuple[Index, ...]:
    """The indexes that CreateTable's LocalSecondaryIndexes and GlobalSecondaryIndexes declare, numbered from 1.

    That every definition is used is looked at as soon as all keys are known, before anything else about global indexes.

    Raises:
        DynamoDBError: ValidationException, an index breaks a rule, or a definition is not used.
    """
    defined = [each["AttributeName"] for each in definitions]
    indexes: list[Index] = []
    if local is not None:
        _refuse_empty(local, "LocalSecondaryIndexes")
        if not table.sort:
            raise validation(
                f"{INVALID}Table KeySchema does not have a range key, which is required when specifying a "
                "LocalSecondaryIndex"
            )
        for wire in local:
            indexes.append(_local_index(wire, table, defined, len(indexes) + 1))
            check_unique_name(wire["IndexName"], indexes[:-1])
        if len(local) > MAX_LOCAL_INDEXES:
            raise validation(f"{INVALID}Number of LocalSecondaryIndexes exceeds per-table limit of {MAX_LOCAL_INDEXES}")
    if global_ is not None:
        _refuse_empty(global_, "GlobalSecondaryIndexes")
    global_keys = [global_key(wire["KeySchema"], defined) for wire in global_ or []]
    check_all_used(definitions, table, [*(index.key for index in indexes), *global_keys])
    for wire in global_ or []:
        indexes.append(global_index(wire, defined, len(indexes) + 1))
        check_unique_name(wire["IndexName"], indexes[:-1])
    check_totals(indexes)
    return tuple(indexes)


def global_index(wire: dict[str, Any], defined: Sequence[str], number: int) -> Index:
    """One global index as a request declares it.

    Raises:
        DynamoDBError: ValidationException, the index breaks a rule.
    """
    key = global_key(wire["KeySchema"], defined)
    settings: dict[str, Any] = {name: wire[name] for name in _DESCRIBED_AS_GIVEN if name in wire}
    maximum = merged_maximum(None, wire.get("OnDemandThroughput", {}))
    if maximum is not None:
        settings["OnDemandThroughput"] = maximum
    return Index(wire["IndexName"], number, False, key, _projection(wire["Projection"]), settings=settings)


def check_unique_name(name: str, others: Iterable[Index]) -> None:
    """Refuse an index whose name another one has.

    Raises:
        DynamoDBError: ValidationException.
    """
    if any(other.name == name for other in others):
        raise validation(f"{INVALID}Duplicate index name: {name}")


def check_totals(indexes: Sequence[Index]) -> None:
    """Refuse more global indexes, or more projected attributes, than a table may have.

    Raises:
        DynamoDBError: ValidationException.
    """
    if sum(not index.local for index in indexes) > MAX_GLOBAL_INDEXES:
        raise validation(f"{INVALID}GlobalSecondaryIndex count exceeds the per-table limit of {MAX_GLOBAL_INDEXES}")
    projected = sum(len(index.projection.attributes) for index in indexes)
    if projected > MAX_PROJECTED_ATTRIBUTES:
        raise validation(
            f"{INVALID}Number of NonKeyAttributes across all indexes exceeds the per-table limit of "
            f"{MAX_PROJECTED_ATTRIBUTES}"
        )


def _local_index(wire: dict[str, Any], table: Key, defined: Sequence[str], number: int) -> Index:
    key = local_key(wire["KeySchema"], defined)
    name = wire["IndexName"]
    if not key.sort:
        raise validation(f"{INVALID}Index KeySchema does not have a range key for index: {name}")
    if key.partition != table.partition:
        raise validation(
            f"{INVALID}Index KeySchema does not have the same leading hash key as table KeySchema for index: {name}. "
            f"index hash key: {key.partition[0]}, table hash key: {table.partition[0]}"
        )
    return Index(name, number, True, key, _projection(wire["Projection"]))


def _projection(wire: dict[str, Any]) -> Projection:
    kind = wire.get("ProjectionType")
    attributes = wire.get("NonKeyAttributes")
    if kind is None:
        raise validation(f"{INVALID}Unknown ProjectionType: null")
    if kind == "INCLUDE":
        if attributes is None:
            raise validation(f"{INVALID}ProjectionType is INCLUDE, but NonKeyAttributes is not specified")
        for number, name in enumerate(attributes):
            if name in attributes[:number]:
                raise validation(f"{INVALID}Duplicate element in NonKeyAttributes: {name}")
        return Projection(kind, tuple(attributes))
    if attributes is not None:
        raise validation(f"{INVALID}ProjectionType is {kind}, but NonKeyAttributes is specified")
    return Projection(kind)


def _refuse_empty(indexes: list[Any], member: str) -> None:
    if not indexes:
        raise validation(f"{INVALID}List of {member} is empty")
