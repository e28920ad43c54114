"""Sample data: five shops, ten days of their jobs and the imports that came of them; always the same.

Its days lie in 2045, as jobs live for 90 days and imports for 365: so it does not expire while you look at it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from random import Random

from .design import BillingStatus, ImportRecord, ImportStatus, Job, JobMode, JobStatus, Plan, Shop
from .ulid import new_ulid

FIRST_DAY = datetime(2045, 11, 10, 6, 0, tzinfo=UTC)
"""When the first of the jobs was created."""

# ------------------------------------------------------------------------------------------------------ shops


@dataclass(frozen=True)
class _Merchant:
    """A shop in short."""

    domain: str
    name: str
    plan: Plan
    billing_status: BillingStatus
    products: int


_MERCHANTS = (
    _Merchant("alpine-outfitters.example", "Alpine Outfitters", "PRO", "ACTIVE", 1840),
    _Merchant("bean-and-leaf.example", "Bean & Leaf", "STARTER", "ACTIVE", 96),
    _Merchant("candle-corner.example", "Candle Corner", "FREE", "TRIAL", 34),
    _Merchant("denim-depot.example", "Denim Depot", "ENTERPRISE", "PAST_DUE", 12_450),
    _Merchant("everyday-ceramics.example", "Everyday Ceramics", "STARTER", "CANCELLED", 210),
)


def shops() -> Iterator[Shop]:
    """Each merchant's shop, one installed every 40 days; the one whose billing is cancelled has left."""
    for number, merchant in enumerate(_MERCHANTS):
        installed = FIRST_DAY - timedelta(days=240 - 40 * number, minutes=11 * number)
        has_left = merchant.billing_status == "CANCELLED"
        yield Shop(
            domain=merchant.domain,
            name=merchant.name,
            access_token=f"sample-token-{number + 1:04d}",
            plan=merchant.plan,
            installed_at=installed,
            uninstalled_at=FIRST_DAY + timedelta(days=12) if has_left else None,
            billing_status=merchant.billing_status,
            settings={"locale": "en", "onConflict": "skip" if number % 2 else "overwrite"},
        )


# ------------------------------------------------------------------------------------------------------- jobs


@dataclass(frozen=True)
class _Step:
    """What every shop does on one of the ten days: a job, and if it imports, what comes of it."""

    mode: JobMode
    status: JobStatus
    per_cent: int
    imports: ImportStatus | None = None
    is_dry_run: bool = False


_EXPORTS = (0, 3, 6, 9)
_DAYS = (
    _Step("UPDATE", "COMPLETED", 100),
    _Step("CREATE", "COMPLETED", 100, is_dry_run=True),
    _Step("CREATE", "FAILED", 40, "FAILED"),
    _Step("UPDATE", "COMPLETED", 100),
    _Step("CREATE", "CANCELLED", 10),
    _Step("CREATE", "COMPLETED", 100, "SUCCESS"),
    _Step("UPDATE", "COMPLETED", 100),
    _Step("UPSERT", "COMPLETED", 100, "PARTIAL"),
    _Step("UPSERT", "RUNNING", 60),
    _Step("UPDATE", "PENDING", 0),
)
"""The days of each shop: it exports, tries an import, fails, cancels, succeeds, and has two jobs under way."""


def created_at(shop: int, day: int) -> datetime:
    """When a shop, by its place in the list, created its job of a day."""
    return FIRST_DAY + timedelta(days=day, hours=shop, minutes=7 * day, milliseconds=125 * shop)


def job_id(shop: int, day: int) -> str:
    """The id of that job; the same in every run."""
    return new_ulid(created_at(shop, day), randomness=Random(f"{shop} {day}").getrandbits(80))


def jobs() -> Iterator[Job]:
    """A job a day of each shop, for ten days."""
    for shop, merchant in enumerate(_MERCHANTS):
        for day, step in enumerate(_DAYS):
            yield Job(
                job_id=job_id(shop, day),
                shop_domain=merchant.domain,
                type="EXPORT" if day in _EXPORTS else "IMPORT",
                mode=step.mode,
                status=step.status,
                is_dry_run=step.is_dry_run,
                total_products=merchant.products if step.per_cent else 0,
                processed_products=merchant.products * step.per_cent // 100,
                created_at=created_at(shop, day),
            )


# -------------------------------------------------------------------------------------------- import history


def imports() -> Iterator[ImportRecord]:
    """What came of the imports that were no dry run; each ended some minutes after its job was created."""
    for shop, merchant in enumerate(_MERCHANTS):
        for day, step in enumerate(_DAYS):
            if step.imports is None:
                continue
            processed = merchant.products * step.per_cent // 100
            errors = 0 if step.imports == "SUCCESS" else 1 + processed // 50
            yield ImportRecord(
                shop_domain=merchant.domain,
                timestamp=created_at(shop, day) + timedelta(minutes=4, milliseconds=processed),
                job_id=job_id(shop, day),
                products_imported=processed - errors,
                status=step.imports,
                error_count=errors,
            )


def sample() -> Iterator[Shop | Job | ImportRecord]:
    """Everything: shops, jobs, imports."""
    yield from shops()
    yield from jobs()
    yield from imports()


# --------------------------------------------------------------------------------------------------- examples

_NEW_SHOP = "fjord-fishing.example"
_NOW = FIRST_DAY + timedelta(days=14)
_NEW_JOB = new_ulid(_NOW, randomness=1)

EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "save_shop": {
        "shop": Shop(
            domain=_NEW_SHOP,
            name="Fjord Fishing",
            access_token="sample-token-0006",
            plan="FREE",
            installed_at=_NOW,
            billing_status="TRIAL",
        )
    },
    "shop_by_domain": {"domain": "alpine-outfitters.example"},
    "create_job": {"job": Job(job_id=_NEW_JOB, shop_domain=_NEW_SHOP, type="IMPORT", mode="CREATE", created_at=_NOW)},
    "job_by_id": {"job_id": _NEW_JOB},
    "jobs_of_shop": {"shop_domain": "bean-and-leaf.example", "limit": 5},
    "jobs_of_shop_between": {
        "shop_domain": "denim-depot.example",
        "start": FIRST_DAY,
        "end": FIRST_DAY + timedelta(days=7),
    },
    "jobs_by_status": {"status": "PENDING"},
    "update_job_progress": {
        "job_id": _NEW_JOB,
        "status": "RUNNING",
        "total_products": 18,
        "processed_products": 6,
    },
    "record_import": {
        "record": ImportRecord(
            shop_domain=_NEW_SHOP,
            timestamp=_NOW + timedelta(seconds=48, milliseconds=250),
            job_id=_NEW_JOB,
            products_imported=18,
            status="SUCCESS",
        )
    },
    "imports_of_shop_between": {
        "shop_domain": "denim-depot.example",
        "start": FIRST_DAY,
        "end": FIRST_DAY + timedelta(days=7),
    },
    "latest_imports_of_shop": {"shop_domain": "alpine-outfitters.example", "limit": 2},
}
"""Inputs for every access pattern, meant to be run in this order on the sample data."""
