"""What ExecuteStatement refuses, in which words, by a case file; and that no text gets anything but an answer."""

from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from tablewright.engine import DynamoDBError
from tablewright.engine.partiql.parser import parse

from .conftest import Run

CASES: list[dict[str, Any]] = yaml.safe_load(
    (Path(__file__).parents[2] / "cases" / "engine" / "partiql.yaml").read_text()
)


@pytest.mark.parametrize("case", [pytest.param(case, id=case["statement"]) for case in CASES])
def test_a_statement_is_refused(run: Run, case: dict[str, Any]) -> None:
    with pytest.raises(DynamoDBError) as caught:
        run(case["statement"], *case.get("parameters", ()), **case.get("members", {}))
    assert caught.value.message == case["error"]
    assert caught.value.code == case.get("code", "ValidationException")


_WRITTEN = """
    SELECT * FROM music WHERE artist = 'x' AND IS NOT MISSING NULL BETWEEN IN ( ) [ ] { } << >> , . : ? - + 1 2.5 a
    UPDATE SET REMOVE DELETE INSERT INTO VALUE EXISTS "music" ORDER BY DESC RETURNING ALL OLD size( contains( ' " @ ;
    list_append( set_add( `x` -- /* TRUE OR NOT LIKE LIMIT {'k': <<'v'>> é
"""
_PIECES = _WRITTEN.split()


@settings(max_examples=150)
@given(st.lists(st.sampled_from(_PIECES), max_size=25))
def test_any_text_is_a_statement_or_a_validation_error(pieces: list[str]) -> None:
    refusals = []
    try:
        parse(" ".join(pieces))
    except DynamoDBError as error:
        refusals.append(error)
    assert all(refusal.code == "ValidationException" and refusal.message for refusal in refusals)


@pytest.mark.parametrize("opening", ["(", "NOT ", "size(", "[", "{'a':", "(NOT "])
def test_a_statement_however_deep_is_answered(opening: str) -> None:
    statement = "SELECT * FROM music WHERE " + opening * (8000 // len(opening))
    with pytest.raises(DynamoDBError, match="Expressions are nested more than 50 levels deep"):
        parse(statement)


@pytest.mark.parametrize(
    ("condition", "error"),
    [
        ("label IN [" + ",".join("1" * 101) + "]", "number of operands: 101"),
        ("artist IN [" + ",".join(["'x'"] * 51) + "]", "number of operands: 51"),
        (" OR ".join(["year = 1"] * 152), "The expression contains too many operators; operator count: 301"),
    ],
)
def test_what_a_statement_can_list_is_limited(run: Run, condition: str, error: str) -> None:
    with pytest.raises(DynamoDBError, match=error):
        run(f"SELECT * FROM music WHERE {condition}")


def test_the_longest_lists_are_answered(run: Run) -> None:
    for condition in ("artist IN [" + ",".join(["'x'"] * 50) + "]", " OR ".join(["artist = 'x'"] * 150)):
        assert run(f"SELECT * FROM music WHERE {condition}")["Items"] == []
