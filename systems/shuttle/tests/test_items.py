"""Items are stored under the document's names, and expire when it says."""

from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

import tablewright
from systems.shuttle.design import ImportRecord, Job, Shop, ShuttlePatterns, design
from systems.shuttle.ulid import new_ulid
from tablewright import AlreadyExists
from tablewright.deploy import apply
from tablewright.engine import ManualClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

NOON = datetime(2025, 11, 10, 12, 0, 0, 250_000, tzinfo=UTC)
JOB_ID = new_ulid(NOON, randomness=7)
SHOP = "tents.example"


def job() -> Job:
    """A job of the shop, created at noon."""
    return Job(job_id=JOB_ID, shop_domain=SHOP, type="IMPORT", mode="CREATE", created_at=NOON)


def record(timestamp: datetime = NOON) -> ImportRecord:
    """An import of the shop that ended at a time, noon by default."""
    return ImportRecord(
        shop_domain=SHOP, timestamp=timestamp, job_id=JOB_ID, products_imported=18, status="SUCCESS", error_count=0
    )


def only_item(dynamodb: "DynamoDBClient", table: str) -> Mapping[str, Any]:
    """The only item in a table."""
    [item] = dynamodb.scan(TableName=table)["Items"]
    return item


def seconds(moment: datetime) -> int:
    """Whole seconds since 1970."""
    return int(moment.timestamp())


# -------------------------------------------------------------------------------------------------- attributes


def test_a_shop_is_stored_under_the_documented_names(empty: ShuttlePatterns, tables: "DynamoDBClient") -> None:
    empty.save_shop(
        Shop(
            domain=SHOP,
            name="Tents",
            access_token="token",
            plan="PRO",
            installed_at=NOON,
            uninstalled_at=NOON + timedelta(days=1),
            billing_status="CANCELLED",
            settings={"locale": "en"},
        )
    )
    assert only_item(tables, "Shops-dev") == {
        "domain": {"S": SHOP},
        "name": {"S": "Tents"},
        "accessToken": {"S": "token"},
        "plan": {"S": "PRO"},
        "installedAt": {"S": "2025-11-10T12:00:00.250Z"},
        "uninstalledAt": {"S": "2025-11-11T12:00:00.250Z"},
        "billingStatus": {"S": "CANCELLED"},
        "settings": {"M": {"locale": {"S": "en"}}},
    }


def test_a_job_is_stored_under_the_documented_names_and_expires_after_90_days(
    empty: ShuttlePatterns, tables: "DynamoDBClient"
) -> None:
    empty.create_job(job())
    assert only_item(tables, "Jobs-dev") == {
        "jobId": {"S": JOB_ID},
        "shopDomain": {"S": SHOP},
        "type": {"S": "IMPORT"},
        "mode": {"S": "CREATE"},
        "status": {"S": "PENDING"},
        "isDryRun": {"BOOL": False},
        "totalProducts": {"N": "0"},
        "processedProducts": {"N": "0"},
        "createdAt": {"S": "2025-11-10T12:00:00.250Z"},
        "expiresAt": {"N": str(seconds(NOON) + 90 * 86_400)},
    }


def test_an_import_is_stored_under_the_documented_names_and_expires_after_365_days(
    empty: ShuttlePatterns, tables: "DynamoDBClient"
) -> None:
    empty.record_import(record())
    assert only_item(tables, "ImportHistory-dev") == {
        "shopDomain": {"S": SHOP},
        "timestamp": {"N": f"{seconds(NOON)}.25"},
        "jobId": {"S": JOB_ID},
        "productsImported": {"N": "18"},
        "status": {"S": "SUCCESS"},
        "errorCount": {"N": "0"},
        "expiresAt": {"N": str(seconds(NOON) + 365 * 86_400)},
    }


@pytest.mark.parametrize("job_id", ["42", JOB_ID.lower(), f"{JOB_ID}0", "8" + JOB_ID[1:], "U" + JOB_ID[1:]])
def test_a_job_id_that_is_no_ulid_is_refused(job_id: str) -> None:
    with pytest.raises(ValidationError, match="job_id"):
        Job(job_id=job_id, shop_domain=SHOP, type="IMPORT", mode="CREATE", created_at=NOON)


# -------------------------------------------------------------------------------------------------- collisions


def test_a_job_id_that_is_taken_is_refused(empty: ShuttlePatterns) -> None:
    empty.create_job(job())
    with pytest.raises(AlreadyExists):
        empty.create_job(job().model_copy(update={"shop_domain": "other.example"}))
    assert empty.job_by_id(JOB_ID) == job()


def test_two_imports_of_one_second_are_kept_apart_by_milliseconds(empty: ShuttlePatterns) -> None:
    first, second = record(NOON), record(NOON + timedelta(milliseconds=1))
    empty.record_import(second)
    empty.record_import(first)
    assert empty.latest_imports_of_shop(SHOP).items == (second, first)


def test_a_second_import_of_the_same_millisecond_is_refused(empty: ShuttlePatterns) -> None:
    empty.record_import(record())
    with pytest.raises(AlreadyExists):
        empty.record_import(record().model_copy(update={"products_imported": 99}))
    assert empty.latest_imports_of_shop(SHOP).items == (record(),)


def test_a_range_of_whole_seconds_finds_imports_within_its_seconds(empty: ShuttlePatterns) -> None:
    start = NOON.replace(microsecond=0)
    empty.record_import(record())
    assert len(empty.imports_of_shop_between(SHOP, start, start + timedelta(seconds=1))) == 1
    assert len(empty.imports_of_shop_between(SHOP, start - timedelta(seconds=1), start)) == 0


# ----------------------------------------------------------------------------------------------------- expiry


def test_expired_jobs_and_imports_are_deleted_and_shops_stay() -> None:
    clock = ManualClock(NOON.timestamp())

    def counts() -> dict[str, int]:
        dynamodb.maintain()
        return {table.name: client.scan(TableName=table.name)["Count"] for table in design.resources("dev")}

    with tablewright.embedded(clock=clock) as dynamodb:
        client = dynamodb.client("dynamodb")
        apply(design.resources("dev"), client)
        tablewright.load(
            design,
            client,
            "dev",
            [
                Shop(
                    domain=SHOP,
                    name="Tents",
                    access_token="token",
                    plan="FREE",
                    installed_at=NOON,
                    billing_status="TRIAL",
                ),
                job(),
                record(),
            ],
        )
        clock.advance(90 * 86_400 - 60)
        assert counts() == {"Shops-dev": 1, "Jobs-dev": 1, "ImportHistory-dev": 1}
        clock.advance(120)
        assert counts() == {"Shops-dev": 1, "Jobs-dev": 0, "ImportHistory-dev": 1}
        clock.advance(275 * 86_400)
        assert counts() == {"Shops-dev": 1, "Jobs-dev": 0, "ImportHistory-dev": 0}
