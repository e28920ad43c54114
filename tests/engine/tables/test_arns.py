"""A table may be named by its ARN wherever it may be named, and is then named so in the answer."""

from typing import Any

import pytest
from tests.engine.tables.requests import definitions, key

from tablewright.engine import DynamoDBError, Engine

ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/things"
KEY = {"a": {"S": "x"}, "b": {"S": "y"}}
ITEMS = ("GetItem", "PutItem", "UpdateItem", "DeleteItem", "Query", "Scan", "BatchGetItem", "BatchWriteItem")
TRANSACTIONS = ("TransactGetItems", "TransactWriteItems")


@pytest.fixture
def things(engine: Engine) -> Engine:
    """A table with item collections."""
    engine.call(
        "CreateTable",
        {
            "TableName": "things",
            "BillingMode": "PAY_PER_REQUEST",
            "AttributeDefinitions": definitions(a="S", b="S", c="S"),
            "KeySchema": key("a", sort=("b",)),
            "LocalSecondaryIndexes": [
                {
                    "IndexName": "by-c",
                    "KeySchema": key("a", sort=("c",)),
                    "Projection": {"ProjectionType": "KEYS_ONLY"},
                }
            ],
        },
    )
    return engine


def about(operation: str, table: str) -> dict[str, Any]:
    """A request of an operation about one table."""
    match operation:
        case "BatchGetItem":
            return {"RequestItems": {table: {"Keys": [KEY]}}}
        case "BatchWriteItem":
            return {"RequestItems": {table: [{"PutRequest": {"Item": KEY}}]}}
        case "TransactGetItems":
            return {"TransactItems": [{"Get": {"TableName": table, "Key": KEY}}]}
        case "TransactWriteItems":
            return {"TransactItems": [{"Put": {"TableName": table, "Item": KEY}}]}
        case "PutItem":
            return {"TableName": table, "Item": KEY}
        case "Query":
            condition = {"KeyConditionExpression": "a = :a", "ExpressionAttributeValues": {":a": {"S": "x"}}}
            return {"TableName": table, **condition}
        case "Scan" | "DescribeTable" | "DescribeTimeToLive":
            return {"TableName": table}
    return {"TableName": table, "Key": KEY}


@pytest.mark.parametrize("operation", [*ITEMS, *TRANSACTIONS])
@pytest.mark.parametrize("name", ["things", ARN])
def test_what_was_consumed_is_told_of_the_table_as_it_was_named(things: Engine, operation: str, name: str) -> None:
    answer = things.call(operation, {**about(operation, name), "ReturnConsumedCapacity": "TOTAL"})
    consumed = answer["ConsumedCapacity"]
    [spent] = consumed if isinstance(consumed, list) else [consumed]
    assert spent["TableName"] == name


@pytest.mark.parametrize("operation", ["BatchWriteItem", "TransactWriteItems"])
@pytest.mark.parametrize("name", ["things", ARN])
def test_collections_are_measured_under_the_name_that_was_used(things: Engine, operation: str, name: str) -> None:
    answer = things.call(operation, {**about(operation, name), "ReturnItemCollectionMetrics": "SIZE"})
    assert list(answer["ItemCollectionMetrics"]) == [name]


def test_a_repeated_transaction_names_the_table_as_it_was_named(things: Engine) -> None:
    request = {**about("TransactWriteItems", ARN), "ClientRequestToken": "t", "ReturnConsumedCapacity": "TOTAL"}
    named = [things.call("TransactWriteItems", request)["ConsumedCapacity"][0]["TableName"] for _ in range(2)]
    assert named == [ARN, ARN]


@pytest.mark.parametrize("operation", [*ITEMS, *TRANSACTIONS, "DescribeTable", "DescribeTimeToLive"])
@pytest.mark.parametrize(
    ("arn", "code", "message"),
    [
        (
            ARN.replace("us-east-1", "eu-west-1"),
            "ValidationException",
            "1 validation error detected: Invalid AWS region in '{arn}'",
        ),
        (
            ARN.replace("123456789012", "111111111111"),
            "AccessDeniedException",
            "User: arn:aws:iam::123456789012:root is not authorized to perform: dynamodb:{operation} "
            "on resource: {arn}",
        ),
        (f"{ARN}/index/by-c", "ValidationException", "Invalid TableArn: Invalid ResourceArn provided as input {arn}"),
        ("arn:aws:s3:::things", "ValidationException", "Invalid TableArn: Invalid ResourceArn provided as input {arn}"),
    ],
    ids=["of another region", "of another account", "of an index", "of a bucket"],
)
def test_what_is_no_arn_of_a_table_here_is_refused(
    things: Engine, operation: str, arn: str, code: str, message: str
) -> None:
    with pytest.raises(DynamoDBError) as caught:
        things.call(operation, about(operation, arn))
    assert (caught.value.code, caught.value.message) == (code, message.format(arn=arn, operation=operation))
    assert "Item" not in things.call("GetItem", about("GetItem", "things"))


@pytest.mark.parametrize("operation", [*ITEMS, *TRANSACTIONS])
def test_a_table_that_does_not_exist_is_not_found_by_its_arn(engine: Engine, operation: str) -> None:
    with pytest.raises(DynamoDBError, match=r"^Requested resource not found$"):
        engine.call(operation, about(operation, ARN))
