"""What becomes of speed, memory and waiting times as a table on disk grows from ten thousand items to a million.

Run as ``python -m benchmarks.growth ITEMS DIRECTORY`` it measures one size, in a process of its own so that memory is
that of nothing else: calls as often as a line is sent to it, so that the sizes take turns, and the rest when no more
come. It prints a line when it is ready and after each turn, and at the end one JSON object.
"""

import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
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
_TURNS = 40
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
    pause_of_the_machine_ms: float
    """The longest that a bare loop stood still, in as long a time: what no engine could have kept below."""
    memory_mb: float
    """The most that the process ever had."""


def compare() -> list[Growth]:
    """Measure every size; their calls in turns, so that whatever else the machine does falls on all of them alike."""
    with ExitStack() as stack:
        sizes = [stack.enter_context(_filled(items)) for items in SIZES]
        for _ in range(_TURNS):
            for size in sizes:
                _take_turn(size)
        return [_finish(size) for size in sizes]


def as_json(found: list[Growth]) -> list[dict[str, object]]:
    """For a file."""
    return [asdict(each) for each in found]


@contextmanager
def _filled(items: int) -> Iterator[subprocess.Popen[str]]:
    """A process that has filled and opened a table and waits for its turns."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "benchmarks.growth", str(items), folder]
        process = subprocess.Popen(command, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        with process:
            _await_line(process)
            yield process


def _take_turn(process: subprocess.Popen[str]) -> None:
    assert process.stdin is not None
    process.stdin.write("\n")
    process.stdin.flush()
    _await_line(process)


def _await_line(process: subprocess.Popen[str]) -> None:
    assert process.stdout is not None
    if not process.stdout.readline():
        raise subprocess.CalledProcessError(process.wait(), process.args)


def _finish(process: subprocess.Popen[str]) -> Growth:
    printed, _ = process.communicate()
    return Growth(**json.loads(printed))


def measure(items: int, directory: Path) -> Growth:
    """Fill a table in ``directory``, open it anew and measure it, its calls once for each line that comes in."""
    _fill(items, directory)
    began = perf_counter()
    service = Service(directory)
    engine = service.region(_REGION)
    opened = perf_counter() - began
    chance = random.Random(7)
    gets = [_get(chance.randrange(items)) for _ in range(500)]
    queries = [_query(chance.randrange(items)) for _ in range(500)]
    get_us, query_us = [], []
    print("ready", flush=True)
    while sys.stdin.readline():
        get_us.append(median_microseconds(lambda: engine.execute(TARGET + "GetItem", chance.choice(gets))))
        query_us.append(median_microseconds(lambda: engine.execute(TARGET + "Query", chance.choice(queries))))
        print("measured", flush=True)
    scan = _longest_wait(engine, gets, lambda: _scan(engine))
    began = perf_counter()
    backfill = _longest_wait(engine, gets, lambda: engine.call("UpdateTable", _NEW_INDEX))
    pause = _longest_pause(perf_counter() - began)
    service.close()
    return Growth(
        items=items,
        file_mb=sum(file.stat().st_size for file in directory.iterdir()) / 1e6,
        open_ms=opened * 1000,
        get_us=statistics.median(get_us),
        query_us=statistics.median(query_us),
        held_up_by_scan_ms=scan,
        held_up_by_backfill_ms=backfill,
        pause_of_the_machine_ms=pause,
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


def _longest_pause(seconds: float) -> float:
    """Milliseconds of the longest step of a loop that does nothing but look at the time, for so many seconds."""
    longest = 0.0
    now = perf_counter()
    end = now + seconds
    while now < end:
        before, now = now, perf_counter()
        longest = max(longest, now - before)
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
