"""Sends the same random requests to this engine and to another, and reports every difference between their answers.

The other is DynamoDB Local, unless another is asked for. A difference that `differences.yaml` explains is counted under
its reason; any other is shown with the request that brings it about, and the program ends with 1. What is explained
there are DynamoDB Local's differences: another engine has its own. After a difference the tables are emptied, so that
one does not bring about the next. The streams are read along: where the answers were the same, so must be the records.
"""

import argparse
import json
import sys
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import ExitStack
from typing import Any

from benchmarks import engines, peers

from soak.comparison.exchanges import Engine
from soak.comparison.known import Known, known_differences
from soak.comparison.streams import Stream
from soak.random_requests import RandomRequests
from soak.random_requests.tables import TABLES
from soak.serving import Client

_OTHERS = ("dynamodb-local", "dynoxide")
_STRETCH = 25
"""How many requests lie between two readings of the streams."""


class Comparison:
    """Two engines that were sent the same, and where they differed."""

    def __init__(self, ours: Client, theirs: Client) -> None:
        self._engines = Engine(ours, normalise=False), Engine(theirs, normalise=True)
        self._clients = ours, theirs
        for client in self._clients:
            for table in TABLES:
                client.call("CreateTable", table.definition)
        self._streams = [
            [Stream(each.client, table, normalise=each.normalise) for each in self._engines] for table in TABLES
        ]
        self._known = list(known_differences())
        self.explained: Counter[Known] = Counter()
        self.unexplained: dict[tuple[str, str, str], str] = {}

    def ask(self, operation: str, request: dict[str, Any]) -> bool:
        """Send both a request; whether they may be taken to hold the same after it."""
        told = json.dumps(request, ensure_ascii=False)
        mine, other = (each.summary(operation, request) for each in self._engines)
        if mine == other:
            return True
        reason = next((each for each in self._known if each.explains(operation, told, mine, other)), None)
        if reason is None:
            self.unexplained.setdefault((operation, mine, other), told)
            return False
        self.explained[reason] += 1
        return bool(reason.but_for)

    def read_streams(self) -> None:
        """Compare the records since the last reading."""
        for table, (mine, other) in zip(TABLES, self._streams, strict=True):
            records = mine.new_records(), other.new_records()
            if records[0] != records[1]:
                for one, another in zip(*_padded(*records), strict=True):
                    if one != another:
                        self.unexplained.setdefault(("GetRecords", one, another), table.name)
                        break

    def start_anew(self) -> None:
        """Empty the tables, and pass over what was not yet read of their streams."""
        for client in self._clients:
            for table in TABLES:
                for key in table.keys:
                    status, answer = client.call("DeleteItem", {"TableName": table.name, "Key": key})
                    if status != 200:
                        raise SystemExit(f"an item cannot be deleted: {answer}")
        for pair in self._streams:
            for stream in pair:
                stream.new_records()

    def report(self, name: str) -> None:
        """Print what was found."""
        for reason, count in self.explained.most_common():
            print(f"{count:6} times explained, right: {reason.right}. {reason.why}")
        for (operation, mine, other), told in self.unexplained.items():
            print(f"{operation} {told}\n  ours:   {mine}\n  {name}: {other}")
        print(f"{len(self.unexplained)} differences unexplained")


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare for as long as asked; 1 where a difference is unexplained."""
    parser = argparse.ArgumentParser(prog="python -m soak.differential", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="decides the requests (default: 1)")
    parser.add_argument("--seconds", type=float, default=60, help="how long at most (default: 60)")
    parser.add_argument("--requests", type=int, default=20_000, help="how many at most (default: 20000)")
    parser.add_argument("--other", choices=_OTHERS, default=_OTHERS[0], help=f"whom with (default: {_OTHERS[0]})")
    given = parser.parse_args(arguments)
    with ExitStack() as running:
        ours = Client(running.enter_context(engines.started(_engine("tablewright"))).port)
        running.callback(ours.close)
        theirs = Client(_other(running, given.other))
        running.callback(theirs.close)
        comparison = Comparison(ours, theirs)
        number = _compare(comparison, given.seed, given.requests, time.monotonic() + given.seconds)
        print(f"{number} requests of seed {given.seed}, compared with {given.other}")
        comparison.report(given.other)
        return 1 if comparison.unexplained else 0


def _compare(comparison: Comparison, seed: int, most: int, deadline: float) -> int:
    """Ask until there is no time or no request left; how many were asked."""
    requests = RandomRequests(seed)
    number = 0
    while number < most and time.monotonic() < deadline:
        if not comparison.ask(*requests.make(number)):
            comparison.start_anew()
        number += 1
        if number % _STRETCH == 0:
            comparison.read_streams()
    comparison.read_streams()
    return number


def _padded(one: list[str], another: list[str]) -> tuple[list[str], list[str]]:
    """Both lists, as long as the longer of them."""
    longer = max(len(one), len(another))
    return one + ["no record"] * (longer - len(one)), another + ["no record"] * (longer - len(another))


def _engine(name: str) -> engines.Engine:
    return next(each for each in engines.ENGINES if each.name == name)


def _other(running: ExitStack, name: str) -> int:
    """Start the other engine; its port."""
    try:
        return running.enter_context(engines.started(_engine(name))).port
    except peers.Missing as missing:
        raise SystemExit(f"{name}: {missing}") from None


if __name__ == "__main__":
    sys.exit(main())
