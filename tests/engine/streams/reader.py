"""What it takes to read a stream."""

from collections.abc import Iterator
from typing import Any

from tablewright.engine import Engine, ManualClock

HOUR = 3600.0
DAY = 24 * HOUR


class StreamReader:
    """Calls on one engine as a caller of DynamoDB Streams makes them."""

    def __init__(self, engine: Engine, clock: ManualClock) -> None:
        self.engine = engine
        self.clock = clock
        self.arn = ""

    def open(self, table: str = "events", view: str = "NEW_AND_OLD_IMAGES", sort: bool = False) -> str:
        """Make a table with a stream; the stream's ARN."""
        attributes = ["pk", "sk"] if sort else ["pk"]
        described = self.engine.call(
            "CreateTable",
            {
                "TableName": table,
                "BillingMode": "PAY_PER_REQUEST",
                "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in attributes],
                "KeySchema": [
                    {"AttributeName": name, "KeyType": kind}
                    for name, kind in zip(attributes, ("HASH", "RANGE"), strict=False)
                ],
                "StreamSpecification": {"StreamEnabled": True, "StreamViewType": view},
            },
        )
        self.arn = described["TableDescription"]["LatestStreamArn"]
        return self.arn

    def put(self, pk: str, table: str = "events", **attributes: Any) -> None:
        self.engine.call("PutItem", {"TableName": table, "Item": {"pk": {"S": pk}, **attributes}})

    def delete(self, pk: str, table: str = "events") -> None:
        self.engine.call("DeleteItem", {"TableName": table, "Key": {"pk": {"S": pk}}})

    def call(self, operation: str, **request: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self.engine.call(operation, request, service="DynamoDBStreams_20120810")
        return answer

    def describe(self, arn: str | None = None, **options: Any) -> dict[str, Any]:
        described: dict[str, Any] = self.call("DescribeStream", StreamArn=arn or self.arn, **options)
        return described["StreamDescription"]  # type: ignore[no-any-return]

    def shards(self, arn: str | None = None) -> list[dict[str, Any]]:
        shards: list[dict[str, Any]] = self.describe(arn)["Shards"]
        return shards

    def iterator(self, kind: str, shard: str | None = None, arn: str | None = None, **options: Any) -> str:
        """An iterator of a kind, of the newest shard unless one is given."""
        answer = self.call(
            "GetShardIterator",
            StreamArn=arn or self.arn,
            ShardId=shard or self.shards(arn)[-1]["ShardId"],
            ShardIteratorType=kind,
            **options,
        )
        text: str = answer["ShardIterator"]
        return text

    def read(self, iterator: str, **options: Any) -> dict[str, Any]:
        return self.call("GetRecords", ShardIterator=iterator, **options)

    def records(self, arn: str | None = None) -> Iterator[dict[str, Any]]:
        """Every record of every shard, from the oldest on, until an open shard has no more for now."""
        for shard in self.shards(arn):
            iterator: str | None = self.iterator("TRIM_HORIZON", shard["ShardId"], arn)
            while iterator is not None:
                page = self.read(iterator)
                yield from page["Records"]
                iterator = page.get("NextShardIterator") if page["Records"] else None

    def sequence(self) -> list[str]:
        """The values of ``n`` in the new images of all records."""
        return [record["dynamodb"]["NewImage"]["n"]["N"] for record in self.records()]
