"""connect gives an object of the patterns' own type, and a type checker knows what its methods return."""

import subprocess
import sys
from pathlib import Path
from typing import Any, Protocol

import pytest
from tests.access.shop import Customer, ShopPatterns, an_order, design, shop

from tablewright import UnknownName, connect, get


def test_the_methods_keep_their_names_and_their_sentences(db: ShopPatterns) -> None:
    assert ShopPatterns in type(db).__mro__
    assert db.orders_of.__name__ == "orders_of"
    assert db.orders_of.__doc__ == "The orders of a customer, the latest first."


def test_arguments_may_be_given_by_position_or_by_name(db: ShopPatterns) -> None:
    db.save_order(an_order(1))
    assert db.order("c-1", 1) == db.order(number=1, customer_id="c-1")


def test_members_that_are_no_patterns_stay_as_they_are(client: Any) -> None:
    class WithMore(ShopPatterns, Protocol):
        def name_of(self, customer_id: str) -> str:
            customer = self.customer(customer_id)
            return customer.name if customer else "nobody"

    db = connect(WithMore, design, client, env="dev")
    db.register(Customer(customer_id="c", name="Ann"))
    assert [db.name_of("c"), db.name_of("d")] == ["Ann", "nobody"]


def test_patterns_of_another_design_are_refused(client: Any) -> None:
    class Others(Protocol):
        @get(shop)
        def customer(self, customer_id: str) -> Customer | None:
            """Get a customer."""

    with pytest.raises(UnknownName, match=r"Others is not among the patterns of the design 'shop'"):
        connect(Others, design, client, env="dev")
    with pytest.raises(UnknownName, match="no environment 'prod'"):
        connect(ShopPatterns, design, client, env="prod")
    with pytest.raises(TypeError, match="takes a class"):
        connect(lambda: None, design, client, env="dev")
    with pytest.raises(TypeError, match="takes a class of access patterns, and Customer declares none"):
        connect(Customer, design, client, env="dev")


def test_a_type_checker_knows_every_call_and_result() -> None:
    proof = Path(__file__).with_name("typing_proof.py")
    command = [sys.executable, "-m", "mypy", "--strict", "--explicit-package-bases", "--no-error-summary"]
    checked = subprocess.run([*command, str(proof)], capture_output=True, text=True, check=False)
    assert (checked.stdout + checked.stderr, checked.returncode) == ("", 0)
