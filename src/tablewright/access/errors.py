"""What can go wrong when a pattern runs."""

from collections.abc import Mapping
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
    return ", ".join(f"{name} = {decode_plain(value)!r}" for name, value in key.items())


def service_error(error: Exception) -> tuple[str, Mapping[str, Any]] | None:
    """The code and response of an error that the service answered with; None for any other."""
    response = getattr(error, "response", None)
    if isinstance(response, Mapping) and isinstance(details := response.get("Error"), Mapping):
        return str(details.get("Code", "")), response
    return None
