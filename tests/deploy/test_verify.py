"""Verifying: every kind of drift is found, and named by its place."""

from typing import Any

import pytest
from tests.deploy.fake_endpoint import MANAGED_KEY, FakeEndpoint, FakeKeys
from tests.deploy.time import ManualTime
from tests.plan.tables import gsi, key, lsi, table

from tablewright.deploy import apply, observe, verify
from tablewright.design.resources import (
    Encryption,
    IndexResource,
    OnDemand,
    Projection,
    TableResource,
    WarmThroughput,
)

STATUS = gsi("by-status", "status", "at")


def drift(live: TableResource, declared: TableResource, **arguments: Any) -> list[str]:
    client = FakeEndpoint()
    apply([live], client, pace=ManualTime().pace())
    return [str(difference) for difference in verify([declared], client, **arguments).differences]


def with_index(**settings: Any) -> TableResource:
    fields: dict[str, Any] = {"name": "by-status", "kind": "GSI", "key": STATUS.key}
    return table(IndexResource(**(fields | settings)))


@pytest.mark.parametrize(
    ("live", "declared", "expected"),
    [
        (table(), table(key=key("pk")), "orders.key: declared pk (S), live pk (S) + sk (S)"),
        (table(), table(key=key("pk", "sk:N")), "orders.key: declared pk (S) + sk (N), live pk (S) + sk (S)"),
        (
            table(),
            table(STATUS),
            "orders.by-status: missing (declared: GSI on status (S) + at (S), projecting ALL)",
        ),
        (
            table(STATUS),
            table(),
            "orders.by-status: extra, not declared (live: GSI on status (S) + at (S), projecting ALL)",
        ),
        (
            with_index(),
            with_index(projection=Projection("INCLUDE", ("total",))),
            "orders.by-status.projection: declared INCLUDE total, live ALL",
        ),
        (
            with_index(),
            with_index(key=key("status", "at:N")),
            "orders.by-status.key: declared status (S) + at (N), live status (S) + at (S)",
        ),
        (
            with_index(),
            with_index(billing=OnDemand(max_read=10)),
            "orders.by-status.billing: declared on demand, at most 10 reads/s, live on demand",
        ),
        (
            table(gsi("by-date", "pk", "date")),
            table(lsi("by-date", "pk", "date")),
            "orders.by-date.kind: declared LSI, live GSI",
        ),
        (
            table(),
            table(warm_throughput=WarmThroughput(13_000, 4_000)),
            "orders.warm_throughput: declared 13000 reads/s, 4000 writes/s, live 12000 reads/s, 4000 writes/s",
        ),
        (table(), table(stream="NEW_IMAGE"), "orders.stream: declared NEW_IMAGE, live off"),
        (table(ttl_attribute="ttl"), table(), "orders.ttl: declared off, live ttl"),
        (table(recovery_days=35), table(recovery_days=7), "orders.recovery: declared 7 days, live 35 days"),
        (
            table(encryption=Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one")),
            table(),
            "orders.encryption: declared a key owned by AWS, "
            "live the customer key arn:aws:kms:us-east-1:123456789012:key/one",
        ),
        (
            table(table_class="STANDARD_INFREQUENT_ACCESS"),
            table(),
            "orders.table_class: declared STANDARD, live STANDARD_INFREQUENT_ACCESS",
        ),
        (
            table(),
            table(deletion_protection=True),
            "orders.deletion_protection: declared on, live off",
        ),
        (table(tags={"Team": "a"}), table(tags={"Team": "b"}), "orders.tags.Team: declared b, live a"),
        (table(tags={"Team": "a"}), table(), "orders.tags.Team: extra, not declared (live: a)"),
        (table(), table(tags={"Team": "a"}), "orders.tags.Team: missing (declared: a)"),
    ],
    ids=lambda value: value.split(":")[0] if isinstance(value, str) else "",
)
def test_a_difference_is_named_by_its_place_with_both_sides(
    live: TableResource, declared: TableResource, expected: str
) -> None:
    assert drift(live, declared) == [expected]


def test_a_missing_table_is_one_difference() -> None:
    (difference,) = verify([table(STATUS)], FakeEndpoint()).differences
    assert str(difference) == "orders: missing (declared: pk (S) + sk (S); 1 index; on demand)"


def test_states_that_are_not_active_are_differences(time: ManualTime) -> None:
    client = FakeEndpoint()
    apply([table()], client, pace=time.pace())
    client.delay = 100
    client.update_table(
        TableName="orders",
        AttributeDefinitions=[{"AttributeName": "status", "AttributeType": "S"}],
        GlobalSecondaryIndexUpdates=[
            {
                "Create": {
                    "IndexName": "by-status",
                    "KeySchema": [{"AttributeName": "status", "KeyType": "HASH"}],
                    "Projection": {"ProjectionType": "ALL"},
                }
            }
        ],
    )
    assert [str(difference) for difference in verify([table(gsi("by-status", "status"))], client).differences] == [
        "orders.status: declared ACTIVE, live UPDATING",
        "orders.by-status.status: declared ACTIVE, live CREATING, backfilling",
    ]


def test_undeclared_tables_are_differences_only_when_asked_for(time: ManualTime) -> None:
    client = FakeEndpoint()
    apply([table(name=f"shop-{name}") for name in ("a", "b", "c")], client, pace=time.pace())
    apply([table(name="other")], client, pace=time.pace())
    declared = [table(name="shop-a")]
    assert verify(declared, client).matches
    found = verify(declared, client, extra_matching="shop-*").differences
    assert [difference.path for difference in found] == ["shop-b", "shop-c"]


def test_what_the_endpoint_does_not_offer_is_a_difference_where_it_is_declared(time: ManualTime) -> None:
    client = FakeEndpoint(not_offered=frozenset({"DescribeContinuousBackups", "UpdateContinuousBackups"}))
    apply([table()], client, pace=time.pace())
    assert verify([table()], client).matches
    (difference,) = verify([table(recovery_days=7)], client).differences
    assert str(difference) == "orders.recovery: declared 7 days, live not offered by this endpoint"


def test_kms_tells_the_aws_managed_key_from_a_customers(time: ManualTime) -> None:
    managed = table(encryption=Encryption("AWS_MANAGED"))
    customers = table(encryption=Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one"))
    assert drift(managed, managed, keys=FakeKeys()) == []
    (difference,) = drift(customers, managed, keys=FakeKeys())
    assert difference.startswith("orders.encryption: declared the AWS managed key")
    (difference,) = drift(managed, table(encryption=Encryption("CUSTOMER", MANAGED_KEY)), keys=FakeKeys())
    assert difference.endswith("live the AWS managed key (alias/aws/dynamodb)")


def test_findings_are_data_for_json() -> None:
    data = verify([table(replicas=("eu-west-1",))], FakeEndpoint()).to_data()
    assert data["matches"] is False
    assert data["differences"][0]["path"] == "orders"
    assert data["left"][0]["what"] == "replicas in eu-west-1"


def test_all_pages_of_tags_and_tables_are_read(time: ManualTime) -> None:
    tags = {f"tag-{number}": str(number) for number in range(7)}
    client = FakeEndpoint()
    apply([table(name=f"table-{number}", tags=tags) for number in range(5)], client, pace=time.pace())
    names = [f"table-{number}" for number in range(5)]
    assert [observed.resource.tags for observed in observe(client, names)] == [tags] * 5
    assert len(verify([], client, extra_matching="table-*").differences) == 5
