"""Sample data: two programs in two marketplaces, their candidates of three days, what models said of them.

It is always the same. Candidates live for their program's `candidateTTLDays` and scores until a fixed day,
both many years from their making, so that the sample does not expire while you look at it.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from .design import CachedScore, Candidate, Component, ProgramConfig, Score

FIRST_BATCH = datetime(2026, 1, 16, 6, 0, tzinfo=UTC)
"""When the first of three daily batches ran."""

SCORES_EXPIRE = datetime(2046, 1, 1, tzinfo=UTC)

CHANNELS = ("email", "in-app", "push")
CUSTOMERS = tuple(f"C{number:04d}" for number in range(1001, 1013))
SUBJECTS: Mapping[str, tuple[str, ...]] = {
    "PRODUCT": ("B07KETTLE1", "B07LAMP002", "B07TENT003", "B07BOOTS04"),
    "VIDEO": ("V-NORTHERN-LIGHTS", "V-DEEP-SEA"),
}
"""What opinions are asked of, by type."""

# --------------------------------------------------------------------------------------------------- programs


def programs() -> Iterator[ProgramConfig]:
    """Product reviews in the US and in Germany, and video ratings in the US."""
    yield ProgramConfig(
        program_id="product-reviews",
        marketplace_id="US",
        program_name="Product reviews",
        enabled=True,
        data_connectors=[
            Component(id="orders", settings={"source": "s3://orders-us/delivered/", "delayDays": "7"}),
            Component(id="returns", settings={"source": "s3://orders-us/returned/"}),
        ],
        scoring_models=[
            Component(id="review-propensity", settings={"version": "3"}),
            Component(id="review-quality", settings={"version": "1"}),
        ],
        filter_chain=[
            Component(id="opted-out"),
            Component(id="recently-asked", settings={"days": "14"}),
            Component(id="minimum-score", settings={"score": "20"}),
        ],
        channels=[Component(id=channel) for channel in CHANNELS],
        batch_schedule="cron(0 6 * * ? *)",
        reactive_enabled=True,
        candidate_ttl_days=7300,
    )
    yield ProgramConfig(
        program_id="product-reviews",
        marketplace_id="DE",
        program_name="Produktbewertungen",
        enabled=True,
        data_connectors=[Component(id="orders", settings={"source": "s3://orders-de/delivered/"})],
        scoring_models=[Component(id="review-propensity", settings={"version": "3"})],
        filter_chain=[Component(id="opted-in"), Component(id="recently-asked", settings={"days": "30"})],
        channels=[Component(id="email"), Component(id="in-app"), Component(id="push", enabled=False)],
        batch_schedule="cron(0 4 * * ? *)",
        candidate_ttl_days=3650,
    )
    yield ProgramConfig(
        program_id="video-ratings",
        marketplace_id="US",
        program_name="Video ratings",
        enabled=False,
        data_connectors=[Component(id="playback", settings={"stream": "playback-events"})],
        scoring_models=[Component(id="watch-completion", settings={"version": "2"})],
        filter_chain=[Component(id="opted-out")],
        channels=[Component(id="in-app"), Component(id="push")],
        reactive_enabled=True,
        candidate_ttl_days=7300,
    )


_SUBJECT_TYPES: Mapping[str, str] = {"product-reviews": "PRODUCT", "video-ratings": "VIDEO"}

# ------------------------------------------------------------------------------------------------- candidates


def _percentage(*parts: int) -> Decimal:
    """A score from 0 to 100 with up to three decimals, spread over the whole range."""
    number = 7
    for part in parts:
        number = (number * 7919 + part * 104729) % 100_001
    return Decimal(number) / 1000


def candidates() -> Iterator[Candidate]:
    """Each customer is a candidate of each program and marketplace, for one subject a day."""
    for place, program in enumerate(programs()):
        subject_type = _SUBJECT_TYPES[program.program_id]
        subjects = SUBJECTS[subject_type]
        channels = [channel.id for channel in program.channels if channel.enabled]
        for who, customer_id in enumerate(CUSTOMERS):
            for day in range(min(3, len(subjects))):
                yield Candidate(
                    customer_id=customer_id,
                    program_id=program.program_id,
                    marketplace_id=program.marketplace_id,
                    subject_type=subject_type,
                    subject_id=subjects[(who + day) % len(subjects)],
                    channel_id=channels[(who + day) % len(channels)],
                    score_value=_percentage(place, who, day),
                    created_at=FIRST_BATCH + timedelta(days=day, minutes=who, milliseconds=250 * place),
                )


# ---------------------------------------------------------------------------------------------- cached scores


def scores() -> Iterator[CachedScore]:
    """What two models said of the first products for half of the customers."""
    for who, customer_id in enumerate(CUSTOMERS[::2]):
        for subject, subject_id in enumerate(SUBJECTS["PRODUCT"][:2]):
            for model, model_id in enumerate(("review-propensity", "review-quality")):
                yield CachedScore(
                    customer_id=customer_id,
                    subject_id=subject_id,
                    model_id=model_id,
                    score=Score(
                        value=_percentage(who, subject, model),
                        confidence=Decimal(60 + (11 * who + 7 * model) % 40) / 100,
                        timestamp=FIRST_BATCH + timedelta(minutes=who, seconds=model),
                    ),
                    ttl=SCORES_EXPIRE,
                )


def sample() -> Iterator[ProgramConfig | Candidate | CachedScore]:
    """Everything; programs first, as the expiry of a candidate is a setting of its program."""
    yield from programs()
    yield from candidates()
    yield from scores()


# --------------------------------------------------------------------------------------------------- examples

_NEW_CANDIDATE = Candidate(
    customer_id="C2001",
    program_id="product-reviews",
    marketplace_id="US",
    subject_type="PRODUCT",
    subject_id="B07TENT003",
    channel_id="email",
    score_value=Decimal("9.5"),
    created_at=datetime(2026, 1, 18, 15, 42, 7, 125000, tzinfo=UTC),
)

EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "put_program_config": {
        "config": ProgramConfig(
            program_id="seller-feedback",
            marketplace_id="US",
            program_name="Seller feedback",
            enabled=False,
            data_connectors=[Component(id="orders", settings={"source": "s3://orders-us/delivered/"})],
            scoring_models=[],
            filter_chain=[Component(id="opted-out")],
            channels=[Component(id="email")],
            candidate_ttl_days=30,
        )
    },
    "get_program_config": {"program_id": "product-reviews", "marketplace_id": "DE"},
    "list_program_configs": {"program_id": "product-reviews"},
    "put_candidate": {"candidate": _NEW_CANDIDATE},
    "get_candidate": {
        "customer_id": "C1003",
        "program_id": "product-reviews",
        "marketplace_id": "US",
        "subject_type": "PRODUCT",
        "subject_id": "B07TENT003",
    },
    "list_candidates": {"customer_id": "C1003", "program_id": "product-reviews", "marketplace_id": "US"},
    "top_candidates": {"program_id": "product-reviews", "channel_id": "email", "limit": 10},
    "candidates_scoring_at_least": {
        "program_id": "product-reviews",
        "channel_id": "in-app",
        "minimum": Decimal("75"),
    },
    "candidates_created_on": {"program_id": "product-reviews", "created_at": date(2026, 1, 17)},
    "rescore_candidate": {
        "customer_id": "C2001",
        "program_id": "product-reviews",
        "marketplace_id": "US",
        "subject_type": "PRODUCT",
        "subject_id": "B07TENT003",
        "score_value": Decimal("100"),
    },
    "put_score": {
        "score": CachedScore(
            customer_id="C2001",
            subject_id="B07TENT003",
            model_id="review-propensity",
            score=Score(
                value=Decimal("100"),
                confidence=Decimal("0.97"),
                timestamp=datetime(2026, 1, 18, 15, 45, tzinfo=UTC),
            ),
            ttl=SCORES_EXPIRE,
        )
    },
    "get_score": {"customer_id": "C1001", "subject_id": "B07KETTLE1", "model_id": "review-quality"},
    "list_scores": {"customer_id": "C1001", "subject_id": "B07KETTLE1"},
}
"""Inputs for every access pattern, meant to be run in this order on the sample data."""
