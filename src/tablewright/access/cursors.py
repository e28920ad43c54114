"""Cursors: where a page ended, as an opaque text that only the pattern that made it accepts."""

import json
from base64 import b64decode, b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from tablewright.access.errors import InvalidRequest
from tablewright.design.storage import EncodedValue

_SCALARS = {"S", "N", "B"}


def encode_cursor(pattern: str, key: Mapping[str, EncodedValue]) -> str:
    """The cursor for a LastEvaluatedKey of a pattern."""
    plain = {
        name: [code, b64encode(content).decode() if code == "B" else content]
        for name, value in key.items()
        for code, content in value.items()
    }
    text = json.dumps([pattern, plain], separators=(",", ":"), ensure_ascii=False)
    return urlsafe_b64encode(text.encode()).decode().rstrip("=")


def decode_cursor(pattern: str, cursor: str) -> dict[str, EncodedValue]:
    """The ExclusiveStartKey of a cursor.

    Raises:
        InvalidRequest: it is no cursor, or that of another pattern.
    """
    try:
        of, plain = json.loads(urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        key = {str(name): _value(code, content) for name, (code, content) in plain.items()}
    except (ValueError, TypeError, AttributeError):
        raise InvalidRequest(f"cursor: {cursor[:40]!r} is not a cursor that a page ended with") from None
    if of != pattern:
        raise InvalidRequest(f"cursor: it belongs to a page of {of}, not of {pattern}")
    return key


def _value(code: Any, content: Any) -> EncodedValue:
    if code not in _SCALARS or not isinstance(content, str):
        raise ValueError("not a key attribute")
    return {code: b64decode(content, validate=True) if code == "B" else content}
