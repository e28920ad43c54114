"""Stand-ins for the engine, for what a real one does only when a disk fails or a table is large."""

from collections.abc import Callable
from typing import NamedTuple

from tablewright.engine import DynamoDBError, PausedReply, Reply
from tablewright.engine.operation import PausedAnswer


class ScriptedCall(NamedTuple):
    """A call that a scripted engine has accepted."""

    target: str
    body: bytes
    writes: bool


class ScriptedEngine:
    """Answers every target with what a test has said; writes leave a transaction open, as the engine's do."""

    region = "us-east-1"

    def __init__(self) -> None:
        self.answers: dict[str, Callable[[bytes], Reply | PausedReply]] = {}
        self.writing: set[str] = set()
        self.pending = False
        self.commits = 0
        self.calls: list[str] = []
        self.disk_fails = False

    def on_long(self, operation: str, read: Callable[[], PausedAnswer]) -> None:
        """Pause at once, and go on as ``read`` does."""
        self.answers[f"DynamoDB_20120810.{operation}"] = lambda body: PausedReply(read(), None)

    def on(self, operation: str, answer: bytes | Callable[[bytes], Reply], *, writes: bool = False) -> None:
        def reply(body: bytes) -> Reply:
            self.pending = self.pending or writes
            return answer(body) if callable(answer) else Reply(200, answer)

        self.answers[f"DynamoDB_20120810.{operation}"] = reply
        if writes:
            self.writing.add(f"DynamoDB_20120810.{operation}")

    def accept(self, target: str, body: bytes) -> "ScriptedCall":
        return ScriptedCall(target, body, target in self.writing)

    def perform(self, accepted: "ScriptedCall") -> Reply | PausedReply:
        self.calls.append(accepted.target.partition(".")[2])
        return self.answers[accepted.target](accepted.body)

    def execute(self, target: str, body: bytes) -> Reply | PausedReply:
        return self.perform(self.accept(target, body))

    def resume(self, paused: PausedReply) -> Reply | PausedReply:
        try:
            next(paused.rest)
        except StopIteration as end:
            return Reply(200, end.value)
        return paused

    def flush(self) -> None:
        self.commits += 1
        self.pending = False
        if self.disk_fails:
            raise DynamoDBError("InternalServerError", "disk full", status=500)


class ScriptedService:
    """Regions of scripted engines."""

    def __init__(self) -> None:
        self.engines: dict[str, ScriptedEngine] = {}

    def region(self, name: str) -> ScriptedEngine:
        return self.engines.setdefault(name, ScriptedEngine())

    def maintain(self) -> bool:
        return False

    def close(self) -> None:
        pass
