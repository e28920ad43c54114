"""What a change is, and the changes that make, remove or remake a whole table."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import Any

from tablewright.design.resources import TableResource
from tablewright.plan import operations, wording
from tablewright.plan.operations import Request

_KEPT_BY_AWS = "AWS keeps a system backup of a table with point-in-time recovery for 35 days after its deletion"
"""https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change(ABC):
    """One step of a plan: what is done to which table, why, and the requests that do it, in order.

    Between its requests, and after the last, the table is left to settle: it and its indexes are ACTIVE
    again.
    """

    table: str
    why: str

    @property
    def action(self) -> str:
        """The kind of change: ``CreateTable``, ``UpdateStream``."""
        return type(self).__name__

    @property
    @abstractmethod
    def summary(self) -> str:
        """What is done, as a short sentence without its table."""

    @property
    @abstractmethod
    def requests(self) -> tuple[Request, ...]:
        """The API requests, in order."""

    @property
    def loss(self) -> str | None:
        """What is lost for good; a change that loses something is carried out only when that is allowed."""
        return None

    @property
    def blocked(self) -> str | None:
        """Why the change cannot be carried out at all, with the way out; None when it can."""
        return None

    @property
    def note(self) -> str | None:
        """What AWS's own limits mean for this change."""
        return None

    @property
    def destructive(self) -> bool:
        """Whether something is lost for good."""
        return self.loss is not None

    @property
    def subject(self) -> tuple[str, ...]:
        """What the change is, apart from counts and sizes of the moment: action, table and index."""
        return (self.action, self.table)

    def to_data(self) -> dict[str, Any]:
        """The change as JSON-able data."""
        return {
            "action": self.action,
            "table": self.table,
            "summary": self.summary,
            "why": self.why,
            "destructive": self.destructive,
            "loss": self.loss,
            "blocked": self.blocked,
            "note": self.note,
            "requests": [
                {"operation": request.operation, "parameters": dict(request.parameters)} for request in self.requests
            ],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateTable(Change):
    """Make a table, its indexes with it."""

    resource: TableResource

    @property
    def summary(self) -> str:
        return f"create the table ({wording.table(self.resource)})"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.create_table(self.resource),)


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal(Change):
    """What removes a live table, with all that is in it."""

    item_count: int
    size_bytes: int
    """What the table holds, as it was last counted."""
    protected: bool = False
    """Whether the live table is protected against deletion, and nothing before this change switches that off."""
    recoverable: bool = False
    """Whether point-in-time recovery of the live table is on."""

    @property
    def loss(self) -> str | None:
        return f"the table with {wording.holdings(self.item_count, self.size_bytes)}"

    @property
    def note(self) -> str | None:
        return _KEPT_BY_AWS if self.recoverable else None


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteTable(Removal):
    """Remove a table that the design does not have."""

    @property
    def summary(self) -> str:
        return "delete the table"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.delete_table(self.table),)

    @property
    def blocked(self) -> str | None:
        if not self.protected:
            return None
        return "the table is protected against deletion; switch its deletion protection off first"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceTable(Removal):
    """Remove a table and make it anew: its key or local indexes change, which are fixed when it is made."""

    resource: TableResource

    @property
    def summary(self) -> str:
        return f"delete the table and create it anew ({wording.table(self.resource)})"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.delete_table(self.table), operations.create_table(self.resource))

    @property
    def blocked(self) -> str | None:
        if not self.protected:
            return None
        return (
            "the table is protected against deletion, and declared so; "
            "declare its deletion protection off and apply again, or give the new table another name"
        )
