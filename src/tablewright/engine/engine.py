"""The engine of one region: a target and a request body in, a status and a response body out.

No sockets and no boto3 here; the adapters carry what goes in and comes out. Every call runs under one lock.
Writes that arrive together share a transaction (`commit_groups`), and no reply that was made while a group was open is
released before the group is on disk.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple, cast

from tablewright.engine.capacity.throttle import Throttle
from tablewright.engine.chores import IDLE_SECONDS, Chore, Chores
from tablewright.engine.clock import Clock
from tablewright.engine.commit_groups import CommitGroup, CommitGroups, storage_failed
from tablewright.engine.engine_lock import EngineLock
from tablewright.engine.errors import (
    DynamoDBError,
    resource_not_found,
    serialization,
    unknown_operation,
)
from tablewright.engine.operation import Operation, PausedAnswer
from tablewright.engine.storage.catalog import Catalog
from tablewright.engine.storage.database import Database, is_storage_failure
from tablewright.engine.storage.items import TableStore
from tablewright.engine.storage.past import PastTable
from tablewright.engine.storage.streams import Streams
from tablewright.engine.tables.arns import ForeignTable, check_table_is_here
from tablewright.engine.tables.states import has_items
from tablewright.engine.weather import FAIR, Weather
from tablewright.engine.wire import NOT_READ, decode, encode


@dataclass(slots=True)
class Reply:
    """The answer to one request."""

    status: int
    body: bytes


class Accepted(NamedTuple):
    """A request that has nothing wrong with it, as far as can be told without looking at the tables."""

    operation: Operation[Any]
    prepared: Any

    @property
    def writes(self) -> bool:
        """Whether it takes part in a commit group."""
        return self.operation.writes


@dataclass(slots=True)
class PausedReply:
    """A reply in the making, as a long read leaves it between two slices."""

    rest: PausedAnswer
    group: CommitGroup | None
    """The group that was open when it paused: what it has read may be part of it."""


class Engine:
    """One region of one account: its tables, and the operations on them."""

    def __init__(
        self,
        region: str,
        path: Path | None,
        operations: Mapping[str, Operation[Any]],
        *,
        clock: Clock,
        account: str,
        chores: Iterable[Chore] = (),
        weather: Weather = FAIR,
    ) -> None:
        """Open the region kept in the file ``path``; None keeps it in memory.

        ``account`` is whose data it is, if it is new; ``operations`` are those it answers, by target; ``chores`` its
        background work; ``weather`` what takes time or has limits.

        Raises:
            StorageError: the file cannot be used.
        """
        self.region = region
        self.clock = clock
        self.weather = weather
        self.throttle = Throttle(self.now, self.arn, weather.burst_seconds) if weather.throttle else None
        """What limits throughput; None where nothing does."""
        self.lags = weather.lag_seconds > 0
        """Whether any reads lag behind."""
        self.database = Database(path)
        try:
            self.tables = Catalog(self.database, logs_changes=self.lags)
            self.account = self.tables.settled_account(account)
        except Exception as error:
            if not is_storage_failure(error):
                raise
            raise self.database.refusal(error) from error
        self.streams = Streams(self.database)
        self._opened_at = clock.now()
        self._operations = operations
        self._used: dict[str, Operation[Any]] = {}
        """Those that were asked for so far: looking one up for the first time loads it."""
        self._chores = Chores(chores)
        self._idle_until = 0.0
        self._latest = 0.0
        self._has_begun_work = False
        self._finishing = 0
        """Threads that do the work their requests have begun; others need not."""
        self._lock = EngineLock()
        self._groups = CommitGroups(self.database, self.tables)

    # -- the ways in -----------------------------------------------------------------------------------

    def execute(self, target: str, body: bytes) -> Reply:
        """Answer one request; what it wrote is durable when this returns. Safe to call from any thread.

        Args:
            target: as in the X-Amz-Target header, ``DynamoDB_20120810.GetItem``.
            body: the request's JSON.
        """
        accepted = self.accept(target, body)
        with self._lock:
            if not self._finishing and self.clock.now() >= self._idle_until:
                self._work()
            reply = accepted if isinstance(accepted, Reply) else self._answer(accepted)
            group = self._groups.open
            finishes, self._has_begun_work = self._has_begun_work, False
        while isinstance(reply, PausedReply):
            self._lock.give_way()
            with self._lock:
                reply = self._proceed(reply)
                group = self._groups.open
        if group is not None:
            with self._lock:
                self._groups.settle(group)
            if group.error is not None:
                return _refusal(group.error)
        if finishes:
            self._finish_work()
        return reply

    def call(self, operation: str, request: dict[str, Any], *, service: str = "DynamoDB_20120810") -> Any:
        """Answer a request given as a dict, with a dict.

        Raises:
            DynamoDBError: the request is answered with an error.
        """
        reply = self.execute(f"{service}.{operation}", encode(request))
        answer = decode(reply.body or b"{}")
        if reply.status == 200:
            return answer
        namespace, _, code = answer.pop("__type").partition("#")
        message = answer.pop("message", None) or answer.pop("Message", "")
        raise DynamoDBError(code, message, namespace=f"{namespace}#", status=reply.status, members=answer)

    def accept(self, target: str, body: bytes) -> Accepted | Reply:
        """Read and validate one request as far as no table is needed; the reply if that ends it.

        Safe to call from any thread, and not in the way of any other.
        """
        try:
            operation = self._used.get(target) or self._looked_up(target, body)
            return Accepted(operation, operation.prepare(operation.shape.read(body)))
        except DynamoDBError as error:
            return _refusal(error)

    def perform(self, accepted: Accepted) -> Reply | PausedReply:
        """Carry out one request for a caller that collects several: it may leave a commit group open.

        While `pending` is true, no reply made since may be sent; `flush` makes them durable. What would hold up
        other requests is paused after some milliseconds, and goes on by `resume`.
        """
        with self._lock:
            if self._groups.failure is not None:
                return _refusal(self._groups.failure)
            reply = self._answer(accepted)
            if self._has_begun_work:
                # A small piece of work is done at once; the rest is left to the caller's timer.
                self._has_begun_work = False
                self._work()
            if self._groups.open is not None:
                self._groups.open.awaited = True
            return reply

    def submit(self, target: str, body: bytes) -> Reply | PausedReply:
        """`accept` one request and `perform` it."""
        accepted = self.accept(target, body)
        return accepted if isinstance(accepted, Reply) else self.perform(accepted)

    def resume(self, paused: PausedReply) -> Reply | PausedReply:
        """Go on with what `perform` or this has paused, for another slice; the reply is sent as `perform`'s are."""
        with self._lock:
            if self._groups.failure is not None:
                return _refusal(self._groups.failure)
            reply = self._proceed(paused)
            if self._groups.open is not None:
                self._groups.open.awaited = True
            return reply

    @property
    def pending(self) -> bool:
        """Whether replies wait for `flush`."""
        return self._groups.open is not None or self._groups.failure is not None

    def flush(self) -> None:
        """Commit the open group, if there is one.

        Raises:
            DynamoDBError: the group could not be made durable: none of its replies may be sent.
        """
        with self._lock:
            self._groups.flush()

    def maintain(self) -> bool:
        """Do a slice of background work, of some milliseconds; whether more is waiting.

        An engine that answers through `execute` finishes what a request has begun before it returns, and does
        a slice at most once a second besides; one that answers through `perform` relies on its caller's timer.
        """
        with self._lock:
            joined = self._groups.open is not None
            waiting = self._work()
            if not joined and self._groups.open is not None:
                self._groups.settle(self._groups.open)
        return waiting

    def close(self) -> None:
        """Commit what is open and close the file."""
        with self._lock:
            if self._groups.open is not None:
                self._groups.settle(self._groups.open)
            self.database.close()

    # -- what operations use ---------------------------------------------------------------------------

    def now(self) -> float:
        """Seconds since 1970, by the engine's clock; never less than before, whatever is done to the clock."""
        now = self.clock.now()
        if now > self._latest:
            self._latest = now
        return self._latest

    def table(self, name: str) -> TableStore:
        """The table of that name, or of that ARN, for an operation on its items.

        Raises:
            DynamoDBError: ResourceNotFoundException; ValidationException, it is an ARN of another region or of no
                table; ForeignTable, it is one of another account.
        """
        store = self.tables.find(name) or self.find_by_arn(name)
        if store is None or (store.table.ready_at and not has_items(store.table, self.now())):
            if name.startswith("arn:"):
                check_table_is_here(name, self.region, self.account)
            raise resource_not_found()
        return store

    def as_seen(self, store: TableStore, lag_seconds: float) -> TableStore | PastTable:
        """A table as a read sees it that lags behind; never as before the engine was opened."""
        if not lag_seconds:
            return store
        return PastTable(self.database, store, max(self.now() - lag_seconds, self._opened_at))

    def find_by_arn(self, arn: str) -> TableStore | None:
        """The table of that ARN; None also where it is not an ARN of a table here."""
        prefix = self.arn("table/")
        return self.tables.find(arn[len(prefix) :]) if arn.startswith(prefix) else None

    def arn(self, resource: str) -> str:
        """The ARN of a resource here, such as ``table/Shops-dev``."""
        return f"arn:aws:dynamodb:{self.region}:{self.account}:{resource}"

    def begin(self, *, durable: bool = True) -> None:
        """Open a transaction, or join the one that is open; it is made durable before any answer leaves.

        ``durable`` is False for background work that no client sees, and that can be done again if power is lost.
        """
        self._groups.begin(durable=durable)

    def begin_work(self) -> None:
        """Say that a request has left work to the chores that somebody waits for."""
        self._has_begun_work = True

    # -- one request -----------------------------------------------------------------------------------

    def _looked_up(self, target: str, body: bytes) -> Operation[Any]:
        operation = self._operations.get(target)
        if operation is None:
            try:
                decode(body)
            except NOT_READ:
                raise serialization() from None  # Told before anything else.
            raise unknown_operation()
        self._used[target] = operation
        return operation

    def _answer(self, accepted: Accepted) -> Reply | PausedReply:
        operation, prepared = accepted
        try:
            if operation.writes and ((group := self._groups.open) is None or not group.durable):
                self._groups.begin()
            answer = operation.execute(self, prepared)
        except ForeignTable as error:
            return self._failure(error.refusal(self.account, operation.name))
        except Exception as error:
            return self._failure(error)
        if type(answer) is bytes:
            return Reply(200, answer)
        if type(answer) is dict:
            return Reply(200, encode(answer))
        return PausedReply(cast(PausedAnswer, answer), self._groups.open)

    def _proceed(self, paused: PausedReply) -> Reply | PausedReply:
        """Another slice of a paused reply."""
        if paused.group is not None and paused.group.error is not None:
            # What was read is not in the database: it was undone with its group.
            return self._failure(paused.group.error)
        try:
            next(paused.rest)
        except StopIteration as end:
            return Reply(200, end.value if type(end.value) is bytes else encode(end.value))
        except Exception as error:
            return self._failure(error)
        paused.group = self._groups.open
        return paused

    def _failure(self, error: Exception) -> Reply:
        """The reply to a request that ended with ``error``; a defect is raised, once the open group is undone."""
        if not isinstance(error, DynamoDBError):
            self._groups.fail(error)
            error = storage_failed(error)
        return _refusal(error)

    # -- background work -------------------------------------------------------------------------------

    def _finish_work(self) -> None:
        """Do all that a request has begun, as nobody else may come to do it. The lock is free between the slices."""
        with self._lock:
            self._finishing += 1
        try:
            while self.maintain():
                self._lock.give_way()
        finally:
            with self._lock:
                self._finishing -= 1

    def _work(self) -> bool:
        if self.database.wants_quiet:
            return True
        try:
            waiting = self._chores.turn(self)
        except Exception as error:
            self._groups.fail(error)
            waiting = False
        self._idle_until = 0.0 if waiting else self.clock.now() + IDLE_SECONDS
        return waiting


def _refusal(error: DynamoDBError) -> Reply:
    return Reply(error.status, error.body())
