"""A small project as a user has it: a design with sample data in ``systems/shop``."""

from pathlib import Path

DESIGN = '''\
"""A shop: its products and who ordered them."""

from decimal import Decimal
from typing import Protocol

from tablewright import (
    GSI, Design, Entity, Environment, Key, Page, PointInTimeRecovery, Settings, Table, get, put, query, update,
)


class Product(Entity):
    """Something for sale."""

    sku: str
    shelf: str
    price: Decimal


class Order(Entity):
    """What a customer ordered."""

    customer: str
    number: int
    sku: str


products = Table(
    Product, name="shop-{env}-products", key=Key("sku"), indexes=[GSI("shelf-index", Key("shelf", "price"))]
)
orders = Table(Order, name="shop-{env}-orders", key=Key("customer", "number"))


class Patterns(Protocol):
    """How the shop is used."""

    @get(products)
    def product(self, sku: str) -> Product | None:
        """Look a product up."""

    @query(products, index="shelf-index")
    def products_on_shelf(self, shelf: str, limit: int = 50, cursor: str | None = None) -> Page[Product]:
        """List the products on a shelf by price."""

    @put(orders, if_absent=True)
    def place_order(self, order: Order) -> None:
        """Place an order."""

    @query(orders)
    def orders_of(self, customer: str) -> list[Order]:
        """List a customer's orders."""

    @update(products)
    def reprice(self, sku: str, price: Decimal) -> Product:
        """Give a product another price."""


design = Design(
    "shop",
    tables=[products, orders],
    patterns=[Patterns],
    defaults=Settings(recovery=PointInTimeRecovery(days=7)),
    environments=[
        Environment("dev", region="eu-west-1"),
        Environment("prod", region="eu-west-1", deletion_protection=True),
    ],
)
'''

SAMPLE = '''\
"""Sample data of the shop."""

from collections.abc import Iterator
from decimal import Decimal

from tablewright import Entity

from .design import Order, Product


def sample() -> Iterator[Entity]:
    yield Product(sku="mug", shelf="kitchen", price=Decimal("4.50"))
    yield Product(sku="pan", shelf="kitchen", price=Decimal("29.95"))
    yield Product(sku="hose", shelf="garden", price=Decimal(15))
    yield Order(customer="ada", number=1, sku="mug")


EXAMPLES = {
    "product": {"sku": "mug"},
    "products_on_shelf": {"shelf": "kitchen"},
    "place_order": {"order": Order(customer="bob", number=1, sku="pan")},
    "orders_of": {"customer": "bob"},
    "reprice": {"sku": "hose", "price": Decimal("12.50")},
}
'''


def write_shop(root: Path, name: str = "shop") -> Path:
    """Write the project's system under ``root``; returns its folder."""
    folder = root / "systems" / name
    folder.mkdir(parents=True)
    (folder / "design.py").write_text(DESIGN)
    (folder / "sample.py").write_text(SAMPLE)
    return folder
