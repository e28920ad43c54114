"""Takes from a server what it stands on - space, permissions, whole files - and looks at what it says and keeps.

Each fault must be told clearly and without a traceback; no write that was acknowledged may be lost; and when the
fault is gone, the service goes on.
"""

import argparse
import os
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from soak.serving import Client, command, free_port, serve
from tablewright.engine import Service, StorageError

_TABLE = {
    "TableName": "orders",
    "BillingMode": "PAY_PER_REQUEST",
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "N"}],
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
}
_FILE = "us-east-1.db"
_DISK_BYTES = 8 * 1024 * 1024
_SECONDS = 20


class Skipped(Exception):
    """This machine cannot bring the fault about; says why."""


class Failed(Exception):
    """The server did not stand the fault; says how."""


def expect(holds: bool, otherwise: str) -> None:
    """Fail unless something holds."""
    if not holds:
        raise Failed(otherwise)


# -- what the faults have in common --------------------------------------------------------------------


@contextmanager
def disk(folder: Path) -> Iterator[Path]:
    """A file system of its own, of a few megabytes.

    Raises:
        Skipped: this user may not make one.
    """
    if os.geteuid() != 0:
        raise Skipped("only root can mount a small disk")
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={_DISK_BYTES}", "none", str(folder)], capture_output=True, text=True
    )
    if mounted.returncode:
        raise Skipped(f"a small disk cannot be mounted: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


def put(client: Client, number: int, padding: int = 100) -> int:
    """Put the item of that number; the status of the answer."""
    item = {"id": {"N": str(number)}, "padding": {"S": "x" * padding}}
    return client.call("PutItem", {"TableName": "orders", "Item": item})[0]


def is_stored(client: Client, number: int) -> bool:
    """Whether the item of that number is there."""
    status, answer = client.call("GetItem", {"TableName": "orders", "Key": {"id": {"N": str(number)}}})
    return status == 200 and "Item" in answer


def stored(directory: Path) -> set[int]:
    """The numbers of the items in a data directory, read without a server."""
    service = Service(directory)
    try:
        engine, numbers, start = service.region("us-east-1"), set[int](), dict[str, Any]()
        while True:
            page = engine.call("Scan", {"TableName": "orders", **start})
            numbers |= {int(item["id"]["N"]) for item in page["Items"]}
            if "LastEvaluatedKey" not in page:
                return numbers
            start = {"ExclusiveStartKey": page["LastEvaluatedKey"]}
    finally:
        service.close()


def killed_with_items(directory: Path, count: int) -> set[int]:
    """Write items through a server and kill it, so that they are in the write-ahead log; their numbers."""
    port = free_port()
    server = serve(directory, port, subprocess.DEVNULL)
    client = Client(port)
    client.call("CreateTable", _TABLE)
    for number in range(count):
        expect(put(client, number) == 200, "a write was refused before there was a fault")
    server.send_signal(signal.SIGKILL)
    server.wait()
    return set(range(count))


def stopped_with_items(directory: Path, count: int) -> set[int]:
    """Write items and close the file in order; their numbers."""
    service = Service(directory)
    engine = service.region("us-east-1")
    engine.call("CreateTable", _TABLE)
    for number in range(count):
        engine.call("PutItem", {"TableName": "orders", "Item": {"id": {"N": str(number)}}})
    service.close()
    return set(range(count))


def refuses_to_start(directory: Path, *words: str) -> None:
    """Start a server that must end at once, with an error that holds the words and no traceback."""
    try:
        refusal = subprocess.run(command(directory, free_port()), capture_output=True, text=True, timeout=_SECONDS)
    except subprocess.TimeoutExpired:
        raise Failed("the server started as if nothing were wrong") from None
    expect(refusal.returncode not in (0, -signal.SIGKILL), f"the server ended with {refusal.returncode}")
    expect("Traceback" not in refusal.stderr, f"the error is a traceback: {refusal.stderr}")
    said = " ".join(refusal.stderr.split())
    expect(all(word in said for word in words), f"the error does not say {' and '.join(words)}: {said}")


# -- the faults ----------------------------------------------------------------------------------------


def full_disk(folder: Path) -> None:
    """A full disk refuses writes, not reads; with room again it goes on, and nothing acknowledged is lost."""
    with disk(folder) as directory:
        filler = directory / "filler"
        filler.write_bytes(b"x" * (_DISK_BYTES // 2))
        port = free_port()
        with tempfile.TemporaryFile() as log:
            server = serve(directory / "data", port, log)
            try:
                acknowledged = _until_full(Client(port), filler)
            finally:
                server.kill()
                server.wait()
            log.seek(0)
            said = log.read().decode()
            expect("Traceback" not in said and "disk is full" in said, f"the log says: {said}")
        lost = acknowledged - stored(directory / "data")
        expect(not lost, f"{len(lost)} acknowledged writes are lost after opening the data again")


def _until_full(client: Client, filler: Path) -> set[int]:
    expect(client.call("CreateTable", _TABLE)[0] == 200, "the table could not be made")
    acknowledged = {number for number in range(1000) if put(client, number, 20_000) == 200}
    expect(0 < len(acknowledged) < 1000, f"{len(acknowledged)} of 1000 writes were acknowledged on a full disk")
    status, answer = client.call(
        "PutItem", {"TableName": "orders", "Item": {"id": {"N": "-1"}, "p": {"S": "x" * 300_000}}}
    )
    expect(status == 500, f"a write to a full disk was answered {status}")
    expect(answer["__type"].endswith("#InternalServerError"), f"it says {answer}")
    expect(all(is_stored(client, number) for number in acknowledged), "an acknowledged item cannot be read")
    filler.unlink()
    resumed = {number for number in range(1000, 1050) if put(client, number, 20_000) == 200}
    expect(len(resumed) == 50, f"{len(resumed)} of 50 writes were acknowledged once there was room")
    expect(not is_stored(client, -1), "a refused write is stored")
    return acknowledged | resumed


def disk_full_from_the_start(folder: Path) -> None:
    """A disk without room for an empty file is told when the server starts."""
    with disk(folder) as directory:
        (directory / "data").mkdir()
        with (directory / "filler").open("wb", buffering=0) as filler:
            try:
                while filler.write(b"x" * 65536):
                    pass
            except OSError:
                pass
        refuses_to_start(directory / "data", "No space left on device")


def read_only_directory(folder: Path) -> None:
    """A directory that cannot be written is told when the server starts; what is in it stays."""
    with disk(folder) as directory:
        numbers = stopped_with_items(directory, 20)
        subprocess.run(["mount", "-o", "remount,ro", str(directory)], check=True)
        refuses_to_start(directory, "cannot be ", str(directory))
        subprocess.run(["mount", "-o", "remount,rw", str(directory)], check=True)
        expect(stored(directory) == numbers, "items are missing once the directory can be written again")


def read_only_file(folder: Path) -> None:
    """A file that cannot be written is told when the server starts."""
    if os.geteuid() == 0:
        raise Skipped("root may write every file; the directory on a read-only disk shows the same")
    numbers = stopped_with_items(folder, 20)
    (folder / _FILE).chmod(0o444)
    refuses_to_start(folder, "cannot be written", _FILE)
    (folder / _FILE).chmod(0o644)
    expect(stored(folder) == numbers, "items are missing once the file can be written again")


def truncated_log(folder: Path) -> None:
    """A write-ahead log that was cut off gives back the writes before the cut, in order and whole."""
    for keep in (0.0, 0.1, 0.5, 0.9):
        directory = folder / str(keep)
        count = len(killed_with_items(directory, 60))
        log = directory / f"{_FILE}-wal"
        os.truncate(log, int(log.stat().st_size * keep))
        try:
            numbers = stored(directory)
        except StorageError as error:
            expect("-wal" in str(error) or "damaged" in str(error), f"it says {error}")
        except Exception as error:
            expect(keep < 0.5, f"the table is gone: {error}")  # its creation was behind the cut
        else:
            expect(numbers == set(range(len(numbers))) and len(numbers) < count, f"it holds {sorted(numbers)}")


def garbage_log(folder: Path) -> None:
    """A write-ahead log that is something else is told, not ignored: there may be acknowledged writes in it."""
    numbers = killed_with_items(folder, 60)
    log = folder / f"{_FILE}-wal"
    kept = log.read_bytes()
    log.write_bytes(os.urandom(len(kept)))
    refuses_to_start(folder, f"{_FILE}-wal", "damaged")
    log.write_bytes(kept)
    expect(stored(folder) == numbers, "writes are lost although their log was put back")


def garbage_file(folder: Path) -> None:
    """A file that is something else is told and left as it is."""
    folder.mkdir(exist_ok=True)
    garbage = os.urandom(50_000)
    (folder / _FILE).write_bytes(garbage)
    refuses_to_start(folder, _FILE, "is not a Tablewright data file")
    expect((folder / _FILE).read_bytes() == garbage, "somebody else's file was written to")


def truncated_file(folder: Path) -> None:
    """A file that was cut off is told when the server starts."""
    stopped_with_items(folder, 2000)
    os.truncate(folder / _FILE, (folder / _FILE).stat().st_size // 2)
    refuses_to_start(folder, _FILE, "damaged")


def damaged_pages(folder: Path) -> None:
    """A file with broken pages is told, at the start or at the request that meets one; the server lives on."""
    stopped_with_items(folder, 2000)
    with (folder / _FILE).open("r+b") as file:
        size = file.seek(0, os.SEEK_END)
        for page in range(10 * 4096, size, 3 * 4096):
            file.seek(page)
            file.write(os.urandom(4096))
    port = free_port()
    with tempfile.TemporaryFile() as log:
        try:
            server = serve(folder, port, log)
        except SystemExit:
            refuses_to_start(folder, _FILE, "damaged")
            return
        client = Client(port)
        statuses = {
            client.call("GetItem", {"TableName": "orders", "Key": {"id": {"N": str(n)}}})[0] for n in range(2000)
        }
        healthy = client.call("ListTables", {})[0]
        server.terminate()
        server.wait(_SECONDS)
        log.seek(0)
        expect(b"Traceback" not in (said := log.read()), f"the log holds a traceback: {said.decode()}")
    expect(500 in statuses and statuses <= {200, 500} and healthy == 200, f"it answered {statuses}, then {healthy}")


def another_version(folder: Path) -> None:
    """A file of another version is told, with what to do, and left as it is."""
    numbers = stopped_with_items(folder, 20)
    _set_version(folder, 99)
    refuses_to_start(folder, "data format 99", "open it with the release that wrote it")
    _set_version(folder, 1)
    expect(stored(folder) == numbers, "items are missing")


def _set_version(folder: Path, version: int) -> None:
    connection = sqlite3.connect(folder / _FILE)
    connection.execute(f"PRAGMA user_version = {version}")
    connection.close()


def second_process(folder: Path) -> None:
    """A second process on the same data is told who has it, and the first is not disturbed."""
    port = free_port()
    server = serve(folder, port, subprocess.DEVNULL)
    try:
        client = Client(port)
        client.call("CreateTable", _TABLE)
        expect(put(client, 1) == 200, "a write was refused")
        refuses_to_start(folder, str(folder), str(port))
        try:
            Service(folder).region("us-east-1")
        except StorageError as error:
            expect("in use by another process" in str(error), f"it says {error}")
        else:
            raise Failed("two processes have the same file")
        expect(put(client, 2) == 200 and is_stored(client, 1), "the first process was disturbed")
    finally:
        server.terminate()
        server.wait(_SECONDS)
    expect(stored(folder) == {1, 2}, "a write is lost")


FAULTS: list[Callable[[Path], None]] = [
    full_disk,
    disk_full_from_the_start,
    read_only_directory,
    read_only_file,
    truncated_log,
    garbage_log,
    garbage_file,
    truncated_file,
    damaged_pages,
    another_version,
    second_process,
]


def main() -> int:
    """Bring each fault about; 1 if the server did not stand one."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("faults", nargs="*", choices=[[], *(fault.__name__ for fault in FAULTS)], help="default: all")
    chosen = parser.parse_args().faults
    failures = 0
    for fault in FAULTS:
        if chosen and fault.__name__ not in chosen:
            continue
        began = time.monotonic()
        with tempfile.TemporaryDirectory() as name:
            try:
                fault(Path(name))
                outcome = f"stood it ({time.monotonic() - began:.1f} s)"
            except Skipped as reason:
                outcome = f"SKIPPED: {reason}"
            except Failed as reason:
                outcome = f"FAILED: {reason}"
                failures += 1
        print(f"{fault.__name__.replace('_', ' '):26}{outcome}", flush=True)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
