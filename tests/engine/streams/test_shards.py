"""Shards: their lineage, what each of them holds, and how iterators find their place in them."""

import pytest
from tests.engine.streams.reader import DAY, HOUR, StreamReader

from tablewright.engine import DynamoDBError


def write_hourly(stream: StreamReader, hours: int) -> None:
    """One change an hour, numbered from 0."""
    for hour in range(hours):
        stream.put("a", n={"N": str(hour)})
        stream.clock.advance(HOUR)


def numbers(page: dict) -> list[str]:
    return [record["dynamodb"]["NewImage"]["n"]["N"] for record in page["Records"]]


def test_a_new_stream_has_one_open_shard_without_a_parent(stream: StreamReader) -> None:
    stream.open()
    (shard,) = stream.shards()
    assert len(shard["ShardId"]) == 37
    assert "ParentShardId" not in shard
    assert list(shard["SequenceNumberRange"]) == ["StartingSequenceNumber"]


def test_a_shard_is_followed_by_its_child_every_four_hours(stream: StreamReader) -> None:
    stream.open()
    write_hourly(stream, 9)
    shards = stream.shards()
    assert [shard.get("ParentShardId") for shard in shards] == [
        None,
        shards[0]["ShardId"],
        shards[1]["ShardId"],
    ]
    pages = [stream.read(stream.iterator("TRIM_HORIZON", shard["ShardId"])) for shard in shards]
    assert [numbers(page) for page in pages] == [["0", "1", "2", "3"], ["4", "5", "6", "7"], ["8"]]
    assert ["NextShardIterator" in page for page in pages] == [False, False, True]


def test_ranges_of_sequence_numbers_do_not_overlap_even_of_empty_shards(stream: StreamReader) -> None:
    stream.open()
    stream.put("a", n={"N": "0"})
    stream.clock.advance(12 * HOUR)
    stream.put("a", n={"N": "1"})
    ends: list[str] = []
    for shard in stream.shards():
        bounds = shard["SequenceNumberRange"]
        ends += [bounds["StartingSequenceNumber"], bounds.get("EndingSequenceNumber", "9" * 21)]
    assert len(ends) == 8
    assert ends == sorted(set(ends))
    for record in stream.records():
        assert ends[0] <= record["dynamodb"]["SequenceNumber"] <= ends[-1]


def test_a_shard_stays_what_it_was_when_time_goes_on(stream: StreamReader) -> None:
    stream.open()
    write_hourly(stream, 3)
    before = stream.shards()[0]
    write_hourly(stream, 20)
    while stream.engine.maintain():
        pass
    after = stream.shards()[0]
    assert after["ShardId"] == before["ShardId"]
    assert (
        after["SequenceNumberRange"]["StartingSequenceNumber"]
        == before["SequenceNumberRange"]["StartingSequenceNumber"]
    )


def test_trimming_moves_no_shard(stream: StreamReader) -> None:
    stream.open()
    write_hourly(stream, 40)
    untrimmed = stream.shards()
    while stream.engine.maintain():
        pass
    assert stream.shards() == untrimmed
    assert stream.sequence() == [str(hour) for hour in range(16, 40)]


def test_shards_are_described_a_page_at_a_time(stream: StreamReader) -> None:
    stream.open()
    write_hourly(stream, 20)
    whole = stream.shards()
    first = stream.describe(Limit=2)
    assert first["LastEvaluatedShardId"] == first["Shards"][-1]["ShardId"]
    rest = stream.describe(ExclusiveStartShardId=first["LastEvaluatedShardId"])
    assert first["Shards"] + rest["Shards"] == whole
    assert "LastEvaluatedShardId" not in rest


def test_the_children_of_a_shard_can_be_asked_for(stream: StreamReader) -> None:
    stream.open()
    write_hourly(stream, 9)
    first, second, _ = stream.shards()
    asked = {"Type": "CHILD_SHARDS", "ShardId": first["ShardId"]}
    assert stream.describe(ShardFilter=asked)["Shards"] == [second]


def test_latest_sees_only_what_comes_after_the_iterator(stream: StreamReader) -> None:
    stream.open()
    stream.open("others")
    stream.arn = next(each["StreamArn"] for each in stream.call("ListStreams")["Streams"])
    stream.put("a", n={"N": "1"})
    latest = stream.iterator("LATEST")
    stream.put("a", n={"N": "2"}, table="others")
    empty = stream.read(latest)
    assert empty["Records"] == []
    stream.put("a", n={"N": "3"})
    assert numbers(stream.read(latest)) == ["3"]
    assert numbers(stream.read(empty["NextShardIterator"])) == ["3"]


def test_latest_stays_with_its_shard(stream: StreamReader) -> None:
    stream.open()
    latest = stream.iterator("LATEST")
    stream.clock.advance(5 * 60)
    stream.put("a", n={"N": "1"})
    stream.clock.advance(4 * HOUR)
    with pytest.raises(DynamoDBError) as caught:
        stream.read(latest)
    assert caught.value.code == "ExpiredIteratorException"
    shards = stream.shards()
    page = stream.read(stream.iterator("TRIM_HORIZON", shards[0]["ShardId"]))
    assert numbers(page) == ["1"]
    assert "NextShardIterator" not in page
    assert "NextShardIterator" not in stream.read(stream.iterator("LATEST", shards[0]["ShardId"]))


def test_iterators_at_and_after_a_sequence_number(stream: StreamReader) -> None:
    stream.open()
    write_hourly(stream, 3)
    second = list(stream.records())[1]["dynamodb"]["SequenceNumber"]
    at = stream.iterator("AT_SEQUENCE_NUMBER", SequenceNumber=second)
    after = stream.iterator("AFTER_SEQUENCE_NUMBER", SequenceNumber=second)
    assert numbers(stream.read(at)) == ["1", "2"]
    assert numbers(stream.read(after)) == ["2"]
    start = stream.shards()[0]["SequenceNumberRange"]["StartingSequenceNumber"]
    assert numbers(stream.read(stream.iterator("AT_SEQUENCE_NUMBER", SequenceNumber=start))) == ["0", "1", "2"]


def test_an_iterator_at_a_time(stream: StreamReader) -> None:
    stream.open()
    opened = stream.clock.now()
    write_hourly(stream, 3)
    assert numbers(stream.read(stream.iterator("AT_TIMESTAMP", Timestamp=opened + HOUR))) == ["1", "2"]
    assert numbers(stream.read(stream.iterator("AT_TIMESTAMP", Timestamp=opened - DAY))) == ["0", "1", "2"]
    assert numbers(stream.read(stream.iterator("AT_TIMESTAMP", Timestamp=stream.clock.now()))) == []


def test_an_iterator_is_valid_for_fifteen_minutes(stream: StreamReader) -> None:
    stream.open()
    iterator = stream.iterator("TRIM_HORIZON")
    stream.clock.advance(900)
    following = stream.read(iterator)["NextShardIterator"]
    stream.clock.advance(1)
    with pytest.raises(DynamoDBError) as caught:
        stream.read(iterator)
    assert caught.value.code == "ExpiredIteratorException"
    stream.read(following)


def test_what_is_older_than_a_day_is_trimmed(stream: StreamReader) -> None:
    stream.open()
    write_hourly(stream, 26)
    assert stream.sequence() == [str(hour) for hour in range(2, 26)]
    oldest = stream.shards()[0]
    start = oldest["SequenceNumberRange"]["StartingSequenceNumber"]
    with pytest.raises(DynamoDBError) as caught:
        stream.iterator("AT_SEQUENCE_NUMBER", oldest["ShardId"], SequenceNumber=start)
    assert caught.value.code == "TrimmedDataAccessException"


def test_a_reader_that_stopped_at_a_record_is_told_when_it_is_trimmed(stream: StreamReader) -> None:
    stream.open()
    write_hourly(stream, 3)
    shard = stream.shards()[0]["ShardId"]
    first, second, _ = (record["dynamodb"]["SequenceNumber"] for record in stream.records())
    stream.clock.advance(DAY - 2 * HOUR - 1)
    with pytest.raises(DynamoDBError) as caught:
        stream.iterator("AFTER_SEQUENCE_NUMBER", shard, SequenceNumber=first)
    assert caught.value.code == "TrimmedDataAccessException"
    after = stream.iterator("AFTER_SEQUENCE_NUMBER", shard, SequenceNumber=second)
    assert numbers(stream.read(after)) == ["2"]


def test_an_iterator_that_waits_until_its_records_are_trimmed_is_told_so(stream: StreamReader) -> None:
    stream.open()
    stream.put("a", n={"N": "0"})
    stream.clock.advance(DAY - 60)
    oldest = stream.shards()[0]["ShardId"]
    iterator = stream.iterator("TRIM_HORIZON", oldest)
    stream.clock.advance(120)
    with pytest.raises(DynamoDBError) as caught:
        stream.read(iterator)
    assert caught.value.code == "TrimmedDataAccessException"


def test_a_shard_whose_time_is_over_is_gone(stream: StreamReader) -> None:
    stream.open()
    stream.put("a", n={"N": "0"})
    first = stream.shards()[0]["ShardId"]
    stream.clock.advance(DAY + 4 * HOUR)
    assert first not in [shard["ShardId"] for shard in stream.shards()]
    assert stream.shards()[0]["ParentShardId"] == first
    with pytest.raises(DynamoDBError, match=r"^Requested resource not found: Shard does not exist$"):
        stream.iterator("TRIM_HORIZON", first)


def test_a_page_has_at_most_a_thousand_records(stream: StreamReader) -> None:
    stream.open()
    for batch in range(0, 1010, 25):
        puts = [{"PutRequest": {"Item": {"pk": {"S": str(number)}}}} for number in range(batch, batch + 25)]
        stream.engine.call("BatchWriteItem", {"RequestItems": {"events": puts}})
    page = stream.read(stream.iterator("TRIM_HORIZON"))
    assert len(page["Records"]) == 1000
    assert len(stream.read(page["NextShardIterator"])["Records"]) == 25
    assert len(stream.read(stream.iterator("TRIM_HORIZON"), Limit=7)["Records"]) == 7


def test_a_page_has_at_most_a_megabyte(stream: StreamReader) -> None:
    stream.open(view="NEW_IMAGE")
    for each in range(3):
        stream.put(str(each), payload={"S": "x" * 390_000}, n={"N": str(each)})
    page = stream.read(stream.iterator("TRIM_HORIZON"))
    assert numbers(page) == ["0", "1"]
    assert numbers(stream.read(page["NextShardIterator"])) == ["2"]
