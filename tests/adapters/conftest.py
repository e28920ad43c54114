"""An engine, reached in each of the ways there are."""

from collections.abc import Iterator

import boto3
import pytest
from tests.adapters.wire import running

from tablewright.adapters.embedded import EmbeddedDynamoDB, embedded
from tablewright.adapters.sessions import DEFAULT_URL


@pytest.fixture(autouse=True)
def no_session(monkeypatch: pytest.MonkeyPatch) -> None:
    """No session of boto3 that an earlier test has made."""
    monkeypatch.setattr(boto3, "DEFAULT_SESSION", None)


@pytest.fixture
def credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    """Credentials as a user has them in the environment; any will do."""
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKID")
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "secret")


@pytest.fixture
def dynamodb() -> Iterator[EmbeddedDynamoDB]:
    """An engine in memory and in process."""
    with embedded() as dynamodb:
        yield dynamodb


@pytest.fixture
def served(dynamodb: EmbeddedDynamoDB, credentials: None) -> Iterator[str]:
    """The URL of the engine behind HTTP."""
    with running(dynamodb.service) as server:
        yield server.url


@pytest.fixture(params=["http", "in process"])
def endpoint(request: pytest.FixtureRequest, dynamodb: EmbeddedDynamoDB) -> Iterator[str]:
    """An endpoint URL: once of a server, once of an engine in this process, which needs no credentials."""
    if request.param == "http":
        yield request.getfixturevalue("served")
    else:
        with dynamodb.install():
            yield DEFAULT_URL
