"""What an engine does in the background: one module for each chore, each working in small slices."""

from tablewright.engine.chores import Chore
from tablewright.engine.maintenance.backfill import fill_indexes
from tablewright.engine.maintenance.expiry import delete_expired
from tablewright.engine.maintenance.reclaiming import reclaim
from tablewright.engine.maintenance.transitions import finish_transitions
from tablewright.engine.maintenance.trimming import forget_tokens, retire_streams, trim_changes

CHORES: tuple[Chore, ...] = (
    finish_transitions,
    fill_indexes,
    delete_expired,
    retire_streams,
    trim_changes,
    forget_tokens,
    reclaim,
)
"""Every chore, in the order of their first turns."""
