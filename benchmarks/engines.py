"""The engines that are compared, and how each is started: its own defaults, on a disk where it has one."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from benchmarks import peers
from benchmarks.client import Client, Unanswered
from benchmarks.paths import ROOT
from benchmarks.ports import free_port

_START_SECONDS = 30.0


@dataclass(frozen=True)
class Engine:
    """An engine to compare. ``command`` installs it if need be, and says how to start it."""

    name: str
    keeps: str
    """Where its data is: ``disk`` or ``memory``."""
    command: Callable[[int, Path], list[str]]


@dataclass
class Running:
    """An engine that answers."""

    engine: Engine
    port: int
    process: subprocess.Popen[bytes]
    startup_seconds: float
    """From the start of its process to its first answer."""

    def memory_mb(self) -> float:
        """What its process holds in memory now."""
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        kilobytes = next(line.split()[1] for line in status.splitlines() if line.startswith("VmRSS"))
        return int(kilobytes) / 1024


@contextmanager
def started(engine: Engine) -> Iterator[Running]:
    """Start an engine on a port and a folder of its own, and stop it at the end.

    Raises:
        peers.Missing: it cannot be had on this machine, or does not start.
    """
    with TemporaryDirectory(prefix="benchmark-") as folder:
        port = free_port()
        command = engine.command(port, Path(folder))
        log = Path(folder, "log")
        began = perf_counter()
        with log.open("wb") as output:
            process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        try:
            _await_answer(process, port, log)
            yield Running(engine, port, process, perf_counter() - began)
        finally:
            process.terminate()
            try:
                process.wait(10)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def _await_answer(process: subprocess.Popen[bytes], port: int, log: Path) -> None:
    deadline = perf_counter() + _START_SECONDS
    while perf_counter() < deadline:
        if process.poll() is not None:
            last = (log.read_text(errors="replace").strip().splitlines() or ["it said nothing"])[-1]
            raise peers.Missing(f"it ended with {process.returncode}: {last}")
        try:
            Client(port).call("ListTables", {})
        except (OSError, Unanswered):
            sleep(0.005)
        else:
            return
    raise peers.Missing(f"it did not answer within {_START_SECONDS:g} seconds")


def _tablewright(port: int, folder: Path) -> list[str]:
    program = Path(sys.executable).with_name("tablewright")
    return [str(program), "serve", "--port", str(port), "--data", str(folder / "data")]


def _dynoxide(port: int, folder: Path) -> list[str]:
    program = peers.npm_package("@dynoxide/linux-x64", peers.DYNOXIDE, "dynoxide")
    return [str(program), "serve", "--port", str(port), "--db-path", str(folder / "data.db")]


def _dynalite(port: int, folder: Path) -> list[str]:
    program = peers.npm_package("dynalite", peers.DYNALITE, "cli.js")
    return ["node", str(program), "--host", "127.0.0.1", "--port", str(port), "--createTableMs", "0"]


def _dynalite_on_disk(port: int, folder: Path) -> list[str]:
    return [*_dynalite(port, folder), "--path", str(folder / "data")]


def _moto(port: int, folder: Path) -> list[str]:
    return [str(peers.python_with_moto()), "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]


def _dynamodb_local(port: int, folder: Path) -> list[str]:
    jars = peers.dynamodb_local()
    return [
        "java",
        f"-Djava.library.path={jars}",
        "-cp",
        f"{jars}/*",
        "com.amazonaws.services.dynamodbv2.local.main.ServerRunner",
        "-port",
        str(port),
        "-dbPath",
        str(folder),
        "-disableTelemetry",
    ]


def _canned(port: int, folder: Path) -> list[str]:
    return [sys.executable, "-m", "benchmarks.canned", str(port)]


ENGINES = (
    Engine("tablewright", "disk", _tablewright),
    Engine("dynoxide", "disk", _dynoxide),
    Engine("dynalite", "memory", _dynalite),
    Engine("dynalite-on-disk", "disk", _dynalite_on_disk),
    Engine("moto", "memory", _moto),
    Engine("dynamodb-local", "disk", _dynamodb_local),
)

CANNED = Engine("canned answer", "nothing", _canned)
"""No engine at all: what the load generator could see at most on this machine."""
