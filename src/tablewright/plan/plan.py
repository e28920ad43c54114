"""A plan: the changes that make live tables what a design declares, in order, and what is left alone."""

from dataclasses import dataclass
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

    def to_data(self) -> dict[str, Any]:
        """The plan as JSON-able data."""
        return {
            "changes": [change.to_data() for change in self.changes],
            "left": [left.to_data() for left in self.left],
        }
