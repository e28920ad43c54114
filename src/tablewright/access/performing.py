"""Runs any pattern with the arguments of a call."""

from collections.abc import Mapping
from typing import Any

from tablewright.access import reading, writing
from tablewright.access.arguments import checked
from tablewright.access.endpoint import Endpoint
from tablewright.design.access_patterns import (
    DeletePattern,
    GetPattern,
    Pattern,
    PutPattern,
    QueryPattern,
    ScanPattern,
    UpdatePattern,
)


def perform(endpoint: Endpoint, pattern: Pattern, arguments: Mapping[str, Any]) -> Any:
    """Run a pattern; what it returns is what its method's annotation says.

    Args:
        endpoint: where.
        pattern: which.
        arguments: the method's, by name, defaults included.

    Raises:
        AccessError: it cannot do what it says; see :mod:`tablewright.access.errors`.
    """
    given = checked(pattern, arguments)
    match pattern:
        case GetPattern():
            return reading.get(endpoint, pattern, given)
        case QueryPattern() | ScanPattern():
            return reading.read(endpoint, pattern, given)
        case PutPattern():
            return writing.put(endpoint, pattern, given)
        case UpdatePattern():
            return writing.update(endpoint, pattern, given)
        case DeletePattern():
            return writing.delete(endpoint, pattern, given)
    raise TypeError(f"{pattern!r} is no pattern that can run")
