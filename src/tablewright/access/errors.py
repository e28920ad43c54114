"""What can go wrong when a pattern runs."""

from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from enum import Enum
from typing import Any

from tablewright.design.storage import EncodedValue, decode_plain

Key = Mapping[str, EncodedValue]


class AccessError(Exception):
    """A pattern could not do what it says. Every error of typed access is one of these."""


class InvalidRequest(AccessError):
    """An input is missing, unknown, or does not fit; the message names it."""


class NotFound(AccessError):
    """There is no item where the pattern promises one."""


class AlreadyExists(AccessError):
    """An item with the key is already there."""


class ConditionFailed(AccessError):
    """The pattern's condition does not hold for the item as it is."""


class UnstorableEntity(AccessError):
    """An entity has a value that cannot be stored, or cannot be part of a key."""


class UnreadableItem(AccessError):
    """A stored item is not what its entity says."""


class TableMissing(AccessError):
    """The table, or the index, is not there."""


def shown_key(key: Key) -> str:
    """A key as a reader writes it: ``bookingId = 'b-1'``."""
    return shown_values({name: decode_plain(value) for name, value in key.items()})


def shown_values(values: Mapping[str, Any]) -> str:
    """Values by name as a reader writes them: ``number = 7, day = 2025-01-15, status = 'OPEN'``."""
    return ", ".join(f"{name} = {_shown(value)}" for name, value in values.items())


def _shown(value: Any) -> str:
    if isinstance(value, Enum):
        value = value.value
    return str(value) if isinstance(value, Decimal | date | time) else repr(value)


def service_error(error: Exception) -> tuple[str, Mapping[str, Any]] | None:
    """The code and response of an error that the service answered with; None for any other."""
    response = getattr(error, "response", None)
    if isinstance(response, Mapping) and isinstance(details := response.get("Error"), Mapping):
        return str(details.get("Code", "")), response
    return None
