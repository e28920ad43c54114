"""Requests of the control plane, as tests make them."""

from typing import Any

from tablewright.engine import Engine

UNITS = {"ReadCapacityUnits": 5, "WriteCapacityUnits": 5}


def definitions(**kinds: str) -> list[dict[str, str]]:
    """AttributeDefinitions: a name and a type each."""
    return [{"AttributeName": name, "AttributeType": kind} for name, kind in kinds.items()]


def key(*partition: str, sort: tuple[str, ...] = ()) -> list[dict[str, str]]:
    """A KeySchema."""
    return [{"AttributeName": name, "KeyType": "HASH"} for name in partition] + [
        {"AttributeName": name, "KeyType": "RANGE"} for name in sort
    ]


def index(name: str, schema: list[dict[str, str]], **members: Any) -> dict[str, Any]:
    """A secondary index that projects everything."""
    return {"IndexName": name, "KeySchema": schema, "Projection": {"ProjectionType": "ALL"}, **members}


def table(name: str, **members: Any) -> dict[str, Any]:
    """A CreateTable request: a partition key ``a`` and a sort key ``b``, on demand unless it says otherwise."""
    return {
        "TableName": name,
        "AttributeDefinitions": definitions(a="S", b="S"),
        "KeySchema": key("a", sort=("b",)),
        "BillingMode": "PAY_PER_REQUEST",
        **members,
    }


def create_index(engine: Engine, name: str, schema: list[dict[str, str]], **members: Any) -> dict[str, Any]:
    """Add a global index on attributes of type S to the table ``demand``; the description in the answer."""
    answer = engine.call(
        "UpdateTable",
        {
            "TableName": "demand",
            "AttributeDefinitions": definitions(**{each["AttributeName"]: "S" for each in schema}),
            "GlobalSecondaryIndexUpdates": [{"Create": index(name, schema, **members)}],
        },
    )
    return dict(answer["TableDescription"])


def describe(engine: Engine, name: str) -> dict[str, Any]:
    """The TableDescription of a table."""
    return dict(engine.call("DescribeTable", {"TableName": name})["Table"])


def make_both(engine: Engine) -> None:
    """Make the tables ``provisioned`` and ``demand``, each with a global index ``byC``."""
    engine.call(
        "CreateTable",
        table(
            "provisioned",
            AttributeDefinitions=definitions(a="S", b="S", c="S"),
            BillingMode="PROVISIONED",
            ProvisionedThroughput=UNITS,
            GlobalSecondaryIndexes=[index("byC", key("c"), ProvisionedThroughput=UNITS)],
        ),
    )
    engine.call(
        "CreateTable",
        table(
            "demand",
            AttributeDefinitions=definitions(a="S", b="S", c="S"),
            GlobalSecondaryIndexes=[index("byC", key("c"))],
        ),
    )
