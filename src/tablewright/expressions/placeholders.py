"""The placeholders of a request: how they are written, and that each is used.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Expressions.ExpressionAttributeNames.html
"""

import re
from collections.abc import Collection, Iterable, Mapping

from tablewright.expressions.errors import ExpressionError
from tablewright.values import AttributeValue, NameTooLong
from tablewright.values.limits import MAX_ATTRIBUTE_NAME_BYTES, MAX_PLACEHOLDER_BYTES

_is_name = re.compile(r"#[A-Za-z0-9_]+", re.ASCII).fullmatch
_is_value = re.compile(r":[A-Za-z0-9_]+", re.ASCII).fullmatch


def check_name_keys(names: Mapping[str, str] | None) -> None:
    """Checks the keys of ExpressionAttributeNames; None if the request has none.

    Raises:
        ExpressionError: the map is empty, or a placeholder is misspelt or too long.
    """
    if names is None:
        return
    if not names:
        raise ExpressionError("ExpressionAttributeNames must not be empty")
    for placeholder in names:
        if _is_name(placeholder) is None or len(placeholder) > MAX_PLACEHOLDER_BYTES:
            raise _invalid_key("ExpressionAttributeNames", placeholder)


def check_names(names: Mapping[str, str] | None) -> None:
    """Checks the attribute names that placeholders stand for.

    DynamoDB looks at them after the values.

    Raises:
        ExpressionError: no attribute can have such a name.
    """
    for placeholder, name in (names or {}).items():
        if not name:
            raise ExpressionError(
                f"ExpressionAttributeNames contains invalid value: Empty attribute name for key {placeholder}"
            )
        if len(name.encode()) > MAX_ATTRIBUTE_NAME_BYTES:
            raise ExpressionError(NameTooLong(MAX_ATTRIBUTE_NAME_BYTES).message)


def check_value_keys(values: Mapping[str, AttributeValue] | None) -> None:
    """Checks the keys of ExpressionAttributeValues; None if the request has none.

    Raises:
        ExpressionError: the map is empty, or a placeholder is misspelt or too long.
    """
    if values is None:
        return
    if not values:
        raise ExpressionError("ExpressionAttributeValues must not be empty")
    for placeholder in values:
        if _is_value(placeholder) is None or len(placeholder) > MAX_PLACEHOLDER_BYTES:
            raise _invalid_key("ExpressionAttributeValues", placeholder)


def check_unused(
    names: Mapping[str, str] | None,
    values: Mapping[str, AttributeValue] | None,
    names_used: Collection[str],
    values_used: Collection[str],
) -> None:
    """Checks that a request gives no more than its expressions use.

    Raises:
        ExpressionError: it names the placeholders that nothing uses, names before values.
    """
    _check_used("ExpressionAttributeNames", names or (), names_used)
    _check_used("ExpressionAttributeValues", values or (), values_used)


def _check_used(member: str, given: Iterable[str], used: Collection[str]) -> None:
    unused = [placeholder for placeholder in given if placeholder not in used]
    if unused:
        raise ExpressionError(f"Value provided in {member} unused in expressions: keys: {{{', '.join(unused)}}}")


def _invalid_key(member: str, placeholder: str) -> ExpressionError:
    if not placeholder:
        detail = "The expression attribute map contains an empty key;"
    elif len(placeholder) > MAX_PLACEHOLDER_BYTES:
        detail = (
            f"The expression attribute map contains a key that is too long; size of key: {len(placeholder.encode())}"
        )
    else:
        detail = f'Syntax error; key: "{placeholder}"'
    return ExpressionError(f"{member} contains invalid key: {detail}")
