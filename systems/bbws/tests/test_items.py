"""Items carry the keys and attributes that the document gives them."""

from typing import TYPE_CHECKING, Any

import pytest

from systems.bbws.design import BbwsPatterns
from systems.bbws.sample import ADMIN, product_id, tenant_id
from systems.bbws.schemas import json_schemas

if TYPE_CHECKING:
    from mypy_boto3_dynamodb import DynamoDBClient

MANDATORY = {"id", "dateCreated", "dateLastUpdated", "lastUpdatedBy", "active"}


def item(dynamodb: "DynamoDBClient", table: str, partition: str) -> dict[str, Any]:
    """An item as it is stored."""
    key = {"PK": {"S": partition}, "SK": {"S": "METADATA"}}
    found: dict[str, Any] = dynamodb.get_item(TableName=table, Key=key)["Item"]
    return found


def indexed(dynamodb: "DynamoDBClient", table: str, index: str) -> int:
    """How many items an index holds."""
    return dynamodb.scan(TableName=table, IndexName=index, Select="COUNT")["Count"]


def test_a_tenant_is_the_metadata_of_its_id(loaded: "DynamoDBClient") -> None:
    identifier = tenant_id("jozi-coffee")
    tenant = item(loaded, "tenants", f"TENANT#{identifier}")
    assert tenant["id"] == {"S": identifier}
    assert tenant.keys() == {"PK", "SK", "email", "status", "organizationName", "destinationEmail"} | MANDATORY


def test_organization_and_destination_email_are_optional(loaded: "DynamoDBClient") -> None:
    tenant = item(loaded, "tenants", f"TENANT#{tenant_id('soweto-bikes')}")
    assert tenant.keys() == {"PK", "SK", "email", "status"} | MANDATORY


def test_a_product_is_the_metadata_of_its_id(loaded: "DynamoDBClient") -> None:
    product = item(loaded, "products", f"PRODUCT#{product_id('Starter')}")
    assert product["price"] == {"N": "99"}
    assert product["features"] == {"L": [{"S": "1 page"}, {"S": "SSL certificate"}]}
    assert product.keys() == {"PK", "SK", "name", "description", "price", "billingCycle", "features"} | MANDATORY


def test_a_campaign_is_the_metadata_of_its_code_and_refers_to_its_product(loaded: "DynamoDBClient") -> None:
    campaign = item(loaded, "campaigns", "CAMPAIGN#WINTER25")
    assert campaign["productId"] == {"S": product_id("Business")}
    assert (campaign["fromDate"], campaign["toDate"]) == ({"S": "2025-06-16"}, {"S": "2025-08-31"})


def test_computed_attributes_are_not_stored(loaded: "DynamoDBClient") -> None:
    assert "price" not in item(loaded, "campaigns", "CAMPAIGN#WINTER25")


def test_active_is_text_so_that_it_can_be_a_key(loaded: "DynamoDBClient") -> None:
    assert item(loaded, "products", f"PRODUCT#{product_id('Shop')}")["active"] == {"S": "true"}
    assert item(loaded, "products", f"PRODUCT#{product_id('Classic')}")["active"] == {"S": "false"}


def test_the_active_index_of_tenants_is_sparse(loaded: "DynamoDBClient") -> None:
    assert "active" not in item(loaded, "tenants", f"TENANT#{tenant_id('vaal-boats')}")
    assert indexed(loaded, "tenants", "ActiveIndex") == 21
    assert indexed(loaded, "tenants", "EmailIndex") == 24


def test_soft_deleting_a_tenant_takes_it_out_of_the_active_index(db: BbwsPatterns, loaded: "DynamoDBClient") -> None:
    db.soft_delete_tenant(tenant_id("jozi-coffee"), ADMIN)
    assert indexed(loaded, "tenants", "ActiveIndex") == 20
    assert indexed(loaded, "tenants", "TenantStatusIndex") == 24


def test_the_other_active_indexes_hold_everything(loaded: "DynamoDBClient") -> None:
    for table, index in (("products", "ActiveIndex"), ("campaigns", "ActiveIndex")):
        assert indexed(loaded, table, index) == 7


@pytest.mark.parametrize("table", ["tenants", "products", "campaigns"])
def test_a_json_schema_describes_every_table(table: str) -> None:
    schema = json_schemas()[f"{table}.schema.json"]
    assert schema["properties"].keys() >= MANDATORY
    assert set(schema["required"]) >= MANDATORY - {"active"}
