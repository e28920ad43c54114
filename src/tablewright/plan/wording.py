"""How resources are said in plans and reports, in DynamoDB's own words."""

from tablewright.design.resources import (
    AutoScaling,
    BackupSchedule,
    Billing,
    Encryption,
    IndexResource,
    KeySchema,
    OnDemand,
    Projection,
    TableResource,
    WarmThroughput,
)


def key(schema: KeySchema) -> str:
    """``providerId (S) + scheduledDate (S)``: the partition key, then the sort key."""
    return " + ".join(
        ", ".join(f"{attribute.name} ({attribute.type})" for attribute in part)
        for part in (schema.partition, schema.sort)
        if part
    )


def projection(projected: Projection) -> str:
    """``ALL``, ``KEYS_ONLY`` or ``INCLUDE a, b``."""
    return " ".join([projected.type, ", ".join(projected.attributes)]).strip()


def billing(capacity: Billing) -> str:
    """``on demand, at most 100 reads/s`` or ``provisioned, 5 reads/s, 5 writes/s``."""
    if isinstance(capacity, OnDemand):
        maximums = [
            f"{maximum} {unit}/s"
            for maximum, unit in ((capacity.max_read, "reads"), (capacity.max_write, "writes"))
            if maximum is not None
        ]
        return "on demand" + (", at most " + " and ".join(maximums) if maximums else "")
    read = _capacity(capacity.read, capacity.read_scaling)
    write = _capacity(capacity.write, capacity.write_scaling)
    return f"provisioned, {read} reads/s, {write} writes/s"


def scaling(rule: AutoScaling) -> str:
    """``5 to 100 units at 70 % utilization``."""
    return f"{rule.minimum} to {rule.maximum} units at {rule.target_utilization} % utilization"


def warm_throughput(warm: WarmThroughput) -> str:
    """``12000 reads/s, 4000 writes/s``."""
    return f"{warm.read} reads/s, {warm.write} writes/s"


def encryption(chosen: Encryption) -> str:
    """Whose key encrypts the table."""
    return {
        "AWS_OWNED": "a key owned by AWS",
        "AWS_MANAGED": "the AWS managed key (alias/aws/dynamodb)",
        "CUSTOMER": f"the customer key {chosen.key_arn}",
    }[chosen.by]


def recovery(days: int | None) -> str:
    """``35 days`` or ``off``."""
    return "off" if days is None else count(days, "day")


def switch(on: bool) -> str:
    """``on`` or ``off``."""
    return "on" if on else "off"


def backup(schedule: BackupSchedule) -> str:
    """``cron(0 5 * * ? *), kept 7 days``."""
    return f"cron({schedule.schedule}), kept {count(schedule.keep_days, 'day')}"


def index(resource: IndexResource) -> str:
    """``GSI on providerId (S), projecting ALL``."""
    return f"{resource.kind} on {key(resource.key)}, projecting {projection(resource.projection)}"


def table(resource: TableResource) -> str:
    """A table in one line: its key, indexes and capacity, and what is switched on."""
    parts = [key(resource.key)]
    if resource.indexes:
        parts.append(count(len(resource.indexes), "index", "indexes"))
    parts.append(billing(resource.billing))
    if resource.stream is not None:
        parts.append(f"stream of {resource.stream}")
    if resource.deletion_protection:
        parts.append("deletion protection")
    return "; ".join(parts)


def holdings(item_count: int, size_bytes: int) -> str:
    """``73 items, 30.2 kB``: what a table or index holds by AWS's count."""
    return f"{count(item_count, 'item')}, {_size(size_bytes)}"


def count(number: int, noun: str, plural: str | None = None) -> str:
    """``1 item``, ``73 items``."""
    return f"{number:,} {noun if number == 1 else plural or noun + 's'}"


def _capacity(units: int, rule: AutoScaling | None) -> str:
    return str(units) if rule is None else f"{units} ({rule.minimum} to {rule.maximum})"


def _size(size_bytes: int) -> str:
    size = float(size_bytes)
    for unit in ("bytes", "kB", "MB", "GB"):
        if size < 1000:
            return f"{size:.0f} {unit}" if unit == "bytes" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} TB"
