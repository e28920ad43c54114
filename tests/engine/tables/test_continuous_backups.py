"""Point-in-time recovery: which moments of a table can be restored."""

from typing import Any

from tablewright.engine import Engine, ManualClock

MADE_AT = 1_767_225_600.0
DAY = 86_400


def set_recovery(engine: Engine, *, enabled: bool = True, **members: int) -> dict[str, Any]:
    specification = {"PointInTimeRecoveryEnabled": enabled, **members}
    request = {"TableName": "demand", "PointInTimeRecoverySpecification": specification}
    return dict(engine.call("UpdateContinuousBackups", request)["ContinuousBackupsDescription"])


def recovery(engine: Engine) -> dict[str, Any]:
    answer = engine.call("DescribeContinuousBackups", {"TableName": "demand"})
    return dict(answer["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"])


def test_a_table_begins_with_backups_and_without_recovery(tables: Engine) -> None:
    assert tables.call("DescribeContinuousBackups", {"TableName": "demand"}) == {
        "ContinuousBackupsDescription": {
            "ContinuousBackupsStatus": "ENABLED",
            "PointInTimeRecoveryDescription": {"PointInTimeRecoveryStatus": "DISABLED"},
        }
    }


def test_the_window_begins_when_recovery_is_enabled_and_ends_five_minutes_ago(
    tables: Engine, clock: ManualClock
) -> None:
    answer = set_recovery(tables)
    assert answer["PointInTimeRecoveryDescription"] == {
        "PointInTimeRecoveryStatus": "ENABLED",
        "RecoveryPeriodInDays": 35,
        "EarliestRestorableDateTime": MADE_AT,
        "LatestRestorableDateTime": MADE_AT,
    }
    clock.advance(1000)
    assert recovery(tables)["EarliestRestorableDateTime"] == MADE_AT
    assert recovery(tables)["LatestRestorableDateTime"] == MADE_AT + 700


def test_the_window_is_no_longer_than_the_recovery_period(tables: Engine, clock: ManualClock) -> None:
    set_recovery(tables, RecoveryPeriodInDays=7)
    clock.advance(10 * DAY)
    assert recovery(tables)["RecoveryPeriodInDays"] == 7
    assert recovery(tables)["EarliestRestorableDateTime"] == MADE_AT + 3 * DAY


def test_another_period_keeps_what_can_be_restored(tables: Engine, clock: ManualClock) -> None:
    set_recovery(tables, RecoveryPeriodInDays=7)
    clock.advance(2 * DAY)
    set_recovery(tables, RecoveryPeriodInDays=1)
    assert recovery(tables)["EarliestRestorableDateTime"] == MADE_AT + DAY


def test_the_period_is_35_days_whenever_none_is_given(tables: Engine) -> None:
    set_recovery(tables, RecoveryPeriodInDays=7)
    set_recovery(tables)
    assert recovery(tables)["RecoveryPeriodInDays"] == 35


def test_a_longer_period_brings_nothing_back(tables: Engine, clock: ManualClock) -> None:
    set_recovery(tables, RecoveryPeriodInDays=7)
    clock.advance(10 * DAY)
    set_recovery(tables, RecoveryPeriodInDays=20)
    clock.advance(2 * DAY)
    assert recovery(tables)["EarliestRestorableDateTime"] == MADE_AT + 3 * DAY


def test_recovery_that_is_enabled_again_begins_anew(tables: Engine, clock: ManualClock) -> None:
    set_recovery(tables)
    clock.advance(DAY)
    set_recovery(tables, enabled=False)
    assert recovery(tables) == {"PointInTimeRecoveryStatus": "DISABLED"}
    clock.advance(DAY)
    set_recovery(tables)
    assert recovery(tables)["EarliestRestorableDateTime"] == MADE_AT + 2 * DAY
