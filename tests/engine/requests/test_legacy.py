"""What the legacy parameters refuse of the names they are about."""

from collections.abc import Callable
from typing import Any

import pytest

from tablewright.engine import DynamoDBError
from tablewright.engine.requests.legacy import legacy_condition, legacy_filter, legacy_update

LONGEST = "n" * 65535

READERS: dict[str, Callable[[str], Any]] = {
    "AttributeUpdates": lambda name: legacy_update({"AttributeUpdates": {name: {"Value": {"S": "x"}}}}),
    "Expected": lambda name: legacy_condition({"Expected": {name: {"Exists": False}}}),
    "ScanFilter": lambda name: legacy_filter({"ScanFilter": {name: {"ComparisonOperator": "NULL"}}}, "ScanFilter"),
}


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("", "Empty attribute name"),
        (LONGEST + "n", "1 validation error detected: Attribute name is too large, must be less than 65536 bytes"),
        ("é" * 32768, "1 validation error detected: Attribute name is too large, must be less than 65536 bytes"),
    ],
    ids=["empty", "too long", "too long in bytes"],
)
def test_a_name_that_no_attribute_can_have_is_refused(read: Callable[[str], Any], name: str, message: str) -> None:
    with pytest.raises(DynamoDBError) as refused:
        read(name)
    assert refused.value.code == "ValidationException"
    assert refused.value.message == message


@pytest.mark.parametrize("read", READERS.values(), ids=READERS)
def test_the_longest_name_passes(read: Callable[[str], Any]) -> None:
    assert read(LONGEST) is not None
