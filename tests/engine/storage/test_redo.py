"""What was acknowledged is there again after the process is lost, from SQLite's file and the redo log beside it.

A lost process is a copy of its files, taken while it is running and opened on its own.
"""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tablewright.engine import DynamoDBError, Engine, ManualClock, Service, StorageError
from tablewright.engine.storage import redo
from tablewright.engine.storage.redo import BLOCK, SIZE, RedoLog

IDENTITY = b"an identity of 16"[:16]
NOTES: dict[str, Any] = {
    "TableName": "notes",
    "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
    "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
    "BillingMode": "PAY_PER_REQUEST",
}
BY_KIND = {
    "IndexName": "by-kind",
    "KeySchema": [{"AttributeName": "kind", "KeyType": "HASH"}],
    "Projection": {"ProjectionType": "ALL"},
}
Reopen = Callable[[Path], Engine]


@pytest.fixture
def reopen() -> Iterator[Reopen]:
    """Opens the region in a data directory; it is closed after the test."""
    services: list[Service] = []

    def opened(directory: Path) -> Engine:
        service = Service(directory, clock=ManualClock())
        services.append(service)
        return service.region("us-east-1")

    yield opened
    for service in services:
        service.close()


@pytest.fixture
def engine(tmp_path: Path, reopen: Reopen) -> Engine:
    """An engine on disk that has a table and logs what is written to it."""
    engine = reopen(tmp_path / "data")
    engine.call("CreateTable", NOTES)
    for number in range(10):
        put(engine, f"first-{number}")
    return engine


def put(engine: Engine, key: str, **attributes: str) -> None:
    item = {"pk": {"S": key}} | {name: {"S": value} for name, value in attributes.items()}
    engine.call("PutItem", {"TableName": "notes", "Item": item})


def keys_of(engine: Engine) -> set[str]:
    return {item["pk"]["S"] for item in engine.call("Scan", {"TableName": "notes"})["Items"]}


def contents(engine: Engine) -> dict[str, list[tuple[Any, ...]]]:
    """Everything SQLite holds for the engine, but for the number of its own commits."""
    tables = engine.database.all("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")
    engine.database.restore()  # what waits for SQLite's commit is carried out
    return {name: sorted(engine.database.all(f"SELECT * FROM {name}")) for (name,) in tables if name != "epoch"}


def log_of(directory: Path) -> Path:
    return directory / "us-east-1.redo"


def lost(directory: Path) -> Path:
    """The directory as a process would leave it that is lost now."""
    return Path(shutil.copytree(directory, directory.with_name("lost")))


def test_what_only_the_redo_log_holds_is_there_after_the_process_is_lost(
    tmp_path: Path, engine: Engine, reopen: Reopen
) -> None:
    put(engine, "last", text="é\u2028" * 40)
    copy = lost(tmp_path / "data")
    assert log_of(copy).stat().st_size == SIZE
    found = reopen(copy)
    assert keys_of(found) == {f"first-{number}" for number in range(10)} | {"last"}
    assert contents(found) == contents(engine)
    assert found.call("DescribeTable", {"TableName": "notes"})["Table"]["ItemCount"] == 11


def test_every_kind_of_write_is_carried_out_again(tmp_path: Path, engine: Engine, reopen: Reopen) -> None:
    updates: list[tuple[str, dict[str, Any]]] = [
        ("UpdateTable", {"StreamSpecification": {"StreamEnabled": True, "StreamViewType": "NEW_AND_OLD_IMAGES"}}),
        (
            "UpdateTable",
            {
                "AttributeDefinitions": [{"AttributeName": "kind", "AttributeType": "S"}],
                "GlobalSecondaryIndexUpdates": [{"Create": BY_KIND}],
            },
        ),
        ("UpdateTimeToLive", {"TimeToLiveSpecification": {"Enabled": True, "AttributeName": "expires"}}),
        (
            "UpdateContinuousBackups",
            {"PointInTimeRecoverySpecification": {"PointInTimeRecoveryEnabled": True}},
        ),
    ]
    for operation, members in updates:
        engine.call(operation, {"TableName": "notes", **members})
    put(engine, "a", kind="x")
    put(engine, "a", kind="y")
    engine.call("DeleteItem", {"TableName": "notes", "Key": {"pk": {"S": "first-3"}}})
    engine.call(
        "UpdateItem",
        {
            "TableName": "notes",
            "Key": {"pk": {"S": "b"}},
            "UpdateExpression": "SET kind = :k, expires = :u",
            "ExpressionAttributeValues": {":k": {"S": "x"}, ":u": {"N": "99999999999"}},
        },
    )
    engine.call(
        "TransactWriteItems",
        {
            "ClientRequestToken": "once",
            "TransactItems": [{"Put": {"TableName": "notes", "Item": {"pk": {"S": "c"}}}}],
        },
    )
    engine.call("CreateTable", NOTES | {"TableName": "other"})
    engine.call("DeleteTable", {"TableName": "other"})
    found = reopen(lost(tmp_path / "data"))
    assert contents(found) == contents(engine)
    by_kind = {"TableName": "notes", "IndexName": "by-kind"}
    assert [item["pk"]["S"] for item in found.call("Scan", by_kind)["Items"]] == ["b", "a"]
    streams = found.call("ListStreams", {"TableName": "notes"}, service="DynamoDBStreams_20120810")["Streams"]
    assert len(streams) == 1


def test_a_process_that_is_lost_again_and_again_goes_on_with_the_same_log(
    tmp_path: Path, engine: Engine, reopen: Reopen
) -> None:
    directory, expected = tmp_path / "data", keys_of(engine)
    for life in range(3):
        directory = Path(shutil.copytree(directory, tmp_path / f"life-{life}"))
        found = reopen(directory)
        assert keys_of(found) == expected
        put(found, f"life-{life}")
        expected.add(f"life-{life}")
    assert keys_of(reopen(lost(directory))) == expected


def test_a_group_that_is_undone_leaves_what_was_acknowledged(engine: Engine) -> None:
    put(engine, "kept")
    engine.database.execute("CREATE TRIGGER refuse BEFORE INSERT ON items_1 BEGIN SELECT raise(FAIL, 'no'); END")
    with pytest.raises(DynamoDBError, match="The storage failed: no"):
        put(engine, "refused")
    assert keys_of(engine) == {f"first-{number}" for number in range(10)} | {"kept"}
    assert engine.call("DescribeTable", {"TableName": "notes"})["Table"]["ItemCount"] == 11
    put(engine, "after")
    assert "after" in keys_of(engine)


def test_nothing_is_read_or_written_while_what_is_durable_cannot_be_brought_back(
    engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(engine, "kept")
    engine.database.execute("CREATE TRIGGER refuse BEFORE INSERT ON items_1 BEGIN SELECT raise(FAIL, 'no'); END")
    with monkeypatch.context() as patch:
        patch.setattr(RedoLog, "written", unreadable)
        for _ in range(2):
            with pytest.raises(DynamoDBError, match="The storage failed"):
                put(engine, "refused")
        with pytest.raises(DynamoDBError, match="Input/output error"):
            keys_of(engine)
    assert keys_of(engine) == {f"first-{number}" for number in range(10)} | {"kept"}


def unreadable(log: RedoLog) -> Iterator[Any]:
    raise OSError(5, "Input/output error")


def test_a_record_that_was_not_written_whole_is_passed_over(tmp_path: Path, engine: Engine, reopen: Reopen) -> None:
    put(engine, "whole")
    put(engine, "torn", text="x" * 3 * BLOCK)
    copy = lost(tmp_path / "data")
    content = log_of(copy).read_bytes()
    end = content.rindex(b"TWredo") + BLOCK
    log_of(copy).write_bytes(content[:end] + bytes(SIZE - end))
    assert keys_of(reopen(copy)) == {f"first-{number}" for number in range(10)} | {"whole"}


@pytest.mark.parametrize("record", [0, 1])
def test_a_record_that_is_missing_between_others_is_told(
    tmp_path: Path, engine: Engine, reopen: Reopen, record: int
) -> None:
    for number in range(3):
        put(engine, f"last-{number}")
    copy = lost(tmp_path / "data")
    content = bytearray(log_of(copy).read_bytes())
    start = 0 if record == 0 else content.index(b"TWredo", 1)
    content[start + 100] ^= 1
    log_of(copy).write_bytes(content)
    with pytest.raises(StorageError, match=r"us-east-1\.redo is damaged; put a copy of it in its place"):
        reopen(copy)


def test_a_log_that_is_something_else_is_told(tmp_path: Path, engine: Engine, reopen: Reopen) -> None:
    copy = lost(tmp_path / "data")
    log_of(copy).write_bytes(b"something else" * BLOCK)
    with pytest.raises(StorageError, match=r"us-east-1\.redo is damaged"):
        reopen(copy)


def test_a_log_that_was_cut_off_gives_what_is_left_and_is_made_anew(
    tmp_path: Path, engine: Engine, reopen: Reopen
) -> None:
    put(engine, "kept")
    put(engine, "cut-off")
    copy = lost(tmp_path / "data")
    os.truncate(log_of(copy), log_of(copy).read_bytes().index(b"cut-off"))
    found = reopen(copy)
    expected = {f"first-{number}" for number in range(10)} | {"kept"}
    assert keys_of(found) == expected
    for number in range(20):
        put(found, f"then-{number}")
    again = Path(shutil.copytree(copy, tmp_path / "again"))
    assert keys_of(reopen(again)) == expected | {f"then-{number}" for number in range(20)}
    assert log_of(again).stat().st_size == SIZE


def test_a_log_that_is_newer_than_the_data_file_is_told(tmp_path: Path, engine: Engine, reopen: Reopen) -> None:
    older = lost(tmp_path / "data")
    engine.call("CreateTable", NOTES | {"TableName": "big"})
    for number in range(5):
        put(engine, f"large-{number}", text="x" * 300_000)  # more than the log takes: SQLite commits
    put(engine, "newer")
    shutil.copy(log_of(tmp_path / "data"), log_of(older))
    with pytest.raises(StorageError, match=r"us-east-1\.redo goes on from a later state"):
        reopen(older)


def test_a_log_that_sqlite_has_committed_since_is_not_carried_out_again(
    tmp_path: Path, engine: Engine, reopen: Reopen
) -> None:
    put(engine, "changing", text="before")
    spent = log_of(tmp_path / "data").read_bytes()
    engine.call("UpdateTable", {"TableName": "notes", "DeletionProtectionEnabled": True})
    epoch = engine.database.one("SELECT number FROM epoch")
    while engine.database.one("SELECT number FROM epoch") == epoch:
        put(engine, "changing", text="x" * 300_000)
    copy = lost(tmp_path / "data")
    log_of(copy).write_bytes(spent)
    assert contents(reopen(copy)) == contents(engine)


def test_the_log_of_another_data_file_is_not_carried_out(tmp_path: Path, engine: Engine, reopen: Reopen) -> None:
    put(engine, "elsewhere")
    other = reopen(tmp_path / "other")
    other.call("CreateTable", NOTES)
    put(other, "here")
    copy = lost(tmp_path / "other")
    shutil.copy(log_of(tmp_path / "data"), log_of(copy))
    assert keys_of(reopen(copy)) == {"here"}


def test_closing_leaves_one_file(tmp_path: Path, engine: Engine, reopen: Reopen) -> None:
    expected = contents(engine)
    engine.close()
    assert [file.name for file in (tmp_path / "data").iterdir()] == ["us-east-1.db"]
    assert contents(reopen(lost(tmp_path / "data"))) == expected


def test_a_process_that_writes_little_makes_no_log(tmp_path: Path, reopen: Reopen) -> None:
    engine = reopen(tmp_path / "data")
    engine.call("CreateTable", NOTES)
    put(engine, "only")
    assert not log_of(tmp_path / "data").exists()
    assert keys_of(reopen(lost(tmp_path / "data"))) == {"only"}


def test_without_a_log_everything_is_durable_all_the_same(tmp_path: Path, reopen: Reopen) -> None:
    engine = reopen(tmp_path / "data")
    log_of(tmp_path / "data").mkdir()  # a file cannot be made there
    engine.call("CreateTable", NOTES)
    for number in range(20):
        put(engine, str(number))
    copy = lost(tmp_path / "data")
    log_of(copy).rmdir()
    assert keys_of(reopen(copy)) == {str(number) for number in range(20)}
    log_of(tmp_path / "data").rmdir()


def test_a_write_to_the_log_that_fails_leaves_it_to_sqlite(
    tmp_path: Path, engine: Engine, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    def failing(descriptor: int, data: memoryview, offset: int) -> int:
        raise OSError(5, "Input/output error")

    with monkeypatch.context() as patch:
        patch.setattr(os, "pwrite", failing)
        put(engine, "by-sqlite")
    assert "by-sqlite" in keys_of(reopen(lost(tmp_path / "data")))


def test_where_the_page_cache_cannot_be_passed_by_writes_are_flushed(
    tmp_path: Path, reopen: Reopen, monkeypatch: pytest.MonkeyPatch
) -> None:
    flags: list[int] = []
    real = os.open

    def without_direct(path: Any, flag: int, *rest: int) -> int:
        if str(path).endswith(".redo") and flag & os.O_RDWR:
            flags.append(flag)
            if flag & getattr(os, "O_DIRECT", 0):
                raise OSError(22, "Invalid argument")
        return real(path, flag, *rest)

    monkeypatch.setattr(redo.os, "open", without_direct)
    engine = reopen(tmp_path / "data")
    engine.call("CreateTable", NOTES)
    for number in range(20):
        put(engine, str(number))
    assert flags[-1] & os.O_DSYNC
    assert len(keys_of(reopen(lost(tmp_path / "data")))) == 20


numbers = st.integers(-(2**63), 2**63 - 1) | st.floats(allow_nan=False, allow_infinity=False)
texts = st.text(st.characters(exclude_categories=["Cs"])) | st.binary()
parameters = st.lists(st.none() | numbers | texts, max_size=4)


writes = st.lists(st.tuples(st.sampled_from(["UPDATE a", "UPDATE b"]), parameters), min_size=1, max_size=5)


@settings(max_examples=30, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(writes, max_size=8))
def test_what_is_read_from_the_log_is_what_was_written_to_it(
    tmp_path: Path, groups: list[list[tuple[str, list[Any]]]]
) -> None:
    """The law: reading gives back every group that was taken, in order, with the types of its parameters."""
    path = tmp_path / "any.redo"
    log = RedoLog(path, IDENTITY, 7)
    try:
        taken = [group for group in [[("UPDATE a", [0])]] * 10 + groups if log.append(group)]
        assert [list(group) for group in log.written()] == taken
        again = RedoLog(path, IDENTITY, 7)
        assert again.recover()
        assert [list(group) for group in again.written()] == taken
        again.close(is_spent=False)
    finally:
        log.close(is_spent=True)
