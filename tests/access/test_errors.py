"""What errors say of keys and inputs."""

from datetime import date
from decimal import Decimal
from enum import Enum

from tablewright.access.errors import shown_key, shown_values


class Status(Enum):
    OPEN = "open"


def test_a_key_is_told_as_a_reader_writes_it() -> None:
    assert shown_key({"shop": {"S": "corner"}, "number": {"N": "7.50"}}) == "shop = 'corner', number = 7.50"


def test_inputs_are_told_without_the_types_that_hold_them() -> None:
    given = {"status": Status.OPEN, "day": date(2025, 1, 15), "price": Decimal("1.2"), "name": "Ann"}
    assert shown_values(given) == "status = 'open', day = 2025-01-15, price = 1.2, name = 'Ann'"
