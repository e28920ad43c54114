"""boto3 clients of real endpoints: Amazon DynamoDB, ScyllaDB Alternator, or an engine behind a URL.

Whatever keeps an endpoint from answering is told in one way, as `EndpointError`: what is wrong, where, and
what to do. Errors of DynamoDB's own about a request stay botocore's ``ClientError``.
"""

import ipaddress
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal, overload
from urllib.parse import urlsplit

import boto3
import botocore.exceptions as failures
from botocore.config import Config

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

_CONNECT_SECONDS = 5
_READ_SECONDS = 30
_CONFIG = Config(
    connect_timeout=_CONNECT_SECONDS,
    read_timeout=_READ_SECONDS,
    retries={"mode": "standard", "total_max_attempts": 4},
    # AWS is AWS, whatever AWS_ENDPOINT_URL says: callers give URLs. (The stubs do not know the option yet.)
    ignore_configured_endpoint_urls=True,  # type: ignore[call-arg]
)
_LOCAL_REGION = "us-east-1"
_LOCAL_CREDENTIALS = {"aws_access_key_id": "local", "aws_secret_access_key": "local"}


RequestRefused = failures.ClientError
"""DynamoDB's own answer that it does not do what a request asks for."""


class EndpointError(Exception):
    """An endpoint cannot be used. The message says why and what to do."""


@dataclass(frozen=True, slots=True)
class Endpoint:
    """A DynamoDB to connect to. What is left out comes from AWS's usual variables and configuration files.

    Source: https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html
    """

    url: str | None = None
    """``http://localhost:8000``; None is AWS itself, whatever ``AWS_ENDPOINT_URL`` says."""

    region: str | None = None
    """``eu-west-1``; otherwise ``AWS_REGION``, ``AWS_DEFAULT_REGION`` or the profile's."""

    profile: str | None = None
    """A profile of ``~/.aws/config``; otherwise ``AWS_PROFILE``, or the default one."""

    def __str__(self) -> str:
        place = self.url or "AWS"
        details = [f"{what} {value}" for what, value in self._told() if value]
        return f"{place} ({', '.join(details)})" if details else place

    @overload
    def client(self, service: Literal["dynamodb"] = "dynamodb") -> "DynamoDBClient": ...

    @overload
    def client(self, service: Literal["dynamodbstreams"]) -> "DynamoDBStreamsClient": ...

    @overload
    def client(self, service: Literal["kms"]) -> Any: ...

    def client(self, service: str = "dynamodb") -> Any:
        """A boto3 client whose calls raise `EndpointError` where the endpoint fails rather than the request.

        An endpoint on this machine needs no credentials and no region.

        Raises:
            EndpointError: the profile, the region or the URL cannot be used.
        """
        if self.url is not None and not self.url.startswith(("http://", "https://")):
            raise EndpointError(f"{self.url} is not an endpoint URL: one looks like http://localhost:8000")
        local = self._is_local()
        try:
            session = boto3.Session(profile_name=self.profile)
            region = self.region or os.environ.get("AWS_REGION") or session.region_name
            session.events.register("creating-client-class", _explaining(self))
            return session.client(
                service,  # type: ignore[call-overload]
                region_name=region or (_LOCAL_REGION if local else None),
                endpoint_url=self.url,
                config=_CONFIG,
                **({} if self._has_credentials() else _LOCAL_CREDENTIALS),
            )
        except (failures.BotoCoreError, ValueError) as error:
            raise self.explain(error) from error

    def account(self) -> str:
        """The AWS account whose credentials are used (GetCallerIdentity of AWS STS).

        Raises:
            EndpointError: AWS does not tell.
        """
        try:
            session = boto3.Session(profile_name=self.profile)
            session.events.register("creating-client-class", _explaining(self))
            identity = session.client("sts", region_name=self.region, config=_CONFIG).get_caller_identity()
            return str(identity["Account"])
        except failures.ClientError as error:
            raise EndpointError(f"{self} refuses GetCallerIdentity: {error}") from error
        except (failures.BotoCoreError, ValueError) as error:
            raise self.explain(error) from error

    def probe(self) -> None:
        """Make sure that DynamoDB answers here.

        Raises:
            EndpointError: it does not.
        """
        client = self.client()
        try:
            answer = client.list_tables(Limit=1)
        except failures.ClientError as error:
            raise EndpointError(f"{self} refuses ListTables: {error}") from error
        except (AttributeError, TypeError, ValueError) as error:  # botocore stumbles over JSON of another shape
            raise EndpointError(f"what answers at {self} is not DynamoDB: check the endpoint URL") from error
        if "TableNames" not in answer:
            raise EndpointError(f"what answers at {self} is not DynamoDB: check the endpoint URL")

    def explain(self, error: Exception) -> Exception:
        """The failure as an `EndpointError`; an error of DynamoDB's own is returned as it is."""
        for kinds, explanation in _EXPLANATIONS:
            if isinstance(error, kinds):
                return EndpointError(explanation.format(endpoint=self, error=error))
        if isinstance(error, failures.ClientError):
            return self._explain_refusal(error)
        if isinstance(error, failures.BotoCoreError | ValueError):
            return EndpointError(f"{self} cannot be used: {error}")
        return error

    def _explain_refusal(self, error: failures.ClientError) -> Exception:
        told = error.response.get("Error", {})
        # The first line says what is wrong; for a wrong signature Amazon recites the request after it.
        code, message = told.get("Code", ""), told.get("Message", "").partition("\n")[0]
        if code in _REFUSED_CREDENTIALS and not self._has_credentials():
            return EndpointError(
                f"{self} answers only requests that are signed with one of its keys, and no credentials are given: set "
                "AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY to one, or name a profile that has one in AWS_PROFILE"
            )
        if code in _REFUSED_CREDENTIALS:
            return EndpointError(
                f"{self} does not accept the credentials ({code}: {message}): renew them, or choose others "
                "with AWS_PROFILE or --profile"
            )
        if code == "AccessDeniedException":
            return EndpointError(
                f"{self} denies {error.operation_name}: {message}. Allow it in the policy of that user or "
                "role, or choose another with AWS_PROFILE or --profile"
            )
        if code.isdigit() or not code:
            status = error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", code)
            return EndpointError(
                f"what answers at {self} is not DynamoDB (HTTP status {status}): check the endpoint URL"
            )
        return error

    def _is_local(self) -> bool:
        return self.url is not None and is_loopback(self.url)

    def _has_credentials(self) -> bool:
        """Whether a user's credentials sign requests: to this machine only where some are named, elsewhere always."""
        named = self.profile or os.environ.get("AWS_PROFILE") or os.environ.get("AWS_ACCESS_KEY_ID")
        return bool(named) or not self._is_local()

    def _told(self) -> tuple[tuple[str, str | None], ...]:
        return ("region", self.region), ("profile", self.profile)


_REFUSED_CREDENTIALS = frozenset(
    {
        "ExpiredToken",
        "ExpiredTokenException",
        "IncompleteSignatureException",
        "InvalidClientTokenId",
        "InvalidSignatureException",
        "MissingAuthenticationTokenException",
        "SignatureDoesNotMatch",
        "UnrecognizedClientException",
    }
)

_EXPLANATIONS: tuple[tuple[tuple[type[Exception], ...], str], ...] = (
    (
        (failures.NoCredentialsError, failures.PartialCredentialsError, failures.CredentialRetrievalError),
        "there are no AWS credentials for {endpoint} ({error}): run 'aws configure' or 'aws sso login', "
        "choose a profile with AWS_PROFILE or --profile, or set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
    ),
    (
        (failures.SSOError, failures.TokenRetrievalError),
        "the sign-in for {endpoint} has ended ({error}): run 'aws sso login'",
    ),
    (
        (failures.ProfileNotFound,),
        "{error}: 'aws configure list-profiles' lists those there are",
    ),
    (
        (failures.NoRegionError,),
        "no region is given for {endpoint}: name one with AWS_REGION",
    ),
    (
        (failures.EndpointConnectionError, failures.ConnectTimeoutError, failures.ProxyConnectionError),
        "nothing answers at {endpoint} ({error}): check the URL and the network, and that it is running",
    ),
    (
        (failures.ReadTimeoutError, failures.ConnectionClosedError),
        "{endpoint} took the request and did not answer ({error}): check that it is DynamoDB, and try again",
    ),
    (
        (failures.SSLError,),
        "no secure connection to {endpoint} ({error}): check the URL's scheme, or name the certificate "
        "authority with AWS_CA_BUNDLE",
    ),
    (
        (failures.ResponseStreamingError, failures.HTTPClientError),
        "the connection to {endpoint} failed ({error}): check that DynamoDB is what answers there",
    ),
)


def is_loopback(url: str) -> bool:
    """Whether a URL leads to this very machine."""
    host = urlsplit(url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def _explaining(endpoint: Endpoint) -> Callable[..., None]:
    """A handler of ``creating-client-class`` that has every call of the client explain its failures."""

    class ExplainedCalls:
        def _make_api_call(self, operation: str, parameters: dict[str, Any]) -> Any:
            try:
                return super()._make_api_call(operation, parameters)  # type: ignore[misc]
            except (failures.BotoCoreError, failures.ClientError) as error:
                explained = endpoint.explain(error)
                if explained is error:
                    raise
                raise explained from error

    def add_to(base_classes: list[type], **_: object) -> None:
        base_classes.insert(0, ExplainedCalls)

    return add_to
