"""An endpoint URL that leads into this process, whoever makes the client."""

import boto3
import botocore.session
import pytest
from botocore.exceptions import EndpointConnectionError

from tablewright.adapters.embedded import EmbeddedDynamoDB, embedded
from tablewright.adapters.sessions import DEFAULT_URL

HERE = {"region_name": "us-east-1", "endpoint_url": DEFAULT_URL}


def test_any_session_of_the_process_makes_clients_for_it(dynamodb: EmbeddedDynamoDB) -> None:
    made_before = boto3.Session()
    with dynamodb.install():
        for make in (boto3.client, boto3.Session().client, made_before.client):
            assert make("dynamodb", **HERE).list_tables()["TableNames"] == []
        low = botocore.session.get_session().create_client("dynamodb", **HERE)
        assert low.list_tables()["TableNames"] == []
        assert boto3.client("dynamodbstreams", **HERE).list_streams()["Streams"] == []


def test_the_environment_can_name_it(dynamodb: EmbeddedDynamoDB, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL_DYNAMODB", DEFAULT_URL + "/")
    with dynamodb.install():
        assert boto3.client("dynamodb", region_name="eu-west-1").list_tables()["TableNames"] == []


def test_other_endpoints_and_services_are_left_alone(dynamodb: EmbeddedDynamoDB, credentials: None) -> None:
    with dynamodb.install():
        other = boto3.client("dynamodb", region_name="us-east-1", endpoint_url="http://127.0.0.1:1")
        with pytest.raises(EndpointConnectionError):
            other.list_tables()
        assert boto3.client("sts", region_name="us-east-1").meta.endpoint_url.endswith("amazonaws.com")


def test_several_engines_have_urls_of_their_own() -> None:
    with embedded() as first, embedded() as second:
        with first.install("http://first.local"), second.install("http://second.local"):
            for name in ("first", "second"):
                client = boto3.client("dynamodb", region_name="us-east-1", endpoint_url=f"http://{name}.local")
                client.create_table(
                    TableName=name,
                    KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
                    AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
                    BillingMode="PAY_PER_REQUEST",
                )
        assert first.client().list_tables()["TableNames"] == ["first"]
        assert second.client().list_tables()["TableNames"] == ["second"]


def test_a_url_leads_to_one_engine_at_a_time(dynamodb: EmbeddedDynamoDB) -> None:
    with (
        dynamodb.install(),
        embedded() as other,
        pytest.raises(ValueError, match="leads to another embedded DynamoDB already"),
        other.install(),
    ):
        pass


def test_what_is_no_url_is_refused(dynamodb: EmbeddedDynamoDB) -> None:
    with pytest.raises(ValueError, match="is not an endpoint URL"), dynamodb.install("localhost"):
        pass


def test_botocore_is_as_it_was_when_the_last_route_is_gone(dynamodb: EmbeddedDynamoDB) -> None:
    before = botocore.session.Session.create_client
    with dynamodb.install("http://first.local"):
        with dynamodb.install("http://second.local"):
            pass
        assert botocore.session.Session.create_client is not before
    assert botocore.session.Session.create_client is before
