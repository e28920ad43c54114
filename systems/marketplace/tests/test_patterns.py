"""Every access pattern gives what the document says its index is for."""

from collections.abc import Iterable
from datetime import UTC, datetime

import pytest

from systems.marketplace.design import Booking, BookingStatus, MarketplacePatterns, Service, User, design
from systems.marketplace.sample import (
    CUSTOMERS,
    bookings,
    providers,
    reviews,
    services,
)
from tablewright import AlreadyExists, NotFound

NOW = datetime(2025, 12, 4, 12, 0, tzinfo=UTC)
PROVIDERS = [provider.provider_id for provider in providers()]


def ids(found: Iterable[Booking]) -> set[str]:
    """The ids of bookings."""
    return {booking.booking_id for booking in found}


# --------------------------------------------------------------------------------------------------- bookings


def test_a_booking_is_read_by_its_id(db: MarketplacePatterns) -> None:
    for booking in bookings():
        assert db.booking(booking.booking_id) == booking
    assert db.booking("book-999") is None


def test_a_booking_id_that_is_taken_is_refused(db: MarketplacePatterns) -> None:
    taken = next(bookings())
    with pytest.raises(AlreadyExists):
        db.create_booking(taken.model_copy(update={"customer_id": "cust-999"}))
    assert db.booking(taken.booking_id) == taken


@pytest.mark.parametrize("provider_id", PROVIDERS)
def test_the_bookings_of_a_provider_come_sorted_by_date(db: MarketplacePatterns, provider_id: str) -> None:
    found = db.provider_bookings(provider_id)
    dates = [booking.scheduled_date for booking in found if booking.scheduled_date]
    assert dates == sorted(dates)
    assert ids(found) == ids(booking for booking in bookings() if booking.provider_id == provider_id)


@pytest.mark.parametrize("customer_id", CUSTOMERS)
def test_the_booking_history_of_a_customer_comes_with_the_latest_first(
    db: MarketplacePatterns, customer_id: str
) -> None:
    expected = [booking for booking in bookings() if booking.customer_id == customer_id]
    assert list(db.customer_bookings(customer_id)) == sorted(expected, key=lambda each: each.created_at, reverse=True)


@pytest.mark.parametrize("status", ["PENDING", "CONFIRMED", "COMPLETED", "CANCELLED"])
def test_bookings_are_found_by_status_page_by_page_with_the_oldest_first(
    db: MarketplacePatterns, status: BookingStatus
) -> None:
    found: list[Booking] = []
    cursor: str | None = None
    while not found or cursor:
        page = db.bookings_by_status(status, limit=20, cursor=cursor)
        found += page
        cursor = page.cursor
    expected = [booking for booking in bookings() if booking.status == status]
    assert found == sorted(expected, key=lambda each: each.created_at)
    assert found


def test_all_bookings_of_a_customer_are_found_by_the_additional_lookup_index(db: MarketplacePatterns) -> None:
    assert ids(db.bookings_of_customer("cust-001")) == ids(db.customer_bookings("cust-001"))


def test_a_booking_that_changes_its_status_moves_in_the_index(db: MarketplacePatterns) -> None:
    before = db.bookings_by_status("PENDING").items[0]
    after = db.change_booking_status(before.booking_id, "CONFIRMED")
    assert after == before.model_copy(update={"status": "CONFIRMED"})
    assert after in db.bookings_by_status("CONFIRMED").items
    assert before.booking_id not in ids(db.bookings_by_status("PENDING"))


def test_the_status_of_a_booking_that_does_not_exist_is_not_changed(db: MarketplacePatterns) -> None:
    with pytest.raises(NotFound):
        db.change_booking_status("book-999", "CONFIRMED")


# --------------------------------------------------------------------------------------- services and providers


@pytest.mark.parametrize("category", ["Plumbing", "Electrical", "Cleaning"])
def test_the_services_of_a_category_come_sorted_by_price(db: MarketplacePatterns, category: str) -> None:
    expected = [service for service in services() if service.category == category]
    assert list(db.services_by_category(category)) == sorted(expected, key=lambda service: service.price)


@pytest.mark.parametrize("provider_id", PROVIDERS)
def test_the_services_of_a_provider_come_sorted_by_price(db: MarketplacePatterns, provider_id: str) -> None:
    expected = [service for service in services() if service.provider_id == provider_id]
    assert list(db.provider_services(provider_id)) == sorted(expected, key=lambda service: service.price)
    assert len(expected) == 5


def test_prices_sort_as_numbers(db: MarketplacePatterns) -> None:
    for price in (100, 9, 20):
        db.save_service(
            Service.model_validate(
                {"service_id": f"s-{price}", "provider_id": "p-1", "category": "Moving", "price": price}
            )
        )
    assert [service.price for service in db.services_by_category("Moving")] == [9, 20, 100]


def test_providers_of_a_type_come_with_the_best_rated_first(db: MarketplacePatterns) -> None:
    assert [provider.provider_id for provider in db.providers_by_type("Plumbing")] == ["prov-001", "prov-002"]


def test_providers_of_an_area_come_with_the_best_rated_first(db: MarketplacePatterns) -> None:
    found = [provider.provider_id for provider in db.providers_by_location("Brooklyn")]
    assert found == ["prov-005", "prov-001", "prov-003"]


def test_available_providers_come_with_the_quickest_first_and_the_others_not_at_all(db: MarketplacePatterns) -> None:
    found = [provider.provider_id for provider in db.available_providers()]
    assert found == ["prov-005", "prov-003", "prov-001", "prov-002"]


# ----------------------------------------------------------------------------------------------------- reviews


@pytest.mark.parametrize("provider_id", PROVIDERS)
def test_all_reviews_of_a_provider_are_fetched(db: MarketplacePatterns, provider_id: str) -> None:
    expected = [review for review in reviews() if review.provider_id == provider_id]
    assert db.provider_reviews(provider_id) == sorted(expected, key=lambda review: review.created_at)
    assert expected


def test_the_review_of_a_booking_is_found(db: MarketplacePatterns) -> None:
    for review in reviews():
        assert db.booking_review(review.booking_id) == review
    assert db.booking_review("book-073") is None


def test_the_sample_has_one_review_a_booking_and_its_provider_is_that_of_the_booking() -> None:
    by_booking = {review.booking_id: review.provider_id for review in reviews()}
    assert len(by_booking) == 20
    assert by_booking.items() <= {(booking.booking_id, booking.provider_id) for booking in bookings()}


def test_an_index_does_not_refuse_a_second_review_of_a_booking(db: MarketplacePatterns) -> None:
    first = next(reviews())
    db.add_review(first.model_copy(update={"review_id": "rev-999"}))
    found = [review for review in db.provider_reviews(first.provider_id) if review.booking_id == first.booking_id]
    assert len(found) == 2


# ------------------------------------------------------------------------------------------------------- users


def test_a_user_is_looked_up_by_cognito_sub_and_by_email(db: MarketplacePatterns) -> None:
    user = User(user_id="sub-1", email="ada@example.com", user_type="CUSTOMER", created_at=NOW)
    assert db.user("sub-1") is None
    db.create_user(user)
    assert db.user("sub-1") == user
    assert db.user_by_email("ada@example.com") == user
    with pytest.raises(AlreadyExists):
        db.create_user(user)


def test_users_are_segmented_by_type_with_the_oldest_first(db: MarketplacePatterns) -> None:
    for number, user_type in enumerate(("PROVIDER", "CUSTOMER", "CUSTOMER")):
        created = NOW.replace(minute=59 - number)
        db.create_user(
            User.model_validate(
                {"user_id": f"u-{number}", "email": f"{number}@x", "user_type": user_type, "created_at": created}
            )
        )
    assert [user.user_id for user in db.users_by_type("CUSTOMER")] == ["u-2", "u-1"]
    assert [user.user_id for user in db.users_by_type("PROVIDER")] == ["u-0"]


# ------------------------------------------------------------------------------------------- design and sample


def test_no_pattern_scans_a_table() -> None:
    assert {pattern.operation for pattern in design.patterns.values()} == {"get", "query", "put", "update"}


def test_every_index_serves_a_pattern() -> None:
    served = {(pattern.schema.table.name, pattern.index) for pattern in design.patterns.values()}
    assert {(table.name, index.name) for table in design.tables for index in table.indexes} <= served
