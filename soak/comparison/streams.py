"""Reads the streams of the tables as they grow.

DynamoDB Local writes its records a little after the items. So that a reading ends where it should, an item of its own
is put and deleted before it, and the record of its deletion is waited for.
"""

import json
import time
from collections.abc import Iterator
from typing import Any

from soak.comparison.answers import canonical
from soak.random_requests.tables import TYPES, Table
from soak.serving import Client

_STREAMS = "DynamoDBStreams_20120810."
_PATIENCE_SECONDS = 10.0
_MARKERS = {"S": {"S": "end of a reading"}, "N": {"N": "999"}, "B": {"B": "/////w=="}}


class Stream:
    """The stream of one table, read from the place where the last reading ended."""

    def __init__(self, client: Client, table: Table, *, normalise: bool) -> None:
        self._client = client
        self._normalise = normalise
        self._table = table.name
        self._marker = {name: _MARKERS[TYPES[name]] for name in table.keys[0]}
        _, description = client.call("DescribeTable", {"TableName": table.name})
        self._arn: str = description["Table"]["LatestStreamArn"]
        self._last: dict[str, str] = {}

    def new_records(self) -> list[str]:
        """The records since the last reading, item by item, each item's in their order."""
        self._client.call("PutItem", {"TableName": self._table, "Item": self._marker})
        self._client.call("DeleteItem", {"TableName": self._table, "Key": self._marker})
        deadline = time.monotonic() + _PATIENCE_SECONDS
        records: list[dict[str, Any]] = []
        while not any(self._ends(each) for each in records):
            if time.monotonic() > deadline:
                raise SystemExit(f"the stream of {self._table} lacks a record after {_PATIENCE_SECONDS:g} seconds")
            described = self._call("DescribeStream", {"StreamArn": self._arn})
            for shard in described["StreamDescription"]["Shards"]:
                records += self._new_of(shard["ShardId"])
        told = [self._told(each) for each in records if each["dynamodb"]["Keys"] != self._marker]
        return [text for _, text in sorted(told, key=lambda each: each[0])]

    def _ends(self, record: dict[str, Any]) -> bool:
        return bool(record["eventName"] == "REMOVE" and record["dynamodb"]["Keys"] == self._marker)

    def _new_of(self, shard: str) -> Iterator[dict[str, Any]]:
        """A shard's new records. Each reading has an iterator of its own: DynamoDB Local's do not last."""
        start = {"StreamArn": self._arn, "ShardId": shard, "ShardIteratorType": "TRIM_HORIZON"}
        if shard in self._last:
            start |= {"ShardIteratorType": "AFTER_SEQUENCE_NUMBER", "SequenceNumber": self._last[shard]}
        iterator = self._call("GetShardIterator", start)["ShardIterator"]
        while iterator is not None:
            answer = self._call("GetRecords", {"ShardIterator": iterator})
            if not answer["Records"]:
                return
            self._last[shard] = answer["Records"][-1]["dynamodb"]["SequenceNumber"]
            yield from answer["Records"]
            iterator = answer.get("NextShardIterator")

    def _told(self, record: dict[str, Any]) -> tuple[str, str]:
        """The key of a record's item, and what is to be compared of the record."""
        change = canonical(record["dynamodb"], normalise=self._normalise)
        members = {
            name: change[name]
            for name in ("Keys", "NewImage", "OldImage", "SizeBytes", "StreamViewType")
            if name in change
        }
        told = {"eventName": record["eventName"], "userIdentity": record.get("userIdentity"), **members}
        return json.dumps(change["Keys"], sort_keys=True), json.dumps(told, sort_keys=True, ensure_ascii=False)

    def _call(self, operation: str, request: dict[str, Any]) -> dict[str, Any]:
        status, body = self._client.send(_STREAMS + operation, json.dumps(request).encode())
        if status != 200:
            raise SystemExit(f"{operation} {request} is answered with {status}: {body.decode()}")
        answer: dict[str, Any] = json.loads(body)
        return answer
