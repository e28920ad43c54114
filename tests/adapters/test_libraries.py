"""Libraries built on boto3 work unmodified, over HTTP and in process."""

from datetime import UTC, datetime
from typing import Any

import boto3
import pytest
from boto3.dynamodb.conditions import Key
from dyntastic import A, Dyntastic, Index
from pynamodb.attributes import MapAttribute, NumberAttribute, UnicodeAttribute, UTCDateTimeAttribute
from pynamodb.connection import Connection
from pynamodb.exceptions import DeleteError, DoesNotExist, TransactWriteError
from pynamodb.indexes import AllProjection, GlobalSecondaryIndex
from pynamodb.models import Model
from pynamodb.transactions import TransactWrite

# These libraries keep their connections open as long as the process lives.
pytestmark = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::pytest.PytestUnraisableExceptionWarning", "ignore::DeprecationWarning"
)


def test_boto3_makes_a_table_fills_it_in_batches_and_queries_it(endpoint: str) -> None:
    resource = boto3.resource("dynamodb", region_name="af-south-1", endpoint_url=endpoint)
    table = resource.create_table(
        TableName="Orders",
        KeySchema=[
            {"AttributeName": "customer", "KeyType": "HASH"},
            {"AttributeName": "placed", "KeyType": "RANGE"},
        ],
        AttributeDefinitions=[
            {"AttributeName": "customer", "AttributeType": "S"},
            {"AttributeName": "placed", "AttributeType": "N"},
        ],
        BillingMode="PAY_PER_REQUEST",
    )
    table.wait_until_exists()
    with table.batch_writer() as batch:
        for placed in range(40):
            batch.put_item(Item={"customer": "c", "placed": placed, "tags": {"a", "b"}, "raw": b"\x00"})
    found = table.query(KeyConditionExpression=Key("customer").eq("c") & Key("placed").between(5, 7))
    assert [int(each["placed"]) for each in found["Items"]] == [5, 6, 7]
    with pytest.raises(resource.meta.client.exceptions.ConditionalCheckFailedException):
        table.put_item(Item={"customer": "c", "placed": 1}, ConditionExpression="attribute_not_exists(customer)")


def _pynamodb_model(endpoint: str) -> Any:
    class ByGenre(GlobalSecondaryIndex[Any]):
        class Meta:
            index_name = "by-genre"
            projection = AllProjection()
            billing_mode = "PAY_PER_REQUEST"

        genre = UnicodeAttribute(hash_key=True)
        year = NumberAttribute(range_key=True)

    class Film(Model):
        class Meta:
            table_name = "films"
            host = endpoint
            region = "eu-west-1"
            billing_mode = "PAY_PER_REQUEST"

        title = UnicodeAttribute(hash_key=True)
        year = NumberAttribute(range_key=True)
        genre = UnicodeAttribute()
        seen = UTCDateTimeAttribute(null=True)
        facts: MapAttribute[str, Any] = MapAttribute(null=True)
        by_genre = ByGenre()

    return Film


def test_pynamodb_keeps_finds_and_changes_its_models(endpoint: str) -> None:
    Film = _pynamodb_model(endpoint)
    Film.create_table(wait=True)
    seen = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with Film.batch_write() as batch:
        for year in range(1990, 2020):
            batch.save(Film("Sequel", year, genre="crime", seen=seen, facts={"reels": year - 1980}))
    film = Film.get("Sequel", 1999)
    assert (film.seen, film.facts["reels"]) == (seen, 19)
    assert [each.year for each in Film.query("Sequel", Film.year > 2016)] == [2017, 2018, 2019]
    assert [each.year for each in Film.by_genre.query("crime", Film.year < 1993, scan_index_forward=False)] == [
        1992,
        1991,
        1990,
    ]
    film.update(actions=[Film.genre.set("comedy"), Film.facts["reels"].set(1)])
    film.refresh()
    assert (film.genre, film.facts["reels"]) == ("comedy", 1)
    with pytest.raises(DeleteError) as raised:
        film.delete(condition=Film.genre == "crime")
    assert raised.value.cause_response_code == "ConditionalCheckFailedException"
    with pytest.raises(DoesNotExist):
        Film.get("Sequel", 1900)


def test_pynamodb_transactions_tell_the_reasons_of_a_cancellation(endpoint: str) -> None:
    Film = _pynamodb_model(endpoint)
    Film.create_table(wait=True)
    Film("Alone", 2000, genre="drama").save()
    connection = Connection(region="eu-west-1", host=endpoint)
    transaction = TransactWrite(connection=connection)
    transaction.save(Film("New", 2001, genre="drama"))
    transaction.save(Film("Alone", 2000, genre="crime"), condition=Film.title.does_not_exist())
    with pytest.raises(TransactWriteError) as raised:
        transaction._commit()
    first, second = raised.value.cancellation_reasons
    assert first is None
    assert second is not None
    assert second.code == "ConditionalCheckFailed"
    assert Film.count("New") == 0


def test_pynamodb_keeps_one_client(endpoint: str) -> None:
    connection = Connection(region="eu-west-1", host=endpoint)
    assert connection.client is connection.client


def test_dyntastic_keeps_finds_and_changes_its_models(endpoint: str) -> None:
    class Product(Dyntastic):
        __table_name__ = "products"
        __table_region__ = "us-east-1"
        __table_host__ = endpoint
        __hash_key__ = "sku"

        sku: str
        maker: str
        price: int
        labels: list[str] = []

    Product.create_table(Index("maker", "price", index_name="maker-price"))
    for price in range(30):
        Product(sku=f"sku-{price}", maker="Acme", price=price, labels=["x"]).save()
    assert Product.get("sku-7").labels == ["x"]
    found = Product.query(A.maker == "Acme", range_key_condition=A.price > 26, index="maker-price")
    assert [each.price for each in found] == [27, 28, 29]
    product = Product.get("sku-3")
    product.update(A.price.set(A.price + 100))
    assert product.price == 103
    assert Product.safe_get("sku-99") is None
    assert sum(1 for _ in Product.scan(A.price < 10)) == 9
