"""Values are stored as their types say, and read back exactly."""

import enum
from datetime import UTC, date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Annotated, Any, Literal, NewType
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from tablewright import AsText, Embedded, EpochMilliseconds, EpochSeconds, Flag, SparseFlag, Timestamp, TimestampSeconds
from tablewright.design.entity import embedded_type
from tablewright.design.storage import StoredType, StoredValueError
from tablewright.design.types import UnstorableType, stored_type
from tablewright.values import InvalidValue

ShopId = NewType("ShopId", str)


class Colour(enum.StrEnum):
    RED = "red"
    BLUE = "blue"


class Level(enum.IntEnum):
    LOW = 1
    HIGH = 2


class Point(Embedded):
    x: int
    y: int


def stored(annotation: Any) -> StoredType:
    return stored_type(annotation, embedded_type)


MOMENT = datetime(2025, 1, 15, 10, 30, 5, 123456, tzinfo=UTC)


@pytest.mark.parametrize(
    ("annotation", "value", "expected"),
    [
        (str, "x", {"S": "x"}),
        (ShopId, "x", {"S": "x"}),
        (int, -5, {"N": "-5"}),
        (float, 4.5, {"N": "4.5"}),
        (float, 1e-7, {"N": "0.0000001"}),
        (Decimal, Decimal("10.50"), {"N": "10.5"}),
        (bool, True, {"BOOL": True}),
        (bytes, b"\x00", {"B": b"\x00"}),
        (date, date(2025, 1, 5), {"S": "2025-01-05"}),
        (time, time(9, 30), {"S": "09:30:00"}),
        (datetime, MOMENT, {"S": "2025-01-15T10:30:05.123456Z"}),
        (Timestamp, MOMENT, {"S": "2025-01-15T10:30:05.123Z"}),
        (TimestampSeconds, MOMENT, {"S": "2025-01-15T10:30:05Z"}),
        (EpochSeconds, MOMENT, {"N": "1736937005"}),
        (EpochMilliseconds, MOMENT, {"N": "1736937005123"}),
        (UUID, UUID(int=1), {"S": "00000000-0000-0000-0000-000000000001"}),
        (Colour, Colour.RED, {"S": "red"}),
        (Level, Level.HIGH, {"N": "2"}),
        (Literal["a", "b"], "a", {"S": "a"}),
        (Flag, True, {"S": "true"}),
        (Flag, False, {"S": "false"}),
        (SparseFlag, True, {"S": "true"}),
        (SparseFlag, False, None),
        (Annotated[bool, AsText("Y", "N")], False, {"S": "N"}),
        (list[int], [1, 2], {"L": [{"N": "1"}, {"N": "2"}]}),
        (list[str | None], ["a", None], {"L": [{"S": "a"}, {"NULL": True}]}),
        (tuple[str, ...], ("a",), {"L": [{"S": "a"}]}),
        (dict[str, Decimal], {"a": Decimal(1)}, {"M": {"a": {"N": "1"}}}),
        (Point, Point(x=1, y=2), {"M": {"x": {"N": "1"}, "y": {"N": "2"}}}),
        (set[str], {"b", "a"}, {"SS": ["a", "b"]}),
        (frozenset[int], frozenset({1}), {"NS": ["1"]}),
        (set[bytes], {b"x"}, {"BS": [b"x"]}),
        (set[str], set(), None),
        (str | int, 5, {"N": "5"}),
        (
            Any,
            {"a": [1, "x", None, {"y"}]},
            {"M": {"a": {"L": [{"N": "1"}, {"S": "x"}, {"NULL": True}, {"SS": ["y"]}]}}},
        ),
    ],
)
def test_a_value_is_stored_as_its_type_says(annotation: Any, value: Any, expected: Any) -> None:
    assert stored(annotation).encode(value) == expected


@pytest.mark.parametrize(
    ("annotation", "message"),
    [
        (complex, "complex has no stored form"),
        (tuple[int, str], "has no stored form; write tuple"),
        (dict[int, str], "a map's keys are text"),
        (set[bool], "sets hold text, numbers or binary values"),
        (set[Point], "sets hold text, numbers or binary values"),
        (str | date, "are stored alike"),
        (Literal["a", 1], "neither all text nor all whole numbers"),
        (Annotated[bool, Timestamp.__metadata__[0]], "Iso is for datetime, not bool"),
        (Annotated[str, AsText()], "AsText is for bool, not str"),
    ],
)
def test_a_type_without_a_stored_form_is_refused_by_name(annotation: Any, message: str) -> None:
    with pytest.raises(UnstorableType, match=message):
        stored(annotation)


@pytest.mark.parametrize(
    ("annotation", "value", "message"),
    [
        (int, {"S": "5"}, "expected a whole number as N, but the attribute is of type S"),
        (int, {"N": "5.5"}, "not a whole number"),
        (date, {"S": "yesterday"}, "'yesterday' is not a date"),
        (Colour, {"S": "green"}, "none of red, blue"),
        (list[int], {"S": "x"}, "expected a list"),
        (dict[str, int], {"L": []}, "expected a map"),
        (set[str], {"NS": ["1"]}, "expected a set"),
        (Point, {"S": "x"}, "expected Point"),
        (str | int, {"BOOL": True}, "none of the declared types"),
    ],
)
def test_a_stored_value_of_another_type_is_refused(annotation: Any, value: Any, message: str) -> None:
    with pytest.raises(StoredValueError, match=message):
        stored(annotation).decode(value)


def test_a_number_that_dynamodb_cannot_hold_is_refused() -> None:
    with pytest.raises(InvalidValue, match="38 significant digits"):
        stored(Decimal).encode(Decimal("1." + "1" * 40))
    with pytest.raises(InvalidValue):
        stored(float).encode(float("nan"))


def test_a_time_without_a_zone_is_refused_when_a_model_is_made() -> None:
    with pytest.raises(ValidationError, match="carries no time zone"):
        TypeAdapter(Timestamp).validate_python(datetime(2025, 1, 1))  # noqa: DTZ001


def test_a_model_holds_a_time_exactly_as_it_is_stored() -> None:
    cape_town = timezone(timedelta(hours=2))
    held = TypeAdapter(TimestampSeconds).validate_python(datetime(2025, 1, 1, 2, 0, 5, 999, tzinfo=cape_town))
    assert held == datetime(2025, 1, 1, 0, 0, 5, tzinfo=UTC)


plain = st.one_of(st.text(), st.integers(-(10**30), 10**30), st.booleans(), st.binary(), st.none())
nested = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))
times = st.datetimes(min_value=datetime(1970, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001


@given(nested)
def test_anything_is_read_back_as_it_was_written(value: object) -> None:
    type_ = stored(Any)
    encoded = type_.encode(value)
    assert encoded is not None
    assert type_.decode(encoded) == value


@given(st.floats(allow_nan=False, allow_infinity=False).filter(lambda x: x == 0 or 1e-100 < abs(x) < 1e100))
def test_a_float_is_read_back_bit_by_bit(value: float) -> None:
    encoded = stored(float).encode(value)
    assert encoded is not None
    assert stored(float).decode(encoded) == value


@given(times, st.sampled_from([datetime, Timestamp, TimestampSeconds, EpochSeconds, EpochMilliseconds]))
def test_a_time_is_read_back_as_a_model_holds_it(moment: datetime, annotation: Any) -> None:
    held = TypeAdapter(annotation).validate_python(moment)
    encoded = stored(annotation).encode(held)
    assert encoded is not None
    assert stored(annotation).decode(encoded) == held


@given(times, times, st.sampled_from([datetime, Timestamp, TimestampSeconds]))
def test_times_stored_as_text_sort_in_the_order_of_time(one: datetime, other: datetime, annotation: Any) -> None:
    held = [TypeAdapter(annotation).validate_python(moment) for moment in (one, other)]
    texts = [stored(annotation).encode(moment)["S"] for moment in held]  # type: ignore[index]
    assert (texts[0] < texts[1]) == (held[0] < held[1])
