"""Settings change in place, each by requests of its own."""

from typing import Any

import pytest
from tests.plan.planned import changes, requests, update
from tests.plan.tables import ARN, live, table

from tablewright.design.resources import Encryption, TableResource
from tablewright.plan import Feature, diff


def test_a_stream_is_disabled_before_it_is_enabled_with_another_view() -> None:
    (change,) = changes(table(stream="KEYS_ONLY"), table(stream="NEW_IMAGE"))
    assert requests((change,)) == [
        update(StreamSpecification={"StreamEnabled": False}),
        update(StreamSpecification={"StreamEnabled": True, "StreamViewType": "NEW_IMAGE"}),
    ]
    assert "new ARN" in (change.note or "")


def test_ttl_is_disabled_on_the_old_attribute_before_it_is_enabled_on_the_new() -> None:
    (change,) = changes(table(ttl_attribute="ttl"), table(ttl_attribute="expiresAt"))
    assert [parameters["TimeToLiveSpecification"] for _, parameters in requests((change,))] == [
        {"Enabled": False, "AttributeName": "ttl"},
        {"Enabled": True, "AttributeName": "expiresAt"},
    ]
    assert "one change of TTL an hour" in (change.note or "")


@pytest.mark.parametrize("attribute", ["expiresAt", None])
def test_moving_ttl_or_ending_it_comes_after_everything_else_of_every_table(attribute: str | None) -> None:
    first, second = table(name="first", ttl_attribute="ttl"), table(name="second")
    desired = [
        table(name="first", ttl_attribute=attribute, recovery_days=7, tags={"Team": "shop"}),
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
    before: int | None, after: int | None, loss: str | None
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
def test_encryption_changes_to_each_kind_of_key(after: Encryption, specification: dict[str, Any]) -> None:
    before = Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one")
    made = changes(table(encryption=before), table(encryption=after), key_manager="CUSTOMER")
    assert requests(made) == [update(SSESpecification=specification)]


def test_a_key_of_unknown_manager_passes_for_the_aws_managed_one_and_is_said() -> None:
    before = Encryption("CUSTOMER", "arn:aws:kms:us-east-1:123456789012:key/one")
    plan = diff([table(encryption=Encryption("AWS_MANAGED"))], [live(table(encryption=before))])
    assert not plan.changes
    assert "only KMS can tell" in plan.left[0].why


def test_tags_are_removed_set_and_changed() -> None:
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
    before: TableResource, after: TableResource, request_parameters: dict[str, Any]
) -> None:
    assert requests(changes(before, after)) == [update(**request_parameters)]


def test_what_the_endpoint_does_not_offer_is_left_alone_and_said() -> None:
    observed = live(table(), not_offered=frozenset(Feature))
    plan = diff([table(ttl_attribute="ttl", recovery_days=7, tags={"a": "b"})], [observed])
    assert not plan.changes
    assert [left.what for left in plan.left] == ["point-in-time recovery", "tags", "time to live"]
