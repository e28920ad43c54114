"""What is an API call, what is not, and the order in which what is wrong with one is told."""

import zlib

import pytest
from tests.adapters.wire import JSON, SIGNED, RunningServer, call, request

UNSIGNED = b""


def test_a_call_is_answered_with_amazons_headers(server: RunningServer) -> None:
    answer = server.connect().ask(call("ListTables"))
    assert (answer.status, answer.json) == (200, {"TableNames": []})
    assert answer.headers["content-type"] == "application/x-amz-json-1.0"
    assert answer.headers["x-amz-crc32"] == str(zlib.crc32(answer.body))
    assert answer.headers["server"] == "Server"
    assert answer.headers["date"].endswith("GMT")


def test_request_ids_look_like_amazons_and_are_unique(server: RunningServer) -> None:
    client = server.connect()
    ids = {client.ask(call("ListTables")).headers["x-amzn-requestid"] for _ in range(5)}
    assert len(ids) == 5
    assert all(len(each) == 52 and each.isalnum() and each == each.upper() for each in ids)


@pytest.mark.parametrize(
    ("sent", "returned"),
    [
        (b"application/x-amz-json-1.0", "application/x-amz-json-1.0"),
        (b"application/json", "application/json"),
        (b"application/x-amz-json-1.0; charset=utf-8", "application/x-amz-json-1.0"),
        (b"Application/JSON", "application/json"),
    ],
)
def test_the_content_type_follows_the_requests(server: RunningServer, sent: bytes, returned: str) -> None:
    answer = server.connect().ask(call("ListTables", content_type=b"Content-Type: %b\r\n" % sent))
    assert (answer.status, answer.headers["content-type"]) == (200, returned)


@pytest.mark.parametrize("content_type", [b"", b"Content-Type: text/plain\r\n", JSON.replace(b"1.0", b"1.1")])
def test_a_content_type_of_no_api_is_not_found(server: RunningServer, content_type: bytes) -> None:
    answer = server.connect().ask(call("ListTables", content_type=content_type))
    assert (answer.status, answer.body) == (404, b"<UnknownOperationException/>\n")


@pytest.mark.parametrize("content_type", [b"", b"Content-Type: text/plain\r\n"])
@pytest.mark.parametrize(
    ("operation", "signed", "error"),
    [
        ("", UNSIGNED, "UnknownOperationException"),
        ("ListTables", UNSIGNED, "MissingAuthenticationTokenException"),
        ("ListTables", SIGNED, "SerializationException"),
    ],
)
def test_the_type_of_an_empty_body_does_not_matter(
    server: RunningServer, content_type: bytes, operation: str, signed: bytes, error: str
) -> None:
    answer = server.connect().ask(call(operation, b"", content_type=content_type, signed=signed))
    assert (answer.status, answer.error, answer.headers["content-type"]) == (400, error, "application/json")


@pytest.mark.parametrize(
    ("sent", "error"),
    [
        (call("ListTables", b"{"), "SerializationException"),
        (call("ListTables", b""), "SerializationException"),
        (call("ListTables", b"{", signed=UNSIGNED), "SerializationException"),
        (call("NoSuchThing", b"{"), "SerializationException"),
        (call("NoSuchThing", b"{", signed=UNSIGNED), "SerializationException"),
        (call(""), "UnknownOperationException"),
        (call("NoSuchThing"), "UnknownOperationException"),
        (call("NoSuchThing", signed=UNSIGNED), "UnknownOperationException"),
        (call("ListTables", signed=UNSIGNED), "MissingAuthenticationTokenException"),
        (call("NoSuchThing", b""), "UnknownOperationException"),
        (call("NoSuchThing", b"", signed=UNSIGNED), "UnknownOperationException"),
        (call("ListTables", b"", signed=UNSIGNED), "MissingAuthenticationTokenException"),
    ],
)
def test_json_comes_before_the_target_and_the_target_before_authentication(
    server: RunningServer, sent: bytes, error: str
) -> None:
    answer = server.connect().ask(sent)
    assert (answer.status, answer.error) == (400, error)


def test_the_health_of_the_service_is_told_to_anyone(server: RunningServer) -> None:
    answer = server.connect().ask(request(b"GET"))
    assert (answer.status, answer.body) == (200, b"healthy: dynamodb.us-east-1.amazonaws.com ")


@pytest.mark.parametrize(
    "sent",
    [
        request(b"GET", b"/favicon.ico"),
        request(b"PUT", b"/", SIGNED + JSON, b"{}"),
        request(b"DELETE"),
        request(b"OPTIONS"),
        call("ListTables", url=b"/elsewhere"),
    ],
)
def test_anything_else_is_not_found_and_keeps_the_connection(server: RunningServer, sent: bytes) -> None:
    client = server.connect()
    answer = client.ask(sent)
    assert (answer.status, answer.body) == (404, b"<UnknownOperationException/>\n")
    assert client.ask(call("ListTables")).status == 200


def test_head_is_answered_without_a_body(server: RunningServer) -> None:
    client = server.connect()
    client.send(request(b"HEAD"))
    answer = client.read(bodiless=True)
    assert (answer.status, answer.headers["content-length"], answer.headers["x-amz-crc32"]) == (404, "29", "3552371480")
    assert client.ask(call("ListTables")).status == 200


def test_a_browsers_preflight_is_granted_what_it_asks(server: RunningServer) -> None:
    headers = (
        b"Origin: http://localhost:3000\r\nAccess-Control-Request-Method: POST\r\n"
        b"Access-Control-Request-Headers: x-amz-target, content-type\r\n"
    )
    answer = server.connect().ask(request(b"OPTIONS", b"/", headers))
    assert (answer.status, answer.body) == (200, b"")
    assert answer.headers["access-control-allow-origin"] == "*"
    assert answer.headers["access-control-allow-methods"] == "POST"
    assert answer.headers["access-control-allow-headers"] == "x-amz-target, content-type"
    assert answer.headers["access-control-max-age"] == "172800"


@pytest.mark.parametrize("sent", [call("ListTables", headers=b"Origin: null\r\n"), call("", headers=b"Origin: x\r\n")])
def test_pages_of_every_origin_may_read_answers_and_errors(server: RunningServer, sent: bytes) -> None:
    headers = server.connect().ask(sent).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "x-amzn-RequestId" in headers["access-control-expose-headers"].split(",")


def test_answers_to_programs_carry_no_cors_headers(server: RunningServer) -> None:
    assert "access-control-allow-origin" not in server.connect().ask(call("ListTables")).headers


def test_who_looks_for_the_endpoint_finds_the_one_it_asks(server: RunningServer) -> None:
    asked = call("DescribeEndpoints").replace(b"Host: localhost\r\n", b"Host: 127.0.0.1:8123\r\n")
    (endpoint,) = server.connect().ask(asked).json["Endpoints"]
    assert endpoint == {"Address": "127.0.0.1:8123", "CachePeriodInMinutes": 1440}


def test_tags_are_taken_without_a_word(server: RunningServer) -> None:
    client = server.connect()
    table = {
        "TableName": "Shops",
        "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
        "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
        "BillingMode": "PAY_PER_REQUEST",
    }
    arn = client.ask(call("CreateTable", table)).json["TableDescription"]["TableArn"]
    tagged = client.ask(call("TagResource", {"ResourceArn": arn, "Tags": [{"Key": "a", "Value": "b"}]}))
    untagged = client.ask(call("UntagResource", {"ResourceArn": arn, "TagKeys": ["a"]}))
    assert [(answer.status, answer.body) for answer in (tagged, untagged)] == [(200, b"")] * 2
