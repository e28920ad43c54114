"""ULIDs are written as their specification says, and sort by time."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter

from systems.shuttle.ulid import Ulid, new_ulid, time_of

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

moments = st.integers(0, 250_000_000_000_000).map(lambda milliseconds: EPOCH + timedelta(milliseconds=milliseconds))
randomness = st.integers(0, 2**80 - 1)


def test_the_first_ten_characters_are_the_time_and_the_rest_is_random() -> None:
    assert new_ulid(datetime.fromtimestamp(1469918176.385, UTC), 0) == "01ARYZ6S410000000000000000"
    assert new_ulid(EPOCH, 2**80 - 1) == "0000000000ZZZZZZZZZZZZZZZZ"


@given(moments, randomness)
def test_the_time_of_a_ulid_is_that_it_was_made_with(moment: datetime, bits: int) -> None:
    ulid = TypeAdapter(Ulid).validate_python(new_ulid(moment, bits))
    assert time_of(ulid) == moment


@given(moments, moments, randomness, randomness)
def test_ulids_sort_by_time_and_then_by_randomness(one: datetime, other: datetime, bits: int, others: int) -> None:
    assert (new_ulid(one, bits) < new_ulid(other, others)) == ((one, bits) < (other, others))


def test_two_new_ulids_are_different_and_of_this_moment() -> None:
    before = datetime.now(UTC)
    one, other = new_ulid(), new_ulid()
    assert one != other
    assert abs((time_of(one) - before).total_seconds()) < 60


def test_a_time_that_no_ulid_has_is_refused() -> None:
    with pytest.raises(OverflowError, match="1969"):
        new_ulid(datetime(1969, 7, 20, tzinfo=UTC), 0)
    with pytest.raises(OverflowError):
        new_ulid(datetime(2025, 1, 1, tzinfo=UTC), 2**80)
