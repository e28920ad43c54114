"""Sends the same random requests to this engine and to another, and reports every difference between their answers.

The other is DynamoDB Local where there is Java, else dynoxide. A difference that `differences.yaml` explains is counted
under its reason; any other is shown with the request that brings it about, and the program ends with 1. After a
difference both tables are emptied, so that one does not bring about the next.
"""

import argparse
import json
import re
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from benchmarks import peers
from benchmarks.engines import ENGINES, started

from soak.random_requests import KEYS, TABLE, RandomRequests
from soak.serving import Client

_OTHERS = ("dynamodb-local", "dynoxide")
_KNOWN = Path(__file__).with_name("differences.yaml")
_SETS = {"SS", "NS", "BS"}


@dataclass(frozen=True)
class Known:
    """A difference that is understood."""

    operation: re.Pattern[str]
    ours: re.Pattern[str]
    theirs: re.Pattern[str]
    right: str
    """Who answers as Amazon does: ``ours`` or ``theirs``; ``open`` where nobody has looked."""
    why: str

    def explains(self, operation: str, ours: str, theirs: str) -> bool:
        """Whether this is the difference between two answers."""
        patterns = (self.operation, operation), (self.ours, ours), (self.theirs, theirs)
        return all(pattern.search(text) for pattern, text in patterns)


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare for as long as asked; 1 where a difference is unexplained."""
    parser = argparse.ArgumentParser(prog="python -m soak.differential", description=__doc__)
    parser.add_argument("--seed", type=int, default=1, help="decides the requests (default: 1)")
    parser.add_argument("--seconds", type=float, default=60, help="how long at most (default: 60)")
    parser.add_argument("--requests", type=int, default=20_000, help="how many at most (default: 20000)")
    parser.add_argument("--other", choices=_OTHERS, help="the engine to compare with (default: the first there is)")
    given = parser.parse_args(arguments)
    with ExitStack() as running:
        ours = Client(running.enter_context(started(_engine("tablewright"))).port)
        running.callback(ours.close)
        name, port = _other(running, [given.other] if given.other else _OTHERS)
        theirs = Client(port)
        running.callback(theirs.close)
        for client in (ours, theirs):
            client.call("CreateTable", TABLE)
        return _compared(ours, theirs, name, given.seed, given.requests, time.monotonic() + given.seconds)


def _compared(ours: Client, theirs: Client, name: str, seed: int, most: int, deadline: float) -> int:
    explained: Counter[Known] = Counter()
    unexplained: dict[tuple[str, str, str], tuple[int, dict[str, Any]]] = {}
    requests = RandomRequests(seed)
    known = list(_known())
    number = 0
    while number < most and time.monotonic() < deadline:
        target, request = requests.make(number)
        operation = target.partition(".")[2]
        body = json.dumps(request).encode()
        mine, other = (_summary(operation, *client.send(target, body)) for client in (ours, theirs))
        if mine != other:
            reason = next((each for each in known if each.explains(operation, mine, other)), None)
            if reason is not None:
                explained[reason] += 1
            else:
                unexplained.setdefault((operation, mine, other), (number, request))
            for client in (ours, theirs):
                _empty(client)
        number += 1
    print(f"{number} requests of seed {seed}, compared with {name}")
    for reason, count in explained.most_common():
        print(f"{count:6} times explained, right: {reason.right}. {reason.why}")
    for (operation, mine, other), (first, request) in unexplained.items():
        print(f"request {first}: {operation} {json.dumps(request)}\n  ours:   {mine}\n  {name}: {other}")
    print(f"{len(unexplained)} differences unexplained")
    return 1 if unexplained else 0


def _summary(operation: str, status: int, body: bytes) -> str:
    """An answer as a text that is the same for answers that mean the same."""
    answer = json.loads(body)
    if status == 200:
        answer.pop("ConsumedCapacity", None)  # DynamoDB Local tells it unasked
        if operation == "Scan":
            answer["Items"].sort(key=lambda item: json.dumps(item, sort_keys=True))
        return json.dumps(_canonical(answer), sort_keys=True)
    error = str(answer.get("__type", status)).partition("#")[2]
    reasons = [each.get("Code") for each in answer.get("CancellationReasons", ())]
    return f"{error}: {reasons or answer.get('message', answer.get('Message', ''))}"


def _canonical(value: Any) -> Any:
    """The value with the members of every set in one order, which has no meaning."""
    if isinstance(value, dict):
        return {name: sorted(each) if name in _SETS else _canonical(each) for name, each in value.items()}
    return [_canonical(each) for each in value] if isinstance(value, list) else value


def _empty(client: Client) -> None:
    for key in KEYS:
        client.call("DeleteItem", {"TableName": "compared", "Key": key})


def _known() -> Iterator[Known]:
    for each in yaml.safe_load(_KNOWN.read_text()) or ():
        operation, ours, theirs = (re.compile(each.get(name, "")) for name in ("operation", "ours", "theirs"))
        yield Known(operation, ours, theirs, each["right"], each["why"])


def _engine(name: str) -> Any:
    return next(each for each in ENGINES if each.name == name)


def _other(running: ExitStack, names: Sequence[str]) -> tuple[str, int]:
    """Start the first of the engines that there is; its name and port."""
    for name in names:
        try:
            return name, running.enter_context(started(_engine(name))).port
        except peers.Missing as missing:
            print(f"{name}: {missing}", file=sys.stderr)
    raise SystemExit("there is no other engine to compare with")


if __name__ == "__main__":
    sys.exit(main())
