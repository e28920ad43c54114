"""The errors the engine answers with, in Amazon's words and namespaces.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
"""

from collections.abc import Mapping, Sequence
from typing import Any

from tablewright.engine.wire import encode

_SERVICE = "com.amazonaws.dynamodb.v20120810#"
_FRAMEWORK = "com.amazon.coral.service#"
_AVAILABILITY = "com.amazon.coral.availability#"
_VALIDATE = "com.amazon.coral.validate#"

INVALID = "One or more parameter values were invalid: "
"""How the service begins most of what it says of a request that breaks a rule."""


class DynamoDBError(Exception):
    """A request that is answered with an error.

    ``code`` is the error's name without its namespace; ``members`` are further members of the
    error's body (``Item``, ``CancellationReasons``).
    """

    def __init__(
        self,
        code: str,
        message: str = "",
        *,
        namespace: str = _SERVICE,
        status: int = 400,
        members: Mapping[str, Any] | None = None,
        message_member: str = "message",
    ) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.status = status
        self.namespace = namespace
        self.members = dict(members or {})
        self._message_member = message_member

    def body(self) -> bytes:
        """The JSON body that carries this error."""
        body: dict[str, Any] = {"__type": self.namespace + self.code}
        if self.message:
            body[self._message_member] = self.message
        body.update(self.members)
        return encode(body)


def validation(message: str) -> DynamoDBError:
    """The request breaks a rule of the service."""
    return DynamoDBError("ValidationException", message, namespace=_VALIDATE)


def serialization(message: str = "") -> DynamoDBError:
    """The request is not the JSON the operation's model asks for."""
    return DynamoDBError("SerializationException", message, namespace=_FRAMEWORK, message_member="Message")


def unknown_operation() -> DynamoDBError:
    """The target names no operation that is served."""
    return DynamoDBError("UnknownOperationException", namespace=_FRAMEWORK)


def unsupported_operation(operation: str) -> DynamoDBError:
    """DynamoDB has the operation and this engine does not: refused, and said why."""
    return DynamoDBError(
        "UnknownOperationException",
        f"{operation} is not supported by the embedded engine",
        namespace=_FRAMEWORK,
        message_member="Message",
    )


def resource_not_found(message: str = "Requested resource not found") -> DynamoDBError:
    """The table, index, stream or resource does not exist."""
    return DynamoDBError("ResourceNotFoundException", message)


def access_denied(user: str, action: str, resource: str) -> DynamoDBError:
    """The caller may not do this to that resource: it is another account's."""
    return DynamoDBError(
        "AccessDeniedException",
        f"User: {user} is not authorized to perform: {action} on resource: {resource}",
        namespace=_FRAMEWORK,
        message_member="Message",
    )


def table_not_found(name: str) -> DynamoDBError:
    """The table does not exist, as the operations on backups say it."""
    return DynamoDBError("TableNotFoundException", f"Table not found: {name}")


def continuous_backups_unavailable(message: str) -> DynamoDBError:
    """Backups cannot be turned on yet."""
    return DynamoDBError("ContinuousBackupsUnavailableException", message)


def policy_not_found(message: str) -> DynamoDBError:
    """The resource has no policy, or not the expected one."""
    return DynamoDBError("PolicyNotFoundException", message)


def resource_in_use(message: str) -> DynamoDBError:
    """The resource exists already, or is being changed."""
    return DynamoDBError("ResourceInUseException", message)


def limit_exceeded(message: str) -> DynamoDBError:
    """A limit of the account or of the table's control plane is reached."""
    return DynamoDBError("LimitExceededException", message)


def conditional_check_failed(item: Mapping[str, Any] | None = None) -> DynamoDBError:
    """The condition is false; ``item`` is returned where ReturnValuesOnConditionCheckFailure asks for it."""
    return DynamoDBError(
        "ConditionalCheckFailedException",
        "The conditional request failed",
        members={"Item": item} if item else None,
    )


def duplicate_item() -> DynamoDBError:
    """The item that a PartiQL statement inserts is there already."""
    return DynamoDBError("DuplicateItemException", "Duplicate primary key exists in table")


def idempotent_parameter_mismatch() -> DynamoDBError:
    """The client request token was another request's, in the last ten minutes."""
    return DynamoDBError(
        "IdempotentParameterMismatchException",
        "DynamoDB rejected the request because you retried a request with a different payload but with an idempotent "
        "token that was already used.",
        message_member="Message",
    )


def throttled(billing_mode: str, reasons: Sequence[Mapping[str, str]]) -> DynamoDBError:
    """The throughput of a table, an index or a partition is used up; ``reasons`` are the ThrottlingReasons.

    Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_ThrottlingReason.html
    """
    first = reasons[0]["reason"]
    listed = [dict(reason) for reason in reasons]
    if billing_mode == "PROVISIONED":
        return DynamoDBError(
            "ProvisionedThroughputExceededException",
            _INDEX_CAPACITY if first.startswith("Index") else _TABLE_CAPACITY,
            members={"ThrottlingReasons": listed},
        )
    if first.endswith("AccountLimitExceeded"):
        return DynamoDBError("RequestLimitExceeded", _ACCOUNT_LIMIT, members={"ThrottlingReasons": listed})
    # The one exception whose model spells its members in lower case.
    return DynamoDBError(
        "ThrottlingException",
        _MAXIMUM if first.endswith("MaxOnDemandThroughputExceeded") else _ON_DEMAND_CAPACITY,
        namespace=_AVAILABILITY,
        members={"throttlingReasons": listed},
    )


_TABLE_CAPACITY = (
    "The level of configured provisioned throughput for the table was exceeded. Consider increasing your provisioning "
    "level with the UpdateTable API."
)
_INDEX_CAPACITY = (
    "The level of configured provisioned throughput for one or more global secondary indexes of the table was "
    "exceeded. Consider increasing your provisioning level for the under-provisioned global secondary indexes with the "
    "UpdateTable API"
)
_ON_DEMAND_CAPACITY = (
    "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or "
    "index so please try again shortly. If exceptions persist, check if you have a hot key: "
    "https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html"
)
_MAXIMUM = "Throughput exceeds the maximum OnDemandThroughput configured on table or index"
_ACCOUNT_LIMIT = (
    "Throughput exceeds the current throughput limit for your account. Please contact AWS Support at "
    "https://aws.amazon.com/support to request a limit increase"
)


def internal_server_error(message: str) -> DynamoDBError:
    """The engine could not do what it should: storage failed. The request may be tried again."""
    return DynamoDBError("InternalServerError", message, status=500)
