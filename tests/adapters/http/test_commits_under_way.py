"""While a commit is on its way to the disk, the next requests are executed, and each batch waits for its own commit."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import cast

import pytest

from tablewright.adapters.http.commits import Commits
from tablewright.engine import DynamoDBError, Engine
from tablewright.engine.commit_groups import CommitGroup, Flight


class Disk:
    """An engine whose commits take as long as the test wants."""

    region = "us-east-1"

    def __init__(self) -> None:
        self.writing = threading.Event()
        self.go_on = threading.Event()
        self.fails = False
        self.events: list[str] = []

    def flush(self) -> None:
        self.events.append("flushed")

    def seal(self) -> Flight:
        self.events.append("departed")
        return Flight(CommitGroup(), self._write)

    def land(self, flight: Flight) -> None:
        self.events.append("landed")
        if self.fails:
            raise DynamoDBError("InternalServerError", "disk failed", status=500)

    def _write(self) -> None:
        self.writing.set()
        assert self.go_on.wait(10)


class Client:
    """Somebody who waits for a commit."""

    def __init__(self, name: str, disk: Disk) -> None:
        self.name = name
        self.disk = disk
        self.told: list[str] = []

    def release(self, failed: Mapping[Engine, str]) -> None:
        why = failed.get(cast(Engine, self.disk))
        self.told.append(why or "done")
        self.disk.events.append(f"{self.name} told")


@pytest.fixture
def disk() -> Disk:
    return Disk()


@contextmanager
def closing(commits: Commits, disk: Disk) -> Iterator[Commits]:
    try:
        yield commits
    finally:
        disk.go_on.set()
        commits.close()


def ask(commits: Commits, disk: Disk, name: str) -> Client:
    client = Client(name, disk)
    commits.join(cast(Engine, disk))
    commits.hold(client)
    return client


async def until(happened: "threading.Event | Client") -> None:
    while not (happened.is_set() if isinstance(happened, threading.Event) else happened.told):
        await asyncio.sleep(0)


async def crowded(disk: Disk) -> Commits:
    """Commits to which two clients came at once, so that one who comes alone is thought to be followed by another."""
    commits = Commits(asyncio.get_running_loop())
    ask(commits, disk, "a")
    await until(ask(commits, disk, "b"))
    assert disk.events == ["flushed", "a told", "b told"]
    disk.events.clear()
    return commits


def test_who_comes_during_a_commit_waits_for_the_next_one(disk: Disk) -> None:
    async def scenario() -> None:
        with closing(await crowded(disk), disk) as commits:
            first = ask(commits, disk, "first")
            await until(disk.writing)
            second = ask(commits, disk, "second")
            await asyncio.sleep(0)
            assert (first.told, second.told) == ([], [])
            disk.go_on.set()
            await until(second)

    asyncio.run(scenario())
    assert disk.events[:3] == ["departed", "landed", "first told"]
    assert disk.events[-1] == "second told"


def test_a_commit_that_does_not_arrive_is_told_to_those_who_wait_for_it(disk: Disk) -> None:
    async def scenario() -> None:
        with closing(await crowded(disk), disk) as commits:
            first = ask(commits, disk, "first")
            await until(disk.writing)
            disk.fails = True
            disk.go_on.set()
            await until(first)
            assert first.told == ["disk failed"]

    asyncio.run(scenario())


def test_closing_waits_for_what_is_under_way_and_for_what_came_after(disk: Disk) -> None:
    async def scenario() -> None:
        commits = await crowded(disk)
        first = ask(commits, disk, "first")
        await until(disk.writing)
        second = ask(commits, disk, "second")
        disk.go_on.set()
        commits.close()
        assert (first.told, second.told) == (["done"], ["done"])

    asyncio.run(scenario())


def test_one_client_alone_is_not_kept_waiting_for_a_thread(disk: Disk) -> None:
    async def scenario() -> None:
        commits = Commits(asyncio.get_running_loop())
        for _ in range(3):
            await until(ask(commits, disk, "only"))
        commits.close()

    asyncio.run(scenario())
    assert set(disk.events) == {"flushed", "only told"}
