"""What differs between a table as declared and as observed: the one place that decides it.

`plan.diff` turns differences into changes; verification reports them as they are.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from tablewright.design.resources import (
    AutoScaling,
    Billing,
    IndexResource,
    Provisioned,
    TableResource,
    WarmThroughput,
)
from tablewright.plan import wording
from tablewright.plan.observed import Feature, ObservedIndex, ObservedTable


class Aspect(StrEnum):
    """The part of a table or index that differs; its value ends the difference's path."""

    EXISTENCE = "existence"
    STATUS = "status"
    KIND = "kind"
    KEY = "key"
    PROJECTION = "projection"
    BILLING = "billing"
    WARM_THROUGHPUT = "warm_throughput"
    STREAM = "stream"
    TIME_TO_LIVE = "ttl"
    RECOVERY = "recovery"
    ENCRYPTION = "encryption"
    TABLE_CLASS = "table_class"
    PROTECTION = "deletion_protection"
    TAGS = "tags"


@dataclass(frozen=True, slots=True)
class Difference:
    """One difference, said in words on either side."""

    table: str
    aspect: Aspect
    declared: str | None
    """None: not declared; the live side is extra."""
    live: str | None
    """None: not there; the declared side is missing."""
    index: str | None = None
    tag: str | None = None

    @property
    def path(self) -> str:
        """Where the difference is: ``bookings.status-index.projection``, ``bookings.tags.Owner``."""
        aspect = None if self.aspect is Aspect.EXISTENCE else self.aspect.value
        return ".".join(part for part in (self.table, self.index, aspect, self.tag) if part)

    @property
    def reason(self) -> str:
        """The difference within its table, as a plan gives it for a reason."""
        where = ".".join(part for part in (self.index, self.aspect.value, self.tag) if part)
        return f"{where}: {self._sides}"

    def __str__(self) -> str:
        return f"{self.path}: {self._sides}"

    @property
    def _sides(self) -> str:
        if self.live is None:
            return f"missing (declared: {self.declared})"
        if self.declared is None:
            return f"extra, not declared (live: {self.live})"
        return f"declared {self.declared}, live {self.live}"

    def to_data(self) -> dict[str, str | None]:
        """The difference as JSON-able data."""
        return {
            "path": self.path,
            "table": self.table,
            "index": self.index,
            "tag": self.tag,
            "aspect": self.aspect.value,
            "declared": self.declared,
            "live": self.live,
        }


def missing_table(resource: TableResource) -> Difference:
    """The declared table is not there."""
    return Difference(resource.name, Aspect.EXISTENCE, wording.table(resource), None)


def extra_table(observed: ObservedTable) -> Difference:
    """A table is there that nothing declares."""
    return Difference(observed.resource.name, Aspect.EXISTENCE, None, wording.table(observed.resource))


def differences(declared: TableResource, observed: ObservedTable) -> tuple[Difference, ...]:
    """Everything in which the live table is not as declared.

    The declared table is in canonical form. What is left to AWS makes no difference: capacity inside its
    scaling range, warm throughput above what was asked, a table's or index's passing states
    (`state_differences` has those).
    """
    return (*_table(declared, observed), *_indexes(declared, observed), *_tags(declared, observed))


def state_differences(observed: ObservedTable) -> tuple[Difference, ...]:
    """The table and each of its indexes that is not ACTIVE."""
    name = observed.resource.name
    states = [(None, observed.status), *((index.name, _state(index)) for index in observed.indexes)]
    return tuple(
        Difference(name, Aspect.STATUS, "ACTIVE", status, index) for index, status in states if status != "ACTIVE"
    )


def capacity_differs(declared: Billing, live: Billing) -> bool:
    """Whether the live capacity is other than declared; inside a declared scaling range it is not."""
    if isinstance(declared, Provisioned) and isinstance(live, Provisioned):
        return settled_capacity(declared, live) != Provisioned(live.read, live.write)
    return declared != live


def settled_capacity(declared: Provisioned, live: Provisioned) -> Provisioned:
    """The capacity to ask for: as declared, and where it scales, the live value moved into the range."""
    return Provisioned(
        _settled(declared.read, declared.read_scaling, live.read),
        _settled(declared.write, declared.write_scaling, live.write),
    )


def warm_throughput_lacks(declared: WarmThroughput | None, live: WarmThroughput | None) -> bool:
    """Whether the live warm throughput, where the endpoint tells it, is below what is declared."""
    if declared is None or live is None:
        return False
    return live.read < declared.read or live.write < declared.write


def _table(declared: TableResource, observed: ObservedTable) -> Iterator[Difference]:
    live = observed.resource
    name = declared.name
    if declared.key != live.key:
        yield Difference(name, Aspect.KEY, wording.key(declared.key), wording.key(live.key))
    yield from _capacity(name, None, declared.billing, live.billing)
    yield from _warm_throughput(name, None, declared.warm_throughput, live.warm_throughput)
    if declared.stream != live.stream:
        yield Difference(name, Aspect.STREAM, declared.stream or "off", live.stream or "off")
    yield from _time_to_live(declared, observed)
    yield from _recovery(declared, observed)
    if _encryption_differs(declared, observed):
        yield Difference(
            name,
            Aspect.ENCRYPTION,
            wording.encryption(declared.encryption),
            wording.encryption(live.encryption),
        )
    if declared.table_class != live.table_class:
        yield Difference(name, Aspect.TABLE_CLASS, declared.table_class, live.table_class)
    if declared.deletion_protection != live.deletion_protection:
        yield Difference(
            name,
            Aspect.PROTECTION,
            wording.switch(declared.deletion_protection),
            wording.switch(live.deletion_protection),
        )


def _indexes(declared: TableResource, observed: ObservedTable) -> Iterator[Difference]:
    live = observed.resource
    for index in declared.indexes:
        found = live.index(index.name)
        if found is None:
            yield Difference(declared.name, Aspect.EXISTENCE, wording.index(index), None, index.name)
        else:
            yield from _index(declared.name, index, found)
    for index in live.indexes:
        if declared.index(index.name) is None:
            yield Difference(declared.name, Aspect.EXISTENCE, None, wording.index(index), index.name)


def _index(table: str, declared: IndexResource, live: IndexResource) -> Iterator[Difference]:
    if declared.kind != live.kind:
        yield Difference(table, Aspect.KIND, declared.kind, live.kind, declared.name)
        return
    if declared.key != live.key:
        yield Difference(table, Aspect.KEY, wording.key(declared.key), wording.key(live.key), declared.name)
    if declared.projection != live.projection:
        yield Difference(
            table,
            Aspect.PROJECTION,
            wording.projection(declared.projection),
            wording.projection(live.projection),
            declared.name,
        )
    if declared.billing is not None and live.billing is not None:
        yield from _capacity(table, declared.name, declared.billing, live.billing)
    yield from _warm_throughput(table, declared.name, declared.warm_throughput, live.warm_throughput)


def _capacity(table: str, index: str | None, declared: Billing, live: Billing) -> Iterator[Difference]:
    if capacity_differs(declared, live):
        yield Difference(table, Aspect.BILLING, wording.billing(declared), wording.billing(live), index)


def _warm_throughput(
    table: str, index: str | None, declared: WarmThroughput | None, live: WarmThroughput | None
) -> Iterator[Difference]:
    if declared is not None and live is not None and warm_throughput_lacks(declared, live):
        yield Difference(
            table,
            Aspect.WARM_THROUGHPUT,
            wording.warm_throughput(declared),
            wording.warm_throughput(live),
            index,
        )


def _time_to_live(declared: TableResource, observed: ObservedTable) -> Iterator[Difference]:
    live = observed.resource.ttl_attribute
    if declared.ttl_attribute == live:
        return
    yield Difference(
        declared.name,
        Aspect.TIME_TO_LIVE,
        declared.ttl_attribute or "off",
        _unless_not_offered(live or "off", Feature.TIME_TO_LIVE, observed),
    )


def _recovery(declared: TableResource, observed: ObservedTable) -> Iterator[Difference]:
    live = observed.resource.recovery_days
    if declared.recovery_days == live:
        return
    yield Difference(
        declared.name,
        Aspect.RECOVERY,
        wording.recovery(declared.recovery_days),
        _unless_not_offered(wording.recovery(live), Feature.RECOVERY, observed),
    )


def _tags(declared: TableResource, observed: ObservedTable) -> Iterator[Difference]:
    live = observed.resource.tags
    for tag in sorted({*declared.tags, *live}):
        if declared.tags.get(tag) == live.get(tag):
            continue
        found = live.get(tag)
        if Feature.TAGS in observed.not_offered:
            found = _unless_not_offered("", Feature.TAGS, observed)
        yield Difference(declared.name, Aspect.TAGS, declared.tags.get(tag), found, tag=tag)


def _unless_not_offered(live: str, feature: Feature, observed: ObservedTable) -> str:
    return "not offered by this endpoint" if feature in observed.not_offered else live


def _encryption_differs(declared: TableResource, observed: ObservedTable) -> bool:
    wanted, live = declared.encryption, observed.resource.encryption
    if wanted.by == "AWS_MANAGED" and live.by == "CUSTOMER" and observed.key_manager is None:
        return False  # KMS encrypts it, and nobody can tell from here with whose key: `left` says so
    return wanted != live


def _settled(declared: int, rule: AutoScaling | None, live: int) -> int:
    return declared if rule is None else min(max(live, rule.minimum), rule.maximum)


def _state(index: ObservedIndex) -> str:
    return f"{index.status}, backfilling" if index.backfilling else index.status
