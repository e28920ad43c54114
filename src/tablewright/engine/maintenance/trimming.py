"""Forgetting what has had its time: changes that nobody may read any more, ended streams, and tokens.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html (24 hours) and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/PointInTimeRecovery_Howitworks.html (1 to 35 days)
"""

import math

from tablewright.engine.engine import Engine
from tablewright.engine.storage.retention import Retention
from tablewright.engine.storage.slices import SLICE_BYTES
from tablewright.engine.storage.streams import RETENTION_SECONDS
from tablewright.engine.storage.tokens import forget_old, has_old

SLICE_CHANGES = 500
SLICE_TOKENS = 200
_DAY_SECONDS = 86_400
_PAUSE_SECONDS = 60
"""For how long a read that lags behind may be paused."""


def trim_changes(engine: Engine) -> bool:
    """Drop a slice of the changes that neither a stream, recovery nor a lagging read reaches back to."""
    now = engine.now()
    streamed = {stream.table_number for stream in engine.streams}
    days = {store.table.number: store.table.recovery_days for store in engine.tables}
    log = Retention(engine.database)
    for number in log.tables():
        needed = [now - RETENTION_SECONDS] if number in streamed else []
        if engine.weather.lag_seconds:
            needed.append(now - engine.weather.lag_seconds - _PAUSE_SECONDS)
        recovery = days.get(number)
        if recovery is not None:
            needed.append(now - recovery * _DAY_SECONDS)
        # The last change that a stream no longer shows still tells where its shards begin.
        sparing = 1 if number in streamed else 0
        last = log.last_before(min(needed, default=math.inf), number, SLICE_CHANGES, SLICE_BYTES, sparing=sparing)
        if last is not None:
            engine.begin()
            log.drop(number, last)
            return True
    return False


def retire_streams(engine: Engine) -> bool:
    """Forget a stream that ended more than 24 hours ago."""
    oldest = engine.now() - RETENTION_SECONDS
    for stream in engine.streams:
        if stream.closed_at is not None and stream.closed_at <= oldest:
            engine.begin()
            engine.streams.remove(stream.arn)
            return True
    return False


def forget_tokens(engine: Engine) -> bool:
    """Forget a slice of the client request tokens whose ten minutes are over."""
    now = engine.now()
    if not has_old(engine.database, now):
        return False
    engine.begin(durable=False)
    forget_old(engine.database, now, SLICE_TOKENS)
    return True
