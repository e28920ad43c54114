"""A design resolved for an environment: names, settings, tags and keys as AWS is asked for them."""

from datetime import date
from decimal import Decimal
from typing import Protocol

import pytest

from tablewright import (
    GSI,
    LSI,
    TTL,
    Design,
    Encryption,
    Entity,
    Environment,
    EpochSeconds,
    Holds,
    Key,
    OnDemand,
    Page,
    PointInTimeRecovery,
    Provisioned,
    Settings,
    StreamView,
    Table,
    UnknownName,
    WarmThroughput,
    after,
    camelCase,
    daily,
    hourly,
    include,
    query,
)
from tablewright.design.resolution import logical_id
from tablewright.design.resources import BackupSchedule, IndexResource, KeyAttribute, KeySchema, Projection


class Order(Entity, names=camelCase):
    order_id: str
    customer_id: str
    total: Decimal
    placed_on: date
    photo: bytes | None = None
    seen_at: EpochSeconds


def orders(**settings: object) -> Table:
    return Table(Order, name="shop-{env}-orders", key=Key("orderId"), **settings)  # type: ignore[arg-type]


def test_a_table_takes_its_name_and_tags_from_the_environment() -> None:
    design = Design(
        "shop",
        tables=[orders(tags={"Team": "sales"})],
        environments=[Environment("dev", account="943814145891", region="eu-west-1")],
        tags={"Environment": "{env}", "Where": "{region}/{account}", "Application": "{design}"},
    )
    (table,) = design.resources("dev")
    assert table.name == "shop-dev-orders"
    assert table.tags == {
        "Environment": "dev",
        "Where": "eu-west-1/943814145891",
        "Application": "shop",
        "Team": "sales",
    }


def test_nothing_said_is_what_dynamodb_does() -> None:
    (table,) = Design("shop", tables=[orders()]).resources("dev")
    assert (table.billing, table.stream, table.recovery_days, table.backup) == (OnDemand(), None, None, None)
    assert (table.deletion_protection, table.table_class, table.replicas) == (False, "STANDARD", ())
    assert table.encryption == Encryption("AWS_OWNED")


def test_the_most_particular_setting_wins() -> None:
    table = orders(recovery=PointInTimeRecovery(days=7), stream=StreamView.KEYS_ONLY)
    design = Design(
        "shop",
        tables=[table],
        defaults=Settings(recovery=PointInTimeRecovery(days=35), deletion_protection=True, table_class="STANDARD"),
        environments=[
            Environment("dev"),
            Environment("sit", recovery=None, deletion_protection=False),
            Environment("prod", stream=None, tables={table: Settings(recovery=PointInTimeRecovery(days=14))}),
        ],
    )
    found = {env: design.resources(env)[0] for env in ("dev", "sit", "prod")}
    assert [found[env].recovery_days for env in found] == [7, None, 14]
    assert [found[env].deletion_protection for env in found] == [True, False, True]
    assert [found[env].stream for env in found] == ["KEYS_ONLY", "KEYS_ONLY", None]


def test_every_setting_reaches_the_resource() -> None:
    table = orders(
        billing=Provisioned(5, 6),
        warm_throughput=WarmThroughput(12_000, 4_000),
        stream=StreamView.NEW_AND_OLD_IMAGES,
        ttl=TTL("ttl", after(days=1)),
        encryption=Encryption("CUSTOMER", "arn:aws:kms:eu-west-1:123456789012:key/k"),
        table_class="STANDARD_INFREQUENT_ACCESS",
        replicas=["eu-west-1"],
        backup=daily(keep_days=7, at="03:30"),
        retain=False,
        logical_id="Orders",
    )
    (resource,) = Design("shop", tables=[table]).resources("dev")
    assert resource.logical_id == "Orders"
    assert resource.billing == Provisioned(5, 6)
    assert resource.warm_throughput == WarmThroughput(12_000, 4_000)
    assert (resource.stream, resource.ttl_attribute) == ("NEW_AND_OLD_IMAGES", "ttl")
    assert resource.encryption.key_arn == "arn:aws:kms:eu-west-1:123456789012:key/k"
    assert (resource.table_class, resource.replicas) == ("STANDARD_INFREQUENT_ACCESS", ("eu-west-1",))
    assert resource.backup == BackupSchedule("cron(30 3 * * ? *)", 7)
    assert resource.retain is False


def test_key_attributes_have_the_types_of_their_fields_and_composed_ones_are_text() -> None:
    table = Table(
        Order,
        name="orders",
        key=Key("customerId", SK="ORDER#{orderId}"),
        indexes=[
            GSI("by-total", Key("placedOn", "total"), projection=include("orderId")),
            GSI("by-seen", Key("photo", "seenAt"), warm_throughput=WarmThroughput(15_000, 5_000)),
            LSI("by-date", "placedOn"),
        ],
    )

    class Patterns(Protocol):
        @query(table, index="by-total")
        def by_total(self, placed_on: date) -> int:
            """How many orders of a day."""

        @query(table, index="by-seen")
        def by_seen(self, photo: bytes) -> list[Order]:
            """Orders of a photo."""

        @query(table, index="by-date")
        def by_date(self, customer_id: str, cursor: str | None = None) -> Page[Order]:
            """Orders of a customer by date."""

    (resource,) = Design("shop", tables=[table], patterns=[Patterns]).resources("dev")
    assert resource.key == KeySchema((KeyAttribute("customerId", "S"),), (KeyAttribute("SK", "S"),))
    assert resource.indexes == (
        IndexResource(
            "by-total",
            "GSI",
            KeySchema((KeyAttribute("placedOn", "S"),), (KeyAttribute("total", "N"),)),
            Projection("INCLUDE", ("orderId",)),
        ),
        IndexResource(
            "by-seen",
            "GSI",
            KeySchema((KeyAttribute("photo", "B"),), (KeyAttribute("seenAt", "N"),)),
            warm_throughput=WarmThroughput(15_000, 5_000),
        ),
        IndexResource(
            "by-date", "LSI", KeySchema((KeyAttribute("customerId", "S"),), (KeyAttribute("placedOn", "S"),))
        ),
    )


@pytest.mark.parametrize(
    ("design", "name", "expected"),
    [
        ("marketplace", "marketplace-{env}-bookings-table", "BookingsTable"),
        ("iops-dashboard", "iops-dashboard-metrics", "MetricsTable"),
        ("solicitation", "ScoreCache-{env}", "ScoreCacheTable"),
        ("bbws", "tenants", "TenantsTable"),
        ("orders", "orders-{env}", "OrdersTable"),
    ],
)
def test_a_logical_id_is_what_tells_the_table_from_others(design: str, name: str, expected: str) -> None:
    assert logical_id(design, name) == expected


def test_schedules_are_written_as_people_say_them() -> None:
    assert hourly(keep_days=90) == BackupSchedule("cron(0 * * * ? *)", 90)
    with pytest.raises(ValueError, match="HH:MM"):
        daily(keep_days=1, at="5am")
    with pytest.raises(ValueError, match="0 to 59"):
        hourly(keep_days=1, minute=60)
    with pytest.raises(ValueError, match="length of time"):
        after(since="createdAt")


def test_an_unknown_environment_or_pattern_is_refused_with_those_there_are() -> None:
    design = Design("shop", tables=[orders()], environments=[Environment("dev"), Environment("prod")])
    with pytest.raises(UnknownName, match=r"no environment 'prd'. Did you mean 'prod'"):
        design.resources("prd")
    with pytest.raises(UnknownName, match=r"no pattern 'x'. None are known"):
        design.pattern("x")


def test_a_design_of_several_entities_in_one_table_has_the_keys_of_all() -> None:
    class Line(Entity):
        order: str
        number: int

    table = Table(
        holds=[Holds(Order, PK="ORDER#{orderId}", SK="HEAD"), Holds(Line, PK="ORDER#{order}", SK="LINE#{number:04d}")],
        name="shop",
        key=Key("PK", "SK"),
    )
    (resource,) = Design("shop", tables=[table]).resources("dev")
    assert resource.key == KeySchema((KeyAttribute("PK", "S"),), (KeyAttribute("SK", "S"),))
