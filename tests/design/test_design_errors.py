"""What is wrong with a design is said all at once, with its place and the way out."""

from typing import Annotated

import pytest
from tests.design.orders import Broken, Order, Setting, assert_refused, design, table

from tablewright import TTL, Design, DesignError, Entity, Key, PointInTimeRecovery, Ref, Table

BROKEN: dict[str, Broken] = {
    "no table": (lambda: design(), "design shop", "it has no table", "Add one"),
    "one table twice": (
        lambda: design(*[table()] * 2),
        "design shop",
        "the table orders is among its tables 2 times",
        "Name each table once",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_design_that_does_not_name_its_tables_once_is_refused_with_the_way_out(name: str) -> None:
    assert_refused(BROKEN[name])


def test_every_problem_is_listed_in_the_order_of_the_file() -> None:
    first = Table(Order, name="orders", key=Key("orderID"), recovery=PointInTimeRecovery(days=0))
    second = Table(Order, name="no spaces please", key=Key("orderId"), logical_id="Second", ttl=TTL("ttl"))
    with pytest.raises(DesignError) as refused:
        Design("shop", tables=[first, second])
    problems = refused.value.problems
    assert len(problems) == 4
    assert [problem.location.line for problem in problems] == sorted(problem.location.line for problem in problems)
    assert str(refused.value).startswith("The design 'shop' has 4 problems:\n  ")
    assert str(refused.value).count("test_design_errors.py:") == 4


def test_a_reference_to_nothing_is_refused() -> None:
    class Review(Entity):
        id: str
        of: Annotated[str, Ref("Ordr")]
        line: Annotated[str, Ref("Setting")]

    reviews = Table(Review, name="reviews", key=Key("id"))
    by_two = Table(Setting, name="settings", key=Key("customerId", "days"))
    with pytest.raises(DesignError) as refused:
        design(table(), reviews, by_two)
    messages = [problem.message for problem in refused.value.problems]
    assert messages == [
        "it refers to Ordr, which no table holds",
        "it refers to Setting, which is identified by customerId, days together",
    ]
    assert refused.value.problems[0].remedy == "Did you mean 'Order'"


def test_a_field_that_cannot_be_stored_is_refused_where_it_is_declared() -> None:
    class Odd(Entity):
        id: str
        at: complex

    with pytest.raises(DesignError, match=r"Odd\.at: complex has no stored form"):
        design(Table(Odd, name="odd", key=Key("id")))


def test_one_wrong_template_is_one_problem() -> None:
    with pytest.raises(DesignError) as refused:
        design(table(key=Key("orderId", SK="C#{customer}")))
    assert len(refused.value.problems) == 1


def test_a_design_is_used_without_problems_where_there_are_none() -> None:
    assert design(table(key=Key("orderId", SK="N#{number:05d}#{placedAt:%Y-%m-%d}"))).tables
