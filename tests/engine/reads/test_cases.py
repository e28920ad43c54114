"""The case files of the reading operations: a request, and the answer or the error it gets.

The items are those of the fixture ``stocked``. An ``error`` is a whole message; its ``code`` is ValidationException
unless it says otherwise. ``count`` stands for an answer with that many items.
"""

from pathlib import Path
from typing import Any

import pytest
import yaml

from tablewright.engine import DynamoDBError, Engine

CASES = Path(__file__).parents[2] / "cases" / "engine"
FILES = ("query", "scan", "legacy", "batch_get_item", "transact_get_items")


def load() -> list[Any]:
    return [
        pytest.param(case, id=f"{name}: {case['name']}")
        for name in FILES
        for case in yaml.safe_load((CASES / f"{name}.yaml").read_text())
    ]


@pytest.mark.parametrize("case", load())
def test_a_read_is_answered_as_its_case_says(stocked: Engine, case: dict[str, Any]) -> None:
    if "error" in case:
        with pytest.raises(DynamoDBError) as caught:
            stocked.call(case["operation"], case["request"])
        assert caught.value.message == case["error"]
        assert caught.value.code == case.get("code", "ValidationException")
        return
    answer = stocked.call(case["operation"], case["request"])
    if "count" in case:
        assert answer["Count"] == case["count"]
    else:
        assert answer == case["answer"]
