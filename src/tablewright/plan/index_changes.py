"""Changes to global secondary indexes, of which a table takes one at a time."""

from dataclasses import dataclass

from tablewright.design.resources import IndexResource
from tablewright.plan import operations, wording
from tablewright.plan.changes import Change
from tablewright.plan.operations import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class CreateIndex(Change):
    """Add an index; AWS fills it from the table's items before it becomes ACTIVE."""

    index: IndexResource

    @property
    def summary(self) -> str:
        return f"create index {self.index.name} ({wording.index(self.index)})"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.create_index(self.table, self.index),)

    @property
    def subject(self) -> tuple[str, ...]:
        return (self.action, self.table, self.index.name)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeleteIndex(Change):
    """Remove an index: one no longer declared, or one that must make way before it is created anew."""

    index_name: str
    item_count: int
    size_bytes: int

    @property
    def summary(self) -> str:
        return f"delete index {self.index_name}"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.delete_index(self.table, self.index_name),)

    @property
    def loss(self) -> str | None:
        return f"index {self.index_name} with {wording.holdings(self.item_count, self.size_bytes)}"

    @property
    def subject(self) -> tuple[str, ...]:
        return (self.action, self.table, self.index_name)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplaceIndex(Change):
    """Remove an index and create it anew, because its key and projection are fixed when it is made."""

    index: IndexResource
    item_count: int
    size_bytes: int

    @property
    def summary(self) -> str:
        return f"delete index {self.index.name} and create it anew ({wording.index(self.index)})"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (
            operations.delete_index(self.table, self.index.name),
            operations.create_index(self.table, self.index),
        )

    @property
    def loss(self) -> str | None:
        held = wording.holdings(self.item_count, self.size_bytes)
        return f"index {self.index.name} with {held}, until it is filled again"

    @property
    def subject(self) -> tuple[str, ...]:
        return (self.action, self.table, self.index.name)
