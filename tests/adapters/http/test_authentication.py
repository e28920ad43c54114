"""The region comes from the credential scope, and a request that is not signed is told so."""

import pytest
from tests.adapters.engines import ScriptedService
from tests.adapters.wire import SIGNED, RunningServer, call

QUERY = (
    b"/?X-Amz-Algorithm=AWS4-HMAC-SHA256&X-Amz-Credential=AKID%2F20260101%2F{region}%2Fdynamodb%2Faws4_request"
    b"&X-Amz-Date=20260101T000000Z&X-Amz-SignedHeaders=host&X-Amz-Signature=0123"
)


@pytest.mark.parametrize("region", ["eu-west-1", "af-south-1", "local"])
def test_each_region_has_its_own_data(scripted: RunningServer, service: ScriptedService, region: str) -> None:
    service.region(region).on("ListTables", b"%b" % region.encode())
    signed = SIGNED.replace(b"us-east-1", region.encode())
    assert scripted.connect().ask(call("ListTables", signed=signed)).body == region.encode()


def test_a_presigned_query_names_the_region(scripted: RunningServer, service: ScriptedService) -> None:
    service.region("eu-west-1").on("ListTables", b"there")
    url = QUERY.replace(b"{region}", b"eu-west-1")
    assert scripted.connect().ask(call("ListTables", signed=b"", url=url)).body == b"there"


def test_credentials_without_a_region_get_the_default_one(scripted: RunningServer, service: ScriptedService) -> None:
    service.region("us-east-1").on("ListTables", b"here")
    signed = SIGNED.replace(b"AKID/20260101/us-east-1/dynamodb/aws4_request", b"AKID")
    assert scripted.connect().ask(call("ListTables", signed=signed)).body == b"here"


def test_a_scope_that_names_no_possible_region_is_refused(server: RunningServer) -> None:
    answer = server.connect().ask(call("ListTables", signed=SIGNED.replace(b"us-east-1", b"US_EAST")))
    assert (answer.status, answer.error) == (400, "InvalidSignatureException")
    assert answer.json["message"] == "Credential should be scoped to a valid region, not 'US_EAST'."


def test_every_missing_part_of_a_signature_is_named(server: RunningServer) -> None:
    answer = server.connect().ask(call("ListTables", signed=b"Authorization: AWS4-HMAC-SHA256\r\n"))
    assert answer.error == "IncompleteSignatureException"
    assert answer.json["message"] == (
        "Authorization header requires 'Credential' parameter. "
        "Authorization header requires 'Signature' parameter. "
        "Authorization header requires 'SignedHeaders' parameter. "
        "Authorization header requires existence of either a 'X-Amz-Date' or a 'Date' header. "
        "Authorization=AWS4-HMAC-SHA256"
    )


def test_an_empty_part_of_a_signature_is_missing(server: RunningServer) -> None:
    signed = b"Authorization: AWS4-HMAC-SHA256 Credential=,SignedHeaders=host, Signature=\r\nX-Amz-Date: today\r\n"
    answer = server.connect().ask(call("ListTables", signed=signed))
    assert answer.error == "IncompleteSignatureException"
    assert answer.json["message"].startswith(
        "Authorization header requires 'Credential' parameter. Authorization header requires 'Signature' parameter. "
        "Authorization="
    )


def test_any_algorithm_of_the_version_is_one(server: RunningServer) -> None:
    signed = b"Authorization: AWS4-ECDSA Credential=a, SignedHeaders=host, Signature=b\r\nX-Amz-Date: today\r\n"
    assert server.connect().ask(call("ListTables", signed=signed)).status == 200


def test_an_algorithm_without_a_name_is_missing_from_a_presigned_query(server: RunningServer) -> None:
    answer = server.connect().ask(call("ListTables", signed=b"", url=b"/?X-Amz-Algorithm="))
    assert answer.json["message"].startswith("AWS query-string parameters must include 'X-Amz-Algorithm'. ")


def test_a_signature_without_a_date_is_incomplete(server: RunningServer) -> None:
    signed = SIGNED.partition(b"X-Amz-Date")[0]
    answer = server.connect().ask(call("ListTables", signed=signed))
    assert answer.error == "IncompleteSignatureException"
    assert server.connect().ask(call("ListTables", signed=signed + b"Date: today\r\n")).status == 200


def test_every_missing_part_of_a_presigned_query_is_named(server: RunningServer) -> None:
    answer = server.connect().ask(call("ListTables", signed=b"", url=b"/?X-Amz-Algorithm=AWS4-HMAC-SHA256"))
    assert answer.error == "IncompleteSignatureException"
    assert answer.json["message"] == (
        "AWS query-string parameters must include 'X-Amz-Credential'. "
        "AWS query-string parameters must include 'X-Amz-Signature'. "
        "AWS query-string parameters must include 'X-Amz-SignedHeaders'. "
        "AWS query-string parameters must include 'X-Amz-Date'. Re-examine the query-string parameters."
    )


def test_a_presigned_query_that_is_not_text_is_refused(server: RunningServer) -> None:
    url = QUERY.replace(b"{region}", b"%ff")
    assert server.connect().ask(call("ListTables", signed=b"", url=url)).error == "InvalidSignatureException"


def test_a_request_signed_in_two_ways_is_refused(server: RunningServer) -> None:
    answer = server.connect().ask(call("ListTables", url=b"/?X-Amz-Algorithm=AWS4-HMAC-SHA256"))
    assert answer.error == "InvalidSignatureException"


def test_another_kind_of_authorization_is_none(server: RunningServer) -> None:
    answer = server.connect().ask(call("ListTables", signed=b"Authorization: Bearer abc\r\n"))
    assert answer.error == "MissingAuthenticationTokenException"
