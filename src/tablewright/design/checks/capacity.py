"""Billing and throughput that a table and its indexes can have together."""

from collections.abc import Iterator, Sequence

from tablewright.design.keys import Index
from tablewright.design.resources import (
    ON_DEMAND_WARM_THROUGHPUT,
    AutoScaling,
    Billing,
    OnDemand,
    Provisioned,
    WarmThroughput,
)

_MODES = {OnDemand: "on demand", Provisioned: "provisioned"}

Fault = tuple[str, str]
"""What is wrong, and the way out."""


def capacity_faults(billing: Billing, warm: WarmThroughput | None, indexes: Sequence[Index]) -> Iterator[Fault]:
    """The faults of a table's capacity, and of its indexes'."""
    yield from _billing_faults(billing)
    yield from _warm_faults("", warm, billing)
    for index in indexes:
        own = index.billing or billing
        if index.billing is not None:
            yield from _billing_faults(index.billing)
        if type(own) is not type(billing):
            message = f"the index {index.name} is {_MODES[type(own)]}, and the table {_MODES[type(billing)]}"
            yield message, "An index is billed as its table: leave its billing out, or give capacity to both"
        yield from _warm_faults(f" of index {index.name}", index.warm_throughput, own)


def _billing_faults(billing: Billing) -> Iterator[Fault]:
    match billing:
        case OnDemand():
            for name, limit in (("read", billing.max_read), ("write", billing.max_write)):
                if limit is not None and limit < 1:
                    yield f"the maximum of {limit} {name} units a second", "Give a maximum of 1 or more"
        case Provisioned():
            yield from _provisioned_faults("read", billing.read, billing.read_scaling)
            yield from _provisioned_faults("write", billing.write, billing.write_scaling)


def _provisioned_faults(name: str, units: int, scaling: AutoScaling | None) -> Iterator[Fault]:
    if units < 1:
        yield f"a {name} capacity of {units}", "Give capacity of 1 or more"
    if scaling is None:
        return
    if not 1 <= scaling.minimum <= scaling.maximum:
        message = f"{name} capacity scaling from {scaling.minimum} to {scaling.maximum}"
        yield message, "Give a minimum of 1 or more that is not above the maximum"
    if not 20 <= scaling.target_utilization <= 90:
        message = f"{name} capacity scaling at a utilization of {scaling.target_utilization} per cent"
        yield message, "Give a target of 20 to 90 per cent"


def _warm_faults(whose: str, warm: WarmThroughput | None, billing: Billing) -> Iterator[Fault]:
    if warm is None:
        return
    least = ON_DEMAND_WARM_THROUGHPUT if isinstance(billing, OnDemand) else WarmThroughput(billing.read, billing.write)
    if warm.read < least.read or warm.write < least.write:
        yield (
            f"a warm throughput{whose} of {warm.read:,} reads and {warm.write:,} writes a second, which is below the "
            f"{least.read:,} and {least.write:,} that it has by itself",
            "Raise it, or leave it out",
        )
