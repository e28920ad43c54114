"""Sample data: two dozen tenants in every status, the price list and a year of campaigns; always the same."""

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from uuid import NAMESPACE_DNS, uuid5

from .design import BillingCycle, Campaign, Product, Tenant, TenantStatus

OPENING = datetime(2025, 1, 6, 7, 0, tzinfo=UTC)
"""When the shop opened, and the first product was created."""

CHECKOUT = "checkout-service"
ADMIN = "thandi.nkosi@bbws.example"


def identifier(kind: str, name: str) -> str:
    """The UUID of a sample entity; the same in every run."""
    return str(uuid5(NAMESPACE_DNS, f"{name}.{kind}.bbws.example"))


# ---------------------------------------------------------------------------------------------------- tenants

_SHOPS: Mapping[TenantStatus, tuple[str, ...]] = {
    "REGISTERED": (
        "amahle-bakery",
        "bo-kaap-spices",
        "cederberg-tea",
        "durban-surf",
        "egoli-records",
        "franschhoek-wines",
        "garden-route-tours",
        "hout-bay-fish",
        "isibindi-gym",
        "jozi-coffee",
    ),
    "VALIDATED": (
        "karoo-lamb",
        "langa-arts",
        "muizenberg-swim",
        "namaqua-flowers",
        "overberg-honey",
        "paarl-oil",
    ),
    "UNVALIDATED": ("qunu-crafts", "robertson-nursery", "soweto-bikes", "table-view-vets", "umhlanga-yoga"),
    "SUSPENDED": ("vaal-boats", "wilderness-lodge", "xhosa-beads"),
}
"""Shops by their status, each of which is a tenant; those below have closed."""

_CLOSED = ("hout-bay-fish", "paarl-oil", "vaal-boats")


def tenant_id(shop: str) -> str:
    """The id of the tenant that a shop is."""
    return identifier("tenant", shop)


def tenants() -> Iterator[Tenant]:
    """A tenant for each shop, one created every eleven days; three of them soft deleted."""
    shops = [(shop, status) for status, names in _SHOPS.items() for shop in names]
    for number, (shop, status) in enumerate(sorted(shops)):
        created = OPENING + timedelta(days=11 * number, hours=2, minutes=7 * number)
        known = status in ("REGISTERED", "SUSPENDED")
        yield Tenant(
            id=tenant_id(shop),
            email=f"owner@{shop}.example",
            status=status,
            organization_name=shop.replace("-", " ").title() if known else None,
            destination_email=f"orders@{shop}.example" if known else None,
            date_created=created,
            date_last_updated=created + timedelta(days=3 if known else 0),
            last_updated_by=ADMIN if shop in _CLOSED else CHECKOUT,
            active=shop not in _CLOSED,
        )


# --------------------------------------------------------------------------------------------------- products

_PRICES: Mapping[str, tuple[str, str, BillingCycle, tuple[str, ...]]] = {
    "Starter": ("One page on a shared host", "99.00", "MONTHLY", ("1 page", "SSL certificate")),
    "Business": (
        "A WordPress site of your own",
        "349.00",
        "MONTHLY",
        ("10 pages", "SSL certificate", "Email"),
    ),
    "Shop": (
        "A site that sells",
        "699.00",
        "MONTHLY",
        ("50 products", "Payments", "SSL certificate", "Email"),
    ),
    "Business yearly": (
        "Business, paid by the year",
        "3490.00",
        "YEARLY",
        ("10 pages", "SSL certificate", "Email"),
    ),
    "Shop yearly": ("Shop, paid by the year", "6990.00", "YEARLY", ("50 products", "Payments", "Email")),
    "Classic": ("What we sold in 2024", "149.00", "MONTHLY", ("5 pages",)),
    "Classic yearly": ("What we sold in 2024, paid by the year", "1490.00", "YEARLY", ("5 pages",)),
}
"""The price list: description, price, billing cycle and features."""

_WITHDRAWN = ("Classic", "Classic yearly")


def product_id(name: str) -> str:
    """The id of the product of a name."""
    return identifier("product", name.lower().replace(" ", "-"))


def products() -> Iterator[Product]:
    """The price list, a product created each hour; two of them soft deleted."""
    for number, (name, (description, price, cycle, features)) in enumerate(_PRICES.items()):
        created = OPENING + timedelta(hours=number)
        yield Product(
            id=product_id(name),
            name=name,
            description=description,
            price=Decimal(price),
            billing_cycle=cycle,
            features=list(features),
            date_created=created,
            date_last_updated=created,
            last_updated_by=ADMIN,
            active=name not in _WITHDRAWN,
        )


# -------------------------------------------------------------------------------------------------- campaigns

_CAMPAIGNS: Mapping[str, tuple[str, str, str, date, date]] = {
    "OPENING25": ("Opening weeks", "Starter", "50", date(2025, 1, 6), date(2025, 1, 31)),
    "EASTER25": ("Easter on the web", "Business", "15", date(2025, 4, 14), date(2025, 4, 27)),
    "WINTER25": ("Winter rates", "Business", "20", date(2025, 6, 16), date(2025, 8, 31)),
    "HERITAGE25": ("Heritage month", "Shop", "25", date(2025, 9, 1), date(2025, 9, 30)),
    "BLACKFRIDAY25": ("Black Friday", "Shop yearly", "40", date(2025, 11, 28), date(2025, 12, 1)),
    "FESTIVE25": ("Festive season", "Business", "33.5", date(2025, 12, 8), date(2026, 1, 4)),
    "MISPRINT25": ("A flyer with the wrong code", "Shop", "90", date(2025, 9, 1), date(2025, 9, 2)),
}
"""Campaigns by their code: description, product, discount in per cent, first and last day."""

_WITHDRAWN_CAMPAIGNS = ("MISPRINT25",)


def campaign(code: str, description: str, product: str, discount: str, start: date, end: date) -> Campaign:
    """A campaign for a product of the price list, planned three weeks ahead."""
    planned = datetime(start.year, start.month, start.day, 9, 30, tzinfo=UTC) - timedelta(days=21)
    return Campaign(
        id=identifier("campaign", code.lower()),
        code=code,
        description=description,
        product_id=product_id(product),
        list_price=Decimal(_PRICES[product][1]),
        discount_percent=Decimal(discount),
        from_date=start,
        to_date=end,
        date_created=planned,
        date_last_updated=planned,
        last_updated_by=ADMIN,
        active=code not in _WITHDRAWN_CAMPAIGNS,
    )


def campaigns() -> Iterator[Campaign]:
    """A year of campaigns; one of them soft deleted."""
    for code, (description, product, discount, start, end) in _CAMPAIGNS.items():
        yield campaign(code, description, product, discount, start, end)


def sample() -> Iterator[Tenant | Product | Campaign]:
    """Everything: tenants, products, campaigns."""
    yield from tenants()
    yield from products()
    yield from campaigns()


# --------------------------------------------------------------------------------------------------- examples

_NOW = datetime(2025, 12, 10, 8, 15, tzinfo=UTC)

EXAMPLES: Mapping[str, Mapping[str, object]] = {
    "get_tenant": {"id": tenant_id("jozi-coffee")},
    "get_tenant_by_email": {"email": "owner@bo-kaap-spices.example"},
    "list_tenants": {"limit": 10},
    "list_tenants_by_status": {"status": "VALIDATED"},
    "create_tenant": {
        "tenant": Tenant(
            id=tenant_id("yzerfontein-kites"),
            email="owner@yzerfontein-kites.example",
            date_created=_NOW,
            date_last_updated=_NOW,
            last_updated_by=CHECKOUT,
        )
    },
    "update_tenant_status": {
        "id": tenant_id("yzerfontein-kites"),
        "status": "VALIDATED",
        "last_updated_by": CHECKOUT,
    },
    "soft_delete_tenant": {"id": tenant_id("xhosa-beads"), "last_updated_by": ADMIN},
    "get_product": {"id": product_id("Business")},
    "list_active_products": {},
    "list_deleted_products": {},
    "create_product": {
        "product": Product(
            id=product_id("Mail"),
            name="Mail",
            description="Mailboxes under your own domain",
            price=Decimal("49.00"),
            billing_cycle="MONTHLY",
            features=["5 mailboxes"],
            date_created=_NOW,
            date_last_updated=_NOW,
            last_updated_by=ADMIN,
        )
    },
    "update_product": {
        "id": product_id("Mail"),
        "price": Decimal("59.00"),
        "features": ["10 mailboxes", "Shared calendar"],
        "last_updated_by": ADMIN,
    },
    "soft_delete_product": {"id": product_id("Starter"), "last_updated_by": ADMIN},
    "get_campaign": {"code": "BLACKFRIDAY25"},
    "list_active_campaigns": {},
    "list_campaigns_by_product": {"product_id": product_id("Business")},
    "list_deleted_campaigns": {},
    "create_campaign": {
        "campaign": campaign("NEWYEAR26", "New year", "Shop", "20", date(2026, 1, 5), date(2026, 1, 18))
    },
    "update_campaign": {
        "code": "NEWYEAR26",
        "discount_percent": Decimal("22.5"),
        "to_date": date(2026, 1, 25),
        "last_updated_by": ADMIN,
    },
    "soft_delete_campaign": {"code": "OPENING25", "last_updated_by": ADMIN},
}
"""Inputs for every access pattern, meant to be run in this order on the sample data."""
