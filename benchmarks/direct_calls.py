"""The engine called directly, and how long it takes to be there.

Run as ``python -m benchmarks.direct_calls``; prints one JSON object of microseconds at the median.
"""

import json
import random
import statistics
import tempfile
from pathlib import Path
from time import perf_counter

from benchmarks.boto3_calls import CALLS, WARM_UP, median_microseconds
from benchmarks.workload import ITEMS, item, table_requests
from tablewright.engine import Service

TARGET = "DynamoDB_20120810."


def measure(directory: Path | None) -> dict[str, float]:
    """GetItem and PutItem as bytes in, bytes out."""
    service = Service(directory)
    engine = service.region("us-east-1")
    chance = random.Random(5)
    engine.call("CreateTable", table_requests()[0])
    for number in range(0, ITEMS, 10):
        engine.call("PutItem", {"TableName": "Items", "Item": item(number, chance)})
    # Another item with each call: to write what is there already costs less.
    items = [item(chance.randrange(0, ITEMS, 10), chance) for _ in range(WARM_UP + CALLS)]
    gets = iter([_encoded({"TableName": "Items", "Key": {"id": each["id"]}}) for each in items])
    puts = iter([_encoded({"TableName": "Items", "Item": each}) for each in items])
    found = {
        "GetItem": median_microseconds(lambda: engine.execute(TARGET + "GetItem", next(gets))),
        "PutItem": median_microseconds(lambda: engine.execute(TARGET + "PutItem", next(puts))),
    }
    service.close()
    return found


def milliseconds_to_an_engine_in_memory() -> float:
    """From nothing to an engine with a table, once the modules are imported."""
    times = []
    for _ in range(20):
        began = perf_counter()
        service = Service()
        service.region("us-east-1").call("CreateTable", table_requests()[0])
        times.append(perf_counter() - began)
        service.close()
    return statistics.median(times) * 1000


def _encoded(request: object) -> bytes:
    return json.dumps(request, separators=(",", ":")).encode()


def main() -> None:
    """Measure in memory and on disk."""
    with tempfile.TemporaryDirectory() as folder:
        found = {
            "memory": measure(None),
            "disk": measure(Path(folder)),
            "ready in memory (ms)": milliseconds_to_an_engine_in_memory(),
        }
    print(json.dumps(found))


if __name__ == "__main__":
    main()
