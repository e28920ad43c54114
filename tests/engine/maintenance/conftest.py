"""A table whose items have an attribute ``d`` for indexes and ``expires`` for time to live."""

from collections.abc import Callable
from typing import Any

import pytest
from tests.engine.tables.requests import table

from tablewright.engine import Engine

Put = Callable[..., None]


@pytest.fixture
def put(engine: Engine) -> Put:
    """Write an item of the table ``things`` with further attributes."""
    engine.call("CreateTable", table("things"))

    def put(name: str, **attributes: Any) -> None:
        item = {"a": {"S": name}, "b": {"S": "b"}, **attributes}
        engine.call("PutItem", {"TableName": "things", "Item": item})

    return put
