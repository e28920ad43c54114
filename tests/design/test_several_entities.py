"""Access patterns of tables that hold several entities."""

from typing import Annotated, Protocol

import pytest

from tablewright import Design, DesignError, Embedded, Entity, Holds, Key, Ref, Table, delete, get, query, update
from tablewright.design.access_patterns import DeletePattern, GetPattern, QueryPattern


def test_entities_of_one_table_are_told_apart_by_their_keys() -> None:
    class Customer(Entity):
        id: str

    class Order(Entity):
        number: int
        customer: Annotated[str, Ref(Customer)]

    shop = Table(
        holds=[
            Holds(Customer, PK="CUSTOMER#{id}", SK="PROFILE"),
            Holds(Order, PK="CUSTOMER#{customer}", SK="ORDER#{number:06d}"),
        ],
        name="shop",
        key=Key("PK", "SK"),
    )

    class Patterns(Protocol):
        @query(shop)
        def orders(self, customer: str) -> list[Order]:
            """The orders of a customer."""

        @get(shop)
        def customer(self, id: str) -> Customer:
            """A customer."""

        @delete(shop, entity=Order)
        def cancel(self, customer: str, number: int) -> None:
            """Cancel an order."""

    design = Design("p", tables=[shop], patterns=[Patterns])
    orders, customer, cancel = (design.pattern(name) for name in ("orders", "customer", "cancel"))
    assert isinstance(orders, QueryPattern)
    assert isinstance(customer, GetPattern)
    assert isinstance(cancel, DeletePattern)
    assert [test.operands[0]["S"] for test in orders.key.tests({"customer": "c"})] == ["CUSTOMER#c", "ORDER#"]
    assert [test.operands[0]["S"] for test in customer.key.tests({"id": "c"})] == ["CUSTOMER#c", "PROFILE"]
    assert cancel.key.tests({"customer": "c", "number": 7})[1].operands == ({"S": "ORDER#000007"},)


def test_a_view_or_a_count_of_several_entities_says_which_it_is_of() -> None:
    class One(Entity):
        owner: str
        x: int = 0

    class Two(Entity):
        owner: str
        x: int = 0

    class View(Embedded):
        x: int

    table = Table(
        holds=[Holds(One, PK="{owner}", SK="ONE"), Holds(Two, PK="{owner}", SK="TWO")], name="two", key=Key("PK", "SK")
    )

    class Unsaid(Protocol):
        @query(table)
        def views(self, owner: str) -> list[View]:
            """Views."""

    with pytest.raises(DesignError, match="View is not held by two, nor a view of one entity there"):
        Design("p", tables=[table], patterns=[Unsaid])

    class Said(Protocol):
        @query(table, entity=Two)
        def views(self, owner: str) -> list[View]:
            """Views."""

        @query(table, entity=One)
        def count(self, owner: str) -> int:
            """Count."""

    design = Design("p", tables=[table], patterns=[Said])
    found = [design.pattern(name) for name in ("views", "count")]
    assert [each.key.tests({"owner": "o"})[1].operands for each in found if isinstance(each, QueryPattern)] == [
        ({"S": "TWO"},),
        ({"S": "ONE"},),
    ]


def test_an_update_in_a_table_of_several_entities_says_which() -> None:
    class One(Entity):
        a: str
        x: int = 0

    class Two(Entity):
        b: str

    table = Table(holds=[Holds(One, PK="A#{a}"), Holds(Two, PK="B#{b}")], name="two", key=Key("PK"))

    class Patterns(Protocol):
        @update(table)
        def change(self, a: str, x: int) -> None:
            """Change."""

    with pytest.raises(DesignError, match="several entities and it does not say which"):
        Design("p", tables=[table], patterns=[Patterns])
