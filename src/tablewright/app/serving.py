"""The embedded engine as a server: the bare engine, until the process is told to stop."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path

from tablewright.app import data_directory
from tablewright.app.errors import AppError, translated
from tablewright.engine import Service, StorageError

DEFAULT_REGION = "us-east-1"
"""The region of requests that name none."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a server is to listen."""

    host: str = "127.0.0.1"
    port: int = 8000


@dataclass(frozen=True, slots=True)
class Serving:
    """A server that accepts requests."""

    url: str
    """Where this machine reaches it."""
    beyond_this_machine: bool
    """Whether other machines can connect."""
    directory: Path | None
    """Where the data is; None: in memory."""
    regions: tuple[str, ...]
    """The regions that have data, or the one that requests go to when they name none."""
    key_ids: tuple[str, ...] = ()
    """The access keys that requests must be signed with one of; empty: any credentials are accepted."""


@contextmanager
def opened_service(directory: Path | None) -> Iterator[Service]:
    """The engine on a data directory, which is made if it is absent; None keeps everything in memory.

    Every region with data is opened at once, so that a file that cannot be used is told now and not at the
    first request that needs it.

    Raises:
        AppError: the directory cannot be used, or a running server has it.
    """
    if directory is not None:
        data_directory.prepare(directory)
        data_directory.refuse_if_served(directory)
    try:
        service = Service(directory)
        try:
            for region in service.regions():
                service.region(region)
            yield service
        finally:
            service.close()
    except StorageError as error:
        raise AppError(str(error)) from error


def serve(
    address: Address,
    directory: Path | None,
    ready: Callable[[Serving], None],
    keys: Mapping[str, str] | None = None,
) -> None:
    """Serve the bare engine until SIGINT or SIGTERM; `ready` is called once requests are accepted.

    ``keys`` are as for `serve_service`.

    Raises:
        AppError: the directory cannot be used or the address cannot be had.
    """
    with opened_service(directory) as service:
        serve_service(service, address, directory, ready, keys)


def serve_service(
    service: Service,
    address: Address,
    directory: Path | None,
    ready: Callable[[Serving], None],
    keys: Mapping[str, str] | None = None,
) -> None:
    """Serve an open engine until SIGINT or SIGTERM, its address written beside its data.

    ``keys`` are secret access keys by access key id. Where they are given, requests must be signed with one of them;
    without, any credentials do.

    Raises:
        AppError: the address cannot be had, or what the server needs is not installed.
    """
    _require_server()
    from tablewright.adapters.http import ListenError, Server
    from tablewright.adapters.http import serve as serve_http

    with ExitStack() as while_serving:

        def listening(server: Server) -> None:
            url = data_directory.reachable_url(server.host, server.port)
            if directory is not None:
                while_serving.enter_context(data_directory.announced(directory, url))
            beyond = not ip_address(server.host).is_loopback
            regions = tuple(service.regions()) or (DEFAULT_REGION,)
            ready(Serving(url, beyond, directory, regions, tuple(keys or ())))

        with translated(ListenError):
            serve_http(service, address.host, address.port, ready=listening, keys=keys)


def refuse_if_taken(address: Address) -> None:
    """Refuse an address that cannot be had, before anything is done that serving would end in.

    Raises:
        AppError: the address cannot be had, or what the server needs is not installed.
    """
    _require_server()
    from tablewright.adapters.http import ListenError, check_address

    with translated(ListenError):
        check_address(address.host, address.port)


def _require_server() -> None:
    try:
        import tablewright.adapters.http  # noqa: F401
    except ModuleNotFoundError as error:
        raise AppError(
            f"the server needs {error.name}, which is not installed: pip install 'tablewright[server]'"
        ) from error
