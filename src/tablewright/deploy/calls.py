"""Calling the endpoint: one place where the API's operations become methods and their errors ours."""

from collections.abc import Callable, Mapping
from typing import Any

from tablewright.deploy.client import TableClient
from tablewright.deploy.failures import CallFailed
from tablewright.plan import Request

_NOT_OFFERED = frozenset({"UnknownOperationException", "UnsupportedOperationException"})


def call(client: TableClient, request: Request) -> Mapping[str, Any]:
    """Send the request, and return the response.

    Raises:
        CallFailed: the service refused the request, or the endpoint did not answer.
    """
    try:
        response = _method(client, request.operation)(**request.parameters)
    except Exception as error:
        table = request.parameters.get("TableName") or request.parameters.get("ResourceArn")
        raise call_failure(request.operation, str(table or "the endpoint"), error) from error
    return response if isinstance(response, Mapping) else {}


def call_failure(operation: str, subject: str, error: Exception) -> CallFailed:
    """An error of a client in our terms; botocore's are told by their shape, since only adapters know boto3."""
    response = getattr(error, "response", None)
    if isinstance(response, Mapping) and isinstance(response.get("Error"), Mapping):
        told = response["Error"]
        return CallFailed(operation, subject, told.get("Code"), str(told.get("Message", "")))
    return CallFailed(operation, subject, None, str(error) or type(error).__name__)


def is_not_offered(failure: CallFailed) -> bool:
    """Whether the endpoint does not know the operation, as imitations of DynamoDB may not."""
    return failure.code in _NOT_OFFERED


def _method(client: TableClient, operation: str) -> Callable[..., object]:
    methods: dict[str, Callable[..., object]] = {
        "DescribeTable": client.describe_table,
        "DescribeTimeToLive": client.describe_time_to_live,
        "DescribeContinuousBackups": client.describe_continuous_backups,
        "ListTagsOfResource": client.list_tags_of_resource,
        "ListTables": client.list_tables,
        "CreateTable": client.create_table,
        "UpdateTable": client.update_table,
        "DeleteTable": client.delete_table,
        "UpdateTimeToLive": client.update_time_to_live,
        "UpdateContinuousBackups": client.update_continuous_backups,
        "TagResource": client.tag_resource,
        "UntagResource": client.untag_resource,
    }
    return methods[operation]
