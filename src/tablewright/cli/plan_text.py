"""Printing plans."""

from collections.abc import Mapping, Sequence
from typing import Any

from tablewright.app.deploying import Change, Left, Plan
from tablewright.app.effects import Effect, effect_of, effects
from tablewright.app.targets import Target
from tablewright.cli.output import Output, Span, Style

_SIGNS: Mapping[Effect, Span] = {
    Effect.CREATE: Span("+", Style.GOOD),
    Effect.CHANGE: Span("~", Style.CHANGED),
    Effect.REMOVE: Span("-", Style.BAD),
    Effect.REPLACE: Span("±", Style.BAD),
    Effect.REFUSED: Span("!", Style.BAD),
}


def plan_data(target: Target, plan: Plan, *, allow_destructive: bool) -> dict[str, Any]:
    """The plan as JSON-able data."""
    return {
        **target_data(target),
        "counts": effects(plan, allow_destructive=allow_destructive),
        **plan.to_data(),
    }


def target_data(target: Target) -> dict[str, str]:
    """What is planned for or looked at, as JSON-able data."""
    return {
        "design": target.loaded.name,
        "environment": target.environment.name,
        "region": target.environment.region,
        "endpoint": target.endpoint.label,
    }


def print_plan(output: Output, target: Target, plan: Plan, *, allow_destructive: bool) -> None:
    """Print the changes under their tables, what is left alone, and the counts."""
    output.line(Span(target.heading, Style.TITLE))
    for table in dict.fromkeys(change.table for change in plan.changes):
        output.line()
        output.line(Span(table, Style.NAME))
        for change in plan.changes:
            if change.table == table:
                _print_change(output, change, effect_of(change, allow_destructive=allow_destructive))
    print_left(output, "Left alone:", plan.left)
    output.line()
    output.line(summary(plan, allow_destructive=allow_destructive))


def print_left(output: Output, heading: str, entries: Sequence[Left]) -> None:
    """Print what is left alone, once for all tables that it is the same for."""
    if not entries:
        return
    tables: dict[tuple[str, str], list[str]] = {}
    for left in entries:
        tables.setdefault((left.what, left.why), []).append(left.table)
    output.line()
    output.line(heading)
    for (what, why), names in tables.items():
        output.line(f"{', '.join(names)}: {what}", indent=2)
        output.line(Span(why, Style.QUIET), indent=6)


def summary(plan: Plan, *, allow_destructive: bool) -> str:
    """``Plan: 6 to create, 12 to change, 0 to remove, 0 to replace, 0 refused.``"""
    if not plan:
        return "Nothing to change: the tables are as declared."
    numbers = effects(plan, allow_destructive=allow_destructive)
    told = [
        f"{number} refused" if effect is Effect.REFUSED else f"{number} to {effect}"
        for effect, number in numbers.items()
    ]
    return f"Plan: {', '.join(told)}."


def _print_change(output: Output, change: Change, effect: Effect) -> None:
    output.line(_SIGNS[effect], " ", change.summary, indent=2)
    details = [Span(change.why, Style.QUIET)]
    if change.loss:
        details.append(Span(f"loses {change.loss}", Style.BAD))
    if change.blocked:
        details.append(Span(f"cannot be done: {change.blocked}", Style.BAD))
    if change.note:
        details.append(Span(f"note: {change.note}", Style.QUIET))
    for detail in details:
        output.line(detail, indent=6)
