"""``python -m benchmarks``: compare the engines, print tables, write build/benchmarks.json."""

import argparse
import json
import platform
import sys
import time

from rich.console import Console

from benchmarks import growth, in_process, over_http
from benchmarks.engines import CANNED, ENGINES
from benchmarks.paths import RESULTS
from benchmarks.report import print_comparison, print_growth, print_in_process

_PIPED_WIDTH = 110


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m benchmarks",
        description="Compare local DynamoDB engines. Peers that are not there yet are installed into build/peers.",
    )
    names = [engine.name for engine in ENGINES]
    parser.add_argument("--engine", action="append", choices=names, help="only this one; may be repeated")
    parser.add_argument("--operation", action="append", default=[], help="only those that begin so; may be repeated")
    parser.add_argument("--connections", type=int, nargs="+", default=[1, 8, 32])
    parser.add_argument("--seconds", type=float, default=2.0, help="a measurement takes (default: 2)")
    parser.add_argument("--rounds", type=int, default=3, help="measurements of each, in turns (default: 3)")
    parser.add_argument("--skip-http", action="store_true", help="only calls in process")
    parser.add_argument("--skip-in-process", action="store_true", help="only over HTTP")
    parser.add_argument(
        "--growth", action="store_true", help="also what a million items change; takes minutes and 300 MB of disk"
    )
    arguments = parser.parse_args()
    try:
        arguments.operations = over_http.operations_named(arguments.operation)
    except ValueError as error:
        parser.error(str(error))
    return arguments


def main() -> None:
    """Measure what is asked for and report it."""
    arguments = _arguments()
    console = Console()
    if not console.is_terminal:
        console = Console(width=_PIPED_WIDTH)
    results: dict[str, object] = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "machine": f"{platform.system()} {platform.machine()}, Python {platform.python_version()}",
    }
    if not arguments.skip_http:
        chosen = [engine for engine in ENGINES if not arguments.engine or engine.name in arguments.engine]
        with console.status("") as status:
            compared = over_http.compare(
                [*chosen, CANNED],
                arguments.operations,
                arguments.connections,
                seconds=arguments.seconds,
                rounds=arguments.rounds,
                say=status.update,
            )
        print_comparison(compared, console)
        results["over_http"] = compared.as_json()
    if not arguments.skip_in_process:
        with console.status("calls in process"):
            calls = in_process.compare()
        print_in_process(calls, console)
        results["in_process"] = calls.as_json()
    if arguments.growth:
        with console.status("growing to a million items"):
            grown = growth.compare()
        print_growth(grown, console)
        results["growth"] = growth.as_json(grown)
    RESULTS.parent.mkdir(parents=True, exist_ok=True)
    RESULTS.write_text(json.dumps(results, indent=2) + "\n")
    console.print(f"Written to {RESULTS.relative_to(RESULTS.parent.parent)}.")


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
