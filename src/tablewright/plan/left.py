"""What is left to AWS or to other tools: declared or seen, and on purpose not changed by a plan."""

from collections.abc import Iterator
from dataclasses import dataclass

from tablewright.design.resources import (
    ON_DEMAND_WARM_THROUGHPUT,
    AutoScaling,
    Billing,
    Provisioned,
    TableResource,
    WarmThroughput,
)
from tablewright.plan import wording
from tablewright.plan.observed import ObservedTable


@dataclass(frozen=True, slots=True)
class Left:
    """One thing that a plan leaves as it is."""

    table: str
    what: str
    why: str

    def to_data(self) -> dict[str, str]:
        """The entry as JSON-able data."""
        return {"table": self.table, "what": self.what, "why": self.why}


def left_alone(declared: TableResource, observed: ObservedTable | None) -> tuple[Left, ...]:
    """What a plan for the declared table leaves alone; observed is None where it is still to be made."""
    entries = [*_declared(declared)]
    if observed is not None:
        entries += _seen(declared, observed)
    return tuple(Left(declared.name, what, why) for what, why in entries)


def extra_table_left(observed: ObservedTable) -> Left:
    """A table that nothing declares, left because nobody asked to delete it."""
    return Left(observed.resource.name, "the table", "it is not declared, and deleting it was not asked for")


def _declared(declared: TableResource) -> Iterator[tuple[str, str]]:
    yield from _scaling("", declared.billing)
    for index in declared.indexes:
        if index.billing is not None and index.billing != declared.billing:
            yield from _scaling(f" of index {index.name}", index.billing)
    if declared.replicas:
        yield (
            f"replicas in {', '.join(declared.replicas)}",
            "apply makes the stream that they need, not the replicas; `render cloudformation` has both",
        )
    if declared.backup is not None:
        yield (
            f"backups on schedule, {wording.backup(declared.backup)}",
            "apply schedules no backups; `render cloudformation` has the schedule",
        )


def _scaling(whose: str, billing: Billing) -> Iterator[tuple[str, str]]:
    if not isinstance(billing, Provisioned):
        return
    rules: tuple[tuple[str, AutoScaling | None], ...] = (
        ("read", billing.read_scaling),
        ("write", billing.write_scaling),
    )
    for dimension, rule in rules:
        if rule is not None:
            yield (
                f"{dimension} capacity{whose}, {wording.scaling(rule)}",
                "Application Auto Scaling moves it within that range; apply makes the capacity, "
                "`render cloudformation` the scaling",
            )


def _seen(declared: TableResource, observed: ObservedTable) -> Iterator[tuple[str, str]]:
    live = observed.resource
    yield from _grown("", declared.warm_throughput, live.warm_throughput)
    for index in declared.indexes:
        found = live.index(index.name)
        if found is not None:
            yield from _grown(f" of index {index.name}", index.warm_throughput, found.warm_throughput)
    undeclared = [region for region in live.replicas if region not in declared.replicas]
    if undeclared:
        yield (
            f"replicas in {', '.join(undeclared)}",
            "they are not declared, and this release manages no replicas",
        )
    if observed.vector_indexes:
        yield (
            f"vector indexes {', '.join(observed.vector_indexes)}",
            "a design does not declare vector indexes",
        )
    if declared.encryption.by == "AWS_MANAGED" and live.encryption.by == "CUSTOMER" and not observed.key_manager:
        yield (
            f"the KMS key {live.encryption.key_arn}",
            "declared is the AWS managed key, and whether this is it only KMS can tell (DescribeKey)",
        )
    for feature in sorted(observed.not_offered):
        yield feature.value, "this endpoint does not offer it"


def _grown(whose: str, declared: WarmThroughput | None, live: WarmThroughput | None) -> Iterator[tuple[str, str]]:
    base = declared or ON_DEMAND_WARM_THROUGHPUT
    if live is None:
        if declared is not None:
            yield f"warm throughput{whose}", "this endpoint does not tell it"
    elif live.read > base.read or live.write > base.write:
        yield f"warm throughput{whose}, {wording.warm_throughput(live)}", "AWS raised it, and never lowers it"
