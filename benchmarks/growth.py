"""What becomes of speed, memory and waiting times as a table on disk grows from ten thousand items to a million.

Run as ``python -m benchmarks.growth ITEMS DIRECTORY`` it measures one size, in a process of its own so that memory is
that of nothing else, and prints one JSON object.
"""

import json
import random
import resource
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from time import perf_counter

from benchmarks.boto3_calls import median_microseconds
from benchmarks.paths import ROOT
from tablewright.engine import Engine, Service

SIZES = (10_000, 1_000_000)

TARGET = "DynamoDB_20120810."
_REGION = "us-east-1"
_ITEMS_A_PARTITION = 100
_GROUP = 5_000
"""Writes that share a commit while the table is filled."""

_TABLE = {
    "TableName": "Items",
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}, {"AttributeName": "sk", "KeyType": "RANGE"}],
    "AttributeDefinitions": [
        {"AttributeName": "pk", "AttributeType": "S"},
        {"AttributeName": "sk", "AttributeType": "S"},
    ],
    "BillingMode": "PAY_PER_REQUEST",
}
_NEW_INDEX = {
    "TableName": "Items",
    "AttributeDefinitions": [{"AttributeName": "city", "AttributeType": "S"}],
    "GlobalSecondaryIndexUpdates": [
        {
            "Create": {
                "IndexName": "by-city",
                "KeySchema": [{"AttributeName": "city", "KeyType": "HASH"}],
                "Projection": {"ProjectionType": "ALL"},
            }
        }
    ],
}


@dataclass
class Growth:
    """What was measured of one size."""

    items: int
    file_mb: float
    open_ms: float
    get_us: float
    query_us: float
    """A page of 20 items."""
    held_up_by_scan_ms: float
    """The longest that a GetItem took while a filtered Scan went through the whole table."""
    held_up_by_backfill_ms: float
    """The longest that a GetItem took while an index was filled."""
    memory_mb: float
    """The most that the process ever had."""


def compare() -> list[Growth]:
    """Measure every size."""
    return [_in_a_process(items) for items in SIZES]


def as_json(found: list[Growth]) -> list[dict[str, object]]:
    """For a file."""
    return [asdict(each) for each in found]


def _in_a_process(items: int) -> Growth:
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.growth", str(items), folder]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    return Growth(**json.loads(done.stdout))


def measure(items: int, directory: Path) -> Growth:
    """Fill a table in ``directory``, open it anew and measure it."""
    _fill(items, directory)
    began = perf_counter()
    service = Service(directory)
    engine = service.region(_REGION)
    opened = perf_counter() - began
    chance = random.Random(7)
    gets = [_get(chance.randrange(items)) for _ in range(500)]
    queries = [_query(chance.randrange(items)) for _ in range(500)]
    get_us = median_microseconds(lambda: engine.execute(TARGET + "GetItem", chance.choice(gets)))
    query_us = median_microseconds(lambda: engine.execute(TARGET + "Query", chance.choice(queries)))
    scan = _longest_wait(engine, gets, lambda: _scan(engine))
    backfill = _longest_wait(engine, gets, lambda: engine.call("UpdateTable", _NEW_INDEX))
    service.close()
    return Growth(
        items=items,
        file_mb=sum(file.stat().st_size for file in directory.iterdir()) / 1e6,
        open_ms=opened * 1000,
        get_us=get_us,
        query_us=query_us,
        held_up_by_scan_ms=scan,
        held_up_by_backfill_ms=backfill,
        memory_mb=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    )


def _fill(items: int, directory: Path) -> None:
    service = Service(directory)
    engine = service.region(_REGION)
    engine.call("CreateTable", _TABLE)
    for number in range(items):
        item = _key(number) | {"city": {"S": f"city-{number % 997}"}, "count": {"N": str(number)}}
        engine.submit(TARGET + "PutItem", _encoded({"TableName": "Items", "Item": item}))
        if number % _GROUP == 0:
            engine.flush()
    service.close()


def _longest_wait(engine: Engine, gets: list[bytes], work: Callable[[], object]) -> float:
    """Milliseconds of the slowest GetItem while ``work`` goes on in a thread of its own."""
    worker = threading.Thread(target=work)
    worker.start()
    longest = 0.0
    chance = random.Random(11)
    while worker.is_alive():
        body = chance.choice(gets)
        began = perf_counter()
        engine.execute(TARGET + "GetItem", body)
        longest = max(longest, perf_counter() - began)
        worker.join(0.002)
    return longest * 1000


def _scan(engine: Engine) -> None:
    """Go through the whole table, page by page, for what no item is."""
    request = {
        "TableName": "Items",
        "FilterExpression": "city = :city AND attribute_exists(#count)",
        "ExpressionAttributeNames": {"#count": "count"},
        "ExpressionAttributeValues": {":city": {"S": "nowhere"}},
    }
    while True:
        page = engine.call("Scan", request)
        if "LastEvaluatedKey" not in page:
            return
        request["ExclusiveStartKey"] = page["LastEvaluatedKey"]


def _key(number: int) -> dict[str, dict[str, str]]:
    partition, position = divmod(number, _ITEMS_A_PARTITION)
    return {"pk": {"S": f"partition-{partition:06}"}, "sk": {"S": f"{position:03}"}}


def _get(number: int) -> bytes:
    return _encoded({"TableName": "Items", "Key": _key(number)})


def _query(number: int) -> bytes:
    return _encoded(
        {
            "TableName": "Items",
            "KeyConditionExpression": "pk = :pk",
            "ExpressionAttributeValues": {":pk": _key(number)["pk"]},
            "Limit": 20,
        }
    )


def _encoded(request: object) -> bytes:
    return json.dumps(request, separators=(",", ":")).encode()


if __name__ == "__main__":
    print(json.dumps(asdict(measure(int(sys.argv[1]), Path(sys.argv[2])))))
