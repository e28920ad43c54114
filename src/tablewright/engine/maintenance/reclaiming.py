"""Giving back the space of deleted tables and indexes."""

from tablewright.engine.engine import Engine
from tablewright.engine.storage.slices import SLICE_BYTES

SLICE_ROWS = 500


def reclaim(engine: Engine) -> bool:
    """Remove a slice of what deleted tables and indexes have left behind."""
    storage = engine.database.discarded()
    if storage is None:
        return False
    engine.begin(durable=False)
    engine.database.reclaim(storage, SLICE_ROWS, SLICE_BYTES)
    return True
