"""Declare a DynamoDB data model once, in Python; derive, prove and run everything else.

Everything a design, or a program that uses one, needs is imported from here. What is named is loaded when it is
first used, so that what does without the language (the server, above all) starts without it.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tablewright.access import (
        AccessError,
        AlreadyExists,
        ConditionFailed,
        InvalidRequest,
        NotFound,
        TableMissing,
        UnreadableItem,
        UnstorableEntity,
        connect,
        list_patterns,
        load,
        run_pattern,
    )
    from tablewright.adapters.embedded import embedded
    from tablewright.design.annotations import (
        NOW,
        AsText,
        EpochMilliseconds,
        EpochSeconds,
        Flag,
        OnUpdate,
        Ref,
        SparseFlag,
        StoredAs,
        Timestamp,
        TimestampSeconds,
        UnixTime,
    )
    from tablewright.design.design import Design, UnknownName
    from tablewright.design.entity import Embedded, Entity
    from tablewright.design.environment import Environment, Volume
    from tablewright.design.expiry import TTL, after, lookup
    from tablewright.design.keys import ALL, GSI, KEYS_ONLY, LSI, Key, include
    from tablewright.design.models import Activatable
    from tablewright.design.naming import PascalCase, camelCase, snake_case
    from tablewright.design.patterns import Rate, delete, get, put, query, scan, update
    from tablewright.design.problems import DesignError, Problem
    from tablewright.design.resources import (
        AutoScaling,
        BackupSchedule,
        Encryption,
        OnDemand,
        Provisioned,
        WarmThroughput,
    )
    from tablewright.design.results import Page
    from tablewright.design.settings import PointInTimeRecovery, Settings, StreamView, daily, hourly
    from tablewright.design.table import Holds, Table

_NAMES = {
    "tablewright.access": (
        "AccessError",
        "AlreadyExists",
        "ConditionFailed",
        "InvalidRequest",
        "NotFound",
        "TableMissing",
        "UnreadableItem",
        "UnstorableEntity",
        "connect",
        "list_patterns",
        "load",
        "run_pattern",
    ),
    "tablewright.adapters.embedded": ("embedded",),
    "tablewright.design.annotations": (
        "NOW",
        "AsText",
        "EpochMilliseconds",
        "EpochSeconds",
        "Flag",
        "OnUpdate",
        "Ref",
        "SparseFlag",
        "StoredAs",
        "Timestamp",
        "TimestampSeconds",
        "UnixTime",
    ),
    "tablewright.design.design": (
        "Design",
        "UnknownName",
    ),
    "tablewright.design.entity": (
        "Embedded",
        "Entity",
    ),
    "tablewright.design.environment": (
        "Environment",
        "Volume",
    ),
    "tablewright.design.expiry": (
        "TTL",
        "after",
        "lookup",
    ),
    "tablewright.design.keys": (
        "ALL",
        "GSI",
        "KEYS_ONLY",
        "LSI",
        "Key",
        "include",
    ),
    "tablewright.design.models": ("Activatable",),
    "tablewright.design.naming": (
        "PascalCase",
        "camelCase",
        "snake_case",
    ),
    "tablewright.design.patterns": (
        "Rate",
        "delete",
        "get",
        "put",
        "query",
        "scan",
        "update",
    ),
    "tablewright.design.problems": (
        "DesignError",
        "Problem",
    ),
    "tablewright.design.resources": (
        "AutoScaling",
        "BackupSchedule",
        "Encryption",
        "OnDemand",
        "Provisioned",
        "WarmThroughput",
    ),
    "tablewright.design.results": ("Page",),
    "tablewright.design.settings": (
        "PointInTimeRecovery",
        "Settings",
        "StreamView",
        "daily",
        "hourly",
    ),
    "tablewright.design.table": (
        "Holds",
        "Table",
    ),
}
"""Where each name is defined."""

_HOMES = {name: module for module, names in _NAMES.items() for name in names}


def __getattr__(name: str) -> Any:
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    value = globals()[name] = getattr(import_module(_HOMES[name]), name)
    return value


def __dir__() -> list[str]:
    return sorted({*globals(), *_HOMES})


__all__ = [
    "ALL",
    "GSI",
    "KEYS_ONLY",
    "LSI",
    "NOW",
    "TTL",
    "AccessError",
    "Activatable",
    "AlreadyExists",
    "AsText",
    "AutoScaling",
    "BackupSchedule",
    "ConditionFailed",
    "Design",
    "DesignError",
    "Embedded",
    "Encryption",
    "Entity",
    "Environment",
    "EpochMilliseconds",
    "EpochSeconds",
    "Flag",
    "Holds",
    "InvalidRequest",
    "Key",
    "NotFound",
    "OnDemand",
    "OnUpdate",
    "Page",
    "PascalCase",
    "PointInTimeRecovery",
    "Problem",
    "Provisioned",
    "Rate",
    "Ref",
    "Settings",
    "SparseFlag",
    "StoredAs",
    "StreamView",
    "Table",
    "TableMissing",
    "Timestamp",
    "TimestampSeconds",
    "UnixTime",
    "UnknownName",
    "UnreadableItem",
    "UnstorableEntity",
    "Volume",
    "WarmThroughput",
    "after",
    "camelCase",
    "connect",
    "daily",
    "delete",
    "embedded",
    "get",
    "hourly",
    "include",
    "list_patterns",
    "load",
    "lookup",
    "put",
    "query",
    "run_pattern",
    "scan",
    "snake_case",
    "update",
]
