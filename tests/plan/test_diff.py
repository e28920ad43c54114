"""Which changes a plan has, in which order, and with which requests."""

from dataclasses import replace
from typing import Any

import pytest
from tests.plan.tables import ARN, gsi, key, live, lsi, table

from tablewright.design.resources import (
    AutoScaling,
    BackupSchedule,
    Encryption,
    OnDemand,
    Projection,
    Provisioned,
    TableResource,
    WarmThroughput,
)
from tablewright.plan import (
    Change,
    Feature,
    ImpossibleResource,
    ObservedIndex,
    Plan,
    ReplaceTable,
    diff,
)


def changes(before: TableResource, after: TableResource, **state: Any) -> tuple[Change, ...]:
    return diff([after], [live(before, **state)]).changes


def requests(plan_changes: tuple[Change, ...]) -> list[tuple[str, dict[str, Any]]]:
    return [(request.operation, dict(request.parameters)) for change in plan_changes for request in change.requests]


def update(**parameters: Any) -> tuple[str, dict[str, Any]]:
    return ("UpdateTable", {"TableName": "orders", **parameters})


class TestCreation:
    def test_create_table_carries_everything_that_it_can(self) -> None:
        wanted = table(
            gsi("by-status", "status", "createdAt:N", projection=Projection("INCLUDE", ("total", "name"))),
            lsi("by-date", "pk", "date"),
            billing=OnDemand(max_read=100),
            stream="NEW_IMAGE",
            encryption=Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one"),
            table_class="STANDARD_INFREQUENT_ACCESS",
            deletion_protection=True,
            warm_throughput=WarmThroughput(13_000, 5_000),
            tags={"Team": "shop", "Environment": "dev"},
        )
        assert requests(diff([wanted], []).changes) == [
            (
                "CreateTable",
                {
                    "TableName": "orders",
                    "AttributeDefinitions": [
                        {"AttributeName": "pk", "AttributeType": "S"},
                        {"AttributeName": "sk", "AttributeType": "S"},
                        {"AttributeName": "date", "AttributeType": "S"},
                        {"AttributeName": "status", "AttributeType": "S"},
                        {"AttributeName": "createdAt", "AttributeType": "N"},
                    ],
                    "KeySchema": [
                        {"AttributeName": "pk", "KeyType": "HASH"},
                        {"AttributeName": "sk", "KeyType": "RANGE"},
                    ],
                    "BillingMode": "PAY_PER_REQUEST",
                    "OnDemandThroughput": {"MaxReadRequestUnits": 100},
                    "DeletionProtectionEnabled": True,
                    "TableClass": "STANDARD_INFREQUENT_ACCESS",
                    "GlobalSecondaryIndexes": [
                        {
                            "IndexName": "by-status",
                            "KeySchema": [
                                {"AttributeName": "status", "KeyType": "HASH"},
                                {"AttributeName": "createdAt", "KeyType": "RANGE"},
                            ],
                            "Projection": {"ProjectionType": "INCLUDE", "NonKeyAttributes": ["name", "total"]},
                            "OnDemandThroughput": {"MaxReadRequestUnits": 100},
                        }
                    ],
                    "LocalSecondaryIndexes": [
                        {
                            "IndexName": "by-date",
                            "KeySchema": [
                                {"AttributeName": "pk", "KeyType": "HASH"},
                                {"AttributeName": "date", "KeyType": "RANGE"},
                            ],
                            "Projection": {"ProjectionType": "ALL"},
                        }
                    ],
                    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"},
                    "SSESpecification": {
                        "Enabled": True,
                        "SSEType": "KMS",
                        "KMSMasterKeyId": "arn:aws:kms:us-east-1:123456789012:key/one",
                    },
                    "WarmThroughput": {"ReadUnitsPerSecond": 13_000, "WriteUnitsPerSecond": 5_000},
                    "Tags": [
                        {"Key": "Environment", "Value": "dev"},
                        {"Key": "Team", "Value": "shop"},
                    ],
                },
            )
        ]

    def test_ttl_and_recovery_follow_the_creation(self) -> None:
        made = requests(diff([table(ttl_attribute="ttl", recovery_days=35)], []).changes)
        assert made[1:] == [
            (
                "UpdateTimeToLive",
                {
                    "TableName": "orders",
                    "TimeToLiveSpecification": {"Enabled": True, "AttributeName": "ttl"},
                },
            ),
            (
                "UpdateContinuousBackups",
                {
                    "TableName": "orders",
                    "PointInTimeRecoverySpecification": {
                        "PointInTimeRecoveryEnabled": True,
                        "RecoveryPeriodInDays": 35,
                    },
                },
            ),
        ]

    def test_all_tables_are_created_before_anything_else(self) -> None:
        first, second = table(name="first", ttl_attribute="ttl"), table(name="second")
        plan = diff([first, second], [])
        assert [change.subject for change in plan.changes] == [
            ("CreateTable", "first"),
            ("CreateTable", "second"),
            ("UpdateTimeToLive", "first"),
        ]

    def test_a_provisioned_table_gives_each_index_its_capacity(self) -> None:
        wanted = table(gsi("own", "a", billing=Provisioned(2, 1)), gsi("shared", "b"), billing=Provisioned(5, 3))
        ((_, parameters),) = requests(diff([wanted], []).changes)
        assert parameters["BillingMode"] == "PROVISIONED"
        assert parameters["ProvisionedThroughput"] == {"ReadCapacityUnits": 5, "WriteCapacityUnits": 3}
        assert [index["ProvisionedThroughput"] for index in parameters["GlobalSecondaryIndexes"]] == [
            {"ReadCapacityUnits": 2, "WriteCapacityUnits": 1},
            {"ReadCapacityUnits": 5, "WriteCapacityUnits": 3},
        ]

    def test_a_table_that_is_being_deleted_counts_as_absent(self) -> None:
        assert diff([table()], [live(table(), status="DELETING")]).changes[0].action == "CreateTable"

    def test_a_table_declared_twice_is_refused(self) -> None:
        with pytest.raises(ImpossibleResource, match="table orders is declared 2 times"):
            diff([table(), table()], [])


class TestReplacement:
    @pytest.mark.parametrize(
        ("before", "after"),
        [
            (table(), table(key=key("pk"))),
            (table(), table(key=key("pk", "sk:N"))),
            (table(), table(lsi("by-date", "pk", "date"))),
            (table(lsi("by-date", "pk", "date")), table()),
            (table(lsi("by-date", "pk", "date")), table(lsi("by-date", "pk", "date:N"))),
            (table(gsi("by-date", "pk", "date")), table(lsi("by-date", "pk", "date"))),
            (table(lsi("by-date", "pk", "date")), table(gsi("by-date", "pk", "date"))),
        ],
        ids=["key", "key type", "new LSI", "removed LSI", "LSI key", "GSI to LSI", "LSI to GSI"],
    )
    def test_what_is_fixed_when_a_table_is_made_needs_a_new_one(
        self, before: TableResource, after: TableResource
    ) -> None:
        (change,) = changes(before, after)
        assert change.action == "ReplaceTable"
        assert [request.operation for request in change.requests] == ["DeleteTable", "CreateTable"]
        assert change.loss == "the table with 73 items, 30.2 kB"
        assert change.why.endswith("(fixed when a table is made)")

    def test_protection_is_switched_off_before_the_replacement(self) -> None:
        made = changes(table(deletion_protection=True), table(key=key("pk")))
        assert [change.action for change in made] == ["UpdateProtection", "ReplaceTable"]
        assert made[1].blocked is None

    def test_a_table_declared_protected_is_not_replaced(self) -> None:
        (change,) = changes(table(deletion_protection=True), table(key=key("pk"), deletion_protection=True))
        assert isinstance(change, ReplaceTable)
        assert change.blocked is not None
        assert "declare its deletion protection off" in change.blocked

    def test_the_backup_that_aws_keeps_of_a_deleted_table_is_pointed_out(self) -> None:
        change, *_ = changes(table(recovery_days=7), table(key=key("pk"), recovery_days=7))
        assert "system backup" in (change.note or "")
        change, *_ = changes(table(), table(key=key("pk")))
        assert change.note is None

    def test_what_create_table_does_not_carry_follows_the_replacement(self) -> None:
        made = changes(
            table(ttl_attribute="ttl", recovery_days=7),
            table(key=key("pk"), ttl_attribute="ttl", recovery_days=7),
        )
        assert [change.action for change in made] == ["ReplaceTable", "UpdateTimeToLive", "UpdateRecovery"]


class TestIndexes:
    def test_an_index_is_created_with_the_definitions_of_its_own_key(self) -> None:
        (change,) = changes(table(), table(gsi("by-status", "status", "at:N")))
        assert requests((change,)) == [
            update(
                AttributeDefinitions=[
                    {"AttributeName": "status", "AttributeType": "S"},
                    {"AttributeName": "at", "AttributeType": "N"},
                ],
                GlobalSecondaryIndexUpdates=[
                    {
                        "Create": {
                            "IndexName": "by-status",
                            "KeySchema": [
                                {"AttributeName": "status", "KeyType": "HASH"},
                                {"AttributeName": "at", "KeyType": "RANGE"},
                            ],
                            "Projection": {"ProjectionType": "ALL"},
                        }
                    }
                ],
            )
        ]
        assert not change.destructive

    def test_an_undeclared_index_is_deleted_and_what_it_holds_is_said(self) -> None:
        (change,) = changes(table(gsi("by-status", "status")), table())
        assert requests((change,)) == [update(GlobalSecondaryIndexUpdates=[{"Delete": {"IndexName": "by-status"}}])]
        assert change.loss == "index by-status with 71 items, 29.0 kB"

    @pytest.mark.parametrize(
        "after",
        [
            gsi("by-status", "status", projection=Projection("KEYS_ONLY")),
            gsi("by-status", "status", "date"),
        ],
        ids=["projection", "key"],
    )
    def test_an_index_whose_key_or_projection_changes_is_made_anew(self, after: Any) -> None:
        (change,) = changes(table(gsi("by-status", "status")), table(after))
        assert change.action == "ReplaceIndex"
        assert [list(p["GlobalSecondaryIndexUpdates"][0]) for _, p in requests((change,))] == [
            ["Delete"],
            ["Create"],
        ]
        assert change.destructive

    def test_removals_come_before_additions(self) -> None:
        made = changes(table(gsi("z-old", "a")), table(gsi("a-new", "a")))
        assert [change.subject for change in made] == [
            ("DeleteIndex", "orders", "z-old"),
            ("CreateIndex", "orders", "a-new"),
        ]

    def test_indexes_that_share_an_attribute_whose_type_changes_all_go_before_one_comes(self) -> None:
        made = changes(
            table(gsi("one", "a", "at"), gsi("two", "b", "at"), gsi("other", "c")),
            table(gsi("one", "a", "at:N"), gsi("two", "b", "at:N"), gsi("other", "c")),
        )
        assert [change.subject for change in made] == [
            ("DeleteIndex", "orders", "one"),
            ("DeleteIndex", "orders", "two"),
            ("CreateIndex", "orders", "one"),
            ("CreateIndex", "orders", "two"),
        ]

    def test_an_index_that_aws_is_deleting_is_as_good_as_gone(self) -> None:
        going = (ObservedIndex("by-status", "DELETING"),)
        before = table(gsi("by-status", "status"))
        assert changes(before, table(), indexes=going) == ()
        assert [change.action for change in changes(before, before, indexes=going)] == ["CreateIndex"]

    def test_the_order_of_projected_attributes_is_no_difference(self) -> None:
        one, other = Projection("INCLUDE", ("a", "b")), Projection("INCLUDE", ("b", "a"))
        assert not changes(table(gsi("index", "x", projection=one)), table(gsi("index", "x", projection=other)))


class TestCapacity:
    def test_the_billing_mode_changes_with_the_capacity_of_every_index_there_is(self) -> None:
        (change,) = changes(
            table(gsi("by-status", "status")),
            table(gsi("by-status", "status", billing=Provisioned(2, 2)), billing=Provisioned(5, 5)),
        )
        assert requests((change,)) == [
            update(
                BillingMode="PROVISIONED",
                ProvisionedThroughput={"ReadCapacityUnits": 5, "WriteCapacityUnits": 5},
                GlobalSecondaryIndexUpdates=[
                    {
                        "Update": {
                            "IndexName": "by-status",
                            "ProvisionedThroughput": {"ReadCapacityUnits": 2, "WriteCapacityUnits": 2},
                        }
                    }
                ],
            )
        ]

    def test_the_billing_mode_changes_between_removed_and_added_indexes(self) -> None:
        made = changes(table(gsi("old", "a")), table(gsi("new", "b"), billing=Provisioned(5, 5)))
        assert [change.action for change in made] == ["DeleteIndex", "UpdateBilling", "CreateIndex"]
        assert "GlobalSecondaryIndexUpdates" not in requests(made)[1][1]

    def test_throughput_of_table_and_indexes_changes_in_one_request(self) -> None:
        (change,) = changes(
            table(gsi("by-status", "status"), billing=Provisioned(5, 5)),
            table(gsi("by-status", "status"), billing=Provisioned(5, 7)),
        )
        units = {"ProvisionedThroughput": {"ReadCapacityUnits": 5, "WriteCapacityUnits": 7}}
        assert requests((change,)) == [
            update(**units, GlobalSecondaryIndexUpdates=[{"Update": {"IndexName": "by-status", **units}}])
        ]

    def test_a_maximum_that_goes_is_set_to_minus_one(self) -> None:
        (change,) = changes(table(billing=OnDemand(100, 50)), table(billing=OnDemand(None, 60)))
        assert requests((change,)) == [
            update(OnDemandThroughput={"MaxReadRequestUnits": -1, "MaxWriteRequestUnits": 60})
        ]

    @pytest.mark.parametrize(("reads", "asked"), [(5, None), (64, None), (100, None), (3, 5), (400, 100)])
    def test_scaled_capacity_is_left_to_aws_inside_its_range(self, reads: int, asked: int | None) -> None:
        scaled = Provisioned(5, 7, read_scaling=AutoScaling(5, 100))
        made = changes(table(billing=Provisioned(reads, 7)), table(billing=scaled))
        units = [parameters["ProvisionedThroughput"] for _, parameters in requests(made)]
        expected = [] if asked is None else [{"ReadCapacityUnits": asked, "WriteCapacityUnits": 7}]
        assert units == expected

    def test_changing_fixed_writes_keeps_scaled_reads_where_they_are(self) -> None:
        scaled = Provisioned(5, 9, read_scaling=AutoScaling(5, 100))
        ((_, parameters),) = requests(changes(table(billing=Provisioned(42, 7)), table(billing=scaled)))
        assert parameters["ProvisionedThroughput"] == {"ReadCapacityUnits": 42, "WriteCapacityUnits": 9}

    def test_warm_throughput_is_raised_and_never_asked_to_fall(self) -> None:
        made = changes(
            table(warm_throughput=WarmThroughput(20_000, 4_000)),
            table(warm_throughput=WarmThroughput(13_000, 6_000)),
        )
        assert requests(made) == [update(WarmThroughput={"ReadUnitsPerSecond": 20_000, "WriteUnitsPerSecond": 6_000})]

    def test_warm_throughput_above_what_is_declared_is_no_difference(self) -> None:
        grown = WarmThroughput(20_000, 9_000)
        assert not changes(table(warm_throughput=grown), table(warm_throughput=WarmThroughput(12_000, 4_000)))
        assert not changes(table(warm_throughput=grown), table())


class TestSettings:
    def test_a_stream_is_disabled_before_it_is_enabled_with_another_view(self) -> None:
        (change,) = changes(table(stream="KEYS_ONLY"), table(stream="NEW_IMAGE"))
        assert requests((change,)) == [
            update(StreamSpecification={"StreamEnabled": False}),
            update(StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}),
        ]
        assert "new ARN" in (change.note or "")

    def test_ttl_is_disabled_on_the_old_attribute_before_it_is_enabled_on_the_new(self) -> None:
        (change,) = changes(table(ttl_attribute="ttl"), table(ttl_attribute="expiresAt"))
        assert [parameters["TimeToLiveSpecification"] for _, parameters in requests((change,))] == [
            {"Enabled": False, "AttributeName": "ttl"},
            {"Enabled": True, "AttributeName": "expiresAt"},
        ]
        assert "one change of TTL an hour" in (change.note or "")

    def test_moving_ttl_comes_after_everything_else_of_every_table(self) -> None:
        first, second = table(name="first", ttl_attribute="ttl"), table(name="second")
        desired = [
            table(name="first", ttl_attribute="expiresAt", recovery_days=7, tags={"Team": "shop"}),
            table(name="second", deletion_protection=True),
        ]
        plan = diff(desired, [live(first), live(second)])
        assert [change.action for change in plan.changes] == [
            "UpdateRecovery",
            "UpdateTags",
            "UpdateProtection",
            "UpdateTimeToLive",
        ]

    @pytest.mark.parametrize(
        ("before", "after", "loss"),
        [
            (None, 7, None),
            (7, 35, None),
            (35, 7, "the points in time more than 7 days ago"),
            (35, None, "the points in time of the last 35 days"),
        ],
    )
    def test_a_recovery_window_that_shrinks_loses_points_in_time(
        self, before: int | None, after: int | None, loss: str | None
    ) -> None:
        (change,) = changes(table(recovery_days=before), table(recovery_days=after))
        assert change.action == "UpdateRecovery"
        assert change.loss == loss

    @pytest.mark.parametrize(
        ("after", "specification"),
        [
            (Encryption("AWS_MANAGED"), {"Enabled": True, "SSEType": "KMS"}),
            (
                Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/two"),
                {
                    "Enabled": True,
                    "SSEType": "KMS",
                    "KMSMasterKeyId": "arn:aws:kms:us-east-1:123456789012:key/two",
                },
            ),
            (Encryption("AWS_OWNED"), {"Enabled": False}),
        ],
    )
    def test_encryption_changes_to_each_kind_of_key(self, after: Encryption, specification: dict[str, Any]) -> None:
        before = Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one")
        made = changes(table(encryption=before), table(encryption=after), key_manager="CUSTOMER")
        assert requests(made) == [update(SSESpecification=specification)]

    def test_a_key_of_unknown_manager_passes_for_the_aws_managed_one_and_is_said(self) -> None:
        before = Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one")
        plan = diff([table(encryption=Encryption("AWS_MANAGED"))], [live(table(encryption=before))])
        assert not plan.changes
        assert "only KMS can tell" in plan.left[0].why

    def test_tags_are_removed_set_and_changed(self) -> None:
        made = changes(
            table(tags={"Old": "1", "Same": "2", "Changed": "3"}),
            table(tags={"Same": "2", "Changed": "4", "New": "5"}),
        )
        assert requests(made) == [
            ("UntagResource", {"ResourceArn": ARN, "TagKeys": ["Old"]}),
            (
                "TagResource",
                {
                    "ResourceArn": ARN,
                    "Tags": [{"Key": "Changed", "Value": "4"}, {"Key": "New", "Value": "5"}],
                },
            ),
        ]

    @pytest.mark.parametrize(
        ("before", "after", "request_parameters"),
        [
            (
                table(),
                table(table_class="STANDARD_INFREQUENT_ACCESS"),
                {"TableClass": "STANDARD_INFREQUENT_ACCESS"},
            ),
            (table(), table(deletion_protection=True), {"DeletionProtectionEnabled": True}),
            (table(deletion_protection=True), table(), {"DeletionProtectionEnabled": False}),
        ],
    )
    def test_a_setting_of_one_value_changes_by_one_request(
        self, before: TableResource, after: TableResource, request_parameters: dict[str, Any]
    ) -> None:
        assert requests(changes(before, after)) == [update(**request_parameters)]

    def test_what_the_endpoint_does_not_offer_is_left_alone_and_said(self) -> None:
        observed = live(table(), not_offered=frozenset(Feature))
        plan = diff([table(ttl_attribute="ttl", recovery_days=7, tags={"a": "b"})], [observed])
        assert not plan.changes
        assert [left.what for left in plan.left] == ["point-in-time recovery", "tags", "time to live"]


class TestExtraTables:
    def test_an_undeclared_table_is_left_unless_its_deletion_is_asked_for(self) -> None:
        extra = live(table(name="old"))
        plan = diff([], [extra])
        assert not plan.changes
        assert plan.left[0].table == "old"
        (change,) = diff([], [extra], delete_extra=True).changes
        assert requests((change,)) == [("DeleteTable", {"TableName": "old"})]
        assert change.loss == "the table with 73 items, 30.2 kB"

    def test_a_protected_table_is_not_deleted(self) -> None:
        (change,) = diff([], [live(table(deletion_protection=True))], delete_extra=True).changes
        assert change.blocked is not None


class TestLeft:
    def plan(self, **settings: Any) -> Plan:
        resource = table(**settings)
        return diff([resource], [live(replace(resource, replicas=(), backup=None))])

    def test_replicas_and_backups_are_said_to_be_left_to_the_template(self) -> None:
        plan = self.plan(
            replicas=("eu-west-1",),
            stream="NEW_AND_OLD_IMAGES",
            backup=BackupSchedule("cron(0 5 * * ? *)", 7),
        )
        assert [left.what for left in plan.left] == [
            "replicas in eu-west-1",
            "backups on schedule, cron(0 5 * * ? *), kept 7 days",
        ]
        assert not plan.changes

    def test_scaled_capacity_is_said_to_be_left_to_aws(self) -> None:
        plan = self.plan(billing=Provisioned(5, 5, read_scaling=AutoScaling(5, 100, 60)))
        assert [left.what for left in plan.left] == ["read capacity, 5 to 100 units at 60 % utilization"]

    def test_warm_throughput_that_aws_raised_is_said(self) -> None:
        (left,) = diff([table()], [live(table(warm_throughput=WarmThroughput(30_000, 8_000)))]).left
        assert left.what == "warm throughput, 30000 reads/s, 8000 writes/s"

    def test_nothing_is_left_of_an_ordinary_table(self) -> None:
        assert self.plan().left == ()
