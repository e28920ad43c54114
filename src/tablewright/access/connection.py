"""Typed access: an object with the methods of a patterns class, each running its pattern."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar

from tablewright.access.client import ItemClient
from tablewright.access.endpoint import Endpoint, system_clock
from tablewright.access.performing import perform
from tablewright.design.access_patterns import Pattern
from tablewright.design.annotations import Clock
from tablewright.design.design import Design, UnknownName
from tablewright.design.patterns import declared_patterns

A = TypeVar("A")


def connect(
    patterns: Callable[..., A], design: Design, client: ItemClient, *, env: str, clock: Clock = system_clock
) -> A:
    """The patterns of a class, ready to run on an endpoint::

        db = connect(MarketplacePatterns, design, boto3.client("dynamodb"), env="dev")
        page = db.provider_bookings(provider_id="p-1")          # a Page[Booking]

    Args:
        patterns: a Protocol class whose methods are access patterns.
        design: the design it is part of.
        client: a boto3 client for DynamoDB, or anything with its item operations.
        env: the environment whose tables are used.
        clock: tells the moment of a write.

    Raises:
        UnknownName: the design has no such environment, or the class is not among its patterns.
        TypeError: ``patterns`` is not a class of access patterns.
    """
    if not isinstance(patterns, type):
        raise TypeError(f"connect takes a class of access patterns, not {patterns!r}")
    design.environment(env)
    endpoint = Endpoint(design, client, env, clock)
    members: dict[str, Any] = {"__doc__": patterns.__doc__, "__module__": patterns.__module__}
    declarations = list(declared_patterns(patterns))
    if not declarations:
        raise TypeError(f"connect takes a class of access patterns, and {patterns.__name__} declares none")
    for declaration in declarations:
        pattern = design.patterns.get(declaration.name)
        if pattern is None or pattern.declaration is not declaration:
            raise UnknownName(
                f"{patterns.__name__} is not among the patterns of the design {design.name!r}; "
                f"add it: Design(..., patterns=[{patterns.__name__}])"
            )
        members[declaration.name] = _method(pattern, endpoint)
    connected: A = type(f"Connected{patterns.__name__}", (patterns,), members)()
    return connected


def _method(pattern: Pattern, endpoint: Endpoint) -> Callable[..., Any]:
    signature = inspect.signature(pattern.declaration.method)

    @wraps(pattern.declaration.method)
    def run(self: object, *args: Any, **kwargs: Any) -> Any:
        bound = signature.bind(self, *args, **kwargs)
        bound.apply_defaults()
        arguments = dict(bound.arguments)
        arguments.pop(next(iter(arguments)))
        return perform(endpoint, pattern, arguments)

    return run
