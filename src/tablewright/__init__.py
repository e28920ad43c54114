"""Declare a DynamoDB data model once, in Python; derive, prove and run everything else.

The design language is imported from here. ``connect``, ``load`` and ``embedded`` are loaded when first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

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
from tablewright.design.settings import (
    Environment,
    PointInTimeRecovery,
    Settings,
    StreamView,
    Volume,
    daily,
    hourly,
)
from tablewright.design.table import Holds, Table

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

_ACCESS = "tablewright.access"
_LATER = {
    "AccessError": _ACCESS,
    "AlreadyExists": _ACCESS,
    "ConditionFailed": _ACCESS,
    "InvalidRequest": _ACCESS,
    "NotFound": _ACCESS,
    "TableMissing": _ACCESS,
    "UnreadableItem": _ACCESS,
    "UnstorableEntity": _ACCESS,
    "connect": _ACCESS,
    "embedded": "tablewright.adapters.embedded",
    "list_patterns": _ACCESS,
    "load": _ACCESS,
    "run_pattern": _ACCESS,
}
"""What is imported when it is first used, so that importing the language alone stays quick."""


def __getattr__(name: str) -> Any:
    if name not in _LATER:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(_LATER[name]), name)


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
