"""Programs that know nothing of Python: the AWS command line and the JavaScript SDK, over HTTP."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from tests.adapters import javascript
from tests.adapters.javascript import needs_node

AWS = Path(sys.executable).with_name("aws")

PROGRAM = """
import {
  DynamoDBClient, CreateTableCommand, waitUntilTableExists, PutItemCommand, GetItemCommand, QueryCommand,
  TransactWriteItemsCommand, BatchWriteItemCommand, paginateScan,
} from "@aws-sdk/client-dynamodb";

const client = new DynamoDBClient({ endpoint: process.argv[2], region: "us-east-1" });
const found = {};
await client.send(new CreateTableCommand({
  TableName: "Orders", BillingMode: "PAY_PER_REQUEST",
  KeySchema: [{ AttributeName: "customer", KeyType: "HASH" }, { AttributeName: "placed", KeyType: "RANGE" }],
  AttributeDefinitions: [
    { AttributeName: "customer", AttributeType: "S" }, { AttributeName: "placed", AttributeType: "N" }],
}));
await waitUntilTableExists({ client, minDelay: 1, maxWaitTime: 10 }, { TableName: "Orders" });
const order = (placed) => ({ customer: { S: "c" }, placed: { N: `${placed}` }, note: { S: "ñ".repeat(300) } });
const raw = { B: new Uint8Array([0, 255]) };
await client.send(new PutItemCommand({ TableName: "Orders", Item: { ...order(0), raw } }));
const key = { customer: { S: "c" }, placed: { N: "0" } };
const got = await client.send(new GetItemCommand({ TableName: "Orders", Key: key }));
found.raw = [...got.Item.raw.B];
found.requestId = got.$metadata.requestId;
await client.send(new BatchWriteItemCommand({
  RequestItems: { Orders: [...Array(25).keys()].map((n) => ({ PutRequest: { Item: order(n + 1) } })) } }));
const page = await client.send(new QueryCommand({
  TableName: "Orders", KeyConditionExpression: "customer = :c AND placed > :p", ScanIndexForward: false, Limit: 2,
  ExpressionAttributeValues: { ":c": { S: "c" }, ":p": { N: "3" } } }));
found.page = page.Items.map((each) => each.placed.N);
found.scanned = 0;
for await (const each of paginateScan({ client, pageSize: 7 }, { TableName: "Orders" })) found.scanned += each.Count;
try {
  await client.send(new TransactWriteItemsCommand({ TransactItems: [
    { Put: { TableName: "Orders", Item: order(99) } },
    { Put: { TableName: "Orders", Item: order(1), ConditionExpression: "attribute_not_exists(customer)" } }] }));
} catch (error) {
  found.error = error.name;
  found.reasons = error.CancellationReasons.map((each) => each.Code);
}
console.log(JSON.stringify(found));
client.destroy();
"""


def _aws(url: str, *arguments: str) -> Any:
    command = [str(AWS), "--endpoint-url", url, "--region", "af-south-1", "--output", "json", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=dict(os.environ))
    if done.returncode != 0:
        return done.stderr
    return json.loads(done.stdout or "null")


@pytest.mark.skipif(not AWS.exists(), reason="the AWS command line is not installed")
def test_the_aws_command_line_makes_a_table_and_finds_what_it_puts(served: str) -> None:
    table = _aws(
        served,
        *("dynamodb", "create-table", "--table-name", "Health", "--billing-mode", "PAY_PER_REQUEST"),
        *("--key-schema", "AttributeName=id,KeyType=HASH"),
        *("--attribute-definitions", "AttributeName=id,AttributeType=S"),
        *("--stream-specification", "StreamEnabled=true,StreamViewType=NEW_IMAGE"),
    )
    assert table["TableDescription"]["TableArn"].split(":")[3] == "af-south-1"
    item = '{"id": {"S": "1"}, "score": {"N": "87.50"}}'
    assert _aws(served, "dynamodb", "put-item", "--table-name", "Health", "--item", item) is None
    found = _aws(
        served,
        *("dynamodb", "query", "--table-name", "Health", "--key-condition-expression", "id = :id"),
        *("--expression-attribute-values", '{":id": {"S": "1"}}'),
    )
    assert found["Items"] == [{"id": {"S": "1"}, "score": {"N": "87.5"}}]
    streams = _aws(served, "dynamodbstreams", "list-streams")
    assert [each["TableName"] for each in streams["Streams"]] == ["Health"]
    assert "ResourceNotFoundException" in _aws(served, "dynamodb", "describe-table", "--table-name", "None")


@needs_node
def test_the_javascript_sdk_reads_pages_and_tells_why_a_transaction_is_cancelled(served: str) -> None:
    found = javascript.run("orders.js", PROGRAM, served)
    assert len(found.pop("requestId")) == 52
    assert found == {
        "raw": [0, 255],
        "page": ["25", "24"],
        "scanned": 26,
        "error": "TransactionCanceledException",
        "reasons": ["None", "ConditionalCheckFailed"],
    }
