"""What bytes cost in capacity units, and how a request tells what it consumed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.capacity.tables import GLOBAL, LOCAL, orders

from tablewright.engine.capacity.units import Consumption, read_units, write_units

sizes = st.integers(min_value=0, max_value=400 * 1024)


@pytest.mark.parametrize(("size", "units"), [(0, 1), (1, 1), (4096, 1), (4097, 2), (8192, 2), (409_600, 100)])
def test_a_consistent_read_costs_a_unit_for_each_4_kb_begun_and_at_least_one(size: int, units: float) -> None:
    assert read_units(size, consistent=True) == units


@given(sizes)
def test_an_eventually_consistent_read_costs_half(size: int) -> None:
    assert read_units(size, consistent=False) * 2 == read_units(size, consistent=True)


@pytest.mark.parametrize(("size", "units"), [(0, 1), (1, 1), (1024, 1), (1025, 2), (409_600, 400)])
def test_a_write_costs_a_unit_for_each_kb_begun_and_at_least_one(size: int, units: float) -> None:
    assert write_units(size) == units


@given(sizes, sizes)
def test_more_bytes_never_cost_less(one: int, other: int) -> None:
    smaller, larger = sorted((one, other))
    assert write_units(smaller) <= write_units(larger)
    assert read_units(smaller, consistent=True) <= read_units(larger, consistent=True)


def spent() -> Consumption:
    consumption = Consumption(orders(), read=False)
    consumption.add_table(2)
    consumption.add_index(GLOBAL, 1)
    consumption.add_index(GLOBAL, 1)
    consumption.add_index(LOCAL, 3)
    return consumption


def test_units_add_up_by_table_and_index() -> None:
    assert spent().total == 7
    assert spent().to_wire("TOTAL") == {"TableName": "orders", "CapacityUnits": 7}
    assert spent().to_wire("INDEXES") == {
        "TableName": "orders",
        "CapacityUnits": 7,
        "Table": {"CapacityUnits": 2},
        "LocalSecondaryIndexes": {"by-label": {"CapacityUnits": 3}},
        "GlobalSecondaryIndexes": {"by-status": {"CapacityUnits": 2}},
    }


def test_indexes_that_cost_nothing_are_not_told_of() -> None:
    consumption = Consumption(orders(), read=True)
    consumption.add_table(0.5)
    assert consumption.to_wire("INDEXES") == {
        "TableName": "orders",
        "CapacityUnits": 0.5,
        "Table": {"CapacityUnits": 0.5},
    }


@pytest.mark.parametrize(("read", "member"), [(True, "ReadCapacityUnits"), (False, "WriteCapacityUnits")])
def test_a_transaction_tells_reads_from_writes(read: bool, member: str) -> None:
    consumption = Consumption(orders(), read=read)
    consumption.add_table(2)
    assert consumption.to_wire("TOTAL", split=True) == {"TableName": "orders", "CapacityUnits": 2, member: 2}
