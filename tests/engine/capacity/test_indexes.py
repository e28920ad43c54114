"""What an index holds of an item, and the writes that keep it in step."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engine.capacity.tables import GLOBAL, LOCAL, WHOLE, order, orders

from tablewright.engine.capacity.indexes import carried_attributes, holds, index_writes, project
from tablewright.engine.schema import Index
from tablewright.engine.storage.stored import StoredItem

OPEN: dict[str, Any] = {"status": {"S": "open"}, "placed": {"N": "1"}, "note": {"S": "n"}}


def writes(before: StoredItem | None, after: StoredItem | None) -> list[tuple[str, float]]:
    """The writes of index entries: each index by name, with its units."""
    return [(index.name, units) for index, _, units in index_writes(orders(), before, after)]


@pytest.mark.parametrize(
    ("index", "carried"),
    [
        (LOCAL, {"customer", "number", "label"}),
        (GLOBAL, {"customer", "number", "status", "placed", "note"}),
        (WHOLE, None),
    ],
    ids=["keys only", "include", "all"],
)
def test_an_index_carries_all_keys_and_what_it_projects(index: Index, carried: set[str] | None) -> None:
    assert carried_attributes(index, orders()) == carried
    item = order(**OPEN, seal={"B": "AAEC"}, label={"S": "l"}, more={"S": "x"}).item
    assert project(item, index, orders()).keys() == (item.keys() if carried is None else carried)


@pytest.mark.parametrize(
    ("attributes", "held"),
    [
        (OPEN, True),
        ({"status": {"S": "open"}}, False),
        (OPEN | {"placed": {"S": "1"}}, False),
        (OPEN | {"status": {"S": ""}}, False),
    ],
    ids=["whole key", "half a key", "another type", "empty"],
)
def test_an_item_is_in_an_index_if_it_has_its_whole_key(attributes: dict[str, Any], held: bool) -> None:
    assert holds(order(**attributes).item, GLOBAL, orders()) is held


def test_an_entry_that_appears_goes_or_keeps_its_key_is_one_write() -> None:
    assert writes(order(), order(**OPEN)) == [("by-status", 1)]
    assert writes(order(**OPEN), order()) == [("by-status", 1)]
    assert writes(order(**OPEN), order(**OPEN | {"note": {"S": "m"}})) == [("by-status", 1)]


def test_an_entry_whose_key_changes_is_a_delete_and_a_put() -> None:
    assert writes(order(**OPEN), order(**OPEN | {"placed": {"N": "2"}})) == [("by-status", 1), ("by-status", 1)]


def test_what_an_index_does_not_carry_is_no_write() -> None:
    assert writes(order(**OPEN), order(**OPEN | {"more": {"S": "x"}})) == []


def test_an_entry_costs_its_own_size_and_the_larger_one_where_it_is_replaced() -> None:
    large = OPEN | {"note": {"S": "x" * 3000}}
    assert writes(order(**OPEN), order(**large)) == writes(order(**large), order(**OPEN)) == [("by-status", 3)]
    moved = large | {"placed": {"N": "2"}}
    assert writes(order(**OPEN), order(**moved)) == [("by-status", 1), ("by-status", 3)]


attributes = st.fixed_dictionaries(
    {},
    optional={
        "status": st.sampled_from([{"S": "open"}, {"S": "closed"}, {"N": "1"}]),
        "placed": st.sampled_from([{"N": "1"}, {"N": "2"}]),
        "note": st.sampled_from([{"S": "n"}, {"S": "m" * 2000}]),
        "seal": st.sampled_from([{"B": "AAEC"}, {"B": "AAED"}]),
        "label": st.sampled_from([{"S": "l"}, {"S": ""}]),
    },
)


@given(attributes, attributes)
def test_undoing_a_write_costs_what_the_write_did(before: dict[str, Any], after: dict[str, Any]) -> None:
    forth, back = writes(order(**before), order(**after)), writes(order(**after), order(**before))
    assert sorted(forth) == sorted(back)


@given(attributes)
def test_writing_an_item_as_it_is_costs_no_index_anything(item: dict[str, Any]) -> None:
    assert writes(order(**item), order(**item)) == []


def test_an_index_is_not_written_where_only_the_order_of_a_set_changed() -> None:
    sealed = {"seal": {"B": "AAEC"}}
    before = order(**sealed, tags={"SS": ["x", "y"]})
    assert writes(before, order(**sealed, tags={"SS": ["y", "x"]})) == []
    assert writes(before, order(**sealed, tags={"SS": ["y", "z"]})) == [("by-seal", 1)]
