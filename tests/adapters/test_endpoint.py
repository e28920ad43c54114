"""Clients of real endpoints, and what is said when one cannot be used."""

import socket
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from tablewright.adapters.endpoint import Endpoint, EndpointError, is_loopback


class Website(BaseHTTPRequestHandler):
    """Answers everything with one body."""

    status = 200
    body = b"<html>Welcome</html>"

    def do_POST(self) -> None:
        self.send_response(self.status)
        self.end_headers()
        self.wfile.write(self.body)

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def website() -> Iterator[str]:
    with HTTPServer(("127.0.0.1", 0), Website) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


def _refusal_of(code: str, message: str = "because") -> str:
    client = Endpoint(url="http://localhost:1").client()
    with Stubber(client) as stub:
        stub.add_client_error("list_tables", code, message)
        with pytest.raises(EndpointError) as raised:
            client.list_tables()
    return str(raised.value)


def test_an_endpoint_on_this_machine_needs_no_credentials_and_no_region(
    served: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("AWS_ACCESS_KEY_ID")
    endpoint = Endpoint(url=served)
    endpoint.probe()
    client = endpoint.client()
    assert client.list_tables()["TableNames"] == []
    client.close()


def test_errors_of_dynamodb_stay_what_they_are(served: str) -> None:
    client = Endpoint(url=served).client()
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_table(TableName="Shops")
    with pytest.raises(ClientError):
        client.put_item(TableName="Shops", Item={})
    client.close()


def test_streams_have_clients_too(served: str) -> None:
    client = Endpoint(url=served).client("dynamodbstreams")
    assert client.list_streams()["Streams"] == []
    client.close()


@pytest.mark.parametrize("variable", ["AWS_REGION", "AWS_DEFAULT_REGION"])
def test_the_region_comes_from_the_usual_variables(variable: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(variable, "eu-central-1")
    assert Endpoint().client().meta.region_name == "eu-central-1"
    assert Endpoint(region="eu-west-1").client().meta.region_name == "eu-west-1"


def test_without_a_region_it_asks_for_one() -> None:
    with pytest.raises(EndpointError, match=r"no region is given for AWS: name one with AWS_REGION"):
        Endpoint().client()


def test_without_credentials_it_says_how_to_get_some() -> None:
    with pytest.raises(EndpointError, match=r"no AWS credentials for AWS \(region eu-west-1\).*aws configure"):
        Endpoint(region="eu-west-1").client().list_tables()


def test_an_unknown_profile_is_named() -> None:
    with pytest.raises(EndpointError, match=r"\(nobody\) could not be found.*list-profiles"):
        Endpoint(profile="nobody").client()


def test_what_is_no_url_is_refused() -> None:
    with pytest.raises(EndpointError, match="localhost:8000 is not an endpoint URL"):
        Endpoint(url="localhost:8000").client()


def test_an_endpoint_where_nothing_listens_is_told() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(EndpointError, match=f"nothing answers at http://127.0.0.1:{port}"):
        Endpoint(url=f"http://127.0.0.1:{port}").client().list_tables()


@pytest.mark.parametrize("status", [200, 404, 405])
def test_an_endpoint_that_is_not_dynamodb_is_told(website: str, status: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Website, "status", status)
    with pytest.raises(EndpointError, match="is not DynamoDB"):
        Endpoint(url=website).probe()


@pytest.mark.parametrize("status", [200, 400])
@pytest.mark.parametrize("body", [b"[]", b"null", b'"up"', b'{"__type": ["x"], "TableNames": 3}', b"\xff\xfe"])
def test_an_endpoint_that_answers_with_other_json_is_told(
    website: str, body: bytes, status: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Website, "status", status)
    monkeypatch.setattr(Website, "body", body)
    with pytest.raises(EndpointError, match="is not DynamoDB"):
        Endpoint(url=website).probe()


def test_an_endpoint_that_speaks_no_tls_is_told(website: str) -> None:
    with pytest.raises(EndpointError, match="no secure connection"):
        Endpoint(url=website.replace("http:", "https:")).client().list_tables()


def test_credentials_that_are_wanted_and_not_given_are_to_be_set() -> None:
    refusal = _refusal_of("UnrecognizedClientException")
    assert "signed with one of its keys, and no credentials are given: set AWS_ACCESS_KEY_ID" in refusal


def test_credentials_that_are_not_accepted_are_to_be_renewed(credentials: None) -> None:
    assert "does not accept the credentials (ExpiredTokenException: because): renew them" in _refusal_of(
        "ExpiredTokenException"
    )


def test_what_is_denied_is_named_with_amazons_reason() -> None:
    told = _refusal_of("AccessDeniedException", "User: x is not authorized to perform: dynamodb:ListTables")
    assert "denies ListTables: User: x is not authorized to perform: dynamodb:ListTables. Allow it" in told


@pytest.mark.parametrize(
    ("url", "here"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1", True),
        ("http://[::1]:8000", True),
        ("https://dynamodb.eu-west-1.amazonaws.com", False),
        ("http://192.168.0.10:8000", False),
    ],
)
def test_this_machine_is_known_by_its_addresses(url: str, here: bool) -> None:
    assert is_loopback(url) is here
