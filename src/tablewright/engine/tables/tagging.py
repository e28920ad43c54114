"""Tags of tables.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html#TaggingRestrictions
"""

import re
from collections.abc import Mapping
from typing import Any

from tablewright.engine.errors import validation

MAX_TAGS = 50
MAX_KEY_LENGTH = 128
MAX_VALUE_LENGTH = 256

_is_text = re.compile(r"[\w\s+\-=.:/@]*").fullmatch


def check_tags(tags: list[dict[str, str]]) -> None:
    """Refuse tags whose keys are missing, given twice or reserved, or that have characters tags cannot have.

    Raises:
        DynamoDBError: ValidationException.
    """
    seen: set[str] = set()
    for tag in tags:
        check_key(tag.get("Key"))
        value = tag.get("Value")
        if value is None or len(value) > MAX_VALUE_LENGTH or not _is_text(value):
            raise validation(f"The Tag Value provided is invalid, Value: {'null' if value is None else value}")
        key = tag["Key"]
        if key in seen:
            raise validation(f"Duplicate Tag Keys provided as input: Duplicate Tag Key found {key}")
        seen.add(key)
        if key.lower().startswith("aws:"):
            raise validation(f"Tag Key cannot be prefixed with aws:, Key: {key}")
    check_count(seen)


def check_key(key: str | None) -> None:
    """Refuse a key that no tag can have.

    Raises:
        DynamoDBError: ValidationException.
    """
    if not key or len(key) > MAX_KEY_LENGTH or not _is_text(key):
        raise validation(f"The Tag Key provided is invalid, Key: {'null' if key is None else key}")


def check_count(keys: Any) -> None:
    """Refuse more tags than a table can have.

    Raises:
        DynamoDBError: ValidationException.
    """
    if len(keys) > MAX_TAGS:
        raise validation("Number of Tags exceed the current limit for the provided ResourceArn")


def tags_of(tags: list[dict[str, str]]) -> dict[str, str]:
    """Tags by key, from a Tags member."""
    return {tag["Key"]: tag["Value"] for tag in tags}


def tags_to_wire(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """As a Tags member."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]
