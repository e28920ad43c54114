"""The cases of tests/cases/expressions: an expression, and what it gives or what is wrong with it.

A file says of which kind its expressions are, and gives all of them one item and one set of placeholders. A
case expects one of:

    holds    whether a condition is true of the item
    sets     the attributes that an update changes, with the names it ``removes``
    yields   what a projection leaves of the item
    range    the KeyRange of a key condition, for the file's partition and sort key attributes
    error    the message, to the letter
"""

from collections.abc import Iterator
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
import yaml

from tablewright.expressions import (
    ExpressionError,
    prepare_condition,
    prepare_key_condition,
    prepare_projection,
    prepare_update,
)

CASES = Path(__file__).parents[1] / "cases" / "expressions"


def _cases() -> Iterator[Any]:
    for file in sorted(CASES.glob("*.yaml")):
        document = yaml.safe_load(file.read_text())
        for case in document["cases"]:
            yield pytest.param(document, case, id=f"{file.stem}: {case['text'][:60]!r}")


@pytest.mark.parametrize(("document", "case"), list(_cases()))
def test_an_expression_does_what_its_case_says(document: dict[str, Any], case: dict[str, Any]) -> None:
    outcome = {key: value for key, value in case.items() if key != "text"}
    try:
        actual = _evaluated(document, case["text"])
    except ExpressionError as error:
        actual = {"error": error.message}
    assert actual == outcome


def _evaluated(document: dict[str, Any], text: str) -> dict[str, Any]:
    item, names, values = (deepcopy(document.get(key, {})) for key in ("item", "names", "values"))
    match document["expression"]:
        case "condition":
            condition = prepare_condition(text, names)
            condition.check(values)
            return {"holds": condition.test(item, values)}
        case "update":
            update = prepare_update(text, names)
            update.check(values)
            new = update.apply(item, values)
            assert item == document["item"], "the old item was changed"
            changes = {"sets": {name: value for name, value in new.items() if item.get(name) != value}}
            removed = [name for name in item if name not in new]
            return changes | ({"removes": removed} if removed else {})
        case "projection":
            return {"yields": prepare_projection(text, names).apply(item)}
        case "key condition":
            key_condition = prepare_key_condition(text, names)
            key_condition.check(values)
            key_condition.check_shape()
            key_range = key_condition.resolve(values, document["partition"], document["sort"])._asdict()
            return {"range": {k: list(v) if isinstance(v, tuple) else v for k, v in key_range.items()}}
    raise AssertionError(f"no such expression: {document['expression']}")
