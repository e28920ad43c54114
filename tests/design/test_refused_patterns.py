"""Access patterns that the keys cannot serve are refused, each with what is wrong and the way out."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any, Protocol

import pytest
from tests.design.candidates import Candidate, Complete, Status, candidates, declared

from tablewright import Activatable, Design, DesignError, Key, Page, Table, Timestamp, get, put, query, scan, update

Method = Callable[..., Any]

REFUSED: list[tuple[Method, str, str]] = []
"""Patterns that cannot be served, each with what is said of it and with the way out."""


def refused(message: str, remedy: str) -> Callable[[Method], Method]:
    """Declares that a pattern is refused with a problem that has this in its message and that in its remedy."""

    def remember(method: Method) -> Method:
        REFUSED.append((method, message, remedy))
        return method

    return remember


@refused("the partition key needs customerId", "parameters")
@query(candidates)
def no_partition_key(self: Any, program_id: str) -> list[Candidate]:
    """x"""


@refused("the partition key needs programId", "parameters")
@query(candidates, index="by-score")
def optional_partition_key(self: Any, program_id: str | None = None) -> list[Candidate]:
    """x"""


@refused("channel_id cannot be used: a sort key is filled from the left", "parameters")
@query(candidates)
def gap_in_the_sort_key(self: Any, customer_id: str, channel_id: str) -> list[Candidate]:
    """x"""


@refused("the table has no index 'by-sore'", "Did you mean 'by-score'")
@query(candidates, index="by-sore")
def unknown_index(self: Any, program_id: str) -> list[Candidate]:
    """x"""


@refused("the parameter note is not used", "customer_id")
@query(candidates)
def input_of_no_key(self: Any, customer_id: str, note: str) -> list[Candidate]:
    """x"""


@refused("note is not part of the table's key", "filter=")
@query(candidates, where="customerId = :customer_id AND note = :note")
def where_on_no_key(self: Any, customer_id: str, note: str) -> list[Candidate]:
    """x"""


@refused("a key condition joins, with AND", "Correct the key condition")
@query(candidates, where="customerId = :customer_id OR programId = :program_id")
def where_with_or(self: Any, customer_id: str, program_id: str) -> list[Candidate]:
    """x"""


@refused("a key condition joins, with AND", "Correct the key condition")
@query(candidates, where="customerId <> :customer_id")
def where_with_unequal(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@refused("'customerId = ' cannot be read: Invalid KeyConditionExpression: Syntax error", "Correct")
@query(candidates, where="customerId = ")
def where_unreadable(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@refused("uses :customer, which is no parameter", "Did you mean 'customer_id'")
@query(candidates, where="customerId = :customer")
def where_of_no_parameter(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@refused("customerId is part of the partition key, which takes only =", "index")
@query(candidates, where="customerId > :customer_id")
def range_over_the_partition_key(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@refused("{programId} has texts of different lengths", "end of the key")
@query(candidates, where="programId > :program_id")
def range_over_text_before_a_separator(self: Any, customer_id: str, program_id: str) -> list[Candidate]:
    """x"""


@refused("it has ranges over createdAt and createdAt", "one range")
@query(candidates, index="by-status", where="createdAt > :one AND createdAt < :two")
def two_ranges(self: Any, status: Status, one: Timestamp, two: Timestamp) -> int:
    """x"""


@refused("the parameter since is int, which does not fit createdAt >", "a time")
@query(candidates, index="by-status", where="createdAt > :since")
def range_of_another_type(self: Any, status: Status, since: int) -> int:
    """x"""


@refused("the parameter since is datetime, which does not fit", "begins_with takes text")
@query(candidates, index="by-status", where="begins_with(createdAt, :since)")
def prefix_that_is_no_text(self: Any, status: Status, since: Timestamp) -> int:
    """x"""


@refused("the parameter customer_id is int, which does not fit customerId", "Candidate.customer_id")
@query(candidates)
def key_of_another_type(self: Any, customer_id: int) -> list[Candidate]:
    """x"""


@refused("cannot be read consistently", "consistent=True")
@query(candidates, index="by-score", consistent=True)
def consistent_on_a_global_index(self: Any, program_id: str) -> list[Candidate]:
    """x"""


@refused("the index by-status does not carry active, changedAt", "include(")
@query(candidates, index="by-status")
def unprojected_attributes(self: Any, status: Status) -> list[Candidate]:
    """x"""


@refused("names 'notte', which is no attribute", "Did you mean 'note'")
@query(candidates, filter="notte = :note")
def filter_on_an_unknown_attribute(self: Any, customer_id: str, note: str) -> list[Candidate]:
    """x"""


@refused("uses :note, which can be None", "always have a value")
@query(candidates, filter="note = :note")
def filter_that_can_be_none(self: Any, customer_id: str, note: str | None = None) -> list[Candidate]:
    """x"""


@refused("compares :least, which is str, with another type", "the type it is compared with")
@query(candidates, filter="visits > :least")
def filter_of_another_type(self: Any, customer_id: str, least: str) -> list[Candidate]:
    """x"""


@refused("the filter uses createdAt, which is part of the key", "where=")
@query(candidates, index="by-status", filter="createdAt > :since")
def filter_on_the_key(self: Any, status: Status, since: Timestamp) -> int:
    """x"""


@refused("the index by-status does not carry note", "include(")
@query(candidates, index="by-status", filter="note = :note")
def filter_on_what_the_index_lacks(self: Any, status: Status, note: str) -> int:
    """x"""


@refused("cannot be read: Invalid FilterExpression: Syntax error", "Correct the expression")
@query(candidates, filter="size(note) >")
def filter_unreadable(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@refused("note is not part of the table's key", "filter=")
@query(candidates, fixed={"note": "x"})
def fixed_of_no_key(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@refused("note is written without #, as every name", "Correct the expression")
@query(candidates, filter="#note = :text")
def filter_with_a_placeholder_for_a_name(self: Any, customer_id: str, text: str) -> list[Candidate]:
    """x"""


@refused("the fixed value 'perhaps' does not fit", "a value of the field")
@query(candidates, index="by-active", fixed={"active": "perhaps"})
def fixed_that_does_not_fit(self: Any) -> int:
    """x"""


@refused("it returns a Page and cannot go on", "cursor: str | None = None")
@query(candidates)
def page_without_cursor(self: Any, customer_id: str) -> Page[Candidate]:
    """x"""


@refused("it has a cursor and returns no Page", "Return Page[T]")
@query(candidates)
def cursor_without_page(self: Any, customer_id: str, cursor: str | None = None) -> list[Candidate]:
    """x"""


@refused("the parameter customer_id has no type", "a type")
@query(candidates)
def no_type(self: Any, customer_id) -> list[Candidate]:  # type: ignore[no-untyped-def]
    """x"""


@refused("it does not say what it returns", "a type")
@query(candidates)
def no_result(self: Any, customer_id: str):  # type: ignore[no-untyped-def]
    """x"""


@refused("the parameter *customers", "a type")
@query(candidates)
def any_arguments(self: Any, *customers: str) -> list[Candidate]:
    """x"""


@refused("it has no docstring", "in a sentence")
@query(candidates)
def no_sentence(self: Any, customer_id: str) -> list[Candidate]: ...


@refused("a query cannot return list[str]", "Page[T]")
@query(candidates)
def result_of_no_entity(self: Any, customer_id: str) -> list[str]:
    """x"""


@refused("Activatable is not held by candidates", "Candidate")
@query(candidates)
def result_of_another_table(self: Any, customer_id: str) -> list[Activatable]:
    """x"""


@refused("its inputs do not make the whole key of one item", "without a default")
@get(candidates)
def half_a_key(self: Any, customer_id: str) -> Candidate | None:
    """x"""


@refused("a get cannot return list[", "T | None")
@get(candidates)
def get_of_a_list(self: Any, customer_id: str, program_id: str, channel_id: str) -> list[Candidate]:
    """x"""


@refused("a put has one parameter that is an entity", "Add it")
@put(candidates)
def put_of_nothing(self: Any, customer_id: str) -> None:
    """x"""


@refused("uses :most, which is no parameter", "candidate")
@put(candidates, condition="visits < :most")
def put_with_an_unknown_parameter(self: Any, candidate: Candidate) -> None:
    """x"""


@refused("the parameter note is not used", "Remove it")
@put(candidates)
def put_of_too_much(self: Any, candidate: Candidate, note: str) -> None:
    """x"""


@refused("the parameter scor is no field of Candidate", "Did you mean 'score'")
@update(candidates)
def update_of_nothing(self: Any, customer_id: str, program_id: str, channel_id: str, scor: Decimal) -> None:
    """x"""


@refused("set= names 'scor', which Candidate does not have", "Did you mean 'score'")
@update(candidates, set={"scor": 1})
def set_of_an_unknown_attribute(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@refused("set={'visits': 'many'} does not fit", "a value of the field")
@update(candidates, set={"visits": "many"})
def set_that_does_not_fit(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@refused("it changes customerId, which is part of the key", "Put a new item")
@update(candidates, set={"customerId": "x"})
def set_of_the_key(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@refused("note is set to a constant and by a parameter", "Leave out one")
@update(candidates, set={"note": "x"})
def set_twice(self: Any, customer_id: str, program_id: str, channel_id: str, note: str) -> None:
    """x"""


@refused("add='visits' has no parameter", "Add a parameter")
@update(candidates, add=["visits"])
def add_of_nothing(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@refused("note is no number or set to add to", "Set it instead")
@update(candidates, add=["note"])
def add_to_text(self: Any, customer_id: str, program_id: str, channel_id: str, note: str) -> None:
    """x"""


@refused("must follow the change of score, and score is not known here", "put it whole")
@update(candidates, add=["score"])
def add_to_a_part_of_a_key(self: Any, customer_id: str, program_id: str, channel_id: str, score: Decimal) -> None:
    """x"""


@refused("it removes score, without which the item is no Candidate", "be None")
@update(candidates, remove=["score"])
def remove_of_what_must_be(self: Any, customer_id: str, program_id: str, channel_id: str) -> None:
    """x"""


@refused("the parameter visits is str, which does not fit visits", "Candidate.visits")
@update(candidates)
def update_of_another_type(self: Any, customer_id: str, program_id: str, channel_id: str, visits: str) -> None:
    """x"""


@refused("the parameter customer_id is not used", "Remove it")
@scan(candidates)
def scan_with_an_input(self: Any, customer_id: str) -> Iterator[Candidate]:
    """x"""


@refused("it is async, and a pattern gives its result when it is called", "def without async")
@query(candidates)
async def awaited(self: Any, customer_id: str) -> list[Candidate]:
    """x"""


@refused("the parameter limit is str", "limit: int = 50")
@query(candidates)
def limit_of_another_type(self: Any, customer_id: str, limit: str = "50") -> list[Candidate]:
    """x"""


@refused("the default of limit is 0, and a page has 1 item or more", "a limit from 1")
@query(candidates)
def limit_of_nothing(self: Any, customer_id: str, limit: int = 0) -> list[Candidate]:
    """x"""


@refused("the default of least: Input should be a valid integer", "of the parameter's type")
@query(candidates, filter="visits > :least")
def default_of_another_type(self: Any, customer_id: str, least: int = "none") -> list[Candidate]:  # type: ignore[assignment]
    """x"""


@pytest.mark.parametrize(("method", "message", "remedy"), REFUSED, ids=lambda case: getattr(case, "__name__", ""))
def test_a_pattern_that_cannot_be_served_is_refused(method: Method, message: str, remedy: str) -> None:
    with pytest.raises(DesignError) as caught:
        declared(method)
    problems = caught.value.problems
    assert any(message in each.message and remedy in each.remedy for each in problems), "\n".join(map(str, problems))
    assert all(each.subject == f"pattern {method.__name__}" for each in problems)
    assert all(each.location.line == method.__code__.co_firstlineno for each in problems)


def test_two_patterns_of_one_name_and_patterns_of_other_tables_are_refused() -> None:
    class Again(Protocol):
        @query(candidates)
        def used_score(self, customer_id: str) -> list[Candidate]:
            """Another."""

    with pytest.raises(DesignError, match="another pattern of the design has that name"):
        Design("p", tables=[candidates], patterns=[Complete, Again])
    with pytest.raises(DesignError, match="it uses candidates, which is not among the design's tables"):
        Design("p", tables=[], patterns=[Again])


def test_a_class_without_patterns_is_refused() -> None:
    with pytest.raises(DesignError) as caught:
        Design("p", tables=[candidates], patterns=[Complete, Candidate])
    (problem,) = caught.value.problems
    assert problem.subject == "patterns Candidate"
    assert problem.message == "the class declares no access pattern"
    assert problem.location.file.endswith("candidates.py")


def test_a_method_that_looks_like_a_pattern_and_is_none_is_refused() -> None:
    class Forgetful(Complete, Protocol):
        def one(self, customer_id: str) -> Candidate | None:
            """One that nobody decorated."""

        def another(self, customer_id: str) -> Candidate | None: ...

        @staticmethod
        @query(candidates)
        def static(customer_id: str) -> list[Candidate]:
            """One that is called without an object."""

        def with_a_body(self) -> str:
            """Help for other methods, which stays what it is."""
            return "x"

        def _private(self) -> None: ...

    with pytest.raises(DesignError) as caught:
        Design("p", tables=[candidates], patterns=[Forgetful])
    assert [(problem.subject, problem.message) for problem in caught.value.problems] == [
        ("pattern one", "it has no decorator that makes it one, and no body"),
        ("pattern another", "it has no decorator that makes it one, and no body"),
        ("pattern static", "it is a staticmethod, and a pattern is a method of the connected object"),
    ]


def test_patterns_of_sound_tables_are_checked_beside_the_problems_of_others() -> None:
    broken = Table(Candidate, name="broken", key=Key("nothing"))
    protocol: Any = type("Patterns", (Complete,), {"half_a_key": half_a_key})
    with pytest.raises(DesignError) as caught:
        Design("p", tables=[candidates, broken], patterns=[protocol])
    assert [problem.subject for problem in caught.value.problems] == ["pattern half_a_key", "table broken"]
