"""Typed reads and writes: the access patterns of a design, run on any DynamoDB endpoint."""

from tablewright.access.client import ItemClient
from tablewright.access.connection import connect
from tablewright.access.errors import (
    AccessError,
    AlreadyExists,
    ConditionFailed,
    InvalidRequest,
    NotFound,
    TableMissing,
    UnreadableItem,
    UnstorableEntity,
)
from tablewright.access.loading import load
from tablewright.access.running import InputEntry, PatternEntry, list_patterns, run_pattern

__all__ = [
    "AccessError",
    "AlreadyExists",
    "ConditionFailed",
    "InputEntry",
    "InvalidRequest",
    "ItemClient",
    "NotFound",
    "PatternEntry",
    "TableMissing",
    "UnreadableItem",
    "UnstorableEntity",
    "connect",
    "list_patterns",
    "load",
    "run_pattern",
]
