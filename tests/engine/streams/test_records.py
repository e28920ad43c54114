"""What a stream record says of a change."""

import pytest
from tests.engine.streams.reader import StreamReader


def number(value: int) -> dict[str, dict[str, str]]:
    return {"n": {"N": str(value)}}


def test_a_record_tells_everything_of_a_change(stream: StreamReader) -> None:
    stream.open()
    stream.clock.advance(0.75)
    stream.put("a", **number(1))
    (record,) = stream.records()
    event_id = record.pop("eventID")
    assert len(event_id) == 32
    sequence = record["dynamodb"].pop("SequenceNumber")
    assert (len(sequence), sequence.isdecimal()) == (21, True)
    assert record == {
        "eventName": "INSERT",
        "eventVersion": "1.1",
        "eventSource": "aws:dynamodb",
        "awsRegion": "us-east-1",
        "dynamodb": {
            "ApproximateCreationDateTime": 1_767_225_600,
            "Keys": {"pk": {"S": "a"}},
            "NewImage": {"pk": {"S": "a"}, "n": {"N": "1"}},
            "SizeBytes": 9,
            "StreamViewType": "NEW_AND_OLD_IMAGES",
        },
    }


def test_a_record_tells_insert_modify_and_remove_with_the_images_there_are(stream: StreamReader) -> None:
    stream.open()
    stream.put("a", **number(1))
    stream.put("a", **number(2))
    stream.delete("a")
    events = [
        (record["eventName"], "OldImage" in record["dynamodb"], "NewImage" in record["dynamodb"])
        for record in stream.records()
    ]
    assert events == [("INSERT", False, True), ("MODIFY", True, True), ("REMOVE", True, False)]


def test_a_write_that_changes_nothing_leaves_no_record(stream: StreamReader) -> None:
    stream.open()
    stream.put("a", **number(1))
    stream.put("a", **number(1))
    stream.delete("b")
    assert len(list(stream.records())) == 1


def test_a_write_that_changes_the_order_of_a_set_or_of_attributes_leaves_no_record(stream: StreamReader) -> None:
    stream.open()
    stream.put("a", tags={"SS": ["x", "y"]}, maker={"M": {"years": {"NS": ["1", "2"]}}}, **number(1))
    stream.put("a", **number(1), maker={"M": {"years": {"NS": ["2", "1"]}}}, tags={"SS": ["y", "x"]})
    assert len(list(stream.records())) == 1
    stream.put("a", **number(1), maker={"M": {"years": {"NS": ["2", "3"]}}}, tags={"SS": ["y", "x"]})
    assert len(list(stream.records())) == 2


@pytest.mark.parametrize(
    ("view", "members", "size"),
    [
        ("KEYS_ONLY", {"Keys"}, 3),
        ("NEW_IMAGE", {"Keys", "NewImage"}, 9),
        ("OLD_IMAGE", {"Keys", "OldImage"}, 9),
        ("NEW_AND_OLD_IMAGES", {"Keys", "NewImage", "OldImage"}, 15),
    ],
)
def test_a_view_shows_its_images_and_counts_only_their_bytes(
    stream: StreamReader, view: str, members: set[str], size: int
) -> None:
    stream.open(view=view)
    stream.put("a", **number(1))
    stream.put("a", **number(2))
    *_, record = stream.records()
    rest = {"ApproximateCreationDateTime", "SequenceNumber", "SizeBytes", "StreamViewType"}
    assert set(record["dynamodb"]) == members | rest
    assert record["dynamodb"]["SizeBytes"] == size
    assert record["dynamodb"]["StreamViewType"] == view


def test_keys_are_the_tables_whole_key(stream: StreamReader) -> None:
    stream.open(sort=True)
    stream.put("a", sk={"S": "b"}, **number(1))
    (record,) = stream.records()
    assert record["dynamodb"]["Keys"] == {"pk": {"S": "a"}, "sk": {"S": "b"}}


def test_a_delete_by_time_to_live_names_the_service(stream: StreamReader) -> None:
    stream.open()
    stream.engine.call(
        "UpdateTimeToLive",
        {"TableName": "events", "TimeToLiveSpecification": {"Enabled": True, "AttributeName": "ends"}},
    )
    stream.put("a", ends={"N": str(int(stream.clock.now()) + 60)})
    stream.clock.advance(120)
    while stream.engine.maintain():
        pass
    put, removed = stream.records()
    assert "userIdentity" not in put
    assert removed["eventName"] == "REMOVE"
    assert removed["userIdentity"] == {"Type": "Service", "PrincipalId": "dynamodb.amazonaws.com"}


def test_records_ascend_and_have_ids_of_their_own(stream: StreamReader) -> None:
    stream.open()
    for value in range(20):
        stream.put(str(value % 3), **number(value))
    records = list(stream.records())
    numbers = [record["dynamodb"]["SequenceNumber"] for record in records]
    assert numbers == sorted(set(numbers))
    assert len({record["eventID"] for record in records}) == 20
