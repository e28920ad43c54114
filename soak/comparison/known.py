"""The differences that are understood, from ``differences.yaml``."""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

_FILE = Path(__file__).parent.with_name("differences.yaml")


@dataclass(frozen=True)
class Known:
    """A difference that is understood."""

    operation: re.Pattern[str]
    request: re.Pattern[str]
    ours: re.Pattern[str]
    theirs: re.Pattern[str]
    right: str
    """Who answers as Amazon does: ``ours`` or ``theirs``; ``unsaid`` where Amazon leaves it open."""
    why: str
    but_for: frozenset[str]
    """Members of the answers that alone may differ; where there are none, anything may."""

    def explains(self, operation: str, request: str, ours: str, theirs: str) -> bool:
        """Whether this is the difference between two answers."""
        patterns = (self.operation, operation), (self.request, request), (self.ours, ours), (self.theirs, theirs)
        if not all(pattern.search(text) for pattern, text in patterns):
            return False
        return not self.but_for or self._without(ours) == self._without(theirs)

    def _without(self, answer: str) -> str:
        if not answer.startswith("{"):
            return answer
        members = {name: each for name, each in json.loads(answer or b"{}").items() if name not in self.but_for}
        return json.dumps(members, sort_keys=True)


def known_differences() -> Iterator[Known]:
    """Every difference of the file, in its order."""
    for each in yaml.safe_load(_FILE.read_text()) or ():
        patterns = {name: re.compile(each.get(name, "")) for name in ("operation", "request", "ours", "theirs")}
        yield Known(**patterns, right=each["right"], why=each["why"], but_for=frozenset(each.get("but_for", ())))
