"""Where the benchmarks keep what they install and what they find."""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent
PEERS = Path(os.environ.get("BENCHMARK_PEERS", ROOT / "build" / "peers"))
"""The other engines' packages; not part of the project, installed from their registries when they are wanted."""

RESULTS = ROOT / "build" / "benchmarks.json"
