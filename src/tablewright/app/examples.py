"""Running access patterns with example inputs, and telling what came of each."""

import time
from collections.abc import Iterator, Sized
from dataclasses import dataclass
from typing import Any

from tablewright.access import AccessError, connect
from tablewright.app.endpoints import calls_to
from tablewright.app.errors import AppError
from tablewright.app.sample_data import Examples
from tablewright.app.targets import Target
from tablewright.design.access_patterns import Pattern
from tablewright.plan import wording

_READS = ("get", "query", "scan")


@dataclass(frozen=True, slots=True)
class ExampleRun:
    """One access pattern, run with its example."""

    pattern: Pattern
    seconds: float
    found: int | None
    """How many results it gave; None for one that only writes, and for one that failed."""
    failure: str | None = None

    @property
    def outcome(self) -> str:
        """What came of it, in words."""
        if self.failure is not None:
            return self.failure
        return "done" if self.found is None else wording.count(self.found, "result")


def run_examples(target: Target, examples: Examples) -> Iterator[ExampleRun]:
    """Run every access pattern of the design with its example, in the order in which they are declared.

    A pattern without an example, one that fails, and a read that finds nothing are failures: each is told, and
    the next is run.
    """
    design = target.loaded.design
    client = target.endpoint.client(target.environment)
    methods: dict[str, Any] = {}
    for protocol in design.protocols:
        connected = connect(protocol, design, client, env=target.environment.name)
        methods |= {name: getattr(connected, name) for name in design.patterns if hasattr(protocol, name)}
    for pattern in design.patterns.values():
        if pattern.name in examples:
            yield _run(target, pattern, methods[pattern.name], dict(examples[pattern.name]))
        else:
            yield ExampleRun(pattern, 0.0, None, "there is no example of it in the sample data")


def _run(target: Target, pattern: Pattern, method: Any, inputs: dict[str, Any]) -> ExampleRun:
    start = time.perf_counter()
    try:
        with calls_to(target.endpoint):
            found = _number_of(method(**inputs))
    except (AccessError, AppError, TypeError) as error:
        return ExampleRun(pattern, time.perf_counter() - start, None, str(error))
    seconds = time.perf_counter() - start
    if pattern.operation in _READS and not found:
        return ExampleRun(pattern, seconds, found, "found nothing")
    return ExampleRun(pattern, seconds, found if pattern.operation in _READS else None)


def _number_of(result: Any) -> int:
    if result is None:
        return 0
    if isinstance(result, int):
        return result
    if isinstance(result, Iterator):
        return sum(1 for _ in result)
    return len(result) if isinstance(result, Sized) else 1
