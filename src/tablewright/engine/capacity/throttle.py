"""Throttling: refusing what goes beyond the throughput of a table, an index or a partition, as AWS would.

Every limit is a bucket of units that fills by the clock. A request is admitted while each bucket it draws on holds
anything, and takes its whole cost, which the bucket may have to make up for before it admits another: so an item may
cost more than a second's throughput, and over time no more is spent than the limit allows.

A table or an index has a bucket for reads and one for writes that keep some minutes of unused throughput; so has, for
one second only, each partition. A partition here is one partition key value, which is how far DynamoDB splits where
the heat is.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/TroubleshootingThrottling.html
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Literal, NamedTuple

from tablewright.engine.errors import DynamoDBError, throttled
from tablewright.engine.schema import Index, Table

PARTITION_UNITS = {"Read": 3000, "Write": 1000}
"""What a partition serves in a second."""
ON_DEMAND_UNITS = {"Read": 40_000, "Write": 40_000}
"""What an account may use of one on-demand table, or index, in a second unless AWS grants more."""
_MANY_PARTITIONS = 10_000

Kind = Literal["Read", "Write"]


@dataclass(frozen=True, slots=True)
class Draw:
    """Units that a request takes from one table or global index, and from one partition of it."""

    table: Table
    index: Index | None
    """The global secondary index; None is the table, which pays for its local ones too."""
    kind: Kind
    units: float
    partition: bytes | None
    """The digest of the partition key; None for a Scan, which is spread over all partitions."""


class _Limit(NamedTuple):
    rate: float
    """Units a second."""
    reason: str
    """What exceeding it is called in ThrottlingReasons, after the resource and the kind."""


class _Bucket:
    __slots__ = ("at", "level")

    def __init__(self, level: float, at: float) -> None:
        self.level = level
        self.at = at

    def fill(self, rate: float, seconds: float, now: float) -> float:
        """Bring it up to date; it holds at most what comes in that many seconds."""
        self.level = min(rate * seconds, self.level + (now - self.at) * rate)
        self.at = now
        return self.level


class Throttle:
    """The throughput that is left of every table, index and partition of a region. Full when first drawn on."""

    def __init__(self, now: Callable[[], float], arn: Callable[[str], str], burst_seconds: float) -> None:
        """``burst_seconds`` of unused throughput are kept; ``arn`` makes the ARN of a resource such as ``table/T``."""
        self._now = now
        self._arn = arn
        self._burst_seconds = burst_seconds
        self._resources: dict[tuple[int, int, Kind], _Bucket] = {}
        self._partitions: dict[tuple[int, int, Kind, bytes], _Bucket] = {}

    def admit(self, draws: Iterable[Draw]) -> None:
        """Take what a request draws, all of it or nothing.

        Raises:
            DynamoDBError: ProvisionedThroughputExceededException; of an on-demand table ThrottlingException or
                RequestLimitExceeded.
        """
        taken = list(draws)
        refused = self.refusal(taken)
        if refused is not None:
            raise refused
        self.take(taken)

    def refusal(self, draws: Iterable[Draw]) -> DynamoDBError | None:
        """The error of a request that may not draw this now; None where it may."""
        exceeded = {
            (draw.table.name, draw.index and draw.index.name, draw.kind, limit.reason): draw.table.billing_mode
            for draw in draws
            for bucket, limit in self._buckets(draw)
            if bucket.level <= 0
        }
        if not exceeded:
            return None
        reasons = []
        for table, index, kind, limit in exceeded:
            resource = f"table/{table}" + (f"/index/{index}" if index else "")
            name = f"{'Index' if index else 'Table'}{kind}{limit}"
            reasons.append({"reason": name, "resource": self._arn(resource)})
        return throttled(next(iter(exceeded.values())), reasons)

    def take(self, draws: Iterable[Draw]) -> None:
        """Take what was not refused."""
        for draw in draws:
            for bucket, _ in self._buckets(draw):
                bucket.level -= draw.units

    def _buckets(self, draw: Draw) -> list[tuple[_Bucket, _Limit]]:
        now = self._now()
        kind = draw.kind
        place = (draw.table.number, draw.index.number if draw.index is not None else 0, kind)
        limit = _limit_of(draw)
        bucket = self._resources.get(place)
        if bucket is None:
            bucket = self._resources[place] = _Bucket(limit.rate * self._burst_seconds, now)
        bucket.fill(limit.rate, self._burst_seconds, now)
        found = [(bucket, limit)]
        if draw.partition is not None:
            found.append((self._partition((*place, draw.partition), now), _PARTITION_LIMITS[kind]))
        return found

    def _partition(self, place: tuple[int, int, Kind, bytes], now: float) -> _Bucket:
        rate = PARTITION_UNITS[place[2]]
        bucket = self._partitions.get(place)
        if bucket is None:
            if len(self._partitions) >= _MANY_PARTITIONS:
                self._forget_full_partitions(now)
            bucket = self._partitions[place] = _Bucket(rate, now)
        bucket.fill(rate, 1, now)
        return bucket

    def _forget_full_partitions(self, now: float) -> None:
        """Only partitions that were drawn on within their second are worth remembering."""
        self._partitions = {
            place: bucket
            for place, bucket in self._partitions.items()
            if bucket.fill(PARTITION_UNITS[place[2]], 1, now) < PARTITION_UNITS[place[2]]
        }


_PARTITION_LIMITS: dict[Kind, _Limit] = {
    "Read": _Limit(PARTITION_UNITS["Read"], "KeyRangeThroughputExceeded"),
    "Write": _Limit(PARTITION_UNITS["Write"], "KeyRangeThroughputExceeded"),
}


def _limit_of(draw: Draw) -> _Limit:
    settings = draw.table.settings if draw.index is None else draw.index.settings
    if draw.table.billing_mode == "PROVISIONED":
        units = settings["ProvisionedThroughput"][f"{draw.kind}CapacityUnits"]
        return _Limit(units, "ProvisionedThroughputExceeded")
    maximum = settings.get("OnDemandThroughput", {}).get(f"Max{draw.kind}RequestUnits", -1)
    if maximum > 0:
        return _Limit(maximum, "MaxOnDemandThroughputExceeded")
    return _Limit(ON_DEMAND_UNITS[draw.kind], "AccountLimitExceeded")
