"""Sample data: what the document counts, 73 bookings, 25 services, 5 providers and 20 reviews; always the same.

There are no users and no idempotency keys, as the document counts none.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

from .design import Booking, BookingStatus, IdempotencyKey, Provider, Review, Service, User

FIRST_BOOKING = datetime(2025, 10, 23, 5, 40, 38, 897_000, tzinfo=UTC)
"""When the first booking was created."""

EXPORT_DAY = date(2025, 12, 4)
"""The day of the document; appointments before it have taken place."""

CUSTOMERS = tuple(f"cust-{number:03d}" for number in range(1, 10))


# -------------------------------------------------------------------------------------------------- providers


def providers() -> Iterator[Provider]:
    """Five providers in two areas, all but one of them available."""
    for provider_id, service_type, service_area, rating, response_time, is_available in (
        ("prov-001", "Plumbing", "Brooklyn", "4.8", 35, True),
        ("prov-002", "Plumbing", "Queens", "4.1", 90, True),
        ("prov-003", "Electrical", "Brooklyn", "4.6", 20, True),
        ("prov-004", "Cleaning", "Queens", "3.9", 55, False),
        ("prov-005", "Cleaning", "Brooklyn", "4.9", 15, True),
    ):
        yield Provider(
            provider_id=provider_id,
            service_area=service_area,
            service_type=service_type,
            rating=Decimal(rating),
            response_time=response_time,
            is_available=is_available,
        )


# --------------------------------------------------------------------------------------------------- services

_SERVICES: Mapping[str, tuple[str, ...]] = {
    "Plumbing": ("Leak repair", "Drain cleaning", "Tap change", "Water heater", "Bathroom"),
    "Electrical": ("Outlet", "Light fixture", "Breaker", "Inspection", "Rewiring"),
    "Cleaning": ("Apartment", "Office", "Windows", "Carpet", "Moving out"),
}
"""What a provider of a type offers, from the cheapest to the dearest."""


def services() -> Iterator[Service]:
    """Five services of each provider, in the category of its type."""
    for number, provider in enumerate(providers()):
        for place, name in enumerate(_SERVICES[provider.service_type]):
            yield Service(
                service_id=f"svc-{provider.provider_id[-3:]}-{name.lower().replace(' ', '-')}",
                provider_id=provider.provider_id,
                category=provider.service_type,
                price=Decimal("49.50") + 35 * place + Decimal("7.25") * number,
            )


# --------------------------------------------------------------------------------------------------- bookings


def _status(number: int, scheduled: date) -> BookingStatus:
    if number % 9 == 4:
        return "CANCELLED"
    if scheduled < EXPORT_DAY:
        return "COMPLETED"
    return "CONFIRMED" if number % 2 else "PENDING"


def bookings() -> Iterator[Booking]:
    """71 whole bookings, one every 14 hours; one that has no provider yet; and one that was begun and left.

    The last two are those that the document's counts of its indexes leave out.
    """
    offered = [provider.provider_id for provider in providers()]
    for number in range(71):
        created = FIRST_BOOKING + timedelta(hours=14 * number, milliseconds=137 * number)
        scheduled = created.date() + timedelta(days=2 + number % 8)
        yield Booking(
            booking_id=f"book-{number + 1:03d}",
            customer_id=CUSTOMERS[number * 4 % len(CUSTOMERS)],
            provider_id=offered[number * 3 % len(offered)],
            scheduled_date=scheduled,
            status=_status(number, scheduled),
            created_at=created,
        )
    late = FIRST_BOOKING + timedelta(days=42)
    yield Booking(booking_id="book-072", customer_id=CUSTOMERS[0], status="PENDING", created_at=late)
    yield Booking(booking_id="book-073", created_at=late + timedelta(minutes=3))


# ---------------------------------------------------------------------------------------------------- reviews


def reviews() -> Iterator[Review]:
    """Reviews of every other completed booking, 20 of them, each written on the evening of the appointment."""
    completed = [booking for booking in bookings() if booking.status == "COMPLETED"]
    for number, booking in enumerate(completed[:40:2]):
        assert booking.provider_id
        assert booking.scheduled_date
        evening = datetime.combine(booking.scheduled_date, time(18), UTC)
        yield Review(
            review_id=f"rev-{number + 1:03d}",
            booking_id=booking.booking_id,
            provider_id=booking.provider_id,
            created_at=evening + timedelta(minutes=13 * number),
        )


def sample() -> Iterator[Booking | Service | Provider | Review]:
    """Everything: bookings, services, providers, reviews."""
    yield from bookings()
    yield from services()
    yield from providers()
    yield from reviews()


# --------------------------------------------------------------------------------------------------- examples

_NOW = datetime(2025, 12, 4, 16, 20, 5, 250_000, tzinfo=UTC)

EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "create_booking": {
        "booking": Booking(
            booking_id="book-074",
            customer_id="cust-010",
            provider_id="prov-003",
            scheduled_date=date(2025, 12, 9),
            status="PENDING",
            created_at=_NOW,
        )
    },
    "booking": {"booking_id": "book-001"},
    "change_booking_status": {"booking_id": "book-074", "status": "CONFIRMED"},
    "provider_bookings": {"provider_id": "prov-001", "limit": 10},
    "customer_bookings": {"customer_id": "cust-001", "limit": 10},
    "bookings_by_status": {"status": "PENDING"},
    "bookings_of_customer": {"customer_id": "cust-001"},
    "remember_result": {
        "entry": IdempotencyKey(idempotency_key="4be0643f-1d98", result='{"bookingId": "book-074", "statusCode": 201}')
    },
    "cached_result": {"idempotency_key": "4be0643f-1d98"},
    "save_service": {
        "service": Service(
            service_id="svc-003-doorbell", provider_id="prov-003", category="Electrical", price=Decimal("59.90")
        )
    },
    "services_by_category": {"category": "Electrical"},
    "provider_services": {"provider_id": "prov-003"},
    "save_provider": {
        "provider": Provider(
            provider_id="prov-006",
            service_area="Queens",
            service_type="Electrical",
            rating=Decimal("4.4"),
            response_time=40,
            is_available=True,
        )
    },
    "providers_by_type": {"service_type": "Electrical"},
    "providers_by_location": {"service_area": "Queens"},
    "available_providers": {},
    "add_review": {
        "review": Review(review_id="rev-021", booking_id="book-074", provider_id="prov-003", created_at=_NOW)
    },
    "provider_reviews": {"provider_id": "prov-003"},
    "booking_review": {"booking_id": "book-074"},
    "create_user": {
        "user": User(user_id="cust-010", email="ada@example.com", user_type="CUSTOMER", created_at=_NOW),
    },
    "user": {"user_id": "cust-010"},
    "user_by_email": {"email": "ada@example.com"},
    "users_by_type": {"user_type": "CUSTOMER"},
}
"""Inputs for every access pattern, meant to be run in this order on the sample data."""
