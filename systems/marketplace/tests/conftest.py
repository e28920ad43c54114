"""An embedded DynamoDB for each test that asks for one, with the tables of `dev` and their sample data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import tablewright
from systems.marketplace.design import MarketplacePatterns, design
from systems.marketplace.sample import sample
from tablewright.deploy import apply

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient
    from mypy_boto3_dynamodbstreams import DynamoDBStreamsClient

    from tablewright.adapters.embedded import EmbeddedDynamoDB


@pytest.fixture
def engine() -> "Iterator[EmbeddedDynamoDB]":
    """An empty DynamoDB."""
    with tablewright.embedded() as engine:
        yield engine


@pytest.fixture
def dynamodb(engine: "EmbeddedDynamoDB") -> "DynamoDBClient":
    """A client of it."""
    return engine.client("dynamodb")


@pytest.fixture
def streams(engine: "EmbeddedDynamoDB") -> "DynamoDBStreamsClient":
    """A client of its streams."""
    return engine.client("dynamodbstreams")


@pytest.fixture
def tables(dynamodb: "DynamoDBClient") -> "DynamoDBClient":
    """A client of a DynamoDB that has the tables of dev, without items."""
    apply(design.resources("dev"), dynamodb)
    return dynamodb


@pytest.fixture
def empty(tables: "DynamoDBClient") -> MarketplacePatterns:
    """The access patterns on empty tables."""
    return tablewright.connect(MarketplacePatterns, design, tables, env="dev")


@pytest.fixture
def db(tables: "DynamoDBClient", empty: MarketplacePatterns) -> MarketplacePatterns:
    """The access patterns on the sample data."""
    tablewright.load(design, tables, "dev", sample())
    return empty
