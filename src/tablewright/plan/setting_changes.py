"""Changes to the settings of a table that stays where it is."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from tablewright.design.resources import (
    Billing,
    Encryption,
    IndexResource,
    StreamViewType,
    TableClass,
    WarmThroughput,
)
from tablewright.plan import operations, shapes, wording
from tablewright.plan.changes import Change
from tablewright.plan.operations import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateBilling(Change):
    """Change between on demand and provisioned capacity, for the table and all its indexes at once."""

    before: Billing
    after: Billing
    indexes: tuple[IndexResource, ...] = ()
    """The indexes that exist at that moment, with the capacity declared for them."""

    @property
    def summary(self) -> str:
        return f"change billing from {wording.billing(self.before)} to {wording.billing(self.after)}"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.change_billing_mode(self.table, self.after, self.indexes),)

    @property
    def note(self) -> str | None:
        if shapes.billing_mode(self.after) == "PAY_PER_REQUEST":
            return "AWS changes a table to on demand at most four times in 24 hours"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateThroughput(Change):
    """Change provisioned capacity or on-demand maximums within the billing mode."""

    capacity: Billing | None
    """The table's; None: unchanged."""
    index_capacity: Mapping[str, Billing] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        parts = [] if self.capacity is None else [wording.billing(self.capacity)]
        parts += [f"{name}: {wording.billing(value)}" for name, value in self.index_capacity.items()]
        return f"change throughput to {'; '.join(parts)}"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.change_throughput(self.table, self.capacity, self.index_capacity),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateWarmThroughput(Change):
    """Raise warm throughput, which can only grow."""

    warm: WarmThroughput | None
    """The table's; None: unchanged."""
    index_warm: Mapping[str, WarmThroughput] = field(default_factory=dict)

    @property
    def summary(self) -> str:
        parts = [] if self.warm is None else [wording.warm_throughput(self.warm)]
        parts += [f"{name}: {wording.warm_throughput(value)}" for name, value in self.index_warm.items()]
        return f"raise warm throughput to {'; '.join(parts)}"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.raise_warm_throughput(self.table, self.warm, self.index_warm),)

    @property
    def note(self) -> str | None:
        return "AWS charges once for warm throughput that is asked for, and never lowers it"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateStream(Change):
    """Start or end the stream, or change its view, which ends it and starts another with its own ARN."""

    before: StreamViewType | None
    after: StreamViewType | None

    @property
    def summary(self) -> str:
        if self.after is None:
            return f"disable the stream ({self.before})"
        if self.before is None:
            return f"enable a stream of {self.after}"
        return f"disable the stream of {self.before} and enable one of {self.after}"

    @property
    def requests(self) -> tuple[Request, ...]:
        disabling = () if self.before is None else (operations.disable_stream(self.table),)
        enabling = () if self.after is None else (operations.enable_stream(self.table, self.after),)
        return disabling + enabling

    @property
    def note(self) -> str | None:
        if self.before is None:
            return None
        if self.after is None:
            return "records written so far stay readable for 24 hours"
        return "the new stream has a new ARN: point its consumers to it; the old one stays readable for 24 hours"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateEncryption(Change):
    """Change the key that encrypts the table at rest."""

    before: Encryption
    after: Encryption

    @property
    def summary(self) -> str:
        return f"encrypt with {wording.encryption(self.after)} instead of {wording.encryption(self.before)}"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.change_encryption(self.table, self.after),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTableClass(Change):
    """Change the table class."""

    before: TableClass
    after: TableClass

    @property
    def summary(self) -> str:
        return f"change the table class from {self.before} to {self.after}"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.change_table_class(self.table, self.after),)

    @property
    def note(self) -> str | None:
        return "AWS changes the class of a table at most twice in 30 days"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTimeToLive(Change):
    """Enable or disable TTL, or move it to another attribute, which disables it first."""

    before: str | None
    after: str | None

    @property
    def summary(self) -> str:
        if self.after is None:
            return f"disable TTL on {self.before}"
        if self.before is None:
            return f"enable TTL on {self.after}"
        return f"disable TTL on {self.before} and enable it on {self.after}"

    @property
    def requests(self) -> tuple[Request, ...]:
        steps = []
        if self.before is not None:
            steps.append(operations.change_time_to_live(self.table, self.before, enabled=False))
        if self.after is not None:
            steps.append(operations.change_time_to_live(self.table, self.after, enabled=True))
        return tuple(steps)

    @property
    def note(self) -> str | None:
        if self.before is not None and self.after is not None:
            return "AWS takes one change of TTL an hour: the second step waits for it"
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateRecovery(Change):
    """Enable or disable point-in-time recovery, or change its window."""

    before: int | None
    after: int | None

    @property
    def summary(self) -> str:
        if self.after is None:
            return "disable point-in-time recovery"
        if self.before is None:
            return f"enable point-in-time recovery over {wording.recovery(self.after)}"
        return (
            f"change the window of point-in-time recovery from {wording.recovery(self.before)} "
            f"to {wording.recovery(self.after)}"
        )

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.change_recovery(self.table, self.after),)

    @property
    def loss(self) -> str | None:
        if self.before is None or (self.after is not None and self.after >= self.before):
            return None
        if self.after is None:
            return f"the points in time of the last {wording.recovery(self.before)}"
        return f"the points in time more than {wording.recovery(self.after)} ago"


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateProtection(Change):
    """Switch deletion protection."""

    protected: bool

    @property
    def summary(self) -> str:
        return f"switch deletion protection {wording.switch(self.protected)}"

    @property
    def requests(self) -> tuple[Request, ...]:
        return (operations.change_protection(self.table, self.protected),)


@dataclass(frozen=True, slots=True, kw_only=True)
class UpdateTags(Change):
    """Set the tags that are missing or have other values, and remove those not declared."""

    arn: str
    set_tags: Mapping[str, str] = field(default_factory=dict)
    removed: tuple[str, ...] = ()

    @property
    def summary(self) -> str:
        parts = []
        if self.set_tags:
            parts.append("set " + ", ".join(f"{key}={value}" for key, value in self.set_tags.items()))
        if self.removed:
            parts.append("remove " + ", ".join(self.removed))
        return f"tags: {'; '.join(parts)}"

    @property
    def requests(self) -> tuple[Request, ...]:
        setting = (operations.set_tags(self.arn, self.set_tags),) if self.set_tags else ()
        removing = (operations.remove_tags(self.arn, self.removed),) if self.removed else ()
        return removing + setting
