"""Between two slices of long work, those who wait for the engine have it first."""

import threading

import pytest

from tablewright.engine.engine_lock import EngineLock


def wait_for(lock: EngineLock, threads: list[threading.Thread]) -> None:
    """Return once all of the threads wait for the lock."""
    while len(lock._waiting) < len(threads):
        pass


def test_everyone_who_waits_has_the_lock_before_who_gives_way() -> None:
    lock = EngineLock()
    order: list[str] = []

    def ask() -> None:
        with lock:
            order.append("request")

    threads = [threading.Thread(target=ask) for _ in range(3)]
    with lock:
        for thread in threads:
            thread.start()
        wait_for(lock, threads)
    lock.give_way()
    with lock:
        order.append("work")
    for thread in threads:
        thread.join()
    assert order == ["request", "request", "request", "work"]


def test_where_nobody_waits_one_breath_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    lock = EngineLock()
    breaths: list[float] = []
    monkeypatch.setattr("tablewright.engine.engine_lock.time.sleep", breaths.append)
    lock.give_way()
    assert len(breaths) == 1


def test_who_has_the_lock_can_take_it_again() -> None:
    lock = EngineLock()
    with lock, lock:
        pass
    other = threading.Thread(target=lock.__enter__)
    other.start()
    other.join()
    assert not other.is_alive()


def test_who_comes_after_is_not_waited_for(monkeypatch: pytest.MonkeyPatch) -> None:
    lock = EngineLock()
    lock._waiting.append(None)
    breaths = 0

    def breathe(seconds: float) -> None:
        nonlocal breaths
        breaths += 1
        assert breaths < 10
        lock._waiting.append(None)  # another comes
        lock._admitted += breaths == 3  # the first has had its turn

    monkeypatch.setattr("tablewright.engine.engine_lock.time.sleep", breathe)
    lock.give_way()
    assert breaths == 3
