"""Takes the power away from an engine at moments of chance; looks each time for every write it had acknowledged.

An engine writes, fills an index and moves its log while strace writes down what it asks of the disk. From that, what
the disk may hold is made again for moments between two of its calls: all that was synced, and any sectors of what was
not. Opened anew, each must hold every write that was acknowledged by then, whole, in the table and in its index.
"""

import argparse
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from soak.crash import TABLE, item, missing, stray_entries
from soak.disk_trace import TRACED, Disk, events
from tablewright.engine import Service
from tablewright.engine.storage import checkpoints

_ACKNOWLEDGED = "acknowledged"
_DATA = "data"
_PAGES = 60
"""How long the log grows: so short that it is moved again and again."""
_WRITERS = 3
_LONGEST_LINE = 10_000_000


def work(directory: Path, writes: int) -> None:
    """Write with several threads, while an index is filled; note each write once it is acknowledged."""
    checkpoints.CHECKPOINT_PAGES = _PAGES
    service = Service(directory)
    engine = service.region("us-east-1")
    [index] = TABLE["GlobalSecondaryIndexes"]
    engine.call(
        "CreateTable",
        {name: value for name, value in TABLE.items() if name != "GlobalSecondaryIndexes"}
        | {"AttributeDefinitions": TABLE["AttributeDefinitions"][:1]},
    )
    notes = os.open(directory.parent / _ACKNOWLEDGED, os.O_CREAT | os.O_WRONLY | os.O_APPEND)

    def write(name: str, count: int) -> None:
        for number in range(count):
            key, version = f"{name}-{number // 2 * 7919 % 9973}", number % 2 + 1
            engine.call("PutItem", {"TableName": "orders", "Item": item(key, version)})
            os.write(notes, f"{key} {version}\n".encode())

    write("first", writes // 3)
    writers = [threading.Thread(target=write, args=(str(each), writes // 3)) for each in range(_WRITERS)]
    for writer in writers:
        writer.start()
    engine.call(
        "UpdateTable",
        {
            "TableName": "orders",
            "AttributeDefinitions": TABLE["AttributeDefinitions"],
            "GlobalSecondaryIndexUpdates": [{"Create": index}],
        },
    )
    for writer in writers:
        writer.join()
    os._exit(0)  # without closing the file


def trace(directory: Path, writes: int) -> Path:
    """Have `work` done in a process of its own, and its calls written down."""
    written = directory / "trace"
    command = ["strace", "-f", "-y", "-xx", "-s", str(_LONGEST_LINE), "-e", f"trace={TRACED}", "-o", str(written)]
    data = (directory / _DATA).resolve()
    subprocess.run(
        [*command, sys.executable, "-m", "soak.power", "--work", str(data), "--writes", str(writes)], check=True
    )
    return written


def judge(directory: Path, acknowledged: dict[str, int]) -> str | None:
    """What is wrong with what a failure of power has left; None if nothing is."""
    service = Service(directory)
    engine = service.region("us-east-1")
    while engine.maintain():
        pass
    if engine.call("ListTables", {})["TableNames"]:
        lost = missing(engine, acknowledged)
        if lost:
            return f"lost {len(lost)} of {len(acknowledged)}: {lost[:5]}"
        table = engine.call("DescribeTable", {"TableName": "orders"})["Table"]
        if "GlobalSecondaryIndexes" in table and (stray := stray_entries(engine)):
            return f"{stray} stray"
    elif acknowledged:
        return "lost the table"
    service.close()
    with closing(sqlite3.connect(directory / "us-east-1.db")) as file:
        (found,) = file.execute("PRAGMA integrity_check").fetchone()
    return None if found == "ok" else f"damaged: {found}"


def fail_and_judge(written: Path, failures: int, chance: random.Random) -> int:
    """Let the power fail so many times along a trace; how many acknowledged writes the last one had to keep."""
    calls = sum(1 for _ in events(written))
    moments = set(chance.sample(range(calls), min(failures, calls)))
    disk = Disk((written.parent / _DATA).resolve())
    acknowledged: dict[str, int] = {}
    for number, event in enumerate(events(written)):
        if Path(event.file).name == _ACKNOWLEDGED:
            key, version = event.data.decode().split()
            acknowledged[key] = int(version)
        else:
            disk.take(event)
        if number in moments:
            with TemporaryDirectory(dir=written.parent) as name:
                disk.leave(Path(name), chance)
                wrong = judge(Path(name), acknowledged)
                if wrong is not None:
                    kept = shutil.copytree(name, f"power-failure-{number}")
                    raise SystemExit(f"call {number} of {calls}: {wrong}; what was left is kept in {kept}")
    return len(acknowledged)


def main() -> int:
    """Trace and fail; 1 if anything acknowledged was lost."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--failures", type=int, default=200)
    parser.add_argument("--writes", type=int, default=600)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--work", type=Path, help=argparse.SUPPRESS)
    arguments: Any = parser.parse_args()
    if arguments.work is not None:
        work(arguments.work, arguments.writes)
    if shutil.which("strace") is None:
        print("SKIPPED: strace is not installed")
        return 0
    with TemporaryDirectory(dir=".") as name:
        written = trace(Path(name), arguments.writes)
        kept = fail_and_judge(written, arguments.failures, random.Random(arguments.seed))
    print(f"the power failed {arguments.failures} times (seed {arguments.seed}): none of up to {kept} writes was lost")
    return 0


if __name__ == "__main__":
    sys.exit(main())
