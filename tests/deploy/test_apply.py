"""Making tables as declared: waiting, refusing, resuming, and telling what happened."""

from collections.abc import Mapping
from typing import Any

import pytest
from tests.deploy.fake_endpoint import FakeEndpoint, ServiceError
from tests.deploy.time import ManualTime
from tests.plan.tables import gsi, key, table

from tablewright.deploy import (
    ApplyFailed,
    CallFailed,
    Event,
    Finished,
    NotAsDeclared,
    Planned,
    PlanOutdated,
    Refused,
    Skipped,
    Started,
    TimedOut,
    Waiting,
    apply,
    make_plan,
    verify,
)
from tablewright.design.resources import Encryption, Projection, Provisioned, TableResource, WarmThroughput
from tablewright.plan import Left

BEFORE = [
    table(
        gsi("old", "a"),
        gsi("reshaped", "b"),
        stream="KEYS_ONLY",
        ttl_attribute="ttl",
        recovery_days=7,
        tags={"Team": "shop"},
    ),
    table(name="untouched"),
]
AFTER = [
    table(
        gsi("new", "c"),
        gsi("reshaped", "b", projection=Projection("KEYS_ONLY")),
        billing=Provisioned(5, 5),
        stream="NEW_IMAGE",
        ttl_attribute="expiresAt",
        recovery_days=35,
        deletion_protection=True,
        tags={"Environment": "dev"},
    ),
    table(name="untouched"),
    table(gsi("by-status", "status"), name="fresh", ttl_attribute="ttl", recovery_days=7),
]


def made(tables: list[TableResource], time: ManualTime, **endpoint: Any) -> FakeEndpoint:
    client = FakeEndpoint(**endpoint)
    apply(tables, client, pace=time.pace())
    return client


class TestCarryingOut:
    @pytest.mark.parametrize("delay", [0, 1, 3])
    def test_the_tables_are_as_declared_afterwards(self, delay: int, time: ManualTime) -> None:
        client = made(BEFORE, time, delay=delay)
        apply(AFTER, client, allow_destructive=True, pace=time.pace())
        assert verify(AFTER, client).matches

    def test_the_second_time_nothing_is_done(self, time: ManualTime) -> None:
        client = made(AFTER, time, delay=2)
        writes = len(client.writes)
        assert not apply(AFTER, client, pace=time.pace())
        assert len(client.writes) == writes

    def test_tables_are_created_at_the_same_time(self, time: ManualTime) -> None:
        client = made([table(name="one"), table(name="two")], time, delay=3)
        operations = [operation for operation, _ in client.calls]
        first = operations.index("CreateTable")
        assert operations[first : first + 2] == ["CreateTable", "CreateTable"]

    def test_waiting_pauses_ever_longer_and_not_at_all_when_tables_are_ready(self, time: ManualTime) -> None:
        made([table()], time, delay=0)
        assert time.sleeps == []
        made([table()], time, delay=4)
        assert len(time.sleeps) >= 4
        assert time.sleeps == sorted(time.sleeps)

    def test_each_change_is_told_when_it_starts_and_when_it_is_finished(self, time: ManualTime) -> None:
        events: list[Event] = []
        apply([table(ttl_attribute="ttl")], FakeEndpoint(delay=1), pace=time.pace(), progress=events.append)
        assert isinstance(events[0], Planned)
        told = [
            (type(event).__name__, event.change.action) for event in events if isinstance(event, Started | Finished)
        ]
        assert told == [
            ("Started", "CreateTable"),
            ("Finished", "CreateTable"),
            ("Started", "UpdateTimeToLive"),
            ("Finished", "UpdateTimeToLive"),
        ]
        assert "the table is CREATING" in [event.awaited for event in events if isinstance(event, Waiting)]

    def test_a_table_that_somebody_else_is_creating_is_waited_for(self, time: ManualTime) -> None:
        client = FakeEndpoint(delay=3)
        client.create_table(
            TableName="orders",
            AttributeDefinitions=[
                {"AttributeName": "pk", "AttributeType": "S"},
                {"AttributeName": "sk", "AttributeType": "S"},
            ],
            KeySchema=[
                {"AttributeName": "pk", "KeyType": "HASH"},
                {"AttributeName": "sk", "KeyType": "RANGE"},
            ],
            BillingMode="PAY_PER_REQUEST",
        )
        apply([table(gsi("by-status", "status"))], client, pace=time.pace())
        assert verify([table(gsi("by-status", "status"))], client).matches

    def test_a_table_that_is_being_deleted_is_made_again_once_it_is_gone(self, time: ManualTime) -> None:
        client = made([table()], time)
        client.delay = 3
        client.delete_table(TableName="orders")
        apply([table()], client, pace=time.pace())
        assert verify([table()], client).matches

    def test_undeclared_tables_are_deleted_when_that_was_planned(self, time: ManualTime) -> None:
        client = made([table(name="shop-dev-old"), table(name="shop-dev-orders"), table(name="other")], time)
        desired = [table(name="shop-dev-orders")]
        plan = make_plan(desired, client, delete_matching="shop-dev-*")
        apply(plan, client, allow_destructive=True, pace=time.pace())
        assert sorted(client.tables) == ["other", "shop-dev-orders"]

    def test_what_a_change_brings_about_is_put_right_in_the_same_run(self, time: ManualTime) -> None:
        class ForgetfulOfWarmth(FakeEndpoint):
            """Starts warm throughput anew when the billing mode changes."""

            def update_table(self, **parameters: Any) -> Mapping[str, Any]:
                answer = super().update_table(**parameters)
                if "BillingMode" in parameters:
                    cold = {"ReadUnitsPerSecond": 5, "WriteUnitsPerSecond": 5}
                    self.tables["orders"]["WarmThroughput"] = cold
                return answer

        client = ForgetfulOfWarmth()
        warm = WarmThroughput(12_000, 4_000)
        apply([table(warm_throughput=warm)], client, pace=time.pace())
        desired = [table(warm_throughput=warm, billing=Provisioned(5, 5))]
        done = apply(make_plan(desired, client), client, pace=time.pace())
        assert [change.action for change in done.changes] == ["UpdateBilling", "UpdateWarmThroughput"]
        assert verify(desired, client).matches


class TestRefusing:
    def test_nothing_is_done_when_something_would_be_lost_without_leave(self, time: ManualTime) -> None:
        client = made(BEFORE, time)
        writes = len(client.writes)
        with pytest.raises(Refused) as refusal:
            apply(AFTER, client, pace=time.pace())
        assert len(client.writes) == writes
        assert [change.action for change in refusal.value.destructive] == ["DeleteIndex", "ReplaceIndex"]
        assert "orders: delete index old: this loses index old with 0 items, 0 bytes" in str(refusal.value)
        assert "Allow destructive changes" in str(refusal.value)

    def test_a_protected_table_is_not_replaced_even_with_leave(self, time: ManualTime) -> None:
        client = made([table(deletion_protection=True)], time)
        with pytest.raises(Refused, match="declare its deletion protection off"):
            apply(
                [table(key=key("pk"), deletion_protection=True)],
                client,
                allow_destructive=True,
                pace=time.pace(),
            )
        assert "DeleteTable" not in client.writes

    def test_a_plan_is_not_carried_out_when_the_tables_need_more_than_it_has(self, time: ManualTime) -> None:
        client = made([table()], time)
        desired = [table(gsi("by-status", "status"))]
        plan = make_plan(desired, client)
        client.update_table(TableName="orders", DeletionProtectionEnabled=True)
        with pytest.raises(PlanOutdated, match="orders: switch deletion protection off"):
            apply(plan, client, pace=time.pace())

    def test_a_plan_that_was_partly_carried_out_is_continued(self, time: ManualTime) -> None:
        client = made([table()], time)
        plan = make_plan([table(gsi("by-status", "status"), deletion_protection=True)], client)
        client.update_table(TableName="orders", DeletionProtectionEnabled=True)
        done = apply(plan, client, pace=time.pace())
        assert [change.action for change in done.changes] == ["CreateIndex"]


class TestFailing:
    def test_a_failure_tells_table_step_cause_and_what_was_done(self, time: ManualTime) -> None:
        client = FakeEndpoint()

        def deny(operation: str, parameters: Mapping[str, Any]) -> None:
            if operation == "UpdateContinuousBackups":
                raise ServiceError("AccessDeniedException", "User is not authorized")

        client.before_call = deny
        with pytest.raises(ApplyFailed) as failure:
            apply([table(ttl_attribute="ttl", recovery_days=7)], client, pace=time.pace())
        assert str(failure.value) == (
            "orders: could not enable point-in-time recovery over 7 days\n"
            "  UpdateContinuousBackups of orders: AccessDeniedException: User is not authorized\n"
            "  done:\n"
            "    orders: create the table (pk (S) + sk (S); on demand)\n"
            "    orders: enable TTL on ttl\n"
            "  not done:\n"
            "    orders: enable point-in-time recovery over 7 days\n"
            "Apply again when the cause is gone: it continues from what is there."
        )

    @pytest.mark.parametrize(
        ("code", "message"),
        [
            ("LimitExceededException", "Subscriber limit exceeded"),
            ("ResourceInUseException", "Attempt to change a resource which is still in use"),
            ("ContinuousBackupsUnavailableException", "Backups are being enabled for the table"),
            ("ThrottlingException", "Rate exceeded"),
            (
                "ValidationException",
                "Time to live has been modified multiple times within a fixed interval",
            ),
        ],
    )
    def test_what_passes_by_itself_is_waited_for(self, code: str, message: str, time: ManualTime) -> None:
        client = made([table()], time)
        busy = iter(range(3))

        def refuse_thrice(operation: str, parameters: Mapping[str, Any]) -> None:
            if operation == "UpdateTimeToLive" and next(busy, None) is not None:
                raise ServiceError(code, message)

        client.before_call = refuse_thrice
        apply([table(ttl_attribute="ttl")], client, pace=time.pace())
        assert client.writes.count("UpdateTimeToLive") == 4
        assert verify([table(ttl_attribute="ttl")], client).matches

    def test_waiting_ends_and_the_last_answer_is_told(self, time: ManualTime) -> None:
        client = made([table()], time)

        def always_busy(operation: str, parameters: Mapping[str, Any]) -> None:
            if operation == "UpdateTable":
                raise ServiceError("LimitExceededException", "Subscriber limit exceeded")

        client.before_call = always_busy
        with pytest.raises(ApplyFailed, match="LimitExceededException: Subscriber limit exceeded"):
            apply([table(deletion_protection=True)], client, pace=time.pace(timeout=60))
        assert time.now == pytest.approx(60)

    def test_a_table_that_never_settles_ends_the_wait(self, time: ManualTime) -> None:
        client = FakeEndpoint(delay=10**6)
        with pytest.raises(ApplyFailed, match=r"orders: the table is CREATING; waited 60 s") as failure:
            apply([table()], client, pace=time.pace(timeout=60))
        assert isinstance(failure.value.cause, TimedOut)

    def test_an_endpoint_that_does_not_answer_is_told_without_its_traceback(self, time: ManualTime) -> None:
        client = FakeEndpoint()

        def unreachable(operation: str, parameters: Mapping[str, Any]) -> None:
            raise ConnectionError("Could not connect to the endpoint URL")

        client.before_call = unreachable
        with pytest.raises(CallFailed, match="DescribeTable of orders: Could not connect to the endpoint URL"):
            apply([table()], client, pace=time.pace())

    def test_an_endpoint_that_takes_requests_and_ignores_them_is_found_out(self, time: ManualTime) -> None:
        class Careless(FakeEndpoint):
            def update_time_to_live(self, **parameters: Any) -> Mapping[str, Any]:
                return {}

        with pytest.raises(NotAsDeclared, match="orders: ttl: declared ttl, live off"):
            apply([table(ttl_attribute="ttl")], Careless(), pace=time.pace())

    @pytest.mark.parametrize(
        "not_offered",
        [{"UpdateContinuousBackups"}, {"DescribeContinuousBackups", "UpdateContinuousBackups"}],
        ids=["to change", "at all"],
    )
    def test_what_the_endpoint_does_not_offer_is_skipped_and_told(
        self, not_offered: set[str], time: ManualTime
    ) -> None:
        client = FakeEndpoint(not_offered=frozenset(not_offered))
        events: list[Event] = []
        done = apply([table(recovery_days=7)], client, pace=time.pace(), progress=events.append)
        (skipped,) = [event for event in events if isinstance(event, Skipped)]
        assert skipped.why == "this endpoint does not offer UpdateContinuousBackups"
        assert [change.summary for change in done.changes] == ["create the table (pk (S) + sk (S); on demand)"]
        assert Left("orders", skipped.change.summary, skipped.why) in done.left

    def test_encryption_where_the_endpoint_has_none_is_skipped_and_told(self, time: ManualTime) -> None:
        class Unencrypted(FakeEndpoint):
            """As DynamoDB Local answers."""

            def create_table(self, **parameters: Any) -> Mapping[str, Any]:
                parameters.pop("SSESpecification", None)
                return super().create_table(**parameters)

            def update_table(self, **parameters: Any) -> Mapping[str, Any]:
                if parameters.keys() == {"TableName", "SSESpecification"}:
                    raise ServiceError("ValidationException", "Nothing to update")
                return super().update_table(**parameters)

        client = Unencrypted()
        events: list[Event] = []
        apply([table(encryption=Encryption("AWS_MANAGED"))], client, pace=time.pace(), progress=events.append)
        apply([table(encryption=Encryption("AWS_MANAGED"))], client, pace=time.pace(), progress=events.append)
        told = [event.why for event in events if isinstance(event, Skipped)]
        assert told == ["this endpoint does not offer the choice of a key for encryption"] * 2


class Interruption(BaseException):
    """What Ctrl-C is."""


@pytest.mark.parametrize("delay", [0, 2])
def test_interrupted_at_any_call_it_resumes_and_arrives(delay: int, time: ManualTime) -> None:
    whole = made(BEFORE, time, delay=delay)
    before = len(whole.calls)
    apply(AFTER, whole, allow_destructive=True, pace=time.pace())
    calls = len(whole.calls) - before

    for number in range(calls):
        client = made(BEFORE, time, delay=delay)
        left = iter(range(number))

        def interrupt(operation: str, parameters: Mapping[str, Any], left: Any = left) -> None:
            if next(left, None) is None:
                raise Interruption

        client.before_call = interrupt
        with pytest.raises(Interruption):
            apply(AFTER, client, allow_destructive=True, pace=time.pace())
        client.before_call = lambda operation, parameters: None
        apply(AFTER, client, allow_destructive=True, pace=time.pace())
        assert verify(AFTER, client).matches
