"""Every access pattern gives what the document says of it."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from systems.solicitation.design import Candidate, SolicitationPatterns
from systems.solicitation.sample import CUSTOMERS, candidates, programs, scores


def of_program(program_id: str) -> list[Candidate]:
    """The sample's candidates of a program, in all marketplaces."""
    return [each for each in candidates() if each.program_id == program_id]


def test_a_program_configuration_is_read_as_it_was_written(db: SolicitationPatterns) -> None:
    for config in programs():
        assert db.get_program_config(config.program_id, config.marketplace_id) == config
    assert db.get_program_config("product-reviews", "FR") is None


def test_the_configurations_of_a_program_are_listed_by_marketplace(db: SolicitationPatterns) -> None:
    found = db.list_program_configs("product-reviews")
    assert [config.marketplace_id for config in found] == ["DE", "US"]


def test_storing_a_configuration_again_replaces_it(db: SolicitationPatterns) -> None:
    config = next(programs()).model_copy(update={"enabled": False, "batch_schedule": None})
    db.put_program_config(config)
    assert db.get_program_config(config.program_id, config.marketplace_id) == config


def test_a_candidate_is_read_by_customer_program_marketplace_and_subject(db: SolicitationPatterns) -> None:
    for candidate in candidates():
        key = candidate.model_dump(
            include={"customer_id", "program_id", "marketplace_id", "subject_type", "subject_id"}
        )
        assert db.get_candidate(**key) == candidate


def test_a_customers_candidates_are_those_of_the_program_and_marketplace(db: SolicitationPatterns) -> None:
    page = db.list_candidates("C1003", "product-reviews", "US")
    expected = [
        each for each in of_program("product-reviews") if (each.customer_id, each.marketplace_id) == ("C1003", "US")
    ]
    assert sorted(page, key=lambda each: each.subject_id) == sorted(expected, key=lambda each: each.subject_id)
    assert len(page) == 3


@pytest.mark.parametrize("channel_id", ["email", "in-app", "push"])
def test_the_top_candidates_of_a_program_and_channel_come_with_the_highest_score_first(
    db: SolicitationPatterns, channel_id: str
) -> None:
    expected = [each for each in of_program("product-reviews") if each.channel_id == channel_id]
    page = db.top_candidates("product-reviews", channel_id)
    assert [each.score_value for each in page] == sorted((c.score_value for c in expected), reverse=True)
    assert len(page) == len(expected) > 0


def test_pages_of_top_candidates_continue_where_the_last_one_ended(db: SolicitationPatterns) -> None:
    whole = db.top_candidates("product-reviews", "email").items
    first = db.top_candidates("product-reviews", "email", limit=7)
    second = db.top_candidates("product-reviews", "email", limit=100, cursor=first.cursor)
    assert first.items + second.items == whole
    assert second.cursor is None


def test_a_minimum_score_is_a_range_of_the_index_and_includes_its_bound(db: SolicitationPatterns) -> None:
    every = db.top_candidates("product-reviews", "in-app")
    bound = every.items[4].score_value
    found = db.candidates_scoring_at_least("product-reviews", "in-app", bound)
    assert found.items == every.items[:5]


def test_the_candidates_of_a_date_come_in_the_order_of_their_creation(db: SolicitationPatterns) -> None:
    day = date(2026, 1, 17)
    expected = [each for each in of_program("product-reviews") if each.created_at.date() == day]
    page = db.candidates_created_on("product-reviews", day)
    assert [each.created_at for each in page] == sorted(each.created_at for each in expected)
    assert len(page) == 2 * len(CUSTOMERS)


def test_a_rescored_candidate_moves_to_its_new_place_in_the_index(db: SolicitationPatterns) -> None:
    lowest = db.top_candidates("product-reviews", "email").items[-1]
    rescored = db.rescore_candidate(
        lowest.customer_id,
        lowest.program_id,
        lowest.marketplace_id,
        lowest.subject_type,
        lowest.subject_id,
        Decimal("100"),
    )
    assert rescored == lowest.model_copy(update={"score_value": Decimal("100")})
    assert db.top_candidates("product-reviews", "email").items[0] == rescored


def test_scores_are_cached_by_customer_subject_and_model(db: SolicitationPatterns) -> None:
    for score in scores():
        assert db.get_score(score.customer_id, score.subject_id, score.model_id) == score
    assert db.get_score("C1001", "B07KETTLE1", "another-model") is None


def test_the_scores_of_all_models_are_listed_for_a_customer_and_subject(db: SolicitationPatterns) -> None:
    found = db.list_scores("C1001", "B07KETTLE1")
    assert [each.model_id for each in found] == ["review-propensity", "review-quality"]


def test_no_two_candidates_of_the_sample_have_one_key() -> None:
    keys = {
        (each.customer_id, each.program_id, each.marketplace_id, each.subject_type, each.subject_id)
        for each in candidates()
    }
    assert len(keys) == len(list(candidates())) == 96


def test_the_sample_does_not_expire_for_years() -> None:
    horizon = datetime(2035, 1, 1, tzinfo=UTC)
    assert all(each.ttl > horizon for each in scores())
    assert all(each.candidate_ttl_days >= 3650 for each in programs())
