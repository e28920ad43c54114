"""The changes that one live table needs, in the order in which AWS takes them."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from tablewright.design.resources import Billing, IndexResource, Provisioned, TableResource, WarmThroughput
from tablewright.plan.changes import Change, ReplaceTable
from tablewright.plan.differences import (
    Aspect,
    Difference,
    capacity_differs,
    differences,
    settled_capacity,
    warm_throughput_lacks,
)
from tablewright.plan.index_changes import CreateIndex, DeleteIndex, ReplaceIndex
from tablewright.plan.observed import Feature, ObservedIndex, ObservedTable
from tablewright.plan.setting_changes import (
    UpdateBilling,
    UpdateEncryption,
    UpdateProtection,
    UpdateRecovery,
    UpdateStream,
    UpdateTableClass,
    UpdateTags,
    UpdateThroughput,
    UpdateTimeToLive,
    UpdateWarmThroughput,
)

_FIXED_IN_INDEX = {Aspect.KEY, Aspect.PROJECTION}
"""What is fixed when an index is made."""


def table_changes(declared: TableResource, observed: ObservedTable) -> Iterator[Change]:
    """The changes that make a live table as declared; both are in canonical form.

    The order: protection first, so that a replacement finds it off; index removals before additions, since a
    table has at most twenty and one type for each key attribute; the billing mode between them, since it
    names every index there is.
    """
    comparison = _Comparison.of(declared, _without_going_indexes(observed))
    if comparison.needs_replacement:
        if comparison.live.deletion_protection and not declared.deletion_protection:
            yield from comparison.protection()
        yield comparison.replacement()
        yield from after_creation(declared)
        return
    yield from comparison.protection()
    yield from comparison.removed_indexes()
    yield from comparison.billing_mode()
    yield from comparison.remade_indexes()
    yield from comparison.added_indexes()
    yield from comparison.throughput()
    yield from comparison.warm_throughput()
    yield from comparison.settings()
    yield from comparison.tags()


def after_creation(resource: TableResource) -> Iterator[Change]:
    """What CreateTable does not carry: TTL and point-in-time recovery."""
    why = "it is declared, and a new table has none"
    if resource.ttl_attribute is not None:
        yield UpdateTimeToLive(table=resource.name, why=why, before=None, after=resource.ttl_attribute)
    if resource.recovery_days is not None:
        yield UpdateRecovery(table=resource.name, why=why, before=None, after=resource.recovery_days)


def _without_going_indexes(observed: ObservedTable) -> ObservedTable:
    """The table without the indexes that AWS is deleting already."""
    going = {index.name for index in observed.indexes if index.status == "DELETING"}
    if not going:
        return observed
    resource = observed.resource
    return replace(
        observed,
        resource=replace(resource, indexes=tuple(index for index in resource.indexes if index.name not in going)),
        indexes=tuple(index for index in observed.indexes if index.name not in going),
    )


@dataclass(frozen=True, slots=True)
class _Comparison:
    """One table as declared and as observed, with the differences between them."""

    declared: TableResource
    observed: ObservedTable
    found: tuple[Difference, ...]

    @classmethod
    def of(cls, declared: TableResource, observed: ObservedTable) -> "_Comparison":
        return cls(declared, observed, differences(declared, observed))

    @property
    def live(self) -> TableResource:
        return self.observed.resource

    @property
    def needs_replacement(self) -> bool:
        """Whether something differs that is fixed when a table is made: its key, its local indexes."""
        return any(self._is_fixed(difference) for difference in self.found)

    def _is_fixed(self, difference: Difference) -> bool:
        if difference.index is None:
            return difference.aspect is Aspect.KEY
        either = self.declared.index(difference.index), self.live.index(difference.index)
        return any(index is not None and index.kind == "LSI" for index in either)

    def protection(self) -> Iterator[Change]:
        if why := self._why(Aspect.PROTECTION):
            yield UpdateProtection(table=self.declared.name, why=why, protected=self.declared.deletion_protection)

    def replacement(self) -> Change:
        fixed = [difference for difference in self.found if self._is_fixed(difference)]
        return ReplaceTable(
            table=self.declared.name,
            why=_reasons(fixed) + " (fixed when a table is made)",
            resource=self.declared,
            item_count=self.observed.item_count,
            size_bytes=self.observed.size_bytes,
            protected=self.live.deletion_protection and self.declared.deletion_protection,
            recoverable=self.live.recovery_days is not None,
        )

    def removed_indexes(self) -> Iterator[Change]:
        for index in self.live.indexes:
            if self.declared.index(index.name) is None:
                yield self._deletion(index.name, "it is not declared")
            elif index in self._retyped():
                yield self._deletion(index.name, f"{self._index_reasons(index.name)}; it is created anew below")

    def remade_indexes(self) -> Iterator[Change]:
        retyped = {index.name for index in self._retyped()}
        for index in self.declared.indexes:
            if self._is_remade(index) and index.name not in retyped:
                state = self._state(index.name)
                yield ReplaceIndex(
                    table=self.declared.name,
                    why=self._index_reasons(index.name) + " (fixed when an index is made)",
                    index=index,
                    item_count=state.item_count,
                    size_bytes=state.size_bytes,
                )

    def added_indexes(self) -> Iterator[Change]:
        retyped = {index.name for index in self._retyped()}
        for index in self.declared.indexes:
            if self.live.index(index.name) is None:
                yield CreateIndex(table=self.declared.name, why="it is declared and not there", index=index)
            elif index.name in retyped:
                yield CreateIndex(table=self.declared.name, why="it was deleted to be made anew", index=index)

    def billing_mode(self) -> Iterator[Change]:
        if not self._changes_mode:
            return
        remaining = [
            self._as_it_will_be(index)
            for index in self.live.indexes
            if self.declared.index(index.name) is not None and index not in self._retyped()
        ]
        yield UpdateBilling(
            table=self.declared.name,
            why=self._why(Aspect.BILLING),
            before=self.live.billing,
            after=self.declared.billing,
            indexes=tuple(remaining),
        )

    def throughput(self) -> Iterator[Change]:
        if self._changes_mode:
            return
        table = _capacity_change(self.declared.billing, self.live.billing)
        indexes: dict[str, Billing] = {}
        for index, live in self._kept_indexes():
            if index.billing is not None and live.billing is not None:
                change = _capacity_change(index.billing, live.billing)
                if change is not None:
                    indexes[index.name] = change
        if table is not None or indexes:
            yield UpdateThroughput(
                table=self.declared.name,
                why=self._why(Aspect.BILLING, of_indexes=indexes),
                capacity=table,
                index_capacity=indexes,
            )

    def warm_throughput(self) -> Iterator[Change]:
        table = _raised(self.declared.warm_throughput, self.live.warm_throughput)
        indexes: dict[str, WarmThroughput] = {}
        for index, live in self._kept_indexes():
            raised = _raised(index.warm_throughput, live.warm_throughput)
            if raised is not None:
                indexes[index.name] = raised
        if table is not None or indexes:
            yield UpdateWarmThroughput(
                table=self.declared.name,
                why=self._why(Aspect.WARM_THROUGHPUT, of_indexes=indexes),
                warm=table,
                index_warm=indexes,
            )

    def settings(self) -> Iterator[Change]:
        name, declared, live = self.declared.name, self.declared, self.live
        if why := self._why(Aspect.STREAM):
            yield UpdateStream(table=name, why=why, before=live.stream, after=declared.stream)
        if why := self._why(Aspect.ENCRYPTION):
            yield UpdateEncryption(table=name, why=why, before=live.encryption, after=declared.encryption)
        if why := self._why(Aspect.TABLE_CLASS):
            yield UpdateTableClass(table=name, why=why, before=live.table_class, after=declared.table_class)
        if why := self._why(Aspect.TIME_TO_LIVE, Feature.TIME_TO_LIVE):
            yield UpdateTimeToLive(table=name, why=why, before=live.ttl_attribute, after=declared.ttl_attribute)
        if why := self._why(Aspect.RECOVERY, Feature.RECOVERY):
            yield UpdateRecovery(table=name, why=why, before=live.recovery_days, after=declared.recovery_days)

    def tags(self) -> Iterator[Change]:
        if why := self._why(Aspect.TAGS, Feature.TAGS):
            live = self.live.tags
            yield UpdateTags(
                table=self.declared.name,
                why=why,
                arn=self.observed.arn,
                set_tags={key: value for key, value in self.declared.tags.items() if live.get(key) != value},
                removed=tuple(key for key in live if key not in self.declared.tags),
            )

    @property
    def _changes_mode(self) -> bool:
        return type(self.declared.billing) is not type(self.live.billing)

    def _as_it_will_be(self, live: IndexResource) -> IndexResource:
        declared = self.declared.index(live.name)
        return live if declared is None else replace(live, billing=declared.billing)

    def _kept_indexes(self) -> Iterator[tuple[IndexResource, IndexResource]]:
        """The indexes that stay, as declared and as they are."""
        for index in self.declared.indexes:
            live = self.live.index(index.name)
            if live is not None and not self._is_remade(index):
                yield index, live

    def _is_remade(self, index: IndexResource) -> bool:
        return any(difference.index == index.name and difference.aspect in _FIXED_IN_INDEX for difference in self.found)

    def _retyped(self) -> list[IndexResource]:
        """The live indexes with a key attribute whose type changes: all must go before one can come anew."""
        types = {
            attribute.name: attribute.type
            for key in (self.declared.key, *(index.key for index in self.declared.indexes))
            for attribute in key.attributes
        }
        return [
            index
            for index in self.live.indexes
            if self.declared.index(index.name) is not None
            and any(types.get(attribute.name, attribute.type) != attribute.type for attribute in index.key.attributes)
        ]

    def _deletion(self, index: str, why: str) -> Change:
        state = self._state(index)
        return DeleteIndex(
            table=self.declared.name,
            why=why,
            index_name=index,
            item_count=state.item_count,
            size_bytes=state.size_bytes,
        )

    def _state(self, index: str) -> ObservedIndex:
        return self.observed.index(index) or ObservedIndex(index)

    def _why(self, aspect: Aspect, feature: Feature | None = None, of_indexes: Collection[str] = ()) -> str:
        """What differs in one aspect, in words; empty where nothing does or the endpoint lacks it."""
        if feature is not None and feature in self.observed.not_offered:
            return ""
        return _reasons(
            [
                difference
                for difference in self.found
                if difference.aspect is aspect and (difference.index is None or difference.index in of_indexes)
            ]
        )

    def _index_reasons(self, index: str) -> str:
        return _reasons(
            [
                difference
                for difference in self.found
                if difference.index == index and difference.aspect in _FIXED_IN_INDEX
            ]
        )


def _reasons(found: Sequence[Difference]) -> str:
    return "; ".join(difference.reason for difference in found)


def _capacity_change(declared: Billing, live: Billing) -> Billing | None:
    if not capacity_differs(declared, live):
        return None
    if isinstance(declared, Provisioned) and isinstance(live, Provisioned):
        return settled_capacity(declared, live)
    return declared


def _raised(declared: WarmThroughput | None, live: WarmThroughput | None) -> WarmThroughput | None:
    """The warm throughput to ask for: as declared, and never below what is there."""
    if declared is None or not warm_throughput_lacks(declared, live):
        return None
    if live is None:
        return declared
    return WarmThroughput(max(declared.read, live.read), max(declared.write, live.write))
