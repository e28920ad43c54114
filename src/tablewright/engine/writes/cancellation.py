"""How a transaction is cancelled: one reason for each of its actions, in order.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_CancellationReason.html
"""

from collections.abc import Sequence
from typing import Any

from tablewright.engine.errors import DynamoDBError

REASON_CODES = {
    "ConditionalCheckFailedException": "ConditionalCheckFailed",
    "ValidationException": "ValidationError",
    "TransactionConflictException": "TransactionConflict",
    "ItemCollectionSizeLimitExceededException": "ItemCollectionSizeLimitExceeded",
    "DuplicateItemException": "DuplicateItem",
    "ResourceNotFoundException": "ResourceNotFound",
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
    return {"Code": REASON_CODES[failure.code], "Message": failure.message, **failure.members}
