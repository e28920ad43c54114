"""Choosing the endpoint that tables are on.

Amazon DynamoDB itself is used only when it is asked for. Without a word about the endpoint it is the embedded
engine, in its data directory; or, where a server has that directory at the moment, that server.
"""

import os
from abc import ABC, abstractmethod
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from tablewright.app import data_directory
from tablewright.app.errors import AppError, UsageError, translated
from tablewright.app.settings import Settings
from tablewright.design.environment import Environment

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

    from tablewright.adapters.embedded import EmbeddedDynamoDB
    from tablewright.deploy.client import KeyClient

_URL_VARIABLES = ("AWS_ENDPOINT_URL_DYNAMODB", "AWS_ENDPOINT_URL")
"""The variables that AWS's own tools take an endpoint from, the more particular first
(https://docs.aws.amazon.com/sdkref/latest/guide/feature-ss-endpoints.html)."""


@dataclass(frozen=True, slots=True)
class EndpointChoice:
    """What was said about the endpoint."""

    endpoint_url: str | None = None
    aws: bool = False
    """Amazon DynamoDB itself, in the environment's region."""
    profile: str | None = None
    """The AWS profile to take credentials from; without a URL it asks for Amazon DynamoDB."""
    data: Path | None = None
    """The embedded engine, with its data in this directory."""


class Endpoint(ABC):
    """Where tables are."""

    @property
    @abstractmethod
    def label(self) -> str:
        """The endpoint in words: ``the embedded engine in .tablewright``."""

    @property
    @abstractmethod
    def options(self) -> str:
        """The options that choose it again, for commands that are printed; empty when it is the default."""

    @abstractmethod
    def client(self, environment: Environment) -> "DynamoDBClient":
        """A client for an environment's region.

        Raises:
            AppError: the endpoint cannot be used.
        """

    @abstractmethod
    def keys(self, environment: Environment) -> "KeyClient | None":
        """What tells an AWS managed key from a customer's there; None where nothing does.

        Raises:
            AppError: the endpoint cannot be used.
        """


class EmbeddedEndpoint(Endpoint):
    """The embedded engine in this process."""

    def __init__(self, dynamodb: "EmbeddedDynamoDB", directory: Path | None, options: str = "") -> None:
        self.dynamodb = dynamodb
        self.directory = directory
        self._options = options

    @property
    def label(self) -> str:
        return f"the embedded engine {f'in {self.directory}' if self.directory else 'in memory'}"

    @property
    def options(self) -> str:
        return self._options

    def client(self, environment: Environment) -> "DynamoDBClient":
        from tablewright.engine import StorageError

        with translated(StorageError):
            self.dynamodb.service.region(environment.region, account=environment.account)
            return self.dynamodb.client(region=environment.region)

    def keys(self, environment: Environment) -> "KeyClient | None":
        from tablewright.adapters.keys import EngineKeys

        return EngineKeys()


class RemoteEndpoint(Endpoint):
    """A DynamoDB that is reached over the network: Amazon's own, or one behind a URL."""

    def __init__(
        self, url: str | None, profile: str | None, label: str, options: str = "", *, is_engine: bool = False
    ) -> None:
        """``is_engine`` says that the embedded engine is known to answer at the URL."""
        self._is_engine = is_engine
        self._url = url
        self._profile = profile
        self._label = label
        self._options = options

    @property
    def label(self) -> str:
        return self._label

    @property
    def options(self) -> str:
        return self._options

    def client(self, environment: Environment) -> "DynamoDBClient":
        from tablewright.adapters import endpoint

        with translated(endpoint.EndpointError):
            place = endpoint.Endpoint(self._url, environment.region, self._profile)
            if self._url is not None:
                place.probe()
            elif environment.account is not None:
                _refuse_other_account(environment, place.account())
            return place.client()

    def keys(self, environment: Environment) -> "KeyClient | None":
        from tablewright.adapters import endpoint, keys

        if self._is_engine:
            return keys.EngineKeys()
        if self._url is not None:
            return None
        with translated(endpoint.EndpointError):
            client: KeyClient = endpoint.Endpoint(None, environment.region, self._profile).client("kms")
            return client


@contextmanager
def opened(choice: EndpointChoice, settings: Settings, variables: Mapping[str, str] = os.environ) -> Iterator[Endpoint]:
    """The endpoint that was chosen, by options first, then by pyproject.toml, then by the environment's variables.

    Raises:
        UsageError: what was said contradicts itself, or a URL is none.
        AppError: the data directory cannot be used.
    """
    _refuse_contradictions(choice)
    url = None if choice.aws or choice.data else _url(choice, settings, variables)
    if url is not None:
        yield RemoteEndpoint(url, choice.profile, url, _options(choice))
    elif choice.aws or choice.profile:
        yield RemoteEndpoint(None, choice.profile, _aws_label(choice.profile), _options(choice))
    else:
        directory = choice.data or settings.data
        served = data_directory.serving_url(directory)
        if served is not None:
            yield RemoteEndpoint(
                served, None, f"{served} (the server of {directory})", _options(choice), is_engine=True
            )
            return
        with opened_embedded(directory) as dynamodb:
            yield EmbeddedEndpoint(dynamodb, directory, _options(choice))


@contextmanager
def opened_embedded(directory: Path | None) -> Iterator["EmbeddedDynamoDB"]:
    """The embedded engine on a data directory; None: in memory.

    Raises:
        AppError: the directory cannot be used.
    """
    from tablewright.adapters.embedded import embedded
    from tablewright.engine import StorageError

    if directory is not None:
        data_directory.prepare(directory)
        data_directory.refuse_if_served(directory)
    with translated(StorageError):
        dynamodb = embedded(directory)
    with dynamodb:
        yield dynamodb


@contextmanager
def calls_to(endpoint: Endpoint) -> Iterator[None]:
    """Calls of a client of the endpoint: those it refuses or does not answer are told as `AppError`."""
    from tablewright.adapters.endpoint import EndpointError, RequestRefused
    from tablewright.engine import StorageError

    try:
        yield
    except RequestRefused as error:
        raise AppError(f"{endpoint.label}: {error}") from error
    except (EndpointError, StorageError) as error:
        raise AppError(str(error)) from error


def _refuse_contradictions(choice: EndpointChoice) -> None:
    said = {
        "--endpoint-url": choice.endpoint_url is not None,
        "--aws": choice.aws,
        "--data": choice.data is not None,
    }
    given = [option for option, is_given in said.items() if is_given]
    if choice.profile is not None and choice.data is not None:
        given = ["--profile", "--data"]
    if len(given) > 1:
        raise UsageError(f"{' and '.join(given)} choose different endpoints: give one of them")


def _refuse_other_account(environment: Environment, account: str) -> None:
    if account != environment.account:
        raise AppError(
            f"environment {environment.name} belongs to AWS account {environment.account}, and the credentials are "
            f"of {account}; nothing was done. Choose others with --profile"
        )


def _url(choice: EndpointChoice, settings: Settings, variables: Mapping[str, str]) -> str | None:
    if choice.endpoint_url is not None:
        return _checked(choice.endpoint_url, "--endpoint-url")
    if choice.profile is not None:
        return None
    if settings.endpoint_url is not None:
        return _checked(settings.endpoint_url, "pyproject.toml: [tool.tablewright] endpoint-url")
    for variable in _URL_VARIABLES:
        if variables.get(variable):
            return _checked(variables[variable], variable)
    return None


def _checked(url: str, source: str) -> str:
    try:
        place = urlsplit(url)
        if place.scheme in ("http", "https") and place.hostname and (place.port is None or place.port >= 0):
            return url
    except ValueError:
        pass  # a port that is no number
    raise UsageError(f"{source}: {url!r} is not the URL of an endpoint; write it like http://localhost:8000")


def _aws_label(profile: str | None) -> str:
    return f"AWS (profile {profile})" if profile else "AWS"


def _options(choice: EndpointChoice) -> str:
    said = [
        f"--endpoint-url {choice.endpoint_url}" if choice.endpoint_url else "",
        "--aws" if choice.aws else "",
        f"--profile {choice.profile}" if choice.profile else "",
        f"--data {choice.data}" if choice.data else "",
    ]
    return " ".join(option for option in said if option)
