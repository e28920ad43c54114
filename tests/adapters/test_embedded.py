"""boto3 in process: ordinary clients, resources and sessions, with nothing between them and the engine."""

import gc
import socket
import threading
import weakref
from pathlib import Path

import boto3
import pytest
from boto3.dynamodb.conditions import Attr, Key
from botocore.config import Config
from botocore.exceptions import ClientError
from botocore.stub import Stubber

from tablewright.adapters.embedded import EmbeddedDynamoDB, embedded
from tablewright.engine import ManualClock

SHOPS = {
    "TableName": "Shops",
    "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
    "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
    "BillingMode": "PAY_PER_REQUEST",
}


def _shop(name: str) -> dict[str, object]:
    return {"id": {"S": name}, "opened": {"N": "1999"}, "logo": {"B": b"\x00\xff"}}


def test_a_client_keeps_what_it_is_given(dynamodb: EmbeddedDynamoDB) -> None:
    client = dynamodb.client()
    client.create_table(**SHOPS)
    client.get_waiter("table_exists").wait(TableName="Shops")
    client.put_item(TableName="Shops", Item=_shop("corner"))
    answer = client.get_item(TableName="Shops", Key={"id": {"S": "corner"}})
    assert answer["Item"] == _shop("corner")
    assert answer["ResponseMetadata"]["HTTPStatusCode"] == 200
    assert len(answer["ResponseMetadata"]["RequestId"]) == 52


def test_a_resource_converts_types_and_pages(dynamodb: EmbeddedDynamoDB) -> None:
    resource = dynamodb.resource()
    table = resource.create_table(**SHOPS)
    with table.batch_writer() as batch:
        for number in range(60):
            batch.put_item(Item={"id": str(number), "number": number})
    first = table.scan(Limit=25, FilterExpression=Attr("number").lt(30))
    assert first["ScannedCount"] == 25
    assert table.query(KeyConditionExpression=Key("id").eq("7"))["Items"] == [{"id": "7", "number": 7}]


def test_a_session_makes_clients_for_other_libraries(dynamodb: EmbeddedDynamoDB) -> None:
    session = dynamodb.session()
    assert isinstance(session, boto3.Session)
    session.client("dynamodb").create_table(**SHOPS)
    assert [table.name for table in session.resource("dynamodb").tables.all()] == ["Shops"]
    assert session.client("dynamodbstreams").list_streams()["Streams"] == []


def test_a_session_refuses_other_services_and_endpoints(dynamodb: EmbeddedDynamoDB) -> None:
    with pytest.raises(ValueError, match="has no s3"):
        dynamodb.session().client("s3")
    with pytest.raises(ValueError, match="does not connect to http://localhost:8000"):
        dynamodb.session().client("dynamodb", endpoint_url="http://localhost:8000")


def test_each_region_has_its_own_tables(dynamodb: EmbeddedDynamoDB) -> None:
    dynamodb.client(region="eu-west-1").create_table(**SHOPS)
    assert dynamodb.client().list_tables()["TableNames"] == []
    assert dynamodb.client(region="eu-west-1").list_tables()["TableNames"] == ["Shops"]


def test_no_socket_is_opened_and_no_credentials_are_sought(
    dynamodb: EmbeddedDynamoDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a socket was asked for")

    monkeypatch.setattr(socket, "create_connection", refuse)
    monkeypatch.setattr(socket.socket, "connect", refuse)
    client = dynamodb.client()
    assert client.list_tables()["TableNames"] == []
    with pytest.raises(client.exceptions.ResourceNotFoundException):
        client.describe_table(TableName="Shops")


def test_a_profile_that_does_not_exist_is_no_concern_of_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_PROFILE", "no-such-profile")
    with embedded() as dynamodb:
        assert dynamodb.client().list_tables()["TableNames"] == []


def test_errors_are_those_of_dynamodb(dynamodb: EmbeddedDynamoDB) -> None:
    client = dynamodb.client()
    with pytest.raises(client.exceptions.ResourceNotFoundException) as raised:
        client.get_item(TableName="Shops", Key={"id": {"S": "1"}})
    assert str(raised.value) == (
        "An error occurred (ResourceNotFoundException) when calling the GetItem operation: Requested resource not found"
    )
    assert raised.value.response["ResponseMetadata"]["HTTPStatusCode"] == 400


def test_a_failed_call_reaches_the_engine_once(dynamodb: EmbeddedDynamoDB, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    execute = EmbeddedDynamoDB.execute

    def counted(self: EmbeddedDynamoDB, region: str, target: str, body: bytes) -> object:
        seen.append(target)
        return execute(self, region, target, body)

    monkeypatch.setattr(EmbeddedDynamoDB, "execute", counted)
    with pytest.raises(ClientError):
        dynamodb.client().describe_table(TableName="Shops")
    assert len(seen) == 1


def test_retries_are_botocores_own_where_they_are_asked_for(
    dynamodb: EmbeddedDynamoDB, monkeypatch: pytest.MonkeyPatch
) -> None:
    replies = iter([(400, b'{"__type":"x#ThrottlingException","message":"slow"}'), (200, b'{"TableNames":["T"]}')])

    def scripted(self: EmbeddedDynamoDB, region: str, target: str, body: bytes) -> object:
        from tablewright.engine import Reply

        return Reply(*next(replies))

    monkeypatch.setattr(EmbeddedDynamoDB, "execute", scripted)
    monkeypatch.setattr("botocore.retries.standard.time.sleep", lambda _: None, raising=False)
    client = dynamodb.client(config=Config(retries={"mode": "standard", "total_max_attempts": 2}))
    answer = client.list_tables()
    assert answer["TableNames"] == ["T"]
    assert answer["ResponseMetadata"]["RetryAttempts"] == 1


def test_stubs_of_a_client_keep_working(dynamodb: EmbeddedDynamoDB) -> None:
    client = dynamodb.client()
    with Stubber(client) as stub:
        stub.add_response("list_tables", {"TableNames": ["Stubbed"]})
        assert client.list_tables()["TableNames"] == ["Stubbed"]
    assert client.list_tables()["TableNames"] == []


def test_threads_may_share_it(dynamodb: EmbeddedDynamoDB) -> None:
    dynamodb.client().create_table(**SHOPS)

    def add_hundred() -> None:
        client = dynamodb.client()
        for _ in range(100):
            client.update_item(
                TableName="Shops",
                Key={"id": {"S": "counter"}},
                UpdateExpression="ADD visits :one",
                ExpressionAttributeValues={":one": {"N": "1"}},
            )

    threads = [threading.Thread(target=add_hundred) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    item = dynamodb.client().get_item(TableName="Shops", Key={"id": {"S": "counter"}})["Item"]
    assert item["visits"] == {"N": "400"}


def test_a_directory_keeps_its_data(tmp_path: Path) -> None:
    with embedded(tmp_path) as dynamodb:
        dynamodb.client().create_table(**SHOPS)
        dynamodb.client().put_item(TableName="Shops", Item=_shop("corner"))
    with embedded(str(tmp_path)) as dynamodb:
        assert dynamodb.client().scan(TableName="Shops")["Items"] == [_shop("corner")]


def test_a_closed_one_says_so() -> None:
    with embedded() as dynamodb:
        client = dynamodb.client()
    with pytest.raises(RuntimeError, match="is closed"):
        client.list_tables()
    dynamodb.close()


def test_one_that_is_forgotten_ends_its_thread() -> None:
    before = threading.active_count()
    dynamodb = embedded()
    dynamodb.client().list_tables()
    thread = next(each for each in threading.enumerate() if each.name == "tablewright-maintenance")
    forgotten = weakref.ref(dynamodb)
    del dynamodb
    gc.collect()
    assert forgotten() is None
    thread.join(5)
    assert threading.active_count() <= before


def test_time_is_the_callers_where_a_clock_is_given() -> None:
    clock = ManualClock()
    expiry = {"Enabled": True, "AttributeName": "expires"}
    with embedded(clock=clock) as dynamodb:
        client = dynamodb.client()
        client.create_table(**SHOPS)
        client.update_time_to_live(TableName="Shops", TimeToLiveSpecification=expiry)
        client.put_item(TableName="Shops", Item={"id": {"S": "1"}, "expires": {"N": str(int(clock.now()) + 60)}})
        assert client.scan(TableName="Shops")["Count"] == 1
        clock.advance(3 * 3600)
        while dynamodb.maintain():
            pass
        assert client.scan(TableName="Shops")["Count"] == 0
        assert not [each for each in threading.enumerate() if each.name == "tablewright-maintenance"]
