"""dynamodb-admin, the web page over a DynamoDB that many projects keep beside it, unmodified."""

import json
import os
import socket
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from tests.adapters import javascript
from tests.adapters.javascript import needs_node

from tablewright.adapters.embedded import EmbeddedDynamoDB

TABLE = {
    "TableName": "Shops",
    "KeySchema": [{"AttributeName": "city", "KeyType": "HASH"}, {"AttributeName": "number", "KeyType": "RANGE"}],
    "AttributeDefinitions": [
        {"AttributeName": "city", "AttributeType": "S"},
        {"AttributeName": "number", "AttributeType": "N"},
    ],
    "BillingMode": "PAY_PER_REQUEST",
}


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port: int = probe.getsockname()[1]
        return port


def _page(url: str, *, put: object = None) -> str:
    body = None if put is None else json.dumps(put).encode()
    headers = {} if put is None else {"Content-Type": "application/json"}
    request = urllib.request.Request(url, body, headers, method="GET" if put is None else "PUT")
    with urllib.request.urlopen(request, timeout=10) as answer:
        text: str = answer.read().decode()
        return text


@pytest.fixture
def admin(served: str) -> Iterator[str]:
    """The URL of dynamodb-admin, on the engine behind HTTP."""
    folder = javascript.installed()
    program = folder / "node_modules" / "dynamodb-admin" / "dist" / "dynamodb-admin.js"
    port = _free_port()
    process = subprocess.Popen(
        ["node", str(program), "--host", "127.0.0.1", "--port", str(port), "--dynamo-endpoint", served],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "AWS_REGION": "us-east-1"},
        text=True,
    )
    assert process.stdout is not None
    try:
        assert any("listening on" in line for line in process.stdout), "dynamodb-admin did not start"
        yield f"http://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


@needs_node
def test_its_pages_show_tables_and_items(admin: str, dynamodb: EmbeddedDynamoDB) -> None:
    engine = dynamodb.service.region("us-east-1")
    engine.call("CreateTable", TABLE)
    for number in range(1, 41):
        item = {"city": {"S": "Bern"}, "number": {"N": str(number)}, "tags": {"L": [{"S": "ñ"}]}}
        engine.call("PutItem", {"TableName": "Shops", "Item": item})

    assert "Shops" in _page(f"{admin}/")
    assert '"TableStatus": "ACTIVE"' in _page(f"{admin}/tables/Shops/meta").replace("&#34;", '"')
    listed = json.loads(_page(f"{admin}/tables/Shops/items?pageSize=25"))
    assert [each["number"] for each in listed["Items"]] == list(range(1, 26))
    after = "%7B%22city%22%3A%22Bern%22%2C%22number%22%3A25%7D"
    rest = json.loads(_page(f"{admin}/tables/Shops/items?pageSize=25&startKey={after}"))
    assert [each["number"] for each in rest["Items"]] == list(range(26, 41))
    assert "ñ" in _page(f"{admin}/tables/Shops/items/Bern,7")
    with pytest.raises(urllib.error.HTTPError, match="404") as missing:
        _page(f"{admin}/tables/Shops/items/Bern,99")
    missing.value.close()


@needs_node
def test_an_item_that_is_added_there_is_in_the_table(admin: str, dynamodb: EmbeddedDynamoDB) -> None:
    engine = dynamodb.service.region("us-east-1")
    engine.call("CreateTable", TABLE)

    made = _page(f"{admin}/tables/Shops/add-item", put={"city": "Basel", "number": 3, "open": True})

    assert json.loads(made) == {"city": "Basel", "number": 3}
    key = {"city": {"S": "Basel"}, "number": {"N": "3"}}
    assert engine.call("GetItem", {"TableName": "Shops", "Key": key})["Item"] == {**key, "open": {"BOOL": True}}
