"""The case files of the writing operations: a request, and the answer or the error it gets.

The items are those of the fixture ``stocked``. An ``error`` is a whole message; its ``code`` is ValidationException
unless it says otherwise. ``answer`` is the whole answer, ``item`` what order 1 is afterwards; ``reasons`` are the
cancellation reasons of a transaction, an element null for None and a message for ValidationError. ``x * 3`` as an
attribute value stands for a string of three bytes.
"""

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from tests.engine.writes.orders import get, stored

from tablewright.engine import DynamoDBError, Engine

CASES = Path(__file__).parents[2] / "cases" / "writes"
FILES = (
    "decoding",
    "put_item",
    "update_item",
    "delete_item",
    "return_values",
    "legacy",
    "batch_write_item",
    "transact_write_items",
)

_repeated = re.compile(r"x \* (\d+)").fullmatch


def load() -> list[Any]:
    return [
        pytest.param(case, id=f"{name}: {case['name']}")
        for name in FILES
        for case in yaml.safe_load((CASES / f"{name}.yaml").read_text())
    ]


def expanded(part: Any) -> Any:
    """A request with its long strings written out."""
    if isinstance(part, dict):
        return {name: expanded(value) for name, value in part.items()}
    if isinstance(part, list):
        return [expanded(element) for element in part]
    repeated = _repeated(part) if isinstance(part, str) else None
    return "x" * int(repeated[1]) if repeated else part


@pytest.mark.parametrize("case", load())
def test_a_write_is_answered_as_its_case_says_and_a_refused_one_writes_nothing(
    stocked: Engine, case: dict[str, Any]
) -> None:
    before = stored(stocked)
    request = expanded(case["request"])
    if "error" in case or "reasons" in case:
        with pytest.raises(DynamoDBError) as caught:
            stocked.call(case["operation"], request)
        if "reasons" in case:
            assert caught.value.code == "TransactionCanceledException"
            assert caught.value.members["CancellationReasons"] == [
                reason
                if isinstance(reason, dict)
                else {"Code": "None"}
                if reason is None
                else {"Code": "ValidationError", "Message": reason}
                for reason in case["reasons"]
            ]
        else:
            assert caught.value.message == case["error"]
            assert caught.value.code == case.get("code", "ValidationException")
            assert caught.value.members == case.get("members", {})
        assert stored(stocked) == before
        return
    answer = stocked.call(case["operation"], request)
    if "answer" in case:
        assert answer == case["answer"]
    if "item" in case:
        assert get(stocked, 1) == case["item"]
