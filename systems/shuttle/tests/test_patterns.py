"""Every access pattern gives what the document says of it."""

from datetime import UTC, datetime, timedelta

import pytest

from systems.shuttle.design import ImportRecord, Job, JobStatus, ShuttlePatterns, design
from systems.shuttle.sample import FIRST_DAY, imports, job_id, jobs, shops
from systems.shuttle.ulid import time_of
from tablewright import NotFound

SHOP = "denim-depot.example"


def jobs_of(shop_domain: str) -> list[Job]:
    """The sample's jobs of a shop, in the order of their creation."""
    return sorted((job for job in jobs() if job.shop_domain == shop_domain), key=lambda job: job.created_at)


def imports_of(shop_domain: str) -> list[ImportRecord]:
    """The sample's imports of a shop, in the order of time."""
    return sorted((each for each in imports() if each.shop_domain == shop_domain), key=lambda each: each.timestamp)


def test_a_shop_is_looked_up_by_its_domain(db: ShuttlePatterns) -> None:
    for shop in shops():
        assert db.shop_by_domain(shop.domain) == shop
    assert db.shop_by_domain("nobody.example") is None


def test_saving_a_shop_again_replaces_it(db: ShuttlePatterns) -> None:
    left = next(shops()).model_copy(update={"uninstalled_at": FIRST_DAY, "billing_status": "CANCELLED"})
    db.save_shop(left)
    assert db.shop_by_domain(left.domain) == left


def test_a_job_is_read_by_its_id(db: ShuttlePatterns) -> None:
    for job in jobs():
        assert db.job_by_id(job.job_id) == job


def test_the_jobs_of_a_shop_come_with_the_newest_first(db: ShuttlePatterns) -> None:
    assert list(db.jobs_of_shop(SHOP)) == jobs_of(SHOP)[::-1]


def test_the_jobs_of_a_shop_go_on_page_by_page(db: ShuttlePatterns) -> None:
    first = db.jobs_of_shop(SHOP, limit=6)
    second = db.jobs_of_shop(SHOP, limit=6, cursor=first.cursor)
    assert (len(first), len(second)) == (6, 4)
    assert [*first, *second] == jobs_of(SHOP)[::-1]
    assert second.cursor is None


def test_the_jobs_of_a_shop_in_a_period_come_in_order_and_include_its_bounds(db: ShuttlePatterns) -> None:
    expected = jobs_of(SHOP)[2:6]
    page = db.jobs_of_shop_between(SHOP, expected[0].created_at, expected[-1].created_at)
    assert list(page) == expected


@pytest.mark.parametrize("status", ["PENDING", "RUNNING", "COMPLETED", "FAILED", "CANCELLED"])
def test_the_jobs_in_a_status_come_with_the_oldest_first(db: ShuttlePatterns, status: JobStatus) -> None:
    expected = sorted((job for job in jobs() if job.status == status), key=lambda job: job.created_at)
    assert list(db.jobs_by_status(status)) == expected
    assert expected


def test_a_job_that_goes_on_moves_to_its_new_status(db: ShuttlePatterns) -> None:
    before = db.jobs_by_status("PENDING").items[0]
    after = db.update_job_progress(before.job_id, "RUNNING", total_products=40, processed_products=10)
    assert after == before.model_copy(update={"status": "RUNNING", "total_products": 40, "processed_products": 10})
    assert after in db.jobs_by_status("RUNNING").items
    assert before.job_id not in {job.job_id for job in db.jobs_by_status("PENDING")}


def test_progress_that_is_not_told_stays_as_it_was(db: ShuttlePatterns) -> None:
    before = db.jobs_by_status("RUNNING").items[0]
    after = db.update_job_progress(before.job_id, "COMPLETED")
    assert after == before.model_copy(update={"status": "COMPLETED"})


def test_the_progress_of_a_job_that_does_not_exist_is_refused(db: ShuttlePatterns) -> None:
    with pytest.raises(NotFound):
        db.update_job_progress(job_id(9, 9), "RUNNING")


def test_the_imports_of_a_shop_are_queried_by_a_range_of_dates(db: ShuttlePatterns) -> None:
    every = imports_of(SHOP)
    days = datetime(2045, 11, 14, tzinfo=UTC), datetime(2045, 11, 16, tzinfo=UTC)
    assert list(db.imports_of_shop_between(SHOP, *days)) == every[1:2]
    assert list(db.imports_of_shop_between(SHOP, every[0].timestamp, every[-1].timestamp)) == every


def test_the_latest_imports_of_a_shop_come_first(db: ShuttlePatterns) -> None:
    assert list(db.latest_imports_of_shop(SHOP, limit=2)) == imports_of(SHOP)[:0:-1]


# ------------------------------------------------------------------------------------------- design and sample


def test_every_read_is_eventually_consistent() -> None:
    assert not any(pattern.declaration.consistent for pattern in design.patterns.values())
    assert "scan" not in {pattern.operation for pattern in design.patterns.values()}


def test_ids_of_jobs_sort_by_the_time_of_their_creation() -> None:
    by_time = sorted(jobs(), key=lambda job: job.created_at)
    assert sorted(jobs(), key=lambda job: job.job_id) == by_time
    assert [time_of(job.job_id) for job in by_time] == [job.created_at for job in by_time]


def test_the_sample_has_as_many_items_as_the_readme_says() -> None:
    assert [len(list(each)) for each in (shops(), jobs(), imports())] == [5, 50, 15]


def test_the_sample_does_not_expire_for_years() -> None:
    assert min(job.created_at for job in jobs()) + timedelta(days=90) > datetime(2045, 1, 1, tzinfo=UTC)
