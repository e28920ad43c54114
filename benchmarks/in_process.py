"""Calls without a server: boto3 in process beside moto and boto3's own cost, and the engine called directly."""

import json
import os
import subprocess
import sys
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from benchmarks import peers
from benchmarks.engines import ENGINES, started
from benchmarks.paths import ROOT


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
    """Measure every way in a process of its own."""
    found = InProcess()
    here = Path(sys.executable)
    found.boto3["botocore alone (floor)"] = _run(here, "benchmarks.boto3_calls", "floor")
    found.boto3["tablewright in memory"] = _run(here, "benchmarks.boto3_calls", "memory")
    found.boto3["tablewright on disk"] = _run(here, "benchmarks.boto3_calls", "disk")
    try:
        found.boto3["moto"] = _run(peers.python_with_moto(), "benchmarks.boto3_calls", "moto")
    except peers.Missing as reason:
        found.missing["moto"] = str(reason)
    for engine in ENGINES[:2]:
        try:
            with started(engine) as running:
                way = f"{engine.name} over HTTP"
                found.boto3[way] = _run(here, "benchmarks.boto3_calls", "http", str(running.port))
        except peers.Missing as reason:
            found.missing[f"{engine.name} over HTTP"] = str(reason)
    direct = _run(here, "benchmarks.direct_calls")
    found.ready_ms = direct.pop("ready in memory (ms)")
    found.direct = direct
    return found


def _run(python: Path, module: str, *arguments: str) -> Any:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [str(python), "-m", module, *arguments], cwd=ROOT, env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise peers.Missing(done.stderr.strip().splitlines()[-1])
    return json.loads(done.stdout)
