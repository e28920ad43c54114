"""Keys as bytes: their order is the order of the values, and nothing is confused with anything else."""

from base64 import b64encode
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from tablewright.engine.storage.keys import (
    delimited,
    digest,
    partition_bytes,
    prefix_end,
    segment_bounds,
    sortable,
    sortable_number,
)
from tablewright.values import normalise_number

numbers = st.one_of(
    st.integers(-(10**38) + 1, 10**38 - 1).map(str),
    st.builds(
        lambda digits, exponent: f"{digits}E{exponent}",
        st.integers(-(10**38) + 1, 10**38 - 1),
        st.integers(-130, 87),
    ),
    st.sampled_from(["0", "1", "-1", "9.99E125", "-9.99E125", "1E-130", "-1E-130", "10", "100", "0.1"]),
).map(normalise_number)

texts = st.text(alphabet=st.characters(exclude_categories=["Cs"]), max_size=12)


@given(numbers, numbers)
def test_numbers_compare_as_bytes_as_they_do_by_value(a: str, b: str) -> None:
    left, right = Decimal(a), Decimal(b)
    assert (sortable_number(a) < sortable_number(b)) == (left < right)
    assert (sortable_number(a) == sortable_number(b)) == (left == right)


@given(numbers, numbers)
def test_no_number_is_a_prefix_of_another(a: str, b: str) -> None:
    if a != b:
        assert not sortable_number(b).startswith(sortable_number(a))


@given(texts, texts)
def test_text_compares_as_its_utf8_bytes(a: str, b: str) -> None:
    expected = a.encode() < b.encode()
    assert (sortable({"S": a}) < sortable({"S": b})) == expected
    assert (delimited({"S": a}) < delimited({"S": b})) == expected


@given(st.binary(max_size=12), st.binary(max_size=12))
def test_binary_compares_as_its_bytes(a: bytes, b: bytes) -> None:
    left, right = ({"B": b64encode(raw).decode()} for raw in (a, b))
    assert (sortable(left) < sortable(right)) == (a < b)
    assert (delimited(left) < delimited(right)) == (a < b)


@given(texts, texts, texts, texts)
def test_components_in_a_row_compare_component_by_component(a: str, b: str, c: str, d: str) -> None:
    left = delimited({"S": a}) + delimited({"S": b})
    right = delimited({"S": c}) + delimited({"S": d})
    assert (left < right) == ((a.encode(), b.encode()) < (c.encode(), d.encode()))


@given(texts, texts)
def test_the_end_of_a_prefix_is_past_everything_that_starts_with_it(prefix: str, rest: str) -> None:
    start = prefix.encode()
    if start:
        assert start <= (prefix + rest).encode() < prefix_end(start)


def test_the_parts_of_a_partition_key_are_not_run_together() -> None:
    assert digest(b"ab", b"c") != digest(b"a", b"bc")


def test_equal_numbers_are_one_partition() -> None:
    assert partition_bytes({"N": normalise_number("1.50E1")}) == partition_bytes({"N": "15"})


@given(st.binary(min_size=16, max_size=16), st.integers(1, 50))
def test_every_digest_is_in_exactly_one_segment(place: bytes, total: int) -> None:
    bounds = [segment_bounds(segment, total) for segment in range(total)]
    assert sum(low <= place < high for low, high in bounds) == 1
