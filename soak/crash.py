"""Kills a server under write load again and again; after each kill, looks for every write it acknowledged.

Writers put, update and transact over HTTP and note what was acknowledged. The server dies by SIGKILL at a moment
of chance; its data is opened again and must hold every acknowledged write, whole, in the table and in its index.
"""

import argparse
import http.client
import random
import signal
import sys
import tempfile
import threading
import time
from pathlib import Path
from typing import Any

from soak.serving import Client, free_port, serve
from tablewright.engine import Engine, Service

TABLE = {
    "TableName": "orders",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "bucket", "AttributeType": "S"},
    ],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "GlobalSecondaryIndexes": [
        {
            "IndexName": "by-bucket",
            "KeySchema": [
                {"AttributeName": "bucket", "KeyType": "HASH"},
                {"AttributeName": "pk", "KeyType": "RANGE"},
            ],
            "Projection": {"ProjectionType": "ALL"},
        }
    ],
    "StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"},
}


class Refused(Exception):
    """A write was answered with an error, so that the rounds would prove nothing."""


class Writer(threading.Thread):
    """Writes until the server dies, and remembers what was acknowledged."""

    def __init__(self, port: int, name: str, acknowledged: dict[str, int]) -> None:
        super().__init__(daemon=True)
        self._client = Client(port)
        self._name = name
        self._acknowledged = acknowledged
        self.refused: Refused | None = None

    def run(self) -> None:
        """Put, update and transact in turn."""
        try:
            for number in range(1_000_000):
                key = f"{self._name}-{number // 3}"
                writes = (self._put, self._update, self._transact)
                version = number % 3 + 1
                keys = writes[number % 3](key, version)
                self._acknowledged.update(dict.fromkeys(keys, version))
        except (OSError, http.client.HTTPException):
            return
        except Refused as refused:
            self.refused = refused

    def _put(self, key: str, version: int) -> list[str]:
        self._send("PutItem", {"TableName": "orders", "Item": item(key, version)})
        return [key]

    def _update(self, key: str, version: int) -> list[str]:
        self._send(
            "UpdateItem",
            {
                "TableName": "orders",
                "Key": {"pk": {"S": key}},
                "UpdateExpression": "SET version = :v",
                "ConditionExpression": "attribute_exists(pk)",
                "ExpressionAttributeValues": {":v": {"N": str(version)}},
            },
        )
        return [key]

    def _transact(self, key: str, version: int) -> list[str]:
        keys = [key, f"{key}-a", f"{key}-b"]
        puts = [{"Put": {"TableName": "orders", "Item": item(each, version)}} for each in keys]
        self._send("TransactWriteItems", {"TransactItems": puts})
        return keys

    def _send(self, operation: str, request: dict[str, Any]) -> None:
        status, answer = self._client.call(operation, request)
        if status != 200:
            raise Refused(f"{operation} was answered {status}: {answer}")


def item(key: str, version: int) -> dict[str, Any]:
    """The item under a key at a version; large enough to span pages now and then."""
    padding = "x" * (len(key) * version * 50)
    return {
        "pk": {"S": key},
        "bucket": {"S": f"bucket-{len(key) % 7}"},
        "version": {"N": str(version)},
        "padding": {"S": padding},
    }


def missing(engine: Engine, acknowledged: dict[str, int]) -> list[str]:
    """The acknowledged writes that the table does not hold, and items that are torn."""
    lost = []
    for key, version in acknowledged.items():
        found = engine.call("GetItem", {"TableName": "orders", "Key": {"pk": {"S": key}}}).get("Item")
        if found is None or int(found["version"]["N"]) < version:
            lost.append(key)
    return lost


def stray_entries(engine: Engine) -> int:
    """By how many the index and the table differ, counted in full."""
    counts = []
    for index in ({}, {"IndexName": "by-bucket"}):
        total, cursor = 0, None
        while True:
            start = {"ExclusiveStartKey": cursor} if cursor else {}
            page = engine.call("Scan", {"TableName": "orders", "Select": "COUNT", **index, **start})
            total += page["Count"]
            cursor = page.get("LastEvaluatedKey")
            if cursor is None:
                break
        counts.append(total)
    described = engine.call("DescribeTable", {"TableName": "orders"})["Table"]["ItemCount"]
    return abs(counts[0] - counts[1]) + abs(described - counts[0])


def main() -> int:
    """Run the rounds; 1 if anything acknowledged was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--writers", type=int, default=8)
    arguments = parser.parse_args()
    acknowledged: dict[str, int] = {}
    with tempfile.TemporaryDirectory(dir=".") as name:
        directory = Path(name)
        service = Service(directory)
        service.region("us-east-1").call("CreateTable", TABLE)
        service.close()
        for number in range(arguments.rounds):
            port = free_port()
            server = serve(directory, port)
            writers = [Writer(port, f"{number}-{each}", acknowledged) for each in range(arguments.writers)]
            for writer in writers:
                writer.start()
            time.sleep(random.uniform(0.05, 1.0))
            server.send_signal(signal.SIGKILL)
            server.wait()
            for writer in writers:
                writer.join()
                if writer.refused is not None:
                    raise SystemExit(str(writer.refused))
            service = Service(directory)
            engine = service.region("us-east-1")
            lost, stray = missing(engine, acknowledged), stray_entries(engine)
            service.close()
            print(f"round {number + 1}: {len(acknowledged)} acknowledged, {len(lost)} lost, {stray} stray")
            if lost or stray:
                return 1
    if not acknowledged:
        print("nothing was acknowledged, so nothing is proved")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
