"""Laws of streams, on generated histories."""

from contextlib import closing
from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings
from tests.engine.streams.reader import HOUR, StreamReader

from tablewright.engine import ManualClock, Service

writes = st.lists(
    st.one_of(
        st.tuples(st.just("put"), st.sampled_from("abc"), st.integers(0, 3)),
        st.tuples(st.just("delete"), st.sampled_from("abc"), st.just(0)),
        st.tuples(st.just("wait"), st.just(""), st.integers(1, 5)),
    ),
    max_size=30,
)


def carry_out(stream: StreamReader, history: list[tuple[str, str, int]]) -> None:
    for action, pk, value in history:
        if action == "put":
            stream.put(pk, n={"N": str(value)})
        elif action == "delete":
            stream.delete(pk)
        elif stream.clock.now() < 1_767_225_600 + 18 * HOUR:
            stream.clock.advance(value * HOUR)


@settings(max_examples=50, deadline=None)
@given(writes)
def test_replaying_a_stream_rebuilds_its_table(history: list[tuple[str, str, int]]) -> None:
    clock = ManualClock()
    with closing(Service(None, clock=clock)) as service:
        stream = StreamReader(service.region("us-east-1"), clock)
        stream.open()
        carry_out(stream, history)
        rebuilt: dict[str, dict[str, Any]] = {}
        for record in stream.records():
            change = record["dynamodb"]
            pk = change["Keys"]["pk"]["S"]
            assert change.get("OldImage") == rebuilt.pop(pk, None)
            if record["eventName"] != "REMOVE":
                rebuilt[pk] = change["NewImage"]
        table = stream.engine.call("Scan", {"TableName": "events"})["Items"]
    assert rebuilt == {item["pk"]["S"]: item for item in table}


@settings(max_examples=50, deadline=None)
@given(writes, st.integers(1, 4))
def test_reading_shard_by_shard_in_pages_gives_every_record_once(
    history: list[tuple[str, str, int]], limit: int
) -> None:
    clock = ManualClock()
    with closing(Service(None, clock=clock)) as service:
        stream = StreamReader(service.region("us-east-1"), clock)
        stream.open()
        carry_out(stream, history)
        whole = list(stream.records())
        paged: list[dict[str, Any]] = []
        for shard in stream.shards():
            iterator = stream.iterator("TRIM_HORIZON", shard["ShardId"])
            bounds = shard["SequenceNumberRange"]
            for _ in range(len(whole) + 1):
                page = stream.read(iterator, Limit=limit)
                for record in page["Records"]:
                    number = record["dynamodb"]["SequenceNumber"]
                    assert bounds["StartingSequenceNumber"] <= number
                    assert number <= bounds.get("EndingSequenceNumber", number)
                paged += page["Records"]
                if "NextShardIterator" not in page:
                    assert "EndingSequenceNumber" in bounds
                    break
                iterator = page["NextShardIterator"]
    assert paged == whole
