"""Tags of tables.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Tagging.html#TaggingRestrictions
"""

import re
from collections.abc import Mapping
from typing import Any

from tablewright.engine.errors import validation
from tablewright.engine.tables.key_rules import INVALID

MAX_TAGS = 50

_is_text = re.compile(r"[\w\s+\-=.:/@]*").fullmatch


def check_tags(tags: list[dict[str, str]]) -> None:
    """Refuse tags whose keys are given twice or reserved, or that have characters tags cannot have.

    Raises:
        DynamoDBError: ValidationException.
    """
    seen: set[str] = set()
    for tag in tags:
        key = tag["Key"]
        if key in seen:
            raise validation(f"{INVALID}Tag keys must be unique, and {key} is given more than once")
        seen.add(key)
        if key.lower().startswith("aws:"):
            raise validation(f"{INVALID}Tag keys beginning with aws: are reserved, as is {key}")
        for text in (key, tag["Value"]):
            if not _is_text(text):
                raise validation(
                    f"{INVALID}Tag keys and values can only have letters, white space, numbers and + - = . _ : / @, "
                    f"and {text} has others"
                )
    check_count(seen)


def check_count(keys: Any) -> None:
    """Refuse more tags than a table can have.

    Raises:
        DynamoDBError: ValidationException.
    """
    if len(keys) > MAX_TAGS:
        raise validation(f"{INVALID}A table can have no more than {MAX_TAGS} tags, and would have {len(keys)}")


def tags_of(tags: list[dict[str, str]]) -> dict[str, str]:
    """Tags by key, from a Tags member."""
    return {tag["Key"]: tag["Value"] for tag in tags}


def tags_to_wire(tags: Mapping[str, str]) -> list[dict[str, str]]:
    """As a Tags member."""
    return [{"Key": key, "Value": value} for key, value in tags.items()]
