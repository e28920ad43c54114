"""An embedded DynamoDB with the tables of the shop."""

from collections.abc import Iterator
from typing import Any

import pytest
from tests.access.shop import NOON, ShopPatterns, design

import tablewright
from tablewright.deploy import apply
from tablewright.engine import ManualClock


@pytest.fixture
def client() -> Iterator[Any]:
    """A client of a DynamoDB that has the tables of the shop, empty, at noon: what is written then has not expired."""
    with tablewright.embedded(clock=ManualClock(NOON.timestamp())) as engine:
        client = engine.client("dynamodb")
        apply(design.resources("dev"), client)
        yield client


@pytest.fixture
def db(client: Any) -> ShopPatterns:
    """The access patterns of the shop, at noon."""
    return tablewright.connect(ShopPatterns, design, client, env="dev", clock=lambda: NOON)
