"""A shop: customers and their orders in one table, products in another; the design of the tests of typed access."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Annotated, Literal, Protocol

from tablewright import (
    GSI,
    KEYS_ONLY,
    LSI,
    NOW,
    TTL,
    Design,
    Embedded,
    Entity,
    EpochSeconds,
    Holds,
    Key,
    OnUpdate,
    Page,
    SparseFlag,
    Table,
    Timestamp,
    after,
    camelCase,
    delete,
    get,
    put,
    query,
    scan,
    update,
)

Status = Literal["OPEN", "PAID", "SHIPPED"]


class Address(Embedded, names=camelCase):
    street: str
    post_code: str | None = None


class Customer(Entity, names=camelCase):
    customer_id: str
    name: str
    home: Address | None = None


class Order(Entity, names=camelCase):
    customer_id: str
    number: int
    status: Status = "OPEN"
    total: Decimal
    placed_at: Timestamp
    urgent: SparseFlag = False
    labels: set[str] = set()
    note: str | None = None
    visits: int = 0
    changed_at: Annotated[Timestamp | None, OnUpdate(NOW)] = None


class Product(Entity, names=camelCase):
    product_id: str
    price: Decimal
    photo: bytes = b""
    seen_at: EpochSeconds | None = None


class ProductKey(Embedded, names=camelCase):
    """What by-price carries of a product."""

    product_id: str
    price: Decimal


shop = Table(
    holds=[
        Holds(Customer, PK="CUSTOMER#{customerId}", SK="PROFILE"),
        Holds(
            Order,
            PK="CUSTOMER#{customerId}",
            SK="ORDER#{number:06d}",
            GSI1PK="STATUS#{status}",
            GSI1SK="{placedAt}#{number:06d}",
            GSI2PK="{urgent}",
            LSI1SK="TOTAL#{total:010.2f}",
        ),
    ],
    name="shop-{env}",
    key=Key("PK", "SK"),
    indexes=[
        GSI("by-status", Key("GSI1PK", "GSI1SK")),
        GSI("urgent", Key("GSI2PK")),
        LSI("by-total", "LSI1SK", projection=KEYS_ONLY),
    ],
    ttl=TTL("expires", {Order: after(days=90, since="placedAt"), Customer: after(days=1000)}),
)

products = Table(
    Product,
    name="products-{env}",
    key=Key("productId"),
    indexes=[GSI("by-price", Key("productId", "price"), projection=KEYS_ONLY)],
)


class ShopPatterns(Protocol):
    @put(shop, if_absent=True)
    def register(self, customer: Customer) -> Customer:
        """Register a customer."""

    @put(shop)
    def save_order(self, order: Order) -> None:
        """Save an order."""

    @put(shop, condition="attribute_not_exists(total) OR total < :total")
    def raise_order(self, order: Order, total: Decimal) -> None:
        """Save an order unless a dearer one is there."""

    @get(shop)
    def customer(self, customer_id: str) -> Customer | None:
        """Get a customer."""

    @get(shop, consistent=True)
    def order(self, customer_id: str, number: int) -> Order:
        """Get an order, which must be there."""

    @query(shop)
    def everything_of(self, customer_id: str) -> list[Customer | Order]:
        """A customer and all orders."""

    @query(shop, order="descending")
    def orders_of(self, customer_id: str, limit: int = 10, cursor: str | None = None) -> Page[Order]:
        """The orders of a customer, the latest first."""

    @query(shop, where="number BETWEEN :first AND :last")
    def orders_between(self, customer_id: str, first: int, last: int) -> list[Order]:
        """The orders of a customer in a range of numbers."""

    @query(shop)
    def each_order_of(self, customer_id: str) -> Iterator[Order]:
        """The orders of a customer, one after the other."""

    @query(shop, filter="total >= :least AND status = :status")
    def orders_worth(self, customer_id: str, least: Decimal, status: Status, limit: int | None = None) -> list[Order]:
        """The orders of a customer in a status that are worth something."""

    @query(shop, filter="contains(labels, :label) AND placedAt > :since")
    def labelled(self, customer_id: str, label: str, since: datetime) -> list[Order]:
        """The orders of a customer with a label, since a time."""

    @query(shop, index="by-status")
    def orders_in(self, status: Status) -> list[Order]:
        """The orders in a status, in the order of time."""

    @query(shop, index="by-status")
    def first_in(self, status: Status) -> Order | None:
        """The first order in a status."""

    @query(shop, index="by-status")
    def must_be_in(self, status: Status) -> Order:
        """The first order in a status, of which there must be one."""

    @query(shop, index="by-status")
    def count_in(self, status: Status) -> int:
        """How many orders are in a status."""

    @query(shop, index="urgent", fixed={"urgent": True})
    def urgent_orders(self) -> list[Order]:
        """The urgent orders."""

    @query(shop, index="by-total", where="total > :above")
    def dear_orders(self, customer_id: str, above: Decimal) -> list[Order]:
        """The orders of a customer above a total."""

    @update(shop)
    def move(self, customer_id: str, number: int, status: Status, placed_at: datetime) -> Order:
        """Move an order to a status at a time."""

    @update(shop, add=["visits", "labels"])
    def visit(
        self,
        customer_id: str,
        number: int,
        visits: int = 1,
        labels: set[str] | None = None,
        note: str | None = None,
    ) -> Order:
        """Count a visit."""

    @update(shop, remove=["note"], set={"urgent": False})
    def calm(self, customer_id: str, number: int) -> Order:
        """Make an order like any other."""

    @update(shop, condition="status = :expected", entity=Order)
    def mark(self, customer_id: str, number: int, urgent: bool, expected: Status) -> None:
        """Mark an order that is in a status."""

    @update(shop)
    def annotate(self, customer_id: str, number: int, note: str | None) -> Order:
        """Set or remove the note of an order."""

    @delete(shop)
    def cancel(self, customer_id: str, number: int) -> Order | None:
        """Cancel an order."""

    @delete(shop)
    def must_cancel(self, customer_id: str, number: int) -> Order:
        """Cancel an order that must be there."""

    @delete(shop, condition="status = :status", entity=Order)
    def drop(self, customer_id: str, number: int, status: Status) -> None:
        """Drop an order that is in a status."""

    @put(products)
    def save_product(self, product: Product) -> None:
        """Save a product."""

    @get(products)
    def product(self, product_id: str) -> Product | None:
        """Get a product."""

    @update(products)
    def reprice(self, product_id: str, price: Decimal | None = None, photo: bytes | None = None) -> Product:
        """Change what is given of a product."""

    @query(products, index="by-price")
    def prices(self, product_id: str) -> list[ProductKey]:
        """The price of a product."""

    @scan(products, filter="price < :below")
    def cheap_products(self, below: Decimal) -> list[Product]:
        """The products under a price."""

    @scan(shop)
    def all_orders(self, limit: int | None = None, cursor: str | None = None) -> Page[Order]:
        """All orders."""


design = Design("shop", tables=[shop, products], patterns=[ShopPatterns])

MOMENT = datetime(2025, 1, 15, 10, 30, tzinfo=UTC)
DAY = date(2025, 1, 15)
NOON = datetime(2025, 6, 1, 12, tzinfo=UTC)
"""The present moment of the tests."""


def an_order(number: int, **changes: object) -> Order:
    """An order of the customer c-1."""
    fields = {"customer_id": "c-1", "number": number, "total": Decimal(number), "placed_at": MOMENT}
    return Order.model_validate(fields | changes)
