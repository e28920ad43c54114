"""The embedded engine's data directory, and the server that may be running on it.

One process at a time owns the data. A server writes its address beside the data when it is ready, and commands
that are about to use the same directory go through that server instead.
"""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

from tablewright.app.errors import AppError

_ADDRESS_FILE = "server.json"
_ANSWER_SECONDS = 2.0
_EVERY_INTERFACE = {"0.0.0.0": "127.0.0.1", "::": "[::1]"}


def prepare(directory: Path) -> None:
    """Make the directory if it is absent, and keep what is in it out of version control.

    Raises:
        AppError: it cannot be made.
    """
    if directory.is_dir():
        return
    try:
        directory.mkdir(parents=True)
        (directory / ".gitignore").write_text("*\n")
    except FileExistsError as error:
        raise _unusable(directory, "it is a file") from error
    except OSError as error:
        raise _unusable(directory, error.strerror) from error


@contextmanager
def announced(directory: Path, url: str) -> Iterator[None]:
    """Say beside the data, for as long as this lasts, at which URL a server has it.

    Raises:
        AppError: nothing can be written there.
    """
    file = directory / _ADDRESS_FILE
    try:
        file.write_text(json.dumps({"url": url, "pid": os.getpid()}) + "\n")
    except OSError as error:
        raise _unusable(directory, error.strerror) from error
    try:
        yield
    finally:
        file.unlink(missing_ok=True)


def serving_url(directory: Path) -> str | None:
    """Where the server that has the directory answers; None when none is running."""
    try:
        record = json.loads((directory / _ADDRESS_FILE).read_text())
        url, process = str(record["url"]), int(record["pid"])
        place = urlsplit(url)
        host, port = place.hostname or "", place.port
    except (OSError, ValueError, TypeError, KeyError):
        return None
    return url if _is_running(process) and _answers(host, port) else None


def refuse_if_served(directory: Path) -> None:
    """Make sure that no server has the directory.

    Raises:
        AppError: one has; the message says where.
    """
    if url := serving_url(directory):
        raise AppError(
            f"{directory} is served already, at {url}; use that server, stop it, or choose another directory "
            "with --data"
        )


def reachable_url(host: str, port: int) -> str:
    """The URL under which this machine reaches a server that listens on an address."""
    host = _EVERY_INTERFACE.get(host, f"[{host}]" if ":" in host else host)
    return f"http://{host}:{port}"


def _unusable(directory: Path, why: str | None) -> AppError:
    return AppError(f"{directory} cannot be used as a data directory: {why}; choose another with --data")


def _is_running(process: int) -> bool:
    """Whether a process is there; the address may be left over from one that was killed."""
    if os.name != "posix":
        return True  # there, asking would end it
    try:
        os.kill(process, 0)
    except PermissionError:
        return True
    except (OSError, OverflowError):
        return False
    return True


def _answers(host: str, port: int | None) -> bool:
    """Whether a DynamoDB endpoint answers at an address."""
    from http.client import HTTPConnection, HTTPException  # only needed where an address is left

    connection = HTTPConnection(host, port, timeout=_ANSWER_SECONDS)
    try:
        connection.request("GET", "/")
        return connection.getresponse().read().startswith(b"healthy")
    except (OSError, HTTPException):
        return False
    finally:
        connection.close()
