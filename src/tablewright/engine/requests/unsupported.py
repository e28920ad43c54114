"""Members of requests that DynamoDB has and the engine does not: refused, never passed over."""

from collections.abc import Mapping

from tablewright.engine.errors import validation
from tablewright.engine.operation import Request


def refuse_unsupported(request: Request, members: Mapping[str, str]) -> None:
    """Refuse a request that has one of these members; each comes with what it is for.

    Raises:
        DynamoDBError: ValidationException.
    """
    for member, purpose in members.items():
        if request.get(member) is not None:
            raise validation(
                f"One or more parameter values were invalid: {member} is not supported: the embedded engine has no "
                f"{purpose}"
            )
