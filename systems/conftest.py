"""What the tests of every system are given: its design, on a DynamoDB that is new for each test.

Which system that is, the folder says that a test is in.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest

import tablewright
from systems.tests.rendered import rendered
from systems.tests.shell import Shell, served
from tablewright import Design
from tablewright.deploy import apply
from tablewright.engine import Clock, SystemClock

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

    from tablewright.adapters.embedded import EmbeddedDynamoDB


@pytest.fixture(scope="module")
def system(request: pytest.FixtureRequest) -> str:
    """The system's name, which is that of its folder."""
    return request.path.parent.parent.name


@pytest.fixture(scope="module")
def design(system: str) -> Design:
    """The system's design."""
    found: Design = import_module(f"systems.{system}.design").design
    return found


@pytest.fixture
def clock() -> Clock:
    """The time; tests in which it is to pass, or to be a certain day, have a clock of their own."""
    return SystemClock()


@pytest.fixture
def engine(design: Design, clock: Clock) -> "Iterator[EmbeddedDynamoDB]":
    """An empty DynamoDB, at the time of the clock, in the region of dev."""
    with tablewright.embedded(region=design.environment("dev").region, clock=clock) as engine:
        yield engine


@pytest.fixture
def streams(engine: "EmbeddedDynamoDB") -> "DynamoDBStreamsClient":
    """A client of its streams."""
    return engine.client("dynamodbstreams")


@pytest.fixture
def tables(design: Design, engine: "EmbeddedDynamoDB") -> "DynamoDBClient":
    """A client of a DynamoDB that has the tables of dev, without items."""
    client = engine.client("dynamodb")
    apply(design.resources("dev"), client)
    return client


@pytest.fixture
def loaded(system: str, design: Design, tables: "DynamoDBClient") -> "DynamoDBClient":
    """A client of a DynamoDB that has the tables of dev with the sample data."""
    tablewright.load(design, tables, "dev", import_module(f"systems.{system}.sample").sample())
    return tables


@pytest.fixture
def empty(design: Design, tables: "DynamoDBClient", clock: Clock) -> object:
    """The access patterns, each a method, on empty tables."""
    [patterns] = design.protocols
    return tablewright.connect(
        patterns, design, tables, env="dev", clock=lambda: datetime.fromtimestamp(clock.now(), UTC)
    )


@pytest.fixture
def db(empty: object, loaded: "DynamoDBClient") -> object:
    """The access patterns, each a method, on the sample data."""
    return empty


@pytest.fixture(scope="module")
def template(design: Design) -> dict[str, Any]:
    """The design's CloudFormation template."""
    return rendered(design)


@pytest.fixture(scope="module")
def shell(system: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shell]:
    """A shell beside the served system, the same for all tests of a file."""
    with served(system, tmp_path_factory.mktemp(system)) as shell:
        yield shell
