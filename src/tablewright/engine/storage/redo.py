"""The redo log: what was written since SQLite's last commit, made durable by one short write.

A commit of SQLite costs several page writes and a flush of the disk. So the transaction is left open over many
commit groups, and what each group wrote is added to a file beside the data file: preallocated, so that nothing but
the record's own blocks has to reach the disk, and written around the page cache where the system allows it. Now
and then SQLite commits, and the log begins anew.

A record is a header and the statements with their parameters, as JSON. It belongs to one data file (its digest is
keyed with the file's identity) and to one epoch: the number of the SQLite commit that it follows. After a crash, or
after a group had to be undone, the records of the present epoch are carried out again. Records follow on each other
within blocks: the block that holds the last one's end is written again with the next, its first bytes unchanged.
"""

import contextlib
import mmap
import os
import struct
from collections.abc import Iterator, Sequence
from hashlib import blake2b
from pathlib import Path
from typing import Any, NamedTuple

import orjson

from tablewright.engine.storage.errors import StorageError

Write = tuple[str, Sequence[Any]]
"""A statement and its parameters."""

SIZE = 1024 * 1024
"""The bytes of the file."""
MOST_ROWS = 500
"""The most statements it takes: about as many pages SQLite then has to write, some milliseconds' worth."""
BLOCK = 4096
"""What is written begins and ends on: what a disk writes at once."""
_COMMITS_BEFORE = 8
"""A process that commits less often than this leaves the work of making the file."""
_MAGIC = b"TWredo1\n"
_HEADER = struct.Struct("<8sQQI")
_DIGEST_BYTES = 16
_START = _HEADER.size + _DIGEST_BYTES


class _Record(NamedTuple):
    epoch: int
    ordinal: int
    payload: bytes


class RedoLog:
    """The redo log of one data file. It never fails: what it cannot take, SQLite has to commit."""

    def __init__(self, path: Path, identity: bytes, epoch: int) -> None:
        """The log kept in the file ``path``, which is made when it is first needed.

        ``identity`` is the data file's own, 16 bytes; ``epoch`` the number of its last commit.
        """
        self._path = path
        self._identity = identity
        self._epoch = epoch
        self._file: int | None = None
        self._buffer = memoryview(mmap.mmap(-1, SIZE))  # whose address is a page's, as passing the page cache by asks
        self._end = 0
        self._records = 0
        self._commits = 0
        self.rows = 0
        """How many statements it holds."""

    def append(self, writes: Sequence[Write]) -> bool:
        """Make one group's writes durable; False if SQLite has to commit instead."""
        if self._file is None and not self._begin():
            return False
        record = self._encoded(writes)
        start, end = self._end, self._end + len(record)
        if self._file is None or end > SIZE or self.rows + len(writes) > MOST_ROWS:
            return False
        self._buffer[start:end] = record
        first, last = start // BLOCK * BLOCK, -(-end // BLOCK) * BLOCK
        try:
            os.pwrite(self._file, self._buffer[first:last], first)
        except OSError:
            self._abandon()
            return False
        self._end = end
        self._records += 1
        self.rows += len(writes)
        return True

    def restart(self, epoch: int) -> None:
        """Begin anew, once SQLite has committed what is in the log under the number ``epoch``."""
        self._epoch = epoch
        self._end = self._records = self.rows = 0

    def written(self) -> Iterator[Sequence[Write]]:
        """What each group wrote that this log made durable since SQLite's last commit.

        Raises:
            OSError: the file cannot be read.
        """
        for record in _records(self._content(), self._identity)[: self._records]:
            yield _decoded(record.payload)

    def recover(self) -> bool:
        """Find what another process left in the file; whether there is anything to carry out again.

        Raises:
            StorageError: the file is damaged, or newer than the data file.
        """
        try:
            content = self._content()
        except OSError as error:
            raise StorageError(f"{self._path} cannot be read ({error.strerror}); check its permissions") from error
        found = _records(content, self._identity)
        if found and found[0].epoch > self._epoch:
            raise StorageError(
                f"{self._path} goes on from a later state than the data file beside it, which is an older copy or has "
                "lost the end of its -wal; put files of one time in their place, or remove the redo log to go back"
            )
        if found and found[0].epoch < self._epoch:
            found = []
        is_log = content[: len(_MAGIC)] in (_MAGIC, bytes(len(_MAGIC)), b"")
        if not is_log or _goes_on(content, self._identity, self._epoch, len(found)):
            raise StorageError(
                f"{self._path} is damaged; put a copy of it in its place, or remove it to lose what was last written"
            )
        self._records = len(found)
        self.rows = sum(len(_decoded(record.payload)) for record in found)
        self._end = sum(map(_length, found))
        self._buffer[: self._end] = content[: self._end]
        return bool(found)

    def close(self, *, is_spent: bool) -> None:
        """Let go of the file, and remove it if SQLite has committed all that is in it."""
        self._abandon()
        if is_spent:
            self._path.unlink(missing_ok=True)

    def _begin(self) -> bool:
        """Open the file for writing, once there have been some commits; False if it cannot be had."""
        self._commits += 1
        if self._commits <= _COMMITS_BEFORE and not self._records:
            return False
        try:
            if not self._path.exists() or self._path.stat().st_size != SIZE:
                if self._records:
                    return False  # it was cut off, and what is in it has to be committed first
                _preallocate(self._path)
            self._file = _open_durable(self._path, self._buffer)
        except OSError:
            self._commits = 0
            return False
        return True

    def _abandon(self) -> None:
        """Leave the file alone for the next commits."""
        if self._file is not None:
            os.close(self._file)
            self._file = None
            self._commits = 0

    def _content(self) -> bytes:
        try:
            return self._path.read_bytes()
        except FileNotFoundError:
            return b""

    def _encoded(self, writes: Sequence[Write]) -> bytes:
        statements: dict[str, int] = {}
        rows = [(statements.setdefault(sql, len(statements)), values) for sql, values in writes]
        payload = orjson.dumps((list(statements), rows), default=_as_text)
        header = _HEADER.pack(_MAGIC, self._epoch, self._records, len(payload))
        return header + _digest(self._identity, header, payload) + payload


def _preallocate(path: Path) -> None:
    """Make the file with all its blocks, written once so that writing them again changes nothing but them."""
    try:
        with path.open("wb") as file:
            file.write(bytes(SIZE))
            file.flush()
            os.fsync(file.fileno())
        _flush_directory(path.parent)
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise


def _flush_directory(directory: Path) -> None:
    """Make a new file's name survive the loss of power."""
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _open_durable(path: Path, buffer: memoryview) -> int:
    """The file, such that a write returns when it is on the disk: around the page cache if the system can."""
    direct = getattr(os, "O_DIRECT", 0)
    if direct:
        with contextlib.suppress(OSError):
            descriptor = os.open(path, os.O_RDWR | os.O_DSYNC | direct)
            try:
                os.preadv(descriptor, [buffer[:BLOCK]], 0)  # some systems open it, and refuse it here
            except OSError:
                os.close(descriptor)
                raise
            return descriptor
    return os.open(path, os.O_RDWR | os.O_DSYNC)


def _records(content: bytes, identity: bytes) -> list[_Record]:
    """The records from the file's start that follow on each other."""
    found: list[_Record] = []
    offset = 0
    while (record := _record_at(content, offset, identity)) is not None:
        if record.ordinal != len(found) or record.epoch != (found or [record])[0].epoch:
            break
        found.append(record)
        offset += _length(record)
    return found


def _goes_on(content: bytes, identity: bytes, epoch: int, count: int) -> bool:
    """Whether a record of an epoch is anywhere in the file that comes after its first ``count``."""
    offset = content.find(_MAGIC)
    while offset >= 0:
        record = _record_at(content, offset, identity)
        if record is not None and record.epoch == epoch and record.ordinal >= count:
            return True
        offset = content.find(_MAGIC, offset + 1)
    return False


def _record_at(content: bytes, offset: int, identity: bytes) -> _Record | None:
    """The record that begins there, if one does and is whole."""
    if not content.startswith(_MAGIC, offset) or len(content) < offset + _START:
        return None
    _, epoch, ordinal, length = _HEADER.unpack_from(content, offset)
    header = content[offset : offset + _HEADER.size]
    payload = content[offset + _START : offset + _START + length]
    if len(payload) < length or _digest(identity, header, payload) != content[offset + _HEADER.size : offset + _START]:
        return None
    return _Record(epoch, ordinal, payload)


def _length(record: _Record) -> int:
    """The bytes that a record takes in the file."""
    return _START + len(record.payload)


def _digest(identity: bytes, header: bytes, payload: bytes) -> bytes:
    digest = blake2b(header, digest_size=_DIGEST_BYTES, key=identity)
    digest.update(payload)
    return digest.digest()


def _decoded(payload: bytes) -> list[Write]:
    statements, rows = orjson.loads(payload)
    return [(statements[number], [_as_stored(value) for value in values]) for number, values in rows]


def _as_text(value: Any) -> dict[str, str]:
    """Bytes as JSON can hold them; no parameter is a JSON object otherwise."""
    if isinstance(value, bytes):
        return {"bytes": value.decode("latin-1")}
    raise TypeError(f"{type(value).__name__} is not a parameter that can be logged")


def _as_stored(value: Any) -> Any:
    return value["bytes"].encode("latin-1") if isinstance(value, dict) else value
