"""How a transaction is cancelled: one reason for each of its actions, in order.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html
"""

from collections.abc import Sequence
from itertools import chain
from typing import Any

from tablewright.engine.capacity.throttle import Draw, Throttle
from tablewright.engine.errors import DynamoDBError

REASON_CODES = {
    "ConditionalCheckFailedException": "ConditionalCheckFailed",
    "ValidationException": "ValidationError",
    "TransactionConflictException": "TransactionConflict",
    "ItemCollectionSizeLimitExceededException": "ItemCollectionSizeLimitExceeded",
    "DuplicateItemException": "DuplicateItem",
    "ResourceNotFoundException": "ResourceNotFound",
    "ProvisionedThroughputExceededException": "ProvisionedThroughputExceeded",
    "ThrottlingException": "ThrottlingError",
    "RequestLimitExceeded": "RequestLimitExceeded",
}
"""The codes by which transactions, and batches of statements, name errors."""


def cancelled(failures: Sequence[DynamoDBError | None]) -> DynamoDBError:
    """TransactionCanceledException, from what went wrong with each action (None: nothing)."""
    reasons = [_reason(failure) for failure in failures]
    codes = ", ".join(reason["Code"] for reason in reasons)
    return DynamoDBError(
        "TransactionCanceledException",
        f"Transaction cancelled, please refer cancellation reasons for specific reasons [{codes}]",
        message_member="Message",
        members={"CancellationReasons": reasons},
    )


def _reason(failure: DynamoDBError | None) -> dict[str, Any]:
    if failure is None:
        return {"Code": "None"}
    return failure_of(failure)


def failure_of(error: DynamoDBError) -> dict[str, Any]:
    """An error as transactions and batches of statements report it: of its members, only Item has a place there."""
    item = {"Item": error.members["Item"]} if "Item" in error.members else {}
    return {"Code": REASON_CODES[error.code], "Message": error.message, **item}


def admit_all(throttle: Throttle, draws: Sequence[Sequence[Draw]]) -> None:
    """Take what every action of a transaction draws, or nothing.

    Raises:
        DynamoDBError: TransactionCanceledException, some of the actions are throttled.
    """
    failures = [throttle.refusal(one) for one in draws]
    if any(failures):
        raise cancelled(failures)
    throttle.take(chain.from_iterable(draws))
