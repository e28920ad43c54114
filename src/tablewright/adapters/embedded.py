"""DynamoDB in the process that uses it: boto3 clients with no server behind them and no socket."""

import logging
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal, Self, overload

import boto3
from botocore.config import Config

from tablewright.adapters.sessions import DEFAULT_URL, InProcessSession, routes
from tablewright.engine import Clock, Reply, Service, Weather

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient, DynamoDBServiceResource
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

_log = logging.getLogger(__name__)

_MAINTENANCE_SECONDS = 0.5
_BREATH_SECONDS = 0.005
"""What is left to calls between two slices of background work."""


class EmbeddedDynamoDB:
    """A DynamoDB of one's own, kept in a directory or in memory.

    Its clients are ordinary boto3 clients; every write is durable when the call returns. Safe to use from any
    number of threads. A context manager that closes it at the end.
    """

    def __init__(
        self,
        path: str | Path | None = None,
        *,
        region: str = "us-east-1",
        clock: Clock | None = None,
        weather: Weather | None = None,
    ) -> None:
        """See `embedded`."""
        self.region = region
        self._service = Service(None if path is None else Path(path), clock=clock, weather=weather or Weather())
        self._session: boto3.Session | None = None
        self._lock = threading.Lock()
        stop = threading.Event()
        self._finish = weakref.finalize(self, _shut_down, self._service, stop)
        if clock is None:
            threading.Thread(
                target=_maintain, args=(weakref.ref(self), stop), name="tablewright-maintenance", daemon=True
            ).start()

    # -- clients ---------------------------------------------------------------------------------------

    def session(self) -> boto3.Session:
        """A boto3 session for libraries that take one.

        It makes DynamoDB and DynamoDB Streams clients only.
        """
        with self._lock:
            if self._session is None:
                in_process = InProcessSession(self, self.region)
                self._session = boto3.Session(botocore_session=in_process, region_name=self.region)
            return self._session

    @overload
    def client(
        self,
        service: Literal["dynamodb"] = "dynamodb",
        *,
        region: str | None = None,
        config: Config | None = None,
    ) -> "DynamoDBClient": ...

    @overload
    def client(
        self, service: Literal["dynamodbstreams"], *, region: str | None = None, config: Config | None = None
    ) -> "DynamoDBStreamsClient": ...

    def client(self, service: str = "dynamodb", *, region: str | None = None, config: Config | None = None) -> Any:
        """A boto3 client of ``dynamodb`` or ``dynamodbstreams``; each region has its own tables.

        Raises:
            ValueError: another service is asked for.
        """
        session: Any = self.session()
        with self._lock:
            return session.client(service, region_name=region, config=config)

    def resource(
        self,
        service: Literal["dynamodb"] = "dynamodb",
        *,
        region: str | None = None,
        config: Config | None = None,
    ) -> "DynamoDBServiceResource":
        """A boto3 resource, with its tables and its conversion of types."""
        session = self.session()
        with self._lock:
            return session.resource(service, region_name=region, config=config)

    @contextmanager
    def install(self, url: str = DEFAULT_URL) -> Iterator[str]:
        """Answer every client made in this process for the endpoint ``url``, whoever makes it.

        For libraries that make their own sessions: ``host = "http://tablewright.embedded"`` in a PynamoDB
        model's Meta, or the environment's ``AWS_ENDPOINT_URL_DYNAMODB``. Inside the ``with`` block new
        clients are led here; those made in it are answered for as long as they live.

        Raises:
            ValueError: the URL is none, or is installed by another.
        """
        routes.add(url, self)
        try:
            yield url
        finally:
            routes.remove(url)

    # -- the engine ------------------------------------------------------------------------------------

    @property
    def service(self) -> Service:
        """The engine itself, for what has no boto3 call."""
        return self._service

    def execute(self, region: str, target: str, body: bytes) -> Reply:
        """Answer one request of a region; see `tablewright.engine.Engine.execute`.

        Raises:
            RuntimeError: it is closed.
        """
        if not self._finish.alive:
            raise RuntimeError("this embedded DynamoDB is closed: make a new one with tablewright.embedded()")
        return self._service.region(region).execute(target, body)

    def maintain(self) -> bool:
        """Do a slice of background work now, such as TTL deletions; whether more is waiting.

        Calls do slices in passing, and a thread does them in between. With a clock of one's own there is no
        thread: nothing happens but in calls and here.
        """
        return self._service.maintain()

    def close(self) -> None:
        """Close the files. Clients made before answer no more calls."""
        self._finish()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def embedded(
    path: str | Path | None = None,
    *,
    region: str = "us-east-1",
    clock: Clock | None = None,
    weather: Weather | None = None,
) -> EmbeddedDynamoDB:
    """A DynamoDB in this process::

        with tablewright.embedded() as dynamodb:
            client = dynamodb.client()
            client.create_table(...)

    Args:
        path: the directory its data is kept in, made if it is absent; None keeps it in memory.
        region: the region of clients that name none.
        clock: the time everything happens at; None for the machine's. With a clock of one's own, background
            work is done in passing by calls and by `EmbeddedDynamoDB.maintain`, never on a thread.
        weather: what takes time or has limits, by the clock; None for nothing.

    Raises:
        StorageError: the directory cannot be used.
    """
    return EmbeddedDynamoDB(path, region=region, clock=clock, weather=weather)


def _maintain(embedded: "weakref.ref[EmbeddedDynamoDB]", stop: threading.Event) -> None:
    waiting = False
    while not stop.wait(_BREATH_SECONDS if waiting else _MAINTENANCE_SECONDS):
        owner = embedded()
        if owner is None:
            return
        try:
            waiting = owner.maintain()
        except Exception:
            _log.exception("background work failed")
            waiting = False
        del owner


def _shut_down(service: Service, stop: threading.Event) -> None:
    stop.set()
    service.close()
