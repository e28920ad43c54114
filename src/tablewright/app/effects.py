"""What the changes of a plan do, seen from outside: create, change, remove, replace, or nothing because refused."""

from collections import Counter
from enum import StrEnum

from tablewright.plan import Change, Plan


class Effect(StrEnum):
    """What carrying out a change does to what is there."""

    CREATE = "create"
    CHANGE = "change"
    REMOVE = "remove"
    REPLACE = "replace"
    REFUSED = "refused"


_BY_VERB = {"Create": Effect.CREATE, "Delete": Effect.REMOVE, "Replace": Effect.REPLACE, "Update": Effect.CHANGE}


def effect_of(change: Change, *, allow_destructive: bool) -> Effect:
    """The effect of one change; one that loses data is refused unless that is allowed."""
    if change.blocked or (change.destructive and not allow_destructive):
        return Effect.REFUSED
    return next(effect for verb, effect in _BY_VERB.items() if change.action.startswith(verb))


def effects(plan: Plan, *, allow_destructive: bool) -> dict[Effect, int]:
    """How many of the plan's changes have each effect."""
    found = Counter(effect_of(change, allow_destructive=allow_destructive) for change in plan.changes)
    return {effect: found[effect] for effect in Effect}
