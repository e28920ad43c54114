"""The case files of the control plane: a request, and the error it gets.

An ``error`` is a whole message; its ``code`` is ValidationException unless it says otherwise.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.engine.tables.requests import describe

from tablewright.engine import DynamoDBError, Engine

CASES = Path(__file__).parents[2] / "cases" / "engine"

CREATABLE = {
    "TableName": "things",
    "AttributeDefinitions": [{"AttributeName": name, "AttributeType": "S"} for name in "abc"],
    "KeySchema": [{"AttributeName": "a", "KeyType": "HASH"}, {"AttributeName": "b", "KeyType": "RANGE"}],
    "ProvisionedThroughput": {"ReadCapacityUnits": 1, "WriteCapacityUnits": 1},
}


def load(name: str) -> list[Any]:
    return [pytest.param(case, id=case["name"]) for case in yaml.safe_load((CASES / f"{name}.yaml").read_text())]


def refused(engine: Engine, operation: str, request: dict[str, Any], case: dict[str, Any]) -> None:
    with pytest.raises(DynamoDBError) as caught:
        engine.call(operation, request)
    assert caught.value.message == case["error"]
    assert caught.value.code == case.get("code", "ValidationException")


@pytest.mark.parametrize("case", load("create_table"))
def test_create_table_refuses_what_breaks_a_rule_and_makes_nothing(engine: Engine, case: dict[str, Any]) -> None:
    request = {name: value for name, value in CREATABLE.items() if name not in case.get("without", [])}
    refused(engine, "CreateTable", request | case.get("request", {}), case)
    assert engine.call("ListTables", {}) == {"TableNames": []}


@pytest.mark.parametrize("case", load("update_table"))
def test_update_table_refuses_what_breaks_a_rule_and_changes_nothing(tables: Engine, case: dict[str, Any]) -> None:
    before = [describe(tables, name) for name in ("provisioned", "demand")]
    refused(tables, "UpdateTable", case["request"], case)
    assert [describe(tables, name) for name in ("provisioned", "demand")] == before


@pytest.mark.parametrize("case", load("table_settings"))
def test_a_setting_that_breaks_a_rule_is_refused_and_changes_nothing(tables: Engine, case: dict[str, Any]) -> None:
    before = [describe(tables, name) for name in ("provisioned", "demand")]
    refused(tables, case["operation"], case["request"], case)
    assert [describe(tables, name) for name in ("provisioned", "demand")] == before
