"""An engine in memory under a clock that the test moves."""

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tablewright.engine import Engine, ManualClock, Service

Call = Callable[..., dict[str, Any]]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock()


@pytest.fixture
def service(clock: ManualClock) -> Iterator[Service]:
    service = Service(None, clock=clock)
    yield service
    service.close()


@pytest.fixture
def engine(service: Service) -> Engine:
    return service.region("us-east-1")


@pytest.fixture
def call(engine: Engine) -> Call:
    """Calls an operation with the members of its request as keywords."""
    return lambda operation, **request: engine.call(operation, request)


@pytest.fixture
def notes(engine: Engine) -> str:
    """A table with a partition key ``pk`` (S) and nothing else; its name."""
    engine.call(
        "CreateTable",
        {
            "TableName": "notes",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
        },
    )
    return "notes"
