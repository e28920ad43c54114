"""Entities, and short ways to declare a table and a design of them, for what is wrong to be said of."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal

import pytest

from tablewright import Design, DesignError, Entity, EpochMilliseconds, Key, Table, Timestamp, camelCase


class Order(Entity, names=camelCase):
    order_id: str
    customer_id: str
    number: int = 0
    total: Decimal = Decimal(0)
    placed_at: Timestamp
    placed_on: date | None = None
    open: bool = True
    lines: list[str] = []
    seen_ms: EpochMilliseconds | None = None
    note: str | None = None


class Payment(Entity, names=camelCase):
    payment_id: str
    kind: Literal["CARD", "CASH"]
    amount: Decimal


class Note(Entity):
    number: str


class Setting(Entity, names=camelCase):
    customer_id: str
    days: int


def table(**changes: Any) -> Table:
    """A table of orders, with changes."""
    defaults: dict[str, Any] = {"entity": Order, "name": "orders", "key": Key("orderId")}
    return Table(**defaults | changes)


def design(*tables: Table, **changes: Any) -> Design:
    """The design ``shop``."""
    return Design("shop", tables=tables, **changes)


def composed(text: str) -> Callable[[], Design]:
    """Makes a design whose table of orders has the template as its sort key ``SK``."""
    return lambda: design(table(key=Key("orderId", SK=text)))


settings_table = Table(Setting, name="settings", key=Key("customerId"))

Broken = tuple[Callable[[], Design], str, str, str]
"""What makes a design, and of the problem that is told: words of its subject, its message and its remedy."""


def assert_refused(broken: Broken) -> None:
    """Hold that the design is refused with that problem, and that every problem is placed in the file of a test."""
    build, subject, message, remedy = broken
    with pytest.raises(DesignError) as refused:
        build()
    problems = refused.value.problems
    assert any(
        subject in problem.subject and message in problem.message and remedy in problem.remedy for problem in problems
    ), str(refused.value)
    assert {Path(problem.location.file).parent for problem in problems} == {Path(__file__).parent}
