import pytest

from tablewright.app.effects import Effect, effect_of, effects
from tablewright.design.resources import KeyAttribute, KeySchema, TableResource
from tablewright.plan import Change, CreateTable, DeleteIndex, DeleteTable, Plan, UpdateProtection

KEY = KeySchema((KeyAttribute("id", "S"),))
CREATE = CreateTable(table="t", why="", resource=TableResource("T", "t", KEY))
PROTECT = UpdateProtection(table="t", why="", protected=True)
DELETE_INDEX = DeleteIndex(table="t", why="", index_name="i", item_count=1, size_bytes=1)
DELETE_PROTECTED = DeleteTable(table="t", why="", item_count=0, size_bytes=0, protected=True)


@pytest.mark.parametrize(
    ("change", "refused_unless_allowed", "allowed"),
    [
        (CREATE, Effect.CREATE, Effect.CREATE),
        (PROTECT, Effect.CHANGE, Effect.CHANGE),
        (DELETE_INDEX, Effect.REFUSED, Effect.REMOVE),
        (DELETE_PROTECTED, Effect.REFUSED, Effect.REFUSED),
    ],
)
def test_what_loses_data_is_refused_unless_allowed_and_what_is_blocked_always(
    change: Change, refused_unless_allowed: Effect, allowed: Effect
) -> None:
    assert effect_of(change, allow_destructive=False) is refused_unless_allowed
    assert effect_of(change, allow_destructive=True) is allowed


def test_effects_are_counted_and_none_is_left_out() -> None:
    plan = Plan((), (CREATE, PROTECT, DELETE_INDEX))

    assert effects(plan, allow_destructive=True) == {
        Effect.CREATE: 1,
        Effect.CHANGE: 1,
        Effect.REMOVE: 1,
        Effect.REPLACE: 0,
        Effect.REFUSED: 0,
    }
