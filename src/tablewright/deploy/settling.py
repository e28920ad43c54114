"""Waiting for tables to settle: themselves and their indexes ACTIVE, or gone."""

from collections.abc import Mapping
from typing import Any

from tablewright.deploy.calls import call
from tablewright.deploy.client import TableClient
from tablewright.deploy.events import ProgressCallback, Waiting
from tablewright.deploy.failures import TimedOut
from tablewright.deploy.observe import describe
from tablewright.deploy.pace import Pace
from tablewright.plan import Request

_PASSING = frozenset({"CREATING", "UPDATING", "DELETING", "ARCHIVING"})
"""States that a table or index leaves by itself."""


def settle(client: TableClient, table: str, pace: Pace, progress: ProgressCallback) -> None:
    """Wait until the table and its indexes are in no passing state, or the table does not exist.

    Raises:
        TimedOut: it did not happen in time.
        CallFailed: the endpoint refused a call, or did not answer.
    """
    awaited = ""
    for waited in pace.polls():
        description = describe(client, table)
        if description is None:
            return
        awaited = _passing(description)
        if not awaited:
            return
        progress(Waiting(table, awaited, waited))
    raise TimedOut(table, awaited, pace.timeout)


def await_disabled_time_to_live(client: TableClient, table: str, pace: Pace, progress: ProgressCallback) -> None:
    """Wait until TTL is disabled, which takes AWS a while after it is asked to.

    Raises:
        TimedOut: it did not happen in time.
        CallFailed: the endpoint refused a call, or did not answer.
    """
    awaited = "TTL is DISABLING"
    for waited in pace.polls():
        response = call(client, Request("DescribeTimeToLive", {"TableName": table}))
        if (response.get("TimeToLiveDescription") or {}).get("TimeToLiveStatus") != "DISABLING":
            return
        progress(Waiting(table, awaited, waited))
    raise TimedOut(table, awaited, pace.timeout)


def _passing(description: Mapping[str, Any]) -> str:
    """What is still under way, in words; empty when the table has settled."""
    status = description.get("TableStatus", "ACTIVE")
    for index in description.get("GlobalSecondaryIndexes") or ():
        index_status = index.get("IndexStatus", "ACTIVE")
        if index_status in _PASSING:
            filling = ", filling from the table" if index.get("Backfilling") else ""
            return f"index {index['IndexName']} is {index_status}{filling}"
    if status in _PASSING:
        return f"the table is {status}"
    encryption = (description.get("SSEDescription") or {}).get("Status")
    if encryption in ("ENABLING", "DISABLING", "UPDATING"):
        return f"encryption is {encryption}"
    return ""
