"""boto3 calls in one process, timed one by one: on Tablewright, on moto, and on nothing at all.

Run as ``python -m benchmarks.boto3_calls WAY`` by the interpreter that has what the way needs; prints one JSON object
of microseconds at the median. The ways: ``floor`` (a canned answer at botocore's before-send event: what boto3 itself
costs), ``memory`` and ``disk`` (Tablewright in process), ``moto`` (moto in process), ``http PORT`` (any engine).
"""

import json
import random
import statistics
import sys
import tempfile
from collections.abc import Callable
from time import perf_counter_ns
from typing import Any, cast

import boto3
from botocore.awsrequest import AWSResponse

from benchmarks.workload import ITEMS, item, table_requests

CALLS = 1500
WARM_UP = 150
CANNED = b'{"Item":{"id":{"S":"item-000001"},"title":{"S":"A thing of use"},"price":{"N":"12.5"}}}'


class _CannedBody:
    def stream(self, **_: object) -> Any:
        yield CANNED


def _canned(request: Any, **_: object) -> AWSResponse:
    return AWSResponse(request.url, 200, cast(Any, {"x-amzn-RequestId": "CANNED"}), _CannedBody())


def _client(**arguments: Any) -> Any:
    return boto3.client(
        "dynamodb", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b", **arguments
    )


def _floor() -> Any:
    client = _client()
    client.meta.events.register("before-send.dynamodb", _canned)
    return client


def _tablewright(path: str | None) -> Any:
    from tablewright.adapters.embedded import embedded

    return embedded(path).client()


def _moto() -> Any:
    import moto  # type: ignore[import-not-found]  # only the peers' interpreter has it

    moto.mock_aws().start()
    return _client()


def median_microseconds(call: Callable[[], object]) -> float:
    """The median time of one call, after a warm-up."""
    for _ in range(WARM_UP):
        call()
    times = []
    for _ in range(CALLS):
        began = perf_counter_ns()
        call()
        times.append(perf_counter_ns() - began)
    return statistics.median(times) / 1000


def measure(client: Any, *, fill: bool) -> dict[str, float]:
    """GetItem and PutItem through a client; ``fill`` makes the table first."""
    chance = random.Random(3)
    if fill:
        client.create_table(**table_requests()[0])
        for number in range(0, ITEMS, 10):
            client.put_item(TableName="Items", Item=item(number, chance))
    # Another item with each call: to write what is there already costs an engine less.
    items = [item(chance.randrange(0, ITEMS, 10), chance) for _ in range(WARM_UP + CALLS)]
    gets, puts = iter(items), iter(items)
    return {
        "GetItem": median_microseconds(lambda: client.get_item(TableName="Items", Key={"id": next(gets)["id"]})),
        "PutItem": median_microseconds(lambda: client.put_item(TableName="Items", Item=next(puts))),
    }


def main() -> None:
    """Measure the way that is named."""
    way = sys.argv[1]
    match way:
        case "floor":
            found = measure(_floor(), fill=False)
        case "memory":
            found = measure(_tablewright(None), fill=True)
        case "disk":
            with tempfile.TemporaryDirectory() as folder:
                found = measure(_tablewright(folder), fill=True)
        case "moto":
            found = measure(_moto(), fill=True)
        case "http":
            found = measure(_client(endpoint_url=f"http://127.0.0.1:{sys.argv[2]}"), fill=True)
        case _:
            raise SystemExit(f"there is no way {way}: floor, memory, disk, moto, http PORT")
    print(json.dumps(found))


if __name__ == "__main__":
    main()
