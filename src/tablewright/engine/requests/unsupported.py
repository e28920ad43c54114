"""Members of requests that DynamoDB has and the engine does not: refused, never passed over."""

from collections.abc import Iterable, Mapping
from typing import Any

from tablewright.engine.errors import INVALID, validation
from tablewright.engine.operation import Request
from tablewright.engine.requests.shapes import Form


class _Unread:
    """The shape of a member that is refused by its name, whatever it holds."""

    java = "java.lang.Object"
    form: Form = "scalar"
    constrained = False
    json_type = str | bool | int | float | list[Any] | dict[str, Any]

    def decode(self, value: Any) -> None:
        """Nothing."""

    def violations(self, value: Any, path: str) -> Iterable[str]:
        """None."""
        return ()


_UNREAD = _Unread()


def unread(members: Mapping[str, str]) -> dict[str, _Unread]:
    """Shapes for the members of a request that are refused by `refuse_unsupported`; others it would not see."""
    return dict.fromkeys(members, _UNREAD)


def refuse_unsupported(request: Request, members: Mapping[str, str]) -> None:
    """Refuse a request that has one of these members; each comes with what it is for.

    Raises:
        DynamoDBError: ValidationException.
    """
    for member, purpose in members.items():
        if request.get(member) is not None:
            raise validation(f"{INVALID}{member} is not supported: the embedded engine has no {purpose}")
