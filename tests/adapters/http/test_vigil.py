"""The loop stays awake for a moment after an answer, and no longer."""

import asyncio

from tablewright.adapters.http.vigil import SECONDS, Vigil


class Loop:
    """Takes what is to be called, and calls it when a test says so."""

    def __init__(self) -> None:
        self.soon: list[object] = []

    def call_soon(self, callback: object) -> None:
        self.soon.append(callback)

    def turn(self) -> None:
        due, self.soon = self.soon, []
        for callback in due:
            assert callable(callback)
            callback()


def _vigil(processors: int) -> tuple[Vigil, Loop, list[float]]:
    loop, now = Loop(), [100.0]
    as_loop: asyncio.AbstractEventLoop = loop  # type: ignore[assignment]
    return Vigil(as_loop, processors=processors, clock=lambda: now[0]), loop, now


def test_there_is_something_to_call_until_the_moment_has_passed() -> None:
    vigil, loop, now = _vigil(2)
    vigil.keep()
    for _ in range(3):
        loop.turn()
        assert loop.soon
    now[0] += SECONDS
    loop.turn()
    assert not loop.soon


def test_each_answer_begins_the_moment_anew_and_there_is_one_vigil_at_a_time() -> None:
    vigil, loop, now = _vigil(2)
    vigil.keep()
    now[0] += SECONDS / 2
    vigil.keep()
    assert len(loop.soon) == 1
    now[0] += SECONDS * 0.75
    loop.turn()
    assert len(loop.soon) == 1
    now[0] += SECONDS
    loop.turn()
    vigil.keep()
    assert len(loop.soon) == 1


def test_the_only_processor_is_left_to_others() -> None:
    vigil, loop, _ = _vigil(1)
    vigil.keep()
    assert not loop.soon
