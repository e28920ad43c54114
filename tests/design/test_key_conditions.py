"""What a call of an access pattern asks of the key that serves it."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

import pytest
from tests.design.candidates import Candidate, Row, Status, candidates, declared

from tablewright import Timestamp, query
from tablewright.design.access_patterns import DeletePattern, GetPattern, QueryPattern, UpdatePattern
from tablewright.design.key_conditions import UnfilledKey


def asked(method: Callable[..., Any], **values: Any) -> list[tuple[Any, ...]]:
    """What a query asks of its key for some inputs: name, operator and texts or numbers."""
    pattern = declared(method).pattern(method.__name__)
    assert isinstance(pattern, QueryPattern | GetPattern | DeletePattern | UpdatePattern)
    return [
        (test.attribute, test.operator, *(next(iter(operand.values())) for operand in test.operands))
        for test in pattern.key.tests(values)
    ]


MOMENT = datetime(2025, 1, 15, 10, 30, tzinfo=UTC)


def test_inputs_named_as_key_attributes_equal_them() -> None:
    @query(candidates, index="by-status")
    def found(self: Any, status: Status, created_at: datetime) -> int:
        """Found."""

    assert asked(found, status="OPEN", created_at=MOMENT) == [
        ("status", "=", "OPEN"),
        ("createdAt", "=", "2025-01-15T10:30:00.000Z"),
    ]


def test_inputs_fill_a_composed_sort_key_from_the_left() -> None:
    @query(candidates)
    def found(
        self: Any, customer_id: str, program_id: str | None = None, channel_id: str | None = None
    ) -> list[Candidate]:
        """Found."""

    assert asked(found, customer_id="c") == [("PK", "=", "CUSTOMER#c"), ("SK", "begins_with", "PROGRAM#")]
    assert asked(found, customer_id="c", program_id="p")[1] == ("SK", "begins_with", "PROGRAM#p#CHANNEL#")
    assert asked(found, customer_id="c", program_id="p", channel_id="x")[1] == ("SK", "=", "PROGRAM#p#CHANNEL#x")
    with pytest.raises(UnfilledKey, match="channel_id cannot be used"):
        asked(found, customer_id="c", channel_id="x")


def test_a_date_stands_for_a_time_where_the_key_asks_for_no_more() -> None:
    @query(candidates, index="by-day")
    def found(self: Any, program_id: str, created_at: date) -> list[Candidate]:
        """Found."""

    assert asked(found, program_id="p", created_at=date(2025, 1, 15)) == [
        ("GSI2PK", "=", "PROGRAM#p#DATE#2025-01-15"),
    ]


def test_where_names_the_parameters_as_it_likes() -> None:
    @query(candidates, index="by-day", where="programId = :program AND createdAt = :day AND createdAt >= :since")
    def found(self: Any, program: str, day: date, since: Timestamp) -> list[Candidate]:
        """Found."""

    assert asked(found, program="p", day=date(2025, 1, 15), since=MOMENT) == [
        ("GSI2PK", "=", "PROGRAM#p#DATE#2025-01-15"),
        ("GSI2SK", "BETWEEN", "2025-01-15T10:30:00.000Z", "\U0010ffff"),
    ]


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("score >= :x", ("GSI1SK", "BETWEEN", "SCORE#009.500", "SCORE#\U0010ffff")),
        ("score > :x", ("GSI1SK", "BETWEEN", "SCORE#009.500#CUSTOMER#\U0010ffff", "SCORE#\U0010ffff")),
        ("score < :x", ("GSI1SK", "BETWEEN", "SCORE#", "SCORE#009.500")),
        ("score <= :x", ("GSI1SK", "BETWEEN", "SCORE#", "SCORE#009.500#CUSTOMER#\U0010ffff")),
        ("score BETWEEN :x AND :x", ("GSI1SK", "BETWEEN", "SCORE#009.500", "SCORE#009.500#CUSTOMER#\U0010ffff")),
    ],
)
def test_a_range_over_a_part_of_a_composed_key_becomes_one_over_its_text(where: str, expected: Any) -> None:
    @query(candidates, index="by-score", where=where)
    def found(self: Any, program_id: str, x: Decimal) -> list[Candidate]:
        """Found."""

    assert asked(found, program_id="p", x=Decimal("9.5"))[1] == expected


@pytest.mark.parametrize(
    ("where", "expected"),
    [
        ("createdAt < :x", ("createdAt", "<", "2025-01-15T10:30:00.000Z")),
        ("createdAt BETWEEN :x AND :x", ("createdAt", "BETWEEN", *["2025-01-15T10:30:00.000Z"] * 2)),
    ],
)
def test_a_range_over_a_plain_key_attribute_stays_as_it_is(where: str, expected: Any) -> None:
    @query(candidates, index="by-status", where=where)
    def found(self: Any, status: Status, x: Timestamp) -> list[Row]:
        """Found."""

    assert asked(found, status="OPEN", x=MOMENT)[1] == expected


def test_begins_with_takes_text_for_a_time_as_for_any_other_attribute() -> None:
    @query(candidates, index="by-status", where="begins_with(createdAt, :month)")
    def by_month(self: Any, status: Status, month: str) -> int:
        """By month."""

    @query(candidates, where="begins_with(SK, :start)")
    def raw(self: Any, customer_id: str, start: str) -> list[Candidate]:
        """Raw."""

    assert asked(by_month, status="OPEN", month="2025-01")[1] == ("createdAt", "begins_with", "2025-01")
    assert asked(raw, customer_id="c", start="PROGRAM#a")[1] == ("SK", "begins_with", "PROGRAM#a")


def test_a_range_that_is_not_given_leaves_the_rest_of_the_key() -> None:
    @query(candidates, index="by-score", where="score >= :least")
    def found(self: Any, program_id: str, least: Decimal | None = None) -> list[Candidate]:
        """Found."""

    assert asked(found, program_id="p")[1] == ("GSI1SK", "begins_with", "SCORE#")


def test_fixed_attributes_always_equal_their_value() -> None:
    @query(candidates, index="by-active", fixed={"active": False})
    def found(self: Any) -> int:
        """Found."""

    assert asked(found) == [("active", "=", "false")]
