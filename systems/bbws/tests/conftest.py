"""An embedded DynamoDB for each test that asks for one, with the tables of `dev` and their sample data."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

import pytest

import tablewright
from systems.bbws.design import BbwsPatterns, design
from systems.bbws.sample import sample
from tablewright.deploy import apply

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient


@pytest.fixture
def dynamodb() -> "Iterator[DynamoDBClient]":
    """A client of an empty DynamoDB in the region of the document."""
    with tablewright.embedded(region="af-south-1") as engine:
        yield engine.client("dynamodb")


@pytest.fixture
def loaded(dynamodb: "DynamoDBClient") -> "DynamoDBClient":
    """A client of a DynamoDB that has the tables of dev with the sample data."""
    apply(design.resources("dev"), dynamodb)
    tablewright.load(design, dynamodb, "dev", sample())
    return dynamodb


@pytest.fixture
def db(loaded: "DynamoDBClient") -> BbwsPatterns:
    """The access patterns on the sample data."""
    return tablewright.connect(BbwsPatterns, design, loaded, env="dev")
