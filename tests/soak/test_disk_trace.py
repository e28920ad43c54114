"""A disk that fails keeps what was synced, and of the rest whatever chance has it."""

import random
from pathlib import Path

import pytest
from soak.disk_trace import Disk, Event, events

FILE = "/data/file"
SECTOR = 512


def write(data: bytes, offset: int = 0, file: str = FILE) -> Event:
    return Event("write", file, data, offset)


def begin(thread: str = "1", file: str = FILE) -> Event:
    return Event("sync begins", file, thread=thread)


def end(thread: str = "1", file: str = FILE) -> Event:
    return Event("sync ends", file, thread=thread)


def left(directory: Path, *happened: Event) -> set[bytes | None]:
    """What is found of the file after some failures: everything that may be left, as good as certainly."""
    disk = Disk(Path("/data"))
    for event in happened:
        disk.take(event)
    found: set[bytes | None] = set()
    file = directory / "file"
    for seed in range(100):
        file.unlink(missing_ok=True)
        disk.leave(directory, random.Random(seed))
        found.add(file.read_bytes() if file.exists() else None)
    return found


def test_what_was_synced_is_there(tmp_path: Path) -> None:
    assert left(tmp_path, write(b"abc"), begin(), end()) == {b"abc"}


def test_what_was_not_may_be_there(tmp_path: Path) -> None:
    assert left(tmp_path, write(b"abc"), begin(), end(), write(b"x", 1)) == {b"abc", b"axc"}


def test_what_is_being_synced_may_be_there(tmp_path: Path) -> None:
    assert left(tmp_path, write(b"abc"), begin()) == {b"", b"abc"}


def test_a_sync_holds_for_what_was_written_before_it_began(tmp_path: Path) -> None:
    assert left(tmp_path, write(b"abc"), begin(), write(b"x", 1), end()) == {b"abc", b"axc"}


def test_two_syncs_at_a_time_each_hold_for_what_came_before(tmp_path: Path) -> None:
    happened = write(b"a"), begin("1"), write(b"b", 1), begin("2"), write(b"c", 2), end("1"), end("2")
    assert left(tmp_path, *happened) == {b"ab", b"abc"}


def test_a_write_may_be_torn_between_sectors(tmp_path: Path) -> None:
    old, new = bytes(2 * SECTOR), b"x" * 2 * SECTOR
    torn = {old[:SECTOR] + new[SECTOR:], new[:SECTOR] + old[SECTOR:]}
    assert left(tmp_path, write(old), begin(), end(), write(new)) == {old, new} | torn


def test_a_file_that_is_removed_may_be_there_until_its_directory_is_synced(tmp_path: Path) -> None:
    removed = write(b"abc"), begin(), end(), Event("removal", FILE)
    assert left(tmp_path, *removed) == {b"abc", None}
    assert left(tmp_path, *removed, begin(file="/data"), end(file="/data")) == {None}


def test_a_file_may_be_cut_short_or_not_yet(tmp_path: Path) -> None:
    assert left(tmp_path, write(b"abc"), begin(), end(), Event("cut", FILE, offset=1)) == {b"abc", b"a"}


def test_what_is_elsewhere_is_left_alone(tmp_path: Path) -> None:
    assert left(tmp_path, write(b"abc", file="/other/file")) == {None}


def test_calls_are_read_in_the_order_in_which_they_happened(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    trace.write_text(
        "\n".join(
            (
                r'7  pwrite64(3<\x2f\x61>, "\x00\xff", 2, 4096) = 2',
                r"7  fdatasync(3<\x2f\x61> <unfinished ...>",
                r'8  write(4</b>, "\x6f\x6b", 2) = 2',
                r"7  <... fdatasync resumed>)            = 0",
                r"8  ftruncate(4</b>, 10) = 0",
                r'8  unlink("/b") = 0',
                r"8  fsync(4</b>) = 0",
                r"8  +++ exited with 0 +++",
            )
        )
    )
    assert list(events(trace)) == [
        Event("write", "/a", b"\x00\xff", 4096),
        Event("sync begins", "/a", thread="7"),
        Event("write", "/b", b"ok"),
        Event("sync ends", "/a", thread="7"),
        Event("cut", "/b", offset=10),
        Event("removal", "/b"),
        Event("sync begins", "/b", thread="8"),
        Event("sync ends", "/b", thread="8"),
    ]


def test_a_write_that_was_not_written_down_whole_is_refused(tmp_path: Path) -> None:
    trace = tmp_path / "trace"
    trace.write_text(r'7  pwrite64(3</a>, "\x00"..., 2, 0) = 2')
    with pytest.raises(ValueError, match="cannot be read"):
        list(events(trace))
