"""Items carry the keys and the expiry that the document composes for them."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from pydantic import ValidationError

from systems.solicitation.design import (
    CachedScore,
    Candidate,
    ProgramConfig,
    Score,
    SolicitationPatterns,
)

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOON = datetime(2026, 1, 16, 12, 0, tzinfo=UTC)


def program(*, ttl_days: int = 30) -> ProgramConfig:
    """The configuration of the program `reviews` in the marketplace `US`."""
    return ProgramConfig(
        program_id="reviews",
        marketplace_id="US",
        program_name="Reviews",
        enabled=True,
        data_connectors=[],
        scoring_models=[],
        filter_chain=[],
        channels=[],
        candidate_ttl_days=ttl_days,
    )


def candidate(score: str = "9.5", *, customer_id: str = "C1", created_at: datetime = NOON) -> Candidate:
    """A candidate of that program on the channel `email`."""
    return Candidate(
        customer_id=customer_id,
        program_id="reviews",
        marketplace_id="US",
        subject_type="PRODUCT",
        subject_id="B1",
        channel_id="email",
        score_value=Decimal(score),
        created_at=created_at,
    )


def texts(dynamodb: "DynamoDBClient", table: str) -> dict[str, str]:
    """The text attributes of the only item in a table."""
    [item] = dynamodb.scan(TableName=table)["Items"]
    return {name: value["S"] for name, value in item.items() if "S" in value}


def test_a_candidate_has_the_keys_of_the_table_and_of_both_indexes(
    empty: SolicitationPatterns, tables: "DynamoDBClient"
) -> None:
    empty.put_program_config(program())
    empty.put_candidate(candidate())
    item = texts(tables, "Candidates-dev")
    assert item["PK"] == "CUSTOMER#C1#PROGRAM#reviews#MARKETPLACE#US"
    assert item["SK"] == "SUBJECT#PRODUCT#B1"
    assert item["GSI1PK"] == "PROGRAM#reviews#CHANNEL#email"
    assert item["GSI1SK"] == "SCORE#009.500000#CUSTOMER#C1"
    assert item["GSI2PK"] == "PROGRAM#reviews#DATE#2026-01-16"
    assert item["GSI2SK"] == "CREATED#2026-01-16T12:00:00.000Z#CUSTOMER#C1"


def test_a_program_configuration_has_its_program_and_marketplace_as_key(
    empty: SolicitationPatterns, tables: "DynamoDBClient"
) -> None:
    empty.put_program_config(program())
    item = texts(tables, "ProgramConfig-dev")
    assert (item["PK"], item["SK"]) == ("PROGRAM#reviews", "MARKETPLACE#US")


def test_a_program_configuration_is_stored_under_the_documented_names(
    empty: SolicitationPatterns, tables: "DynamoDBClient"
) -> None:
    empty.put_program_config(program().model_copy(update={"batch_schedule": "cron(0 6 * * ? *)"}))
    [item] = tables.scan(TableName="ProgramConfig-dev")["Items"]
    assert item.keys() - {"PK", "SK", "programId", "marketplaceId"} == {
        "programName",
        "enabled",
        "dataConnectors",
        "scoringModels",
        "filterChain",
        "channels",
        "batchSchedule",
        "reactiveEnabled",
        "candidateTTLDays",
    }


def test_a_cached_score_is_a_map_under_customer_subject_and_model(
    empty: SolicitationPatterns, tables: "DynamoDBClient"
) -> None:
    empty.put_score(
        CachedScore(
            customer_id="C1",
            subject_id="B1",
            model_id="M1",
            score=Score(value=Decimal("87.5"), confidence=Decimal("0.9"), timestamp=NOON),
            ttl=datetime(2026, 1, 17, tzinfo=UTC),
        )
    )
    [item] = tables.scan(TableName="ScoreCache-dev")["Items"]
    assert item["PK"] == {"S": "CUSTOMER#C1#SUBJECT#B1"}
    assert item["SK"] == {"S": "MODEL#M1"}
    assert item["score"] == {
        "M": {
            "value": {"N": "87.5"},
            "confidence": {"N": "0.9"},
            "timestamp": {"S": "2026-01-16T12:00:00.000Z"},
        }
    }
    assert item["ttl"] == {"N": "1768608000"}


@pytest.mark.parametrize("days", [1, 30, 365])
def test_a_candidate_expires_after_the_days_its_program_says(
    empty: SolicitationPatterns, tables: "DynamoDBClient", days: int
) -> None:
    empty.put_program_config(program(ttl_days=days))
    empty.put_candidate(candidate())
    [item] = tables.scan(TableName="Candidates-dev")["Items"]
    assert item["ttl"] == {"N": str(int(NOON.timestamp()) + days * 86_400)}


def test_a_candidate_of_a_program_without_configuration_is_refused(empty: SolicitationPatterns) -> None:
    with pytest.raises(Exception, match="ProgramConfig"):
        empty.put_candidate(candidate())


def test_scores_sort_as_numbers_although_the_key_is_text(empty: SolicitationPatterns) -> None:
    empty.put_program_config(program())
    scores = ("100", "9.5", "10", "0.000001", "999.999999", "0")
    for number, score in enumerate(scores):
        empty.put_candidate(candidate(score, customer_id=f"C{number}"))
    page = empty.top_candidates("reviews", "email")
    assert [each.score_value for each in page] == sorted(map(Decimal, scores), reverse=True)


@pytest.mark.parametrize("score", ["-1", "1000", "0.0000001"])
def test_a_score_that_the_key_could_not_hold_exactly_is_refused(score: str) -> None:
    with pytest.raises(ValidationError, match="score_value"):
        candidate(score)


def test_candidates_of_a_day_sort_by_creation_to_the_millisecond(empty: SolicitationPatterns) -> None:
    empty.put_program_config(program())
    moments = [NOON.replace(microsecond=ms * 1000, second=s) for s, ms in ((2, 0), (1, 999), (1, 5), (10, 0))]
    for number, moment in enumerate(moments):
        empty.put_candidate(candidate(customer_id=f"C{number}", created_at=moment))
    page = empty.candidates_created_on("reviews", NOON.date())
    assert [each.created_at for each in page] == sorted(moments)


def test_the_day_of_a_candidate_is_that_in_utc(empty: SolicitationPatterns, tables: "DynamoDBClient") -> None:
    empty.put_program_config(program())
    empty.put_candidate(candidate(created_at=datetime.fromisoformat("2026-01-16T20:30:00-08:00")))
    assert texts(tables, "Candidates-dev")["GSI2PK"] == "PROGRAM#reviews#DATE#2026-01-17"


def test_an_id_that_contains_the_delimiter_is_refused(empty: SolicitationPatterns) -> None:
    empty.put_program_config(program())
    with pytest.raises(Exception, match="#"):
        empty.put_candidate(candidate(customer_id="C1#PROGRAM#other"))
