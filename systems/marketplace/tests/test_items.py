"""Items are stored under the document's names, counted as it counts them, and streamed and expired as it says."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from systems.marketplace.design import (
    Booking,
    IdempotencyKey,
    MarketplacePatterns,
    Provider,
    Review,
    Service,
    User,
    design,
)
from systems.marketplace.sample import EXPORT_DAY, sample
from tablewright import AlreadyExists
from tablewright.engine import ManualClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

    from tablewright.adapters.embedded import EmbeddedDynamoDB

NOW = datetime(2025, 12, 4, 12, 0, 0, 5_000, tzinfo=UTC)

DOCUMENTED_COUNTS = {
    "bookings": (
        73,
        {"providerBookings-index": 71, "customerBookings-index": 72, "status-index": 72, "customerId-index": 72},
    ),
    "idempotency": (0, {}),
    "services": (25, {"category-index": 25, "providerServices-index": 25}),
    "providers": (5, {"serviceType-index": 5, "location-index": 5, "availability-index": 5}),
    "reviews": (20, {"providerReviews-index": 20, "bookingReviews-index": 20}),
    "users": (0, {"email-index": 0, "userType-index": 0}),
}
"""How many items each table and each of its indexes holds."""


def name(table: str) -> str:
    """A table's name in dev."""
    return f"marketplace-dev-{table}-table"


def booking(**changes: object) -> Booking:
    """A whole booking, with changes."""
    whole = {
        "booking_id": "b-1",
        "customer_id": "c-1",
        "provider_id": "p-1",
        "scheduled_date": date(2025, 12, 9),
        "status": "PENDING",
        "created_at": NOW,
    }
    return Booking.model_validate(whole | changes)


@pytest.fixture
def clock() -> ManualClock:
    """Stands at a noon in December 2025."""
    return ManualClock(NOW.timestamp())


# -------------------------------------------------------------------------------------------------- attributes


def test_every_entity_is_stored_under_the_documented_names_and_types(
    empty: MarketplacePatterns, tables: "DynamoDBClient"
) -> None:
    empty.create_booking(booking())
    empty.remember_result(IdempotencyKey(idempotency_key="k-1", result="{}"))
    empty.save_service(Service(service_id="s-1", provider_id="p-1", category="Plumbing", price=Decimal("49.50")))
    empty.save_provider(
        Provider(
            provider_id="p-1",
            service_area="Queens",
            service_type="Plumbing",
            rating=Decimal("4.5"),
            response_time=30,
            is_available=False,
        )
    )
    empty.add_review(Review(review_id="r-1", booking_id="b-1", provider_id="p-1", created_at=NOW))
    empty.create_user(User(user_id="u-1", email="ada@example.com", user_type="PROVIDER", created_at=NOW))

    assert {table: tables.scan(TableName=name(table))["Items"] for table in DOCUMENTED_COUNTS} == {
        "bookings": [
            {
                "bookingId": {"S": "b-1"},
                "customerId": {"S": "c-1"},
                "providerId": {"S": "p-1"},
                "scheduledDate": {"S": "2025-12-09"},
                "status": {"S": "PENDING"},
                "createdAt": {"S": "2025-12-04T12:00:00.005Z"},
            }
        ],
        "idempotency": [
            {
                "idempotencyKey": {"S": "k-1"},
                "result": {"S": "{}"},
                "ttl": {"N": str(int(NOW.timestamp()) + 24 * 3600)},
            }
        ],
        "services": [
            {
                "serviceId": {"S": "s-1"},
                "providerId": {"S": "p-1"},
                "category": {"S": "Plumbing"},
                "price": {"N": "49.5"},
            }
        ],
        "providers": [
            {
                "providerId": {"S": "p-1"},
                "serviceArea": {"S": "Queens"},
                "serviceType": {"S": "Plumbing"},
                "rating": {"N": "4.5"},
                "responseTime": {"N": "30"},
                "isAvailable": {"S": "false"},
            }
        ],
        "reviews": [
            {
                "reviewId": {"S": "r-1"},
                "bookingId": {"S": "b-1"},
                "providerId": {"S": "p-1"},
                "createdAt": {"S": "2025-12-04T12:00:00.005Z"},
            }
        ],
        "users": [
            {
                "userId": {"S": "u-1"},
                "email": {"S": "ada@example.com"},
                "userType": {"S": "PROVIDER"},
                "createdAt": {"S": "2025-12-04T12:00:00.005Z"},
            }
        ],
    }


# ------------------------------------------------------------------------------------------------------ counts


@pytest.mark.parametrize("table", list(DOCUMENTED_COUNTS))
def test_the_sample_has_the_documented_number_of_items_in_every_table_and_index(
    loaded: "DynamoDBClient", table: str
) -> None:
    items, indexes = DOCUMENTED_COUNTS[table]
    described = loaded.describe_table(TableName=name(table))["Table"]
    assert described["ItemCount"] == loaded.scan(TableName=name(table), Select="COUNT")["Count"] == items
    assert {index["IndexName"]: index["ItemCount"] for index in described.get("GlobalSecondaryIndexes", [])} == indexes
    for index, count in indexes.items():
        assert loaded.scan(TableName=name(table), IndexName=index, Select="COUNT")["Count"] == count


def test_the_sample_has_123_items_in_all() -> None:
    assert len(list(sample())) == 123


def test_the_expected_volumes_are_those_of_the_document() -> None:
    volumes = design.environment("dev").volumes
    by_name = {design.table_name(table, "dev"): (volume.items, volume.size) for table, volume in volumes.items()}
    assert by_name == {
        name("bookings"): (73, 30_199),
        name("services"): (25, 6_889),
        name("providers"): (5, 1_723),
        name("reviews"): (20, 4_143),
    }


def test_a_booking_without_a_provider_yet_is_only_in_the_indexes_it_has_attributes_for(
    empty: MarketplacePatterns, tables: "DynamoDBClient"
) -> None:
    def indexes_holding_it() -> set[str]:
        indexes = DOCUMENTED_COUNTS["bookings"][1]
        return {index for index in indexes if tables.scan(TableName=name("bookings"), IndexName=index)["Count"]}

    empty.create_booking(booking(provider_id=None, scheduled_date=None))
    assert indexes_holding_it() == {"customerBookings-index", "status-index", "customerId-index"}
    empty.create_booking(booking(booking_id="b-2", customer_id=None, status=None))
    assert indexes_holding_it() == set(DOCUMENTED_COUNTS["bookings"][1])


# ---------------------------------------------------------------------------------------- idempotency and stream


def test_a_result_is_remembered_once_and_a_retry_finds_it(empty: MarketplacePatterns) -> None:
    first = IdempotencyKey(idempotency_key="request-1", result='{"bookingId": "b-1"}')
    empty.remember_result(first)
    with pytest.raises(AlreadyExists):
        empty.remember_result(IdempotencyKey(idempotency_key="request-1", result='{"bookingId": "b-2"}'))
    assert empty.cached_result("request-1") == first


def test_a_remembered_result_is_deleted_after_24_hours(
    empty: MarketplacePatterns, engine: "EmbeddedDynamoDB", clock: ManualClock
) -> None:
    empty.remember_result(IdempotencyKey(idempotency_key="request-1", result="{}"))
    clock.advance(24 * 3600 - 60)
    engine.maintain()
    assert empty.cached_result("request-1")
    clock.advance(120)
    engine.maintain()
    assert empty.cached_result("request-1") is None


def test_the_stream_tells_every_change_of_a_booking_with_old_and_new_image(
    empty: MarketplacePatterns, tables: "DynamoDBClient", streams: "DynamoDBStreamsClient"
) -> None:
    empty.create_booking(booking())
    empty.change_booking_status("b-1", "CONFIRMED")
    arn = tables.describe_table(TableName=name("bookings"))["Table"]["LatestStreamArn"]
    [shard] = streams.describe_stream(StreamArn=arn)["StreamDescription"]["Shards"]
    iterator = streams.get_shard_iterator(StreamArn=arn, ShardId=shard["ShardId"], ShardIteratorType="TRIM_HORIZON")
    created, changed = streams.get_records(ShardIterator=iterator["ShardIterator"])["Records"]
    assert (created["eventName"], changed["eventName"]) == ("INSERT", "MODIFY")
    assert created["dynamodb"]["NewImage"]["status"] == {"S": "PENDING"}
    assert changed["dynamodb"]["OldImage"]["status"] == {"S": "PENDING"}
    assert changed["dynamodb"]["NewImage"]["status"] == {"S": "CONFIRMED"}


def test_appointments_of_the_sample_before_the_export_have_taken_place_or_were_cancelled() -> None:
    past = [each for each in sample() if isinstance(each, Booking) and each.scheduled_date]
    assert {each.status for each in past if each.scheduled_date and each.scheduled_date < EXPORT_DAY} == {
        "COMPLETED",
        "CANCELLED",
    }
