"""Every access pattern gives what the document says of it, for tenants, products and campaigns."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from pydantic import ValidationError

from systems.bbws.design import BbwsPatterns, Campaign, Product, Tenant, TenantStatus, design
from systems.bbws.sample import (
    ADMIN,
    CHECKOUT,
    campaigns,
    product_id,
    products,
    tenant_id,
    tenants,
)
from tablewright import AlreadyExists, NotFound

NOW = datetime(2026, 2, 1, 12, 0, tzinfo=UTC)


def newest_first(found: list[Tenant]) -> list[Tenant]:
    """Tenants in the order of the indexes, read backwards."""
    return sorted(found, key=lambda tenant: tenant.date_created, reverse=True)


# ----------------------------------------------------------------------------------------------------- tenants


def test_a_tenant_is_read_by_id(db: BbwsPatterns) -> None:
    for tenant in tenants():
        assert db.get_tenant(tenant.id) == tenant
    assert db.get_tenant("nobody") is None


def test_a_tenant_is_found_by_email_also_after_it_was_deleted(db: BbwsPatterns) -> None:
    for tenant in tenants():
        assert db.get_tenant_by_email(tenant.email) == tenant
    assert db.get_tenant_by_email("nobody@example") is None


def test_listing_tenants_leaves_out_the_deleted(db: BbwsPatterns) -> None:
    assert list(db.list_tenants()) == newest_first([tenant for tenant in tenants() if tenant.active])


def test_listing_tenants_goes_on_page_by_page(db: BbwsPatterns) -> None:
    found: list[Tenant] = []
    sizes: list[int] = []
    cursor: str | None = None
    while not sizes or cursor:
        page = db.list_tenants(limit=8, cursor=cursor)
        found += page
        sizes.append(len(page))
        cursor = page.cursor
    assert found == list(db.list_tenants())
    assert sizes[:3] == [8, 8, 5]


@pytest.mark.parametrize("status", ["UNVALIDATED", "VALIDATED", "REGISTERED", "SUSPENDED"])
def test_tenants_are_listed_by_status_the_newest_first(db: BbwsPatterns, status: TenantStatus) -> None:
    expected = newest_first([tenant for tenant in tenants() if tenant.status == status])
    assert list(db.list_tenants_by_status(status)) == expected
    assert expected


def test_a_created_tenant_begins_unvalidated_and_is_listed(db: BbwsPatterns) -> None:
    tenant = Tenant(id="t-1", email="new@example", date_created=NOW, date_last_updated=NOW, last_updated_by=CHECKOUT)
    assert db.create_tenant(tenant) == tenant
    assert db.get_tenant("t-1") == tenant
    assert tenant.status == "UNVALIDATED"
    assert db.list_tenants(limit=1).items == (tenant,)


def test_creating_a_tenant_whose_id_is_taken_is_refused(db: BbwsPatterns) -> None:
    existing = next(tenants())
    with pytest.raises(AlreadyExists):
        db.create_tenant(existing.model_copy(update={"email": "other@example"}))
    assert db.get_tenant(existing.id) == existing


def test_a_new_status_moves_the_tenant_in_the_index_and_leaves_a_trace(db: BbwsPatterns) -> None:
    before = db.get_tenant(tenant_id("qunu-crafts"))
    assert before
    after = db.update_tenant_status(before.id, "VALIDATED", ADMIN)
    assert (after.status, after.last_updated_by) == ("VALIDATED", ADMIN)
    assert after.date_last_updated > before.date_last_updated
    assert after in db.list_tenants_by_status("VALIDATED").items
    assert before.id not in {tenant.id for tenant in db.list_tenants_by_status("UNVALIDATED")}


def test_a_soft_deleted_tenant_leaves_the_list_and_stays_in_the_table(db: BbwsPatterns) -> None:
    deleted = db.soft_delete_tenant(tenant_id("jozi-coffee"), ADMIN)
    assert not deleted.active
    assert db.get_tenant(deleted.id) == deleted
    assert db.get_tenant_by_email(deleted.email) == deleted
    assert deleted.id not in {tenant.id for tenant in db.list_tenants()}


def test_updating_what_does_not_exist_is_refused(db: BbwsPatterns) -> None:
    with pytest.raises(NotFound):
        db.soft_delete_tenant("nobody", ADMIN)
    assert db.get_tenant("nobody") is None


# ---------------------------------------------------------------------------------------------------- products


def test_a_product_is_read_by_id(db: BbwsPatterns) -> None:
    for product in products():
        assert db.get_product(product.id) == product


def test_active_products_and_deleted_products_are_listed_apart(db: BbwsPatterns) -> None:
    every = list(products())
    assert list(db.list_active_products()) == [product for product in every if product.active]
    assert list(db.list_deleted_products()) == [product for product in every[::-1] if not product.active]


def test_creating_a_product_whose_id_is_taken_is_refused(db: BbwsPatterns) -> None:
    with pytest.raises(AlreadyExists):
        db.create_product(next(products()))


def test_a_new_price_and_new_features_hold_at_once_and_the_rest_stays(db: BbwsPatterns) -> None:
    before = db.get_product(product_id("Business"))
    assert before
    after = db.update_product(before.id, ADMIN, price=Decimal("379.90"), features=["12 pages"])
    assert db.get_product(before.id) == after
    assert after.model_dump(exclude={"date_last_updated"}) == before.model_dump(exclude={"date_last_updated"}) | {
        "price": Decimal("379.90"),
        "features": ["12 pages"],
        "last_updated_by": ADMIN,
    }
    assert after.date_last_updated > before.date_last_updated


def test_a_soft_deleted_product_goes_from_one_list_to_the_other(db: BbwsPatterns) -> None:
    deleted = db.soft_delete_product(product_id("Shop"), ADMIN)
    assert db.get_product(deleted.id) == deleted
    assert deleted.id not in {product.id for product in db.list_active_products()}
    assert deleted in db.list_deleted_products().items


def test_a_billing_cycle_is_by_month_or_by_year() -> None:
    assert {product.billing_cycle for product in products()} == {"MONTHLY", "YEARLY"}
    with pytest.raises(ValidationError, match="billing_cycle"):
        Product.model_validate({**next(products()).model_dump(), "billing_cycle": "DAILY"})


# --------------------------------------------------------------------------------------------------- campaigns


def test_a_campaign_is_read_by_its_code(db: BbwsPatterns) -> None:
    for campaign in campaigns():
        assert db.get_campaign(campaign.code) == campaign


def test_active_campaigns_are_listed_by_start_date(db: BbwsPatterns) -> None:
    expected = sorted((each for each in campaigns() if each.active), key=lambda each: each.from_date)
    assert list(db.list_active_campaigns()) == expected


def test_the_campaigns_of_a_product_are_listed_by_start_date(db: BbwsPatterns) -> None:
    found = db.list_campaigns_by_product(product_id("Business"))
    assert [campaign.code for campaign in found] == ["EASTER25", "WINTER25", "FESTIVE25"]


def test_deleted_campaigns_are_listed_apart(db: BbwsPatterns) -> None:
    assert [campaign.code for campaign in db.list_deleted_campaigns()] == ["MISPRINT25"]


def test_a_campaign_code_is_unique_because_it_is_the_key(db: BbwsPatterns) -> None:
    taken = next(campaigns()).model_copy(update={"id": "another", "description": "Another"})
    with pytest.raises(AlreadyExists):
        db.create_campaign(taken)


def test_a_campaign_moved_to_other_days_moves_in_the_list(db: BbwsPatterns) -> None:
    moved = db.update_campaign("EASTER25", ADMIN, from_date=date(2025, 12, 24), to_date=date(2026, 1, 2))
    assert db.list_active_campaigns().items[-1] == moved
    assert moved.discount_percent == Decimal("15")


def test_a_soft_deleted_campaign_is_no_longer_active(db: BbwsPatterns) -> None:
    deleted = db.soft_delete_campaign("EASTER25", ADMIN)
    assert db.get_campaign("EASTER25") == deleted
    assert "EASTER25" not in {campaign.code for campaign in db.list_active_campaigns()}
    assert deleted in db.list_deleted_campaigns().items


def test_the_price_of_a_campaign_is_the_list_price_less_the_discount_in_whole_cents() -> None:
    prices = {campaign.code: campaign.price for campaign in campaigns()}
    assert prices["OPENING25"] == Decimal("49.50")
    assert prices["FESTIVE25"] == Decimal("232.09")


def test_a_campaign_that_ends_before_it_begins_is_refused() -> None:
    campaign = next(campaigns())
    wrong = {**campaign.model_dump(), "to_date": campaign.from_date - timedelta(days=1)}
    with pytest.raises(ValidationError, match="is after toDate"):
        Campaign.model_validate(wrong)


# -------------------------------------------------------------------------------------------- design and sample


def test_nothing_is_ever_deleted_physically() -> None:
    assert {pattern.operation for pattern in design.patterns.values()} == {"get", "query", "put", "update"}


def test_the_sample_has_as_many_items_as_the_readme_says() -> None:
    assert [len(list(each)) for each in (tenants(), products(), campaigns())] == [24, 7, 7]
