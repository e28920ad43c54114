"""Every operation on every engine over HTTP, in turns, so that what else the machine does falls on all alike."""

import json
import statistics
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import asdict, dataclass
from itertools import product

from benchmarks.client import Client, Unanswered
from benchmarks.engines import CANNED, Engine, Running, started
from benchmarks.paths import ROOT
from benchmarks.peers import Missing
from benchmarks.workload import OPERATIONS, Operation, load

Say = Callable[[str], None]


@dataclass(frozen=True)
class Cell:
    """One operation on one engine at one number of connections: the median of all rounds."""

    operation: str
    connections: int
    engine: str
    per_second: float
    p50_ms: float
    p99_ms: float


@dataclass
class Comparison:
    """What a run has found."""

    cells: list[Cell]
    memory_mb: dict[str, dict[str, float]]
    """By engine: with the data loaded, and at the end."""
    startup_seconds: dict[str, float]
    missing: dict[str, str]
    """Engines that could not be run, or operations they do not have, and why."""

    def as_json(self) -> dict[str, object]:
        """For a file."""
        return asdict(self)


def compare(
    engines: Sequence[Engine],
    operations: Sequence[Operation],
    connections: Sequence[int],
    *,
    seconds: float,
    rounds: int,
    say: Say,
) -> Comparison:
    """Start and load every engine, then measure one after the other, ``rounds`` times."""
    found = Comparison([], {}, {}, {})
    with ExitStack() as stack:
        running = _start(engines, found, stack, say)
        samples: dict[tuple[str, int, str], list[dict[str, float]]] = {}
        for number, operation, count, engine in product(range(rounds), operations, connections, running):
            say(f"round {number + 1} of {rounds}: {operation.name}, {count} connections, {engine.engine.name}")
            lacking = f"{engine.engine.name}: {operation.name} at {count} connections"
            if lacking in found.missing or (engine.engine is CANNED and operation is not operations[0]):
                continue
            sample = _measure(engine, operation, count, seconds)
            if sample["failures"]:
                found.missing[lacking] = str(sample["failure"])
            else:
                samples.setdefault((operation.name, count, engine.engine.name), []).append(sample)
        for engine in running:
            found.memory_mb[engine.engine.name]["at the end"] = engine.memory_mb()
    found.cells = [_cell(*key, taken) for key, taken in samples.items() if len(taken) == rounds]
    return found


def _start(engines: Sequence[Engine], found: Comparison, stack: ExitStack, say: Say) -> list[Running]:
    running = []
    for engine in engines:
        say(f"starting {engine.name}")
        attempt = ExitStack()
        try:
            started_engine = attempt.enter_context(started(engine))
            found.startup_seconds[engine.name] = started_engine.startup_seconds
            if engine.keeps != "nothing":
                load(Client(started_engine.port))
        except (Missing, Unanswered) as reason:
            attempt.close()
            found.startup_seconds.pop(engine.name, None)
            found.missing[engine.name] = str(reason)
            continue
        stack.push(attempt)
        found.memory_mb[engine.name] = {"loaded": started_engine.memory_mb()}
        running.append(started_engine)
    return running


def _measure(engine: Running, operation: Operation, connections: int, seconds: float) -> dict[str, float]:
    arguments = [str(engine.port), str(connections), str(seconds), operation.name]
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.load", *arguments], cwd=ROOT, capture_output=True, text=True, check=True
    )
    sample: dict[str, float] = json.loads(done.stdout)
    return sample


def _cell(operation: str, connections: int, engine: str, samples: list[dict[str, float]]) -> Cell:
    def median(measure: str) -> float:
        return statistics.median(sample[measure] for sample in samples)

    return Cell(operation, connections, engine, median("per_second"), median("p50_ms"), median("p99_ms"))


def operations_named(names: Sequence[str]) -> list[Operation]:
    """The operations whose names begin so; all of them for no names.

    Raises:
        ValueError: there is none.
    """
    chosen = [each for each in OPERATIONS if not names or any(each.name.startswith(name) for name in names)]
    if not chosen:
        raise ValueError(f"no operation is called {', '.join(names)}: {', '.join(each.name for each in OPERATIONS)}")
    return chosen
