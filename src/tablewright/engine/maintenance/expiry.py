"""Deleting items that have expired.

They are found through the order in which items expire, never by a scan. Such a delete consumes no capacity, and a
stream tells it from a caller's by its actor.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/howitworks-ttl.html and
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-streams.html
"""

from tablewright.engine.engine import Engine
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.keys import sortable_number
from tablewright.engine.storage.slices import SLICE_BYTES

SERVICE_PRINCIPAL = "dynamodb.amazonaws.com"
"""The actor of the service's own deletes."""

SLICE_ITEMS = 50
"""The most that one turn deletes, of all tables together."""

_FIVE_YEARS = 5 * 365 * 86_400
"""An item whose time lies further back than this does not expire."""


def delete_expired(engine: Engine) -> bool:
    """Delete a slice of the items that have expired, a fair share of it from each table."""
    expiring = [store for store in engine.tables if store.table.ttl is not None]
    if not expiring:
        return False
    share = max(1, SLICE_ITEMS // len(expiring))
    full = [_delete_from(engine, store, share, SLICE_BYTES // len(expiring)) for store in expiring]
    return any(full)


def _delete_from(engine: Engine, store: TableStore, limit: int, size: int) -> bool:
    """Delete up to ``limit`` items or ``size`` bytes of what has expired; whether more may have."""
    now = engine.now()
    seconds = int(now)
    expired = store.expired(sortable_number(str(seconds - _FIVE_YEARS)), sortable_number(str(seconds)), limit)
    if expired:
        engine.begin()
    for key in expired:
        item = store.get(key)
        store.write(key, item, None, now, SERVICE_PRINCIPAL)
        size -= item.size if item is not None else 0
        if size <= 0:
            return True
    return len(expired) == limit
