"""Servers to send bytes to."""

import asyncio
from collections.abc import Callable, Iterator

import pytest
import uvloop
from tests.adapters.engines import ScriptedEngine, ScriptedService
from tests.adapters.wire import RunningServer, running

from tablewright.engine import Service

LOOPS = {"asyncio": asyncio.SelectorEventLoop, "uvloop": uvloop.new_event_loop}


@pytest.fixture(params=LOOPS)
def new_loop(request: pytest.FixtureRequest) -> Callable[[], asyncio.AbstractEventLoop]:
    return LOOPS[request.param]


@pytest.fixture
def server(new_loop: Callable[[], asyncio.AbstractEventLoop]) -> Iterator[RunningServer]:
    """The engine itself, in memory, behind HTTP."""
    service = Service()
    with running(service, new_loop=new_loop) as server:
        yield server
    service.close()


@pytest.fixture
def service() -> ScriptedService:
    return ScriptedService()


@pytest.fixture
def engine(service: ScriptedService) -> ScriptedEngine:
    """The scripted engine of us-east-1."""
    return service.region("us-east-1")


@pytest.fixture
def scripted(
    service: ScriptedService, engine: ScriptedEngine, new_loop: Callable[[], asyncio.AbstractEventLoop]
) -> Iterator[RunningServer]:
    """The scripted engine behind HTTP."""
    with running(service, new_loop=new_loop) as server:
        yield server
