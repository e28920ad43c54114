"""Updates as objects; what they do is in the cases."""

from copy import deepcopy

import pytest
from hypothesis import given
from tests.expressions import trees

from tablewright.expressions import ExpressionError, Update, prepare_update
from tablewright.expressions.names import resolve_names
from tablewright.expressions.syntax import Assignment, Literal, Path, Section, UpdateActions
from tablewright.values import Item

ITEM: Item = {
    "n": {"N": "1"},
    "l": {"L": [{"S": "0"}, {"S": "1"}, {"S": "2"}]},
    "m": {"M": {"a": {"N": "1"}, "b": {"M": {"c": {"N": "1"}}}}},
    "other": {"M": {"kept": {"S": "x"}}},
}


def test_an_update_knows_its_placeholders_and_what_it_writes() -> None:
    update = prepare_update("SET #a.b = c + :v REMOVE d ADD e :w", {"#a": "a", "#z": "z"})
    assert update.names_used == {"#a"}
    assert update.values_used == {":v", ":w"}
    assert update.attributes == {"a", "d", "e"}


def test_an_update_can_be_made_of_literal_values() -> None:
    update = Update(UpdateActions((Section("SET", (Assignment(Path(("status",)), Literal({"S": "x"})),)),)))
    update.check(None)
    assert update.apply({}, None) == {"status": {"S": "x"}}


def test_the_new_item_shares_what_did_not_change() -> None:
    new = prepare_update("SET m.a = :v", None).apply(ITEM, {":v": {"N": "2"}})
    assert new["other"] is ITEM["other"]
    assert new["m"]["M"]["b"] is ITEM["m"]["M"]["b"]


@pytest.mark.parametrize(
    ("text", "touched"),
    [
        ("SET n = :v", {"n": {"N": "1"}}),
        ("SET m.b.c = :v", {"m": {"M": {"b": {"M": {"c": {"N": "1"}}}}}}),
        ("SET l[2] = :v, l[0] = :v", {"l": {"L": [{"S": "0"}, {"S": "2"}]}}),
        ("SET zz = :v, m.zz = :v, l[9] = :v", {}),
        ("REMOVE n, m.a", {"n": {"N": "1"}, "m": {"M": {"a": {"N": "1"}}}}),
    ],
)
def test_only_the_ends_of_the_paths_count_as_touched(text: str, touched: Item) -> None:
    assert prepare_update(text, None).touched(ITEM) == touched


@pytest.mark.parametrize(("levels", "fits"), [(31, True), (32, False)])
def test_a_value_set_deep_in_an_item_may_reach_32_levels(levels: int, fits: bool) -> None:
    value: Item = {"S": "x"}  # type: ignore[dict-item]
    for _ in range(levels - 1):
        value = {"L": [value]}  # type: ignore[dict-item]
    update = prepare_update("SET m.deep = :v", None)
    if fits:
        assert update.apply(ITEM, {":v": value})["m"]["M"]["deep"] == value
    else:
        with pytest.raises(ExpressionError, match="Nesting Levels have exceeded supported limits"):
            update.apply(ITEM, {":v": value})


def test_a_sum_that_is_no_number_any_more_is_an_error_of_the_update() -> None:
    with pytest.raises(ExpressionError, match="Number overflow"):
        prepare_update("ADD n :v", None).apply({"n": {"N": "9" + "0" * 125}}, {":v": {"N": "9" + "0" * 125}})


@given(trees.updates(), trees.items, trees.values)
def test_applying_an_update_never_changes_the_old_item(node: UpdateActions, item: Item, values: Item) -> None:
    resolved, _ = resolve_names(node, trees.NAMES, "UpdateExpression")
    before = deepcopy((item, values))
    try:
        update = Update(resolved)
        update.check(values)
        new = update.apply(item, values)
    except ExpressionError:
        new = item
        update = None
    assert (item, values) == before
    if update is not None:
        untouched = {name for name in new.keys() | item.keys() if new.get(name) is not item.get(name)}
        assert untouched <= update.attributes
