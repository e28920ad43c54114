"""An embedded DynamoDB for each test that asks for one, with the tables of `dev` and their sample data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import tablewright
from systems.shuttle.design import ShuttlePatterns, design
from systems.shuttle.sample import sample
from tablewright.deploy import apply

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def dynamodb() -> "Iterator[DynamoDBClient]":
    """A client of an empty DynamoDB."""
    with tablewright.embedded() as engine:
        yield engine.client("dynamodb")


@pytest.fixture
def tables(dynamodb: "DynamoDBClient") -> "DynamoDBClient":
    """A client of a DynamoDB that has the tables of dev, without items."""
    apply(design.resources("dev"), dynamodb)
    return dynamodb


@pytest.fixture
def empty(tables: "DynamoDBClient") -> ShuttlePatterns:
    """The access patterns on empty tables."""
    return tablewright.connect(ShuttlePatterns, design, tables, env="dev")


@pytest.fixture
def db(tables: "DynamoDBClient", empty: ShuttlePatterns) -> ShuttlePatterns:
    """The access patterns on the sample data."""
    tablewright.load(design, tables, "dev", sample())
    return empty
