"""The marketplace: six tables for bookings, idempotency keys, services, providers, reviews and users.

As they were deployed for dev in account 943814145891, us-east-1, on December 4, 2025.
"""

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, Protocol

from pydantic import Field

from tablewright import (
    GSI,
    TTL,
    Design,
    Entity,
    Environment,
    Flag,
    Key,
    OnDemand,
    Page,
    PointInTimeRecovery,
    Ref,
    Settings,
    StreamView,
    Table,
    Timestamp,
    Volume,
    WarmThroughput,
    after,
    camelCase,
    get,
    put,
    query,
    update,
)

BookingStatus = Literal["PENDING", "CONFIRMED", "COMPLETED", "CANCELLED"]
UserType = Literal["CUSTOMER", "PROVIDER"]


# ------------------------------------------------------------------------- 1. marketplace-dev-bookings-table


class Booking(Entity, names=camelCase):
    """A customer's appointment with a provider. One without an index's attributes yet is not in that index."""

    booking_id: str
    customer_id: Annotated[str | None, Ref("User")] = None
    provider_id: Annotated[str | None, Ref("Provider")] = None
    scheduled_date: date | None = None
    status: BookingStatus | None = None
    created_at: Timestamp


bookings = Table(
    Booking,
    name="marketplace-{env}-bookings-table",
    key=Key("bookingId"),
    indexes=[
        GSI("providerBookings-index", Key("providerId", "scheduledDate")),
        GSI("customerBookings-index", Key("customerId", "createdAt")),
        GSI("status-index", Key("status", "createdAt")),
        GSI("customerId-index", Key("customerId")),
    ],
    stream=StreamView.NEW_AND_OLD_IMAGES,  # triggers Lambda for event-driven processing
    warm_throughput=WarmThroughput(read=12_000, write=4_000),
)


# ---------------------------------------------------------------------- 2. marketplace-dev-idempotency-table


class IdempotencyKey(Entity, names=camelCase):
    """The cached response to a request, so that a retry does not create a duplicate booking."""

    idempotency_key: str
    result: str


idempotency = Table(
    IdempotencyKey,
    name="marketplace-{env}-idempotency-table",
    key=Key("idempotencyKey"),
    ttl=TTL("ttl", after(hours=24)),
)


# ------------------------------------------------------------------------- 3. marketplace-dev-services-table


class Service(Entity, names=camelCase):
    """Something a provider offers, in a category such as Plumbing or Electrical."""

    service_id: str
    provider_id: Annotated[str, Ref("Provider")]
    category: str
    price: Annotated[Decimal, Field(ge=0)]


services = Table(
    Service,
    name="marketplace-{env}-services-table",
    key=Key("serviceId"),
    indexes=[
        GSI("category-index", Key("category", "price")),
        GSI("providerServices-index", Key("providerId", "price")),
    ],
)


# ------------------------------------------------------------------------ 4. marketplace-dev-providers-table


class Provider(Entity, names=camelCase):
    """Who offers services of a type in an area."""

    provider_id: str
    service_area: str
    service_type: str
    rating: Annotated[Decimal, Field(ge=0, le=5)]
    response_time: Annotated[int, Field(ge=0)]
    is_available: Flag  # a boolean, stored as text: it is the key of an index


providers = Table(
    Provider,
    name="marketplace-{env}-providers-table",
    key=Key("providerId"),
    indexes=[
        GSI("serviceType-index", Key("serviceType", "rating")),
        GSI("location-index", Key("serviceArea", "rating")),
        GSI("availability-index", Key("isAvailable", "responseTime")),
    ],
)


# -------------------------------------------------------------------------- 5. marketplace-dev-reviews-table


class Review(Entity, names=camelCase):
    """A customer's review of a provider after a booking."""

    review_id: str
    booking_id: Annotated[str, Ref(Booking)]
    provider_id: Annotated[str, Ref(Provider)]
    created_at: Timestamp


reviews = Table(
    Review,
    name="marketplace-{env}-reviews-table",
    key=Key("reviewId"),
    indexes=[
        GSI("providerReviews-index", Key("providerId", "createdAt")),
        GSI("bookingReviews-index", Key("bookingId")),
    ],
)


# ---------------------------------------------------------------------------- 6. marketplace-dev-users-table


class User(Entity, names=camelCase):
    """The profile of a Cognito identity; `userId` is its sub."""

    user_id: str
    email: str
    user_type: UserType
    created_at: Timestamp


users = Table(
    User,
    name="marketplace-{env}-users-table",
    key=Key("userId"),
    indexes=[
        GSI("email-index", Key("email")),
        GSI("userType-index", Key("userType", "createdAt")),
    ],
)


# -------------------------------------------------------------------------------------------- access patterns


class MarketplacePatterns(Protocol):
    """What the marketplace asks of its tables."""

    @put(bookings, if_absent=True)
    def create_booking(self, booking: Booking) -> Booking:
        """Create a booking."""

    @get(bookings)
    def booking(self, booking_id: str) -> Booking | None:
        """Look up a booking."""

    @update(bookings)
    def change_booking_status(self, booking_id: str, status: BookingStatus) -> Booking:
        """Move a booking to another status."""

    @query(bookings, index="providerBookings-index")
    def provider_bookings(self, provider_id: str, limit: int = 50, cursor: str | None = None) -> Page[Booking]:
        """Query all bookings for a specific provider sorted by date."""

    @query(bookings, index="customerBookings-index", order="descending")
    def customer_bookings(self, customer_id: str, limit: int = 50, cursor: str | None = None) -> Page[Booking]:
        """Query booking history for a customer, the latest first."""

    @query(bookings, index="status-index")
    def bookings_by_status(self, status: BookingStatus, limit: int = 50, cursor: str | None = None) -> Page[Booking]:
        """Find bookings by status (for the admin dashboard)."""

    @query(bookings, index="customerId-index")
    def bookings_of_customer(self, customer_id: str) -> list[Booking]:
        """Look up all bookings of a customer, in no particular order."""

    @put(idempotency, if_absent=True)
    def remember_result(self, entry: IdempotencyKey) -> None:
        """Remember the response to a request for 24 hours, unless one is remembered already."""

    @get(idempotency, consistent=True)
    def cached_result(self, idempotency_key: str) -> IdempotencyKey | None:
        """Get the response to a request that a client retries."""

    @put(services)
    def save_service(self, service: Service) -> None:
        """Save a service."""

    @query(services, index="category-index")
    def services_by_category(self, category: str, limit: int = 50, cursor: str | None = None) -> Page[Service]:
        """Search services by category and sort by price."""

    @query(services, index="providerServices-index")
    def provider_services(self, provider_id: str, limit: int = 50, cursor: str | None = None) -> Page[Service]:
        """List all services offered by a specific provider."""

    @put(providers)
    def save_provider(self, provider: Provider) -> None:
        """Save a provider."""

    @query(providers, index="serviceType-index", order="descending")
    def providers_by_type(self, service_type: str, limit: int = 50, cursor: str | None = None) -> Page[Provider]:
        """Find providers by service type sorted by rating, the best first."""

    @query(providers, index="location-index", order="descending")
    def providers_by_location(self, service_area: str, limit: int = 50, cursor: str | None = None) -> Page[Provider]:
        """Find providers by location sorted by rating, the best first."""

    @query(providers, index="availability-index", fixed={"isAvailable": True})
    def available_providers(self, limit: int = 50, cursor: str | None = None) -> Page[Provider]:
        """List available providers sorted by response time."""

    @put(reviews, if_absent=True)
    def add_review(self, review: Review) -> None:
        """Add a review."""

    @query(reviews, index="providerReviews-index")
    def provider_reviews(self, provider_id: str) -> list[Review]:
        """Fetch all reviews for a provider (for rating calculation)."""

    @query(reviews, index="bookingReviews-index")
    def booking_review(self, booking_id: str) -> Review | None:
        """Find the review of a booking, to ensure that there is one per booking."""

    @put(users, if_absent=True)
    def create_user(self, user: User) -> None:
        """Create the profile of a user."""

    @get(users)
    def user(self, user_id: str) -> User | None:
        """Look up a user by the Cognito sub."""

    @query(users, index="email-index")
    def user_by_email(self, email: str) -> User | None:
        """Look up a user by email address."""

    @query(users, index="userType-index")
    def users_by_type(self, user_type: UserType, limit: int = 50, cursor: str | None = None) -> Page[User]:
        """Segment users by type (for admin queries, marketing)."""


# ----------------------------------------------------------------------------------------------------- design


design = Design(
    "marketplace",
    tables=[bookings, idempotency, services, providers, reviews, users],
    patterns=[MarketplacePatterns],
    defaults=Settings(billing=OnDemand(), recovery=PointInTimeRecovery(days=35)),
    environments=[
        Environment(
            "dev",
            account="943814145891",
            region="us-east-1",
            volumes={
                bookings: Volume(items=73, size=30_199),
                services: Volume(items=25, size=6_889),
                providers: Volume(items=5, size=1_723),
                reviews: Volume(items=20, size=4_143),
            },
        ),
        Environment("staging"),
        Environment("prod"),
    ],
)
