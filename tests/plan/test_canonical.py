import pytest
from tests.plan.tables import gsi, lsi, table

from tablewright.design.resources import BackupSchedule, Encryption, OnDemand, Projection, Provisioned, WarmThroughput
from tablewright.plan import ImpossibleResource, canonical


def test_an_index_without_capacity_of_its_own_has_its_tables() -> None:
    assert canonical(table(gsi("by-status", "status"), billing=Provisioned(5, 3))).indexes[0].billing == Provisioned(
        5, 3
    )


def test_indexes_and_projected_attributes_come_in_name_order() -> None:
    written = table(gsi("z-index", "z"), gsi("a-index", "a", projection=Projection("INCLUDE", ("y", "x"))))
    first, second = canonical(written).indexes
    assert (first.name, second.name) == ("a-index", "z-index")
    assert first.projection.attributes == ("x", "y")


def test_a_local_index_has_no_capacity() -> None:
    assert canonical(table(lsi("by-date", "pk", "date"))).indexes[0].billing is None


def test_a_table_with_replicas_streams_both_images() -> None:
    assert canonical(table(replicas=("eu-west-1",))).stream == "NEW_AND_OLD_IMAGES"


@pytest.mark.parametrize("written", ["0 5 * * ? *", "cron(0 5 * * ? *)", " cron( 0 5 * * ? * ) "])
def test_a_backup_schedule_is_the_same_with_and_without_the_word_cron(written: str) -> None:
    assert canonical(table(backup=BackupSchedule(written, 7))).backup == BackupSchedule("0 5 * * ? *", 7)


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        (
            table(gsi("by-status", "status", billing=Provisioned(1, 1))),
            r"table orders, index by-status: the index is provisioned and its table on demand",
        ),
        (table(lsi("by-date", "pk", "date", billing=OnDemand())), r"shares its table's capacity"),
        (
            table(lsi("by-date", "pk", "date", warm_throughput=WarmThroughput(1, 1))),
            r"shares its table's capacity",
        ),
        (table(replicas=("eu-west-1",), stream="KEYS_ONLY"), r"streams NEW_AND_OLD_IMAGES, not KEYS_ONLY"),
        (table(encryption=Encryption("CUSTOMER", "alias/ours")), r"an alias or a bare id could not be verified"),
        (table(encryption=Encryption("CUSTOMER")), r"needs the ARN of the key itself"),
        (
            table(encryption=Encryption("AWS_MANAGED", "arn:aws:kms:us-east-1:123456789012:key/one")),
            r"a key is named, but encryption is by AWS_MANAGED",
        ),
    ],
)
def test_what_dynamodb_cannot_hold_is_refused_with_the_place_and_the_way_out(written: object, expected: str) -> None:
    with pytest.raises(ImpossibleResource, match=expected):
        canonical(written)  # type: ignore[arg-type]
