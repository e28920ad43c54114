"""What a process asked of its disk, as strace wrote it down, and what the disk may hold if its power fails in between.

A write reaches the disk at some time between being asked for and the end of the next sync of its file that began
later. Until then any part of it may be there, in sectors, whatever became of those before and after it. A file that is
removed may be there until its directory is synced; that a new one is there is taken for granted.
"""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

TRACED = "pwrite64,write,ftruncate,unlink,fdatasync,fsync"
_SECTOR = 512

_CALL = re.compile(r"(\d+) +(\w+)\(\d+<([^>]*)>(.*)")
_REMOVED = re.compile(r'\d+ +unlink\("([^"]*)"')
_RESUMED = re.compile(r"(\d+) +<\.\.\. (\w+) resumed>.*")
_WRITTEN = re.compile(r', "([^"]*)", (\d+)(?:, (\d+))?')


class Event(NamedTuple):
    """Something that happened to a file."""

    kind: str
    """``write``, ``cut``, ``removal``, ``sync begins`` or ``sync ends``."""
    file: str
    data: bytes = b""
    offset: int = 0
    thread: str = ""


def events(trace: Path) -> Iterator[Event]:
    """What strace -f -y -xx has written down, in the order in which it happened."""
    syncing: dict[str, str] = {}
    with trace.open() as lines:
        for line in lines:
            if (resumed := _RESUMED.match(line)) is not None:
                thread, call = resumed.groups()
                if call in ("fdatasync", "fsync"):
                    yield Event("sync ends", syncing.pop(thread), thread=thread)
            elif (removed := _REMOVED.match(line)) is not None:
                yield Event("removal", _path(removed.group(1)))
            elif (made := _CALL.match(line)) is not None:
                thread, call, file, rest = made.groups()
                file = _path(file)
                if call in ("fdatasync", "fsync"):
                    yield Event("sync begins", file, thread=thread)
                    if "unfinished" in rest:
                        syncing[thread] = file
                    else:
                        yield Event("sync ends", file, thread=thread)
                elif call == "ftruncate":
                    yield Event("cut", file, offset=int(rest.split(",")[1].split(")")[0].split()[0]))
                else:
                    yield _written(file, rest)


def _written(file: str, rest: str) -> Event:
    match = _WRITTEN.match(rest)
    if match is None:
        raise ValueError(f"what was written cannot be read: {rest[:200]}")
    text, length, offset = match.groups()
    data = _unescaped(text)
    if len(data) != int(length):
        raise ValueError(f"only {len(data)} of {length} bytes were written down")
    return Event("write", file, data, int(offset or 0))


def _path(text: str) -> str:
    return _unescaped(text).decode() if text.startswith("\\x") else text


def _unescaped(text: str) -> bytes:
    return bytes.fromhex(text.replace("\\x", ""))


@dataclass
class _File:
    safe: bytearray = field(default_factory=bytearray)
    """What the disk holds for certain."""
    asked: list[Event] = field(default_factory=list)
    """What has been asked for since, and may be there or not."""
    syncing: dict[str, int] = field(default_factory=dict)
    """By thread, how much of that will be there when its sync ends."""
    is_removed: bool = False


class Disk:
    """A disk that fails: the files of one directory of it."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._files: dict[str, _File] = {}

    def take(self, event: Event) -> None:
        """Let something happen; to what is elsewhere nothing does."""
        if Path(event.file) == self._directory and event.kind == "sync ends":
            self._files = {name: file for name, file in self._files.items() if not file.is_removed}
        if Path(event.file).parent != self._directory:
            return
        file = self._files.setdefault(event.file, _File())
        if event.kind == "removal":
            file.is_removed = True
        elif event.kind == "sync begins":
            file.syncing[event.thread] = len(file.asked)
        elif event.kind == "sync ends":
            done = file.syncing.pop(event.thread)
            for each in file.asked[:done]:
                _apply(file.safe, each)
            del file.asked[:done]
            file.syncing = {thread: max(0, count - done) for thread, count in file.syncing.items()}
        else:
            if file.is_removed:
                file = self._files[event.file] = _File()
            file.asked.append(event)

    def leave(self, directory: Path, chance: random.Random) -> None:
        """Put into a directory what a failure of power could leave of every file, now."""
        likelihood = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        for name, file in self._files.items():
            if file.is_removed and chance.random() < likelihood:
                continue
            content = bytearray(file.safe)
            for event in file.asked:
                for part in _sectors(event):
                    if chance.random() < likelihood:
                        _apply(content, part)
            directory.joinpath(Path(name).name).write_bytes(content)


def _sectors(event: Event) -> Iterator[Event]:
    """A write in parts of which each is there or not."""
    if event.kind == "cut":
        yield event
        return
    start = 0
    while start < len(event.data):
        end = start + _SECTOR - (event.offset + start) % _SECTOR
        yield event._replace(data=event.data[start:end], offset=event.offset + start)
        start = end


def _apply(content: bytearray, event: Event) -> None:
    if event.kind == "cut":
        del content[event.offset :]
        return
    content.extend(bytes(max(0, event.offset - len(content))))
    content[event.offset : event.offset + len(event.data)] = event.data
