"""The data every engine holds, and the requests every engine is asked."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from time import sleep
from typing import Any

from benchmarks.client import Client

ITEMS = 10_000
CUSTOMERS = 250
ORDERS_PER_CUSTOMER = 40
VARIANTS = 20_000
"""Different requests prepared for an operation; they are sent round and round."""

Request = dict[str, Any]


@dataclass(frozen=True)
class Operation:
    """What is measured: one kind of request, with other keys each time."""

    name: str
    api: str
    request: Callable[[random.Random], Request]


def table_requests() -> list[Request]:
    """One table with a partition key, one with a sort key as well."""
    return [
        {
            "TableName": "Items",
            "KeySchema": [{"AttributeName": "id", "KeyType": "HASH"}],
            "AttributeDefinitions": [{"AttributeName": "id", "AttributeType": "S"}],
            "BillingMode": "PAY_PER_REQUEST",
        },
        {
            "TableName": "Orders",
            "KeySchema": [
                {"AttributeName": "customer", "KeyType": "HASH"},
                {"AttributeName": "placed", "KeyType": "RANGE"},
            ],
            "AttributeDefinitions": [
                {"AttributeName": "customer", "AttributeType": "S"},
                {"AttributeName": "placed", "AttributeType": "S"},
            ],
            "BillingMode": "PAY_PER_REQUEST",
        },
    ]


def item(number: int, chance: random.Random) -> Request:
    """An item of some 350 bytes with the types applications use."""
    return {
        "id": {"S": f"item-{number:06}"},
        "title": {"S": f"A thing of use, number {number}"},
        "price": {"N": str(chance.randrange(100, 100_000) / 100)},
        "stock": {"N": str(chance.randrange(1000))},
        "active": {"BOOL": True},
        "tags": {"SS": ["blue", "new", "small"]},
        "maker": {"M": {"name": {"S": "Acme"}, "since": {"N": "1949"}}},
        "description": {"S": "x" * 150},
    }


def order(customer: int, number: int, chance: random.Random) -> Request:
    """An order of some 200 bytes."""
    return {
        "customer": {"S": f"customer-{customer:04}"},
        "placed": {"S": f"2026-01-{number % 28 + 1:02}T{number:04}"},
        "total": {"N": str(chance.randrange(100, 100_000) / 100)},
        "status": {"S": "SHIPPED"},
        "note": {"S": "y" * 100},
    }


def load(client: Client) -> None:
    """Make the tables and fill them.

    Raises:
        Unanswered: the engine cannot.
    """
    chance = random.Random(7)
    for request in table_requests():
        client.call("CreateTable", request)
        while client.call("DescribeTable", {"TableName": request["TableName"]})["Table"]["TableStatus"] != "ACTIVE":
            sleep(0.02)
    _fill(client, "Items", [item(number, chance) for number in range(ITEMS)])
    orders = [order(c, n, chance) for c in range(CUSTOMERS) for n in range(ORDERS_PER_CUSTOMER)]
    _fill(client, "Orders", orders)


def _fill(client: Client, table: str, items: list[Request]) -> None:
    for start in range(0, len(items), 25):
        puts = [{"PutRequest": {"Item": each}} for each in items[start : start + 25]]
        client.call("BatchWriteItem", {"RequestItems": {table: puts}})


def _key(chance: random.Random) -> Request:
    return {"id": {"S": f"item-{chance.randrange(ITEMS):06}"}}


def _get_item(chance: random.Random) -> Request:
    return {"TableName": "Items", "Key": _key(chance)}


def _put_item(chance: random.Random) -> Request:
    return {"TableName": "Items", "Item": item(chance.randrange(ITEMS), chance)}


def _update_item(chance: random.Random) -> Request:
    return {
        "TableName": "Items",
        "Key": _key(chance),
        "UpdateExpression": "SET stock = stock + :one, #active = :true",
        "ConditionExpression": "attribute_exists(id) AND price > :zero",
        "ExpressionAttributeNames": {"#active": "active"},
        "ExpressionAttributeValues": {":one": {"N": "1"}, ":true": {"BOOL": True}, ":zero": {"N": "0"}},
    }


def _query(chance: random.Random) -> Request:
    return {
        "TableName": "Orders",
        "KeyConditionExpression": "customer = :customer",
        "ExpressionAttributeValues": {":customer": {"S": f"customer-{chance.randrange(CUSTOMERS):04}"}},
        "Limit": 20,
    }


def _scan(chance: random.Random) -> Request:
    return {"TableName": "Items", "Limit": 100, "ExclusiveStartKey": _key(chance)}


def _batch_write(chance: random.Random) -> Request:
    numbers = chance.sample(range(ITEMS), 25)
    return {"RequestItems": {"Items": [{"PutRequest": {"Item": item(each, chance)}} for each in numbers]}}


def _transact_write(chance: random.Random) -> Request:
    numbers = chance.sample(range(ITEMS), 4)
    puts = [{"Put": {"TableName": "Items", "Item": item(each, chance)}} for each in numbers]
    return {"TransactItems": puts}


OPERATIONS = (
    Operation("GetItem", "GetItem", _get_item),
    Operation("PutItem", "PutItem", _put_item),
    Operation("UpdateItem with a condition", "UpdateItem", _update_item),
    Operation("Query of 20", "Query", _query),
    Operation("Scan of 100", "Scan", _scan),
    Operation("BatchWriteItem of 25", "BatchWriteItem", _batch_write),
    Operation("TransactWriteItems of 4", "TransactWriteItems", _transact_write),
)
