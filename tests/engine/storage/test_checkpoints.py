"""What SQLite has committed is moved into its file beside the requests, and its log does not grow without end."""

import json
from pathlib import Path

import pytest

from tablewright.engine import Engine, Service
from tablewright.engine.storage import database
from tablewright.engine.storage.redo import MOST_ROWS

PUT = "DynamoDB_20120810.PutItem"


def write(engine: Engine, items: int) -> None:
    """Write many items, a group of ten at a time."""
    engine.call(
        "CreateTable",
        {
            "TableName": "notes",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
        },
    )
    for number in range(items):
        item = {"pk": {"S": str(number)}, "text": {"S": "x" * 1000}}
        engine.submit(PUT, json.dumps({"TableName": "notes", "Item": item}).encode())
        if number % 10 == 9:
            engine.flush()


def test_the_log_begins_anew_under_constant_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "_ROWS_OF_A_LOG", 2 * MOST_ROWS)
    service = Service(tmp_path)
    engine = service.region("us-east-1")
    write(engine, 6000)
    # The items alone take some 6 MB, and each of their pages was written several times.
    assert (tmp_path / "us-east-1.db").stat().st_size > 5_000_000
    assert (tmp_path / "us-east-1.db-wal").stat().st_size < 5 * MOST_ROWS * 4096
    assert engine.call("DescribeTable", {"TableName": "notes"})["Table"]["ItemCount"] == 6000
    service.close()
    service = Service(tmp_path)
    assert service.region("us-east-1").call("Scan", {"TableName": "notes", "Select": "COUNT"})["Count"] > 500
    service.close()


def test_what_is_committed_is_moved_without_being_waited_for(tmp_path: Path) -> None:
    service = Service(tmp_path)
    engine = service.region("us-east-1")
    write(engine, 3 * MOST_ROWS)
    checkpoints = engine.database._checkpoints
    assert checkpoints is not None
    checkpoints.finish()
    assert (tmp_path / "us-east-1.db").stat().st_size > 2 * MOST_ROWS * 1000
    service.close()
