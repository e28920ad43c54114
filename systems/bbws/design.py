"""BBWS: the tenants, products and campaigns of a subscription business, as section 4 of its LLD designs them.

Each entity has a table of its own, under a simple domain name. All of them follow three patterns:

- Activatable entity: `id`, `dateCreated`, `dateLastUpdated`, `lastUpdatedBy` and `active` are mandatory.
- Soft delete: nothing is ever deleted; an entity that is gone is no longer `active`.
- Hierarchical ownership: the partition key names the entity, `PK=TENANT#{id}`, and the sort key what of it
  the item is, `SK=METADATA`.
"""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Annotated, Literal, Protocol, Self

from pydantic import Field, model_validator

from tablewright import (
    GSI,
    Activatable,
    Design,
    Environment,
    Flag,
    Key,
    OnDemand,
    Page,
    PointInTimeRecovery,
    Ref,
    Settings,
    SparseFlag,
    StreamView,
    Table,
    camelCase,
    daily,
    get,
    hourly,
    put,
    query,
    update,
)

TenantStatus = Literal["UNVALIDATED", "VALIDATED", "REGISTERED", "SUSPENDED"]
BillingCycle = Literal["MONTHLY", "YEARLY"]
Price = Annotated[Decimal, Field(ge=0, decimal_places=2)]
"""An amount in South African rand."""
Percentage = Annotated[Decimal, Field(ge=0, le=100)]


# ----------------------------------------------------------------------------------------- 4.2 Table: tenants


class Tenant(Activatable, names=camelCase):
    """A customer, created when an email address first checks out."""

    email: str
    status: TenantStatus = "UNVALIDATED"
    organization_name: str | None = None
    destination_email: str | None = None
    active: SparseFlag = True


tenants = Table(
    Tenant,
    name="tenants",
    key=Key(PK="TENANT#{id}", SK="METADATA"),
    indexes=[
        GSI("EmailIndex", Key("email")),
        GSI("TenantStatusIndex", Key("status", "dateCreated")),
        GSI("ActiveIndex", Key("active", "dateCreated")),  # sparse: who is not active is not in it
    ],
)


class TenantPatterns(Protocol):
    """Who the tenants are, for checkout and administration."""

    @get(tenants)
    def get_tenant(self, id: str) -> Tenant | None:
        """Get a tenant by ID."""

    @query(tenants, index="EmailIndex")
    def get_tenant_by_email(self, email: str) -> Tenant | None:
        """Get a tenant by email, as checkout does; also one that was deleted."""

    @query(tenants, index="ActiveIndex", order="descending")
    def list_tenants(self, active: Flag = True, limit: int = 50, cursor: str | None = None) -> Page[Tenant]:
        """List all tenants but the deleted with pagination, the newest first."""

    @query(tenants, index="TenantStatusIndex", order="descending")
    def list_tenants_by_status(self, status: TenantStatus, limit: int = 50, cursor: str | None = None) -> Page[Tenant]:
        """List the tenants in a status of the lifecycle, the newest first; also those that were deleted."""

    @put(tenants, if_absent=True)
    def create_tenant(self, tenant: Tenant) -> Tenant:
        """Create a tenant."""

    @update(tenants)
    def update_tenant_status(self, id: str, status: TenantStatus, last_updated_by: str) -> Tenant:
        """Update a tenant's status."""

    @update(tenants, set={"active": False})
    def soft_delete_tenant(self, id: str, last_updated_by: str) -> Tenant:
        """Soft delete a tenant: it leaves ActiveIndex and stays in the table."""


# ---------------------------------------------------------------------------------------- 4.3 Table: products


class Product(Activatable, names=camelCase):
    """Something for sale, as the pricing page shows it."""

    name: str
    description: str
    price: Price
    billing_cycle: BillingCycle
    features: list[str] = []


products = Table(
    Product,
    name="products",
    key=Key(PK="PRODUCT#{id}", SK="METADATA"),
    indexes=[
        GSI("ProductActiveIndex", Key("active", "dateCreated")),
        GSI("ActiveIndex", Key("active", "dateCreated")),
    ],
)


class ProductPatterns(Protocol):
    """What is for sale."""

    @get(products)
    def get_product(self, id: str) -> Product | None:
        """Get a product by ID."""

    @query(products, index="ProductActiveIndex")
    def list_active_products(self, active: Flag = True, limit: int = 50, cursor: str | None = None) -> Page[Product]:
        """List all active products for the pricing page, the oldest first."""

    @query(products, index="ActiveIndex", order="descending")
    def list_deleted_products(self, active: Flag = False, limit: int = 50, cursor: str | None = None) -> Page[Product]:
        """List the products that were soft deleted, the newest first."""

    @put(products, if_absent=True)
    def create_product(self, product: Product) -> Product:
        """Create a product (admin only)."""

    @update(products)
    def update_product(
        self,
        id: str,
        last_updated_by: str,
        name: str | None = None,
        description: str | None = None,
        price: Price | None = None,
        billing_cycle: BillingCycle | None = None,
        features: list[str] | None = None,
    ) -> Product:
        """Update a product: its price, its features and what else is given. A new price holds at once."""

    @update(products, set={"active": False})
    def soft_delete_product(self, id: str, last_updated_by: str) -> Product:
        """Soft delete a product."""


# --------------------------------------------------------------------------------------- 4.4 Table: campaigns


class Campaign(Activatable, names=camelCase):
    """A discount on a product for some days, known to customers by its code."""

    code: str
    description: str
    product_id: Annotated[str, Ref(Product)]
    list_price: Price
    discount_percent: Percentage
    from_date: date
    to_date: date

    @property
    def price(self) -> Decimal:
        """Computed, not stored: the list price less the discount, in whole cents."""
        exact = self.list_price * (100 - self.discount_percent) / 100
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)

    @model_validator(mode="after")
    def _begins_before_it_ends(self) -> Self:
        if self.from_date > self.to_date:
            raise ValueError(f"fromDate {self.from_date} is after toDate {self.to_date}")
        return self


campaigns = Table(
    Campaign,
    name="campaigns",
    key=Key(PK="CAMPAIGN#{code}", SK="METADATA"),  # the business key, not a UUID
    indexes=[
        GSI("CampaignActiveIndex", Key("active", "fromDate")),
        GSI("CampaignProductIndex", Key("productId", "fromDate")),
        GSI("ActiveIndex", Key("active", "dateCreated")),
    ],
)


class CampaignPatterns(Protocol):
    """Which discounts there are."""

    @get(campaigns)
    def get_campaign(self, code: str) -> Campaign | None:
        """Get a campaign by code."""

    @query(campaigns, index="CampaignActiveIndex")
    def list_active_campaigns(self, active: Flag = True, limit: int = 50, cursor: str | None = None) -> Page[Campaign]:
        """List active campaigns by start date."""

    @query(campaigns, index="CampaignProductIndex")
    def list_campaigns_by_product(self, product_id: str, limit: int = 50, cursor: str | None = None) -> Page[Campaign]:
        """List the campaigns of a product by start date; also those that were deleted."""

    @query(campaigns, index="ActiveIndex", order="descending")
    def list_deleted_campaigns(
        self, active: Flag = False, limit: int = 50, cursor: str | None = None
    ) -> Page[Campaign]:
        """List the campaigns that were soft deleted, the newest first."""

    @put(campaigns, if_absent=True)
    def create_campaign(self, campaign: Campaign) -> Campaign:
        """Create a campaign (admin only). Its code is its key: one that is taken is refused."""

    @update(campaigns)
    def update_campaign(
        self,
        code: str,
        last_updated_by: str,
        description: str | None = None,
        list_price: Price | None = None,
        discount_percent: Percentage | None = None,
        from_date: date | None = None,
        to_date: date | None = None,
    ) -> Campaign:
        """Update a campaign."""

    @update(campaigns, set={"active": False})
    def soft_delete_campaign(self, code: str, last_updated_by: str) -> Campaign:
        """Soft delete a campaign."""


class BbwsPatterns(TenantPatterns, ProductPatterns, CampaignPatterns, Protocol):
    """The access patterns of all three tables."""


# ------------------------------------------------------------------------------ 4.6 Environment configuration


design = Design(
    "bbws",
    tables=[tenants, products, campaigns],
    patterns=[BbwsPatterns],
    defaults=Settings(billing=OnDemand(), recovery=PointInTimeRecovery(days=35)),
    environments=[
        Environment("dev", account="536580886816", region="af-south-1", backup=daily(keep_days=7)),
        Environment("sit", account="815856636111", region="af-south-1", backup=daily(keep_days=14)),
        Environment(
            "prod",
            account="093646564004",
            region="af-south-1",
            backup=hourly(keep_days=90),
            deletion_protection=True,
            replicas=["eu-west-1"],
            stream=StreamView.NEW_AND_OLD_IMAGES,  # what global tables replicate through
        ),
    ],
)
