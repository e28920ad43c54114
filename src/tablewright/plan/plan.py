"""A plan: the changes that make live tables what a design declares, in order, and what is left alone."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from tablewright.design.resources import TableResource
from tablewright.plan.changes import Change
from tablewright.plan.left import Left


@dataclass(frozen=True, slots=True)
class Plan:
    """An ordered list of frozen changes; empty when the live tables are as declared."""

    desired: tuple[TableResource, ...]
    """The tables as declared, in canonical form."""
    changes: tuple[Change, ...]
    left: tuple[Left, ...] = ()
    delete_extra: bool = False
    """Whether tables that are observed and not declared are deleted."""

    def __bool__(self) -> bool:
        """Whether there is anything to do."""
        return bool(self.changes)

    @property
    def destructive(self) -> tuple[Change, ...]:
        """The changes that lose something for good."""
        return tuple(change for change in self.changes if change.destructive)

    @property
    def blocked(self) -> tuple[Change, ...]:
        """The changes that cannot be carried out at all."""
        return tuple(change for change in self.changes if change.blocked)

    def lines(self) -> list[str]:
        """The plan as plain text: the changes in order under their tables, then what is left alone."""
        lines: list[str] = []
        for table, changes in groupby(self.changes, key=lambda change: change.table):
            lines.append(table)
            for change in changes:
                lines.extend(_change_lines(change))
        if not self.changes:
            lines.append("Nothing to change: the tables are as declared.")
        if self.left:
            lines.append("Left alone:")
            lines.extend(f"  {left}" for left in self.left)
        return lines

    def to_data(self) -> dict[str, Any]:
        """The plan as JSON-able data."""
        return {
            "changes": [change.to_data() for change in self.changes],
            "left": [left.to_data() for left in self.left],
        }


def _change_lines(change: Change) -> list[str]:
    lines = [f"  {change.summary}", f"    why: {change.why}"]
    for label, text in (("LOST", change.loss), ("BLOCKED", change.blocked), ("note", change.note)):
        if text is not None:
            lines.append(f"    {label}: {text}")
    return lines
