"""Inavor Shuttle: shops, their import and export jobs, and the history of their imports.

As PHASE-1-INFRA-002 defines the tables. Sessions have none: in phase 1 they stay with Prisma in SQLite.
"""

from datetime import datetime
from typing import Annotated, Literal, Protocol

from pydantic import Field

from tablewright import (
    GSI,
    TTL,
    Design,
    Entity,
    Environment,
    Key,
    OnDemand,
    Page,
    PointInTimeRecovery,
    Ref,
    Settings,
    Table,
    Timestamp,
    UnixTime,
    after,
    camelCase,
    get,
    put,
    query,
    update,
)

from .ulid import Ulid

Plan = Literal["FREE", "STARTER", "PRO", "ENTERPRISE"]
BillingStatus = Literal["TRIAL", "ACTIVE", "PAST_DUE", "CANCELLED"]
JobType = Literal["IMPORT", "EXPORT"]
JobMode = Literal["CREATE", "UPDATE", "UPSERT"]
JobStatus = Literal["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"]
ImportStatus = Literal["SUCCESS", "PARTIAL", "FAILED"]
Count = Annotated[int, Field(ge=0)]


# ------------------------------------------------------------------------------------------------ Shops table


class Shop(Entity, names=camelCase):
    """A merchant's shop, known by its domain."""

    domain: str
    name: str
    access_token: str
    plan: Plan
    installed_at: Timestamp
    uninstalled_at: Timestamp | None = None
    billing_status: BillingStatus
    settings: dict[str, str] = {}


shops = Table(Shop, name="Shops-{env}", key=Key("domain"))


# ------------------------------------------------------------------------------------------------- Jobs table


class Job(Entity, names=camelCase):
    """An import or export of a shop's products, and how far it has come."""

    job_id: Ulid
    shop_domain: Annotated[str, Ref(Shop)]
    type: JobType
    mode: JobMode
    status: JobStatus = "PENDING"
    is_dry_run: bool = False
    total_products: Count = 0
    processed_products: Count = 0
    created_at: Timestamp


jobs = Table(
    Job,
    name="Jobs-{env}",
    key=Key("jobId"),
    indexes=[
        GSI("shopDomain", Key("shopDomain", "createdAt")),  # for shop-based job lists
        GSI("status-createdAt", Key("status", "createdAt")),  # for querying by status
    ],
    ttl=TTL("expiresAt", after(days=90, since="createdAt")),
)


# ---------------------------------------------------------------------------------------- ImportHistory table


class ImportRecord(Entity, names=camelCase):
    """The outcome of one import of a shop."""

    shop_domain: Annotated[str, Ref(Shop)]
    timestamp: UnixTime  # with milliseconds, so that two imports of one second do not meet in one item
    job_id: Annotated[Ulid, Ref(Job)]
    products_imported: Count
    status: ImportStatus
    error_count: Count = 0


import_history = Table(
    ImportRecord,
    name="ImportHistory-{env}",
    key=Key("shopDomain", "timestamp"),
    ttl=TTL("expiresAt", after(days=365, since="timestamp")),
)


# -------------------------------------------------------------------------------------------- access patterns


class ShuttlePatterns(Protocol):
    """What the app and its workers ask of the tables."""

    @put(shops)
    def save_shop(self, shop: Shop) -> None:
        """Save a shop, when the app is installed in it or uninstalled from it."""

    @get(shops)
    def shop_by_domain(self, domain: str) -> Shop | None:
        """Look a shop up by its domain."""

    @put(jobs, if_absent=True)
    def create_job(self, job: Job) -> Job:
        """Create a job; it expires 90 days after its creation."""

    @get(jobs)
    def job_by_id(self, job_id: str) -> Job | None:
        """Get a job."""

    @query(jobs, index="shopDomain", order="descending")
    def jobs_of_shop(self, shop_domain: str, limit: int = 50, cursor: str | None = None) -> Page[Job]:
        """List the jobs of a shop, the newest first."""

    @query(jobs, index="shopDomain", where="createdAt BETWEEN :start AND :end")
    def jobs_of_shop_between(
        self, shop_domain: str, start: datetime, end: datetime, limit: int = 50, cursor: str | None = None
    ) -> Page[Job]:
        """List the jobs that a shop created in a period, in order."""

    @query(jobs, index="status-createdAt")
    def jobs_by_status(self, status: JobStatus, limit: int = 50, cursor: str | None = None) -> Page[Job]:
        """List the jobs in a status, the oldest first, as the worker picks them up."""

    @update(jobs)
    def update_job_progress(
        self, job_id: str, status: JobStatus, total_products: int | None = None, processed_products: int | None = None
    ) -> Job:
        """Record how far a job has come."""

    @put(import_history, if_absent=True)
    def record_import(self, record: ImportRecord) -> None:
        """Record an import, never over another of the same moment; it is kept for 365 days."""

    @query(import_history, where="timestamp BETWEEN :start AND :end")
    def imports_of_shop_between(
        self, shop_domain: str, start: datetime, end: datetime, limit: int = 50, cursor: str | None = None
    ) -> Page[ImportRecord]:
        """Query the imports of a shop within a range of dates, in order."""

    @query(import_history, order="descending")
    def latest_imports_of_shop(
        self, shop_domain: str, limit: int = 20, cursor: str | None = None
    ) -> Page[ImportRecord]:
        """List the imports of a shop, the newest first."""


# ----------------------------------------------------------------------------------------------------- design


design = Design(
    "shuttle",
    tables=[shops, jobs, import_history],
    patterns=[ShuttlePatterns],
    environments=[Environment("dev"), Environment("staging"), Environment("prod")],
    defaults=Settings(billing=OnDemand(), recovery=PointInTimeRecovery()),
)
