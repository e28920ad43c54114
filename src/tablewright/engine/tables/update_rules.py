"""Which changes one UpdateTable request can ask for together: hardly any.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_UpdateTable.html, which says so in part; the
rest is as the service has been seen to answer.
"""

from collections.abc import Set

from tablewright.engine.errors import INVALID, validation
from tablewright.engine.tables.index_changes import IndexUpdates

_ALONE = {
    "SSESpecification": "Server-Side Encryption modification must be the only operation in the request",
    "TableClass": "TableClass modification must be the only operation in the request",
    "DeletionProtectionEnabled": "DeletionProtection modification must be the only operation in the request",
}
"""What goes with nothing else, and what is said of it, in the order in which it is looked at."""


def check_combination(changes: Set[str], indexes: IndexUpdates) -> None:
    """Refuse changes that cannot be made in one request; ``changes`` are the request's members that ask for some.

    Raises:
        DynamoDBError: ValidationException.
    """
    for member, problem in _ALONE.items():
        if member in changes and len(changes) > 1:
            raise validation(f"{INVALID}{problem}")
    makes_or_deletes = indexes.create is not None or indexes.delete is not None
    problem = ""
    if "WarmThroughput" in changes and indexes.create is not None:
        problem = "Create global secondary index cannot be specified when updating WarmThroughput"
    elif "WarmThroughput" in changes and (makes_or_deletes or changes - {"WarmThroughput", _INDEXES}):
        problem = "WarmThroughput must be the only operation in the request"
    elif "ProvisionedThroughput" in changes and "StreamSpecification" in changes:
        problem = "You cannot modify stream status while updating table IOPS"
    elif "ProvisionedThroughput" in changes and makes_or_deletes:
        problem = "You cannot create or delete index while updating table IOPS"
    elif "StreamSpecification" in changes and makes_or_deletes:
        problem = "You cannot create or delete index while changing stream status"
    elif "OnDemandThroughput" in changes and changes - {"OnDemandThroughput", "BillingMode", _INDEXES}:
        problem = "OnDemandThroughput can only be combined with BillingMode in an UpdateTable request"
    elif _INDEXES in changes and indexes.is_empty:
        problem = f"List of {_INDEXES} is empty"
    if problem:
        raise validation(f"{INVALID}{problem}")


_INDEXES = "GlobalSecondaryIndexUpdates"
