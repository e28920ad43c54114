"""How often a setting may be changed.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from tablewright.engine.errors import limit_exceeded

DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600
FREE_DECREASES = 4
"""Decreases of throughput on a UTC day before they are limited to one an hour."""

History = Mapping[str, tuple[float, ...]]
"""When settings were changed, by the name of the setting, earliest first."""


def noted(history: History, setting: str, now: float, *, times: int, days: int) -> History:
    """The history with a change made now, if the setting may be changed again.

    Raises:
        DynamoDBError: LimitExceededException, it was changed ``times`` times in the last ``days`` days.
    """
    recent = [at for at in history.get(setting, ()) if at > now - days * DAY_SECONDS]
    if len(recent) >= times:
        raise limit_exceeded(
            f"Subscriber limit exceeded: Update to {setting} are limited to {times} times in {days} day(s). "
            f"Last update at {_told(recent[-1])}. Next update can be made at {_told(recent[0] + days * DAY_SECONDS)}"
        )
    return {**history, setting: (*recent, now)}


def decreases_of(times: tuple[float, ...], now: float) -> tuple[float, ...]:
    """Those of the times that lie on today's UTC day."""
    start = now - now % DAY_SECONDS
    return tuple(at for at in times if at >= start)


def noted_decrease(times: tuple[float, ...], now: float) -> tuple[float, ...]:
    """Today's decreases of throughput with one made now, if another one may be made.

    Raises:
        DynamoDBError: LimitExceededException.
    """
    today = decreases_of(times, now)
    if len(today) >= FREE_DECREASES and now - today[-1] < HOUR_SECONDS:
        raise limit_exceeded(
            "Subscriber limit exceeded: Provisioned throughput decreases are limited within a given UTC day. After "
            f"the first {FREE_DECREASES} decreases, each subsequent decrease in the same UTC day can be performed at "
            f"most once every {HOUR_SECONDS} seconds. Number of decreases today: {len(today)}. Last decrease at "
            f"{_told(today[-1])}. Next decrease can be made at {_told(today[-1] + HOUR_SECONDS)}"
        )
    return (*today, now)


def _told(moment: float) -> str:
    told = datetime.fromtimestamp(moment, UTC)
    clock = told.strftime("%I:%M:%S %p").lstrip("0")
    return f"{told:%A, %B} {told.day}, {told.year} at {clock} Coordinated Universal Time"
