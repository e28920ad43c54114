"""Calls without a server: boto3 in process beside moto and boto3's own cost, and the engine called directly."""

import json
import os
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from benchmarks import peers
from benchmarks.engines import ENGINES, Engine, started
from benchmarks.paths import ROOT

_ROUNDS = 3
_HERE = Path(sys.executable)
_CALLS = "benchmarks.boto3_calls"
_READY = "ready in memory (ms)"


@dataclass
class InProcess:
    """Microseconds at the median, by way and operation."""

    boto3: dict[str, dict[str, float]] = field(default_factory=dict)
    direct: dict[str, dict[str, float]] = field(default_factory=dict)
    ready_ms: float = 0.0
    missing: dict[str, str] = field(default_factory=dict)

    def as_json(self) -> dict[str, object]:
        """For a file."""
        return asdict(self)


def compare() -> InProcess:
    """Measure every way in a process of its own, in turns: whatever else the machine does falls on all of them."""
    found = InProcess()
    taken: dict[str, list[dict[str, float]]] = {}
    direct: list[dict[str, Any]] = []
    for _ in range(_ROUNDS):
        for way, measure in _WAYS.items():
            if way not in found.missing:
                try:
                    taken.setdefault(way, []).append(measure())
                except peers.Missing as reason:
                    found.missing[way] = str(reason)
        direct.append(_run(_HERE, "benchmarks.direct_calls"))
    found.boto3 = {way: _medians(times) for way, times in taken.items() if times}
    found.ready_ms = statistics.median(each.pop(_READY) for each in direct)
    found.direct = {way: _medians([each[way] for each in direct]) for way in direct[0]}
    return found


def _over_http(engine: Engine) -> dict[str, float]:
    with started(engine) as running:
        found: dict[str, float] = _run(_HERE, _CALLS, "http", str(running.port))
        return found


def _medians(times: list[dict[str, float]]) -> dict[str, float]:
    return {operation: statistics.median(each[operation] for each in times) for operation in times[0]}


def _run(python: Path, module: str, *arguments: str) -> Any:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [str(python), "-m", module, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise peers.Missing(done.stderr.strip().splitlines()[-1])
    return json.loads(done.stdout)


_WAYS: dict[str, Callable[[], dict[str, float]]] = {
    "botocore alone (floor)": lambda: _run(_HERE, _CALLS, "floor"),
    "tablewright in memory": lambda: _run(_HERE, _CALLS, "memory"),
    "tablewright on disk": lambda: _run(_HERE, _CALLS, "disk"),
    "moto": lambda: _run(peers.python_with_moto(), _CALLS, "moto"),
} | {f"{engine.name} over HTTP": partial(_over_http, engine) for engine in ENGINES[:2]}
