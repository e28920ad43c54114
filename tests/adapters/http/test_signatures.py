"""With keys, only requests that are signed with one of them are answered; the others learn what is wrong."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.auth import SigV4Auth, SigV4QueryAuth
from botocore.awsrequest import AWSRequest
from botocore.credentials import Credentials
from hypothesis import given
from hypothesis import strategies as st
from tests.adapters.engines import ScriptedEngine, ScriptedService
from tests.adapters.wire import call, running

from tablewright.adapters.endpoint import Endpoint, EndpointError
from tablewright.adapters.http.signatures import SignatureVerifier
from tablewright.engine.wire import decode

NOW = 1_767_268_800.0  # 2026-01-01T12:00:00Z
KEYS = {"AKIDEXAMPLE": "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"}


@pytest.fixture(autouse=True)
def twelve_o_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda *_, **__: datetime.fromtimestamp(NOW, UTC))


Request = tuple[bytes, dict[bytes, bytes], bytes]
"""A query, headers by lower-case names, and a body."""


def _signed(
    *,
    body: bytes = b"{}",
    key: str = "AKIDEXAMPLE",
    secret: str = KEYS["AKIDEXAMPLE"],
    service: str = "dynamodb",
    token: str | None = None,
    how: Callable[..., Any] = SigV4Auth,
    extra: dict[str, str] | None = None,
) -> Request:
    headers = {"Host": "localhost:8000", "X-Amz-Target": "DynamoDB_20120810.ListTables"} | (extra or {})
    request = AWSRequest("POST", "http://localhost:8000/", headers=headers, data=body)
    how(Credentials(key, secret, token), service, "eu-west-1").add_auth(request)
    sent = {name.lower().encode(): str(value).encode() for name, value in request.headers.items()}
    # For a query botocore signs an empty body, whatever there was.
    return request.url.partition("?")[2].encode(), sent, request.data or b""


def _refusal(request: Request, *, now: float = NOW) -> tuple[str, str] | None:
    query, headers, body = request
    answer = SignatureVerifier(KEYS, lambda: now).refusal(b"POST", query, headers, body)
    if answer is None:
        return None
    told = decode(answer.body)
    return told["__type"].partition("#")[2], told["message"]


@pytest.mark.parametrize("how", [SigV4Auth, SigV4QueryAuth])
def test_a_rightly_signed_request_is_let_in(how: Callable[..., Any]) -> None:
    assert _refusal(_signed(how=how)) is None


@given(st.binary(max_size=200), st.text(st.characters(codec="ascii", exclude_categories=["Cc"]), max_size=30))
def test_whatever_botocore_signs_is_let_in(body: bytes, value: str) -> None:
    assert _refusal(_signed(body=body, extra={"X-Note": value})) is None


def test_a_changed_body_is_refused_with_what_should_have_been_signed() -> None:
    query, headers, _ = _signed(body=b'{"Limit": 1}')
    refused = _refusal((query, headers, b'{"Limit": 2}'))
    assert refused is not None
    code, message = refused
    assert code == "InvalidSignatureException"
    assert message.startswith("The request signature we calculated does not match the signature you provided.")
    assert "The Canonical String for this request should have been\n'POST\n/\n" in message
    assert "The String-to-Sign should have been\n'AWS4-HMAC-SHA256\n20260101T120000Z\n20260101/eu-west-1/" in message


def test_a_wrong_secret_is_refused() -> None:
    refused = _refusal(_signed(secret="guess"))
    assert refused is not None
    assert refused[0] == "InvalidSignatureException"


def test_an_unknown_key_is_refused() -> None:
    assert _refusal(_signed(key="AKIDOTHER")) == (
        "UnrecognizedClientException",
        "The security token included in the request is invalid.",
    )


def test_the_token_of_a_session_is_refused_once_the_signature_is_found_right() -> None:
    assert _refusal(_signed(token="session")) == (
        "UnrecognizedClientException",
        "The security token included in the request is invalid",
    )
    refused = _refusal(_signed(token="session", secret="guess"))
    assert refused is not None
    assert refused[0] == "InvalidSignatureException"


def test_a_signature_is_good_for_five_minutes_either_way() -> None:
    request = _signed()
    assert _refusal(request, now=NOW + 299) is None
    assert _refusal(request, now=NOW - 299) is None
    assert _refusal(request, now=NOW + 301) == (
        "InvalidSignatureException",
        "Signature expired: 20260101T120000Z is now earlier than 20260101T120001Z (20260101T120501Z - 5 min.)",
    )
    assert _refusal(request, now=NOW - 301) == (
        "InvalidSignatureException",
        "Signature not yet current: 20260101T120000Z is still later than 20260101T115959Z (20260101T115459Z + 5 min.)",
    )


def test_a_presigned_query_is_good_for_as_long_as_it_says() -> None:
    request = _signed(how=lambda *arguments: SigV4QueryAuth(*arguments, expires=3600))
    assert _refusal(request, now=NOW + 3599) is None
    refused = _refusal(request, now=NOW + 3601)
    assert refused is not None
    assert refused[1].startswith("Signature expired")


def test_a_signature_for_another_service_is_refused() -> None:
    assert _refusal(_signed(service="s3")) == (
        "InvalidSignatureException",
        "Credential should be scoped to correct service: 'dynamodb'. ",
    )


def _with_authorization(change: Callable[[bytes], bytes]) -> Request:
    query, headers, body = _signed()
    return query, headers | {b"authorization": change(headers[b"authorization"])}, body


@pytest.mark.parametrize(
    ("change", "code", "message"),
    [
        (
            lambda each: each.replace(b"20260101/eu-west-1/dynamodb/aws4_request", b"eu-west-1"),
            "IncompleteSignatureException",
            "Credential must have exactly 5 slash-delimited elements",
        ),
        (
            lambda each: each.replace(b"20260101/", b"20250101/"),
            "InvalidSignatureException",
            "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP: "
            "'20250101' != '20260101', from '20260101T120000Z'.",
        ),
        (
            lambda each: each.replace(b"aws4_request", b"aws5_request"),
            "InvalidSignatureException",
            "Credential should be scoped with a valid terminator: 'aws4_request', not 'aws5_request'.",
        ),
        (
            lambda each: each.replace(b"SignedHeaders=host;", b"SignedHeaders="),
            "InvalidSignatureException",
            "'Host' or ':authority' must be a 'SignedHeader' in the AWS Authorization.",
        ),
    ],
)
def test_a_malformed_authorization_is_told_what_is_wrong(
    change: Callable[[bytes], bytes], code: str, message: str
) -> None:
    refused = _refusal(_with_authorization(change))
    assert refused is not None
    assert refused[0] == code
    assert refused[1].startswith(message)


@pytest.mark.parametrize("date", [b"", b"today", b"Mon, 01 Jan 0001 00:00:00 +2359"])
def test_a_signature_whose_date_is_none_is_incomplete(date: bytes) -> None:
    query, headers, body = _signed()
    undated = headers | {b"x-amz-date": b""}
    for each in (undated, undated | {b"date": date}):
        refused = _refusal((query, each, body))
        assert refused is not None
        assert refused[0] in ("IncompleteSignatureException", "InvalidSignatureException")


def test_parameters_in_the_query_beside_a_signature_in_the_header_are_not_the_signatures() -> None:
    _, headers, body = _signed()
    refused = _refusal((b"X-Amz-Credential=1&X-Amz-Signature=1", headers, body))
    assert refused is not None
    assert refused[0] == "InvalidSignatureException"


@pytest.mark.parametrize("lifetime", [b"-1", b"soon", b"9" * 5000])
def test_a_lifetime_that_is_no_number_of_seconds_is_refused(lifetime: bytes) -> None:
    query, headers, body = _signed(how=SigV4QueryAuth)
    assert b"X-Amz-Expires=3600" in query
    refused = _refusal((query.replace(b"X-Amz-Expires=3600", b"X-Amz-Expires=" + lifetime), headers, body))
    assert refused is not None
    assert refused[1].startswith("X-Amz-Expires must be a number of seconds")


@given(st.binary(max_size=120))
def test_no_authorization_whatever_gets_in_or_breaks_it(noise: bytes) -> None:
    query, headers, body = _signed()
    authorization = b"AWS4-HMAC-SHA256 Credential=" + noise + b", SignedHeaders=host, Signature=" + noise
    assert _refusal((query, headers | {b"authorization": authorization}, body)) is not None


def test_a_server_with_keys_answers_only_those_who_hold_one(
    service: ScriptedService, engine: ScriptedEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("botocore.auth.get_current_datetime", lambda *_, **__: datetime.now(UTC))
    engine.on("ListTables", b'{"TableNames":["Mine"]}')
    with running(service, keys=KEYS) as server:
        assert server.connect().ask(call("ListTables")).error == "UnrecognizedClientException"
        assert server.connect().ask(call("NoSuchThing")).error == "UnknownOperationException"
        client = Endpoint(url=server.url, region="us-east-1").client()
        with pytest.raises(EndpointError, match="answers only requests that are signed with one of its keys"):
            client.list_tables()
        client.close()
        monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIDEXAMPLE")
        monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", KEYS["AKIDEXAMPLE"])
        client = Endpoint(url=server.url, region="us-east-1").client()
        assert client.list_tables()["TableNames"] == ["Mine"]
        client.close()
