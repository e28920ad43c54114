"""How often a setting may be changed.

Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html and, of encryption,
https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/encryption.usagenotes.html
"""

from collections.abc import Mapping
from datetime import UTC, datetime

from tablewright.engine.errors import limit_exceeded

DAY_SECONDS = 86_400
HOUR_SECONDS = 3_600
FREE_DECREASES = 4
"""Decreases of throughput on a UTC day before they are limited to one an hour."""
FREE_ENCRYPTION_CHANGES = 4
"""Changes of the encryption in 24 hours before they are limited to one in six hours."""
ENCRYPTION_SECONDS = 21_600

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


def noted_encryption(history: History, now: float) -> History:
    """The history with a change of the encryption made now, if another one may be made.

    Raises:
        DynamoDBError: LimitExceededException.
    """
    recent = [at for at in history.get(_ENCRYPTION, ()) if at > now - DAY_SECONDS]
    if len(recent) >= FREE_ENCRYPTION_CHANGES and now - recent[-1] < ENCRYPTION_SECONDS:
        end = datetime.fromtimestamp(recent[0] + DAY_SECONDS, UTC)
        raise limit_exceeded(
            "Subscriber limit exceeded: Encryption mode changes are limited in the 24h window ending at "
            f"{end:%Y-%m-%dT%H:%M:%S}.{end.microsecond // 1000:03d}Z. After the first {FREE_ENCRYPTION_CHANGES} "
            "change, each subsequent change in the same window can be performed at most once every "
            f"{ENCRYPTION_SECONDS} seconds. Number of updates today: {len(recent)}"
        )
    return {**history, _ENCRYPTION: (*recent, now)}


_ENCRYPTION = "Encryption mode"


def _told(moment: float) -> str:
    told = datetime.fromtimestamp(moment, UTC)
    clock = told.strftime("%I:%M:%S %p").lstrip("0")
    return f"{told:%A, %B} {told.day}, {told.year} at {clock} Coordinated Universal Time"
