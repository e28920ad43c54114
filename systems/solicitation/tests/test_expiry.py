"""Candidates and cached scores go by themselves, each when its own `ttl` has passed."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

import tablewright
from systems.solicitation.design import CachedScore, Score, SolicitationPatterns, design
from systems.solicitation.sample import candidates, programs
from tablewright.engine import ManualClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tablewright.adapters.embedded import EmbeddedDynamoDB

START = datetime(2026, 1, 19, tzinfo=UTC)
"""After the last candidate of the sample was made."""


@pytest.fixture
def clock() -> ManualClock:
    """The time, which passes when a test says so."""
    return ManualClock(START.timestamp())


@pytest.fixture
def db(empty: SolicitationPatterns, tables: "DynamoDBClient") -> SolicitationPatterns:
    """The access patterns on the programs of the sample, whose candidates live for 5 and 10 days."""
    lifetimes = {"US": 5, "DE": 10}
    for program in programs():
        shortened = program.model_copy(update={"candidate_ttl_days": lifetimes[program.marketplace_id]})
        tablewright.load(design, tables, "dev", [shortened])
    tablewright.load(design, tables, "dev", candidates())
    return empty


def pass_days(engine: "EmbeddedDynamoDB", clock: ManualClock, days: int) -> None:
    """Let time pass, and what comes of it happen."""
    clock.advance(timedelta(days=days).total_seconds())
    while engine.maintain():
        pass


def test_candidates_go_when_the_days_of_their_program_have_passed(
    db: SolicitationPatterns, engine: "EmbeddedDynamoDB", clock: ManualClock
) -> None:
    found = db.top_candidates("product-reviews", "email", limit=100)
    assert {candidate.marketplace_id for candidate in found} == {"US", "DE"}
    pass_days(engine, clock, 5)
    found = db.top_candidates("product-reviews", "email", limit=100)
    assert {candidate.marketplace_id for candidate in found} == {"DE"}
    pass_days(engine, clock, 5)
    assert not db.top_candidates("product-reviews", "email").items
    assert not db.candidates_created_on("product-reviews", START.date() - timedelta(days=1)).items


def test_a_cached_score_goes_when_its_own_time_has_come(
    db: SolicitationPatterns, engine: "EmbeddedDynamoDB", clock: ManualClock
) -> None:
    score = Score(value=Decimal("50"), confidence=Decimal("0.5"), timestamp=START)
    for model_id, days in (("hourly", 1), ("weekly", 7)):
        expiry = START + timedelta(days=days)
        db.put_score(CachedScore(customer_id="C1", subject_id="B1", model_id=model_id, score=score, ttl=expiry))
    pass_days(engine, clock, 2)
    assert [cached.model_id for cached in db.list_scores("C1", "B1")] == ["weekly"]


def test_program_configurations_stay(db: SolicitationPatterns, engine: "EmbeddedDynamoDB", clock: ManualClock) -> None:
    pass_days(engine, clock, 3650)
    assert len(db.list_program_configs("product-reviews")) == 2
