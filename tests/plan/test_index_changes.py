"""Global secondary indexes come and go one by one, in an order that DynamoDB takes."""

from typing import Any

import pytest
from tests.plan.planned import changes, requests, update
from tests.plan.tables import gsi, table

from tablewright.design.resources import Projection
from tablewright.plan import ObservedIndex


def test_an_index_is_created_with_the_definitions_of_its_own_key() -> None:
    (change,) = changes(table(), table(gsi("by-status", "status", "at:N")))
    assert requests((change,)) == [
        update(
            AttributeDefinitions=[
                {"AttributeName": "status", "AttributeType": "S"},
                {"AttributeName": "at", "AttributeType": "N"},
            ],
            GlobalSecondaryIndexUpdates=[
                {
                    "Create": {
                        "IndexName": "by-status",
                        "KeySchema": [
                            {"AttributeName": "status", "KeyType": "HASH"},
                            {"AttributeName": "at", "KeyType": "RANGE"},
                        ],
                        "Projection": {"ProjectionType": "ALL"},
                    }
                }
            ],
        )
    ]
    assert not change.destructive


def test_an_undeclared_index_is_deleted_and_what_it_holds_is_said() -> None:
    (change,) = changes(table(gsi("by-status", "status")), table())
    assert requests((change,)) == [update(GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-status"}}])]
    assert change.loss == "index by-status with 71 items, 29.0 kB"


@pytest.mark.parametrize(
    "after",
    [
        gsi("by-status", "status", projection=Projection("KEYS_ONLY")),
        gsi("by-status", "status", "date"),
    ],
    ids=["projection", "key"],
)
def test_an_index_whose_key_or_projection_changes_is_made_anew(after: Any) -> None:
    (change,) = changes(table(gsi("by-status", "status")), table(after))
    assert change.action == "ReplaceIndex"
    assert [list(p["GlobalSecondaryIndexUpdates"][0]) for _, p in requests((change,))] == [
        ["Delete"],
        ["Create"],
    ]
    assert change.destructive


def test_removals_come_before_additions() -> None:
    made = changes(table(gsi("z-old", "a")), table(gsi("a-new", "a")))
    assert [change.subject for change in made] == [
        ("DeleteIndex", "orders", "z-old"),
        ("CreateIndex", "orders", "a-new"),
    ]


def test_indexes_that_share_an_attribute_whose_type_changes_all_go_before_one_comes() -> None:
    made = changes(
        table(gsi("one", "a", "at"), gsi("two", "b", "at"), gsi("other", "c")),
        table(gsi("one", "a", "at:N"), gsi("two", "b", "at:N"), gsi("other", "c")),
    )
    assert [change.subject for change in made] == [
        ("DeleteIndex", "orders", "one"),
        ("DeleteIndex", "orders", "two"),
        ("CreateIndex", "orders", "one"),
        ("CreateIndex", "orders", "two"),
    ]


def test_an_index_that_aws_is_deleting_is_as_good_as_gone() -> None:
    going = (ObservedIndex("by-status", "DELETING"),)
    before = table(gsi("by-status", "status"))
    assert changes(before, table(), indexes=going) == ()
    assert [change.action for change in changes(before, before, indexes=going)] == ["CreateIndex"]


def test_the_order_of_projected_attributes_is_no_difference() -> None:
    one, other = Projection("INCLUDE", ("a", "b")), Projection("INCLUDE", ("b", "a"))
    assert not changes(table(gsi("index", "x", projection=one)), table(gsi("index", "x", projection=other)))
