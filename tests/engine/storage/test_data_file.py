"""A data file is opened by its owner alone, or it is said clearly why not, and nothing is written to another's."""

import gc
import os
import sqlite3
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from tests.engine.tables.requests import table

from tablewright.engine import Service, StorageError

REGION = "us-east-1"
NOBODY = 65534

HOLD = """
import sys
from pathlib import Path
from tablewright.engine import Service
engine = Service(Path(sys.argv[1])).region("us-east-1")
print("held", flush=True)
sys.stdin.read()
"""


def refusal(directory: Path) -> str:
    """What is said of a directory whose region cannot be opened."""
    service = Service(directory)
    with pytest.raises(StorageError) as caught:
        service.region(REGION)
    service.close()
    return str(caught.value)


def make(directory: Path) -> Path:
    """A data file with nothing in it."""
    service = Service(directory)
    service.region(REGION)
    service.close()
    return directory / f"{REGION}.db"


def test_what_was_written_is_there_when_it_is_opened_again(tmp_path: Path) -> None:
    make(tmp_path)
    assert make(tmp_path).exists()


def test_a_file_made_without_the_order_of_its_tokens_gets_it(tmp_path: Path) -> None:
    with closing(sqlite3.connect(make(tmp_path))) as older:
        older.execute("DROP INDEX tokens_by_time")
    with closing(sqlite3.connect(make(tmp_path))) as opened:
        assert opened.execute("SELECT count(*) FROM sqlite_master WHERE name = 'tokens_by_time'").fetchone() == (1,)


def test_a_file_in_use_by_another_process_is_refused(tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        message = refusal(tmp_path)
        holder.communicate("")
    assert message == (
        f"{tmp_path / 'us-east-1.db'} is in use by another process; stop it, give its address with "
        "--endpoint-url, or choose another data directory"
    )
    make(tmp_path)


def test_a_file_in_use_by_this_process_is_refused(tmp_path: Path) -> None:
    service = Service(tmp_path)
    service.region(REGION)
    assert refusal(tmp_path) == (f"{tmp_path / 'us-east-1.db'} is in use in this process already; close it there first")
    service.close()
    make(tmp_path)


def test_a_file_that_was_never_closed_is_let_go_with_its_engine(tmp_path: Path) -> None:
    engine = Service(tmp_path).region(REGION)
    engine.call("CreateTable", table("things"))
    del engine
    gc.collect()
    service = Service(tmp_path)
    assert service.region(REGION).call("ListTables", {}) == {"TableNames": ["things"]}
    service.close()


def test_a_file_of_another_format_is_refused(tmp_path: Path) -> None:
    file = make(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA user_version = 99")
    assert refusal(tmp_path) == (
        f"{file} has data format 99, and this release of Tablewright reads format 1; open it with the release "
        "that wrote it, or choose another data directory"
    )


def test_a_database_of_something_else_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / f"{REGION}.db"
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("CREATE TABLE letters (text TEXT)")
        connection.commit()
    before = file.read_bytes()
    assert refusal(tmp_path) == f"{file} is not a Tablewright data file; choose another data directory"
    assert file.read_bytes() == before
    assert list(tmp_path.iterdir()) == [file]


def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = tmp_path / f"{REGION}.db"
    file.write_text("Dear diary, " * 1000)
    assert refusal(tmp_path) == f"{file} is not a Tablewright data file; choose another data directory"
    assert file.read_text() == "Dear diary, " * 1000


def test_a_damaged_file_is_refused(tmp_path: Path) -> None:
    file = make(tmp_path)
    with file.open("r+b") as stream:
        stream.seek(100)
        stream.write(os.urandom(file.stat().st_size - 100))
    assert refusal(tmp_path).startswith(f"{file} is damaged (")


def test_a_damaged_catalogue_is_refused(tmp_path: Path) -> None:
    file = make(tmp_path)
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("DROP TABLE tables")
        connection.commit()
    assert refusal(tmp_path) == f"{file} cannot be opened (no such table: tables); choose another data directory"


def test_a_write_ahead_log_that_is_none_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    file = make(tmp_path)
    log = file.with_name(f"{file.name}-wal")
    log.write_bytes(b"not a write-ahead log, but something else")
    assert refusal(tmp_path) == (
        f"{log} is damaged: it is no write-ahead log; put a copy of it in its place, or remove it to lose what was "
        "last written"
    )
    assert log.read_bytes().startswith(b"not a")


@pytest.mark.parametrize("begun", [b"", b"\x37\x7f\x06\x82", bytes(64)])
def test_a_write_ahead_log_that_was_hardly_begun_is_no_obstacle(tmp_path: Path, begun: bytes) -> None:
    file = make(tmp_path)
    file.with_name(f"{file.name}-wal").write_bytes(begun)
    assert make(tmp_path).exists()


def test_a_directory_in_the_place_of_the_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / f"{REGION}.db").mkdir()
    assert "cannot be written (unable to open database file); check its permissions" in refusal(tmp_path)


def test_a_file_in_the_place_of_the_directory_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "data"
    file.write_text("")
    with pytest.raises(StorageError) as caught:
        Service(file)
    assert str(caught.value) == f"{file} cannot be used as a data directory: File exists; choose another"


@contextmanager
def without_privileges() -> Iterator[None]:
    """As a user whom permissions hold, also where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(NOBODY)
    try:
        yield
    finally:
        os.seteuid(0)


@pytest.fixture
def reachable() -> Iterator[Path]:
    """A directory that every user can reach."""
    with tempfile.TemporaryDirectory() as name:
        Path(name).chmod(0o755)
        yield Path(name)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs the permissions of Unix")
def test_a_file_that_cannot_be_written_is_refused(reachable: Path) -> None:
    file = make(reachable)
    file.chmod(0o444)
    with without_privileges():
        message = refusal(reachable)
    assert message == (
        f"{file} cannot be written (permission denied); check its permissions, or choose another data directory"
    )


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="needs the permissions of Unix")
def test_a_directory_that_cannot_be_written_is_refused(reachable: Path) -> None:
    reachable.chmod(0o555)
    with without_privileges():
        assert "cannot be written (unable to open database file)" in refusal(reachable)
    reachable.chmod(0o755)


def test_the_name_of_a_region_cannot_leave_the_directory(tmp_path: Path) -> None:
    service = Service(tmp_path)
    with pytest.raises(ValueError, match=r"'\.\./secret' is not the name of a region"):
        service.region("../secret")
    service.close()
