"""Reading live tables: everything DynamoDB describes of them, as `ObservedTable` values."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from tablewright.deploy.calls import call, call_failure, is_not_offered
from tablewright.deploy.client import KeyClient, TableClient
from tablewright.deploy.description import KeyManager, kms_key_arn, read_table
from tablewright.deploy.failures import CallFailed
from tablewright.plan import Feature, ObservedTable, Request


def observe(client: TableClient, names: Iterable[str], *, keys: KeyClient | None = None) -> tuple[ObservedTable, ...]:
    """The tables of these names that exist, in the order of the names.

    Args:
        client: the endpoint.
        names: the tables to look at.
        keys: asked whether a KMS key is AWS's or the customer's, which DynamoDB does not tell; without it,
            or without leave to ask, that stays unknown.

    Raises:
        CallFailed: the endpoint refused a call, or did not answer.
    """
    found = (observe_table(client, name, keys=keys) for name in names)
    return tuple(table for table in found if table is not None)


def observe_table(client: TableClient, name: str, *, keys: KeyClient | None = None) -> ObservedTable | None:
    """The table of that name, or None when there is none.

    Raises:
        CallFailed: the endpoint refused a call, or did not answer.
    """
    table = describe(client, name)
    if table is None:
        return None
    not_offered: set[Feature] = set()
    parameters = {"TableName": name}
    time_to_live = _offered(client, "DescribeTimeToLive", parameters, Feature.TIME_TO_LIVE, not_offered)
    backups = _offered(client, "DescribeContinuousBackups", parameters, Feature.RECOVERY, not_offered)
    return read_table(
        table,
        time_to_live.get("TimeToLiveDescription") or {},
        backups.get("ContinuousBackupsDescription") or {},
        _tags(client, table["TableArn"], not_offered),
        key_manager=_key_manager(keys, kms_key_arn(table)),
        not_offered=frozenset(not_offered),
    )


def describe(client: TableClient, name: str) -> Mapping[str, Any] | None:
    """``Table`` of DescribeTable, or None when there is no such table.

    Raises:
        CallFailed: the endpoint refused the call, or did not answer.
    """
    try:
        response = call(client, Request("DescribeTable", {"TableName": name}))
    except CallFailed as failure:
        if failure.code == "ResourceNotFoundException":
            return None
        raise
    table: Mapping[str, Any] | None = response.get("Table")
    if table is None:
        raise CallFailed("DescribeTable", name, None, "the answer describes no table; is this DynamoDB?")
    return table


def table_names(client: TableClient, pattern: str) -> tuple[str, ...]:
    """The names of all tables that match a shell pattern (``marketplace-dev-*``), in the endpoint's order.

    Raises:
        CallFailed: the endpoint refused a call, or did not answer.
    """
    names: list[str] = []
    parameters: dict[str, Any] = {}
    while True:
        page = call(client, Request("ListTables", parameters))
        names += page.get("TableNames") or ()
        last = page.get("LastEvaluatedTableName")
        if last is None:
            return tuple(name for name in names if fnmatchcase(name, pattern))
        parameters = {"ExclusiveStartTableName": last}


def _offered(
    client: TableClient,
    operation: str,
    parameters: Mapping[str, Any],
    feature: Feature,
    not_offered: set[Feature],
) -> Mapping[str, Any]:
    """The answer, or nothing where the endpoint does not know the operation."""
    try:
        return call(client, Request(operation, parameters))
    except CallFailed as failure:
        if not is_not_offered(failure):
            raise
        not_offered.add(feature)
        return {}


def _tags(client: TableClient, arn: str, not_offered: set[Feature]) -> list[Mapping[str, Any]]:
    tags: list[Mapping[str, Any]] = []
    parameters: dict[str, Any] = {"ResourceArn": arn}
    while True:
        page = _offered(client, "ListTagsOfResource", parameters, Feature.TAGS, not_offered)
        tags += page.get("Tags") or ()
        if not page.get("NextToken"):
            return tags
        parameters = {"ResourceArn": arn, "NextToken": page["NextToken"]}


def _key_manager(keys: KeyClient | None, arn: str | None) -> KeyManager | None:
    if keys is None or arn is None:
        return None
    try:
        manager: KeyManager = keys.describe_key(KeyId=arn)["KeyMetadata"]["KeyManager"]
    except Exception as error:
        failure = call_failure("DescribeKey", arn, error)
        if failure.code == "AccessDeniedException":  # who may deploy tables need not be one who may see keys
            return None
        raise failure from error
    return manager
