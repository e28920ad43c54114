"""Keys, templates and indexes that cannot be are refused, with the place and the way out."""

from typing import Protocol

import pytest
from tests.design.orders import Broken, Note, Order, Payment, assert_refused, composed, design, table

from tablewright import GSI, LSI, Holds, Key, Table, get, include

BROKEN: dict[str, Broken] = {
    "unknown key attribute": (
        lambda: design(table(key=Key("orderID"))),
        "table orders",
        "the key attribute orderID is no attribute of Order",
        "Did you mean 'orderId'",
    ),
    "python name in a key": (
        lambda: design(table(key=Key("order_id"))),
        "table orders",
        "order_id is no attribute",
        "Keys use stored names: write 'orderId'",
    ),
    "unknown attribute in a template": (
        composed("C#{customer}"),
        "key attribute SK",
        "names 'customer', which Order does not have",
        "Did you mean 'customerId'",
    ),
    "python name in a template": (composed("C#{customer_id}"), "SK", "which Order does not have", "{customerId}"),
    "template that cannot be read": (composed("C#{"), "SK", "cannot be read", "Correct the template"),
    "empty template": (composed(""), "SK", "the template is empty", "Write its text"),
    "boolean key": (
        lambda: design(table(key=Key("open"))),
        "table orders",
        "the key attribute open is a boolean (BOOL), and a key is S, N or B",
        "Declare it as Flag",
    ),
    "boolean in a template": (composed("O#{open}"), "SK", "open is BOOL and cannot be part of a key", "Flag"),
    "list key": (lambda: design(table(key=Key("lines"))), "table orders", "lines is a list (L)", "text, a number"),
    "list in a template": (composed("O#{lines}"), "SK", "lines is L", "text, a number"),
    "optional key": (
        lambda: design(table(key=Key("orderId", "note"))),
        "table orders",
        "Order.note can be absent, but the primary key needs it",
        "a type without None",
    ),
    "template and field of one name": (
        lambda: design(table(key=Key(orderId="O#{customerId}"))),
        "orderId",
        "the entity has a field stored under the same name",
        "Leave out the template",
    ),
    "one attribute with two templates": (
        lambda: design(table(key=Key("orderId", SK="A#{customerId}"), indexes=[LSI("other", SK="B#{customerId}")])),
        "index other",
        "SK has the template 'B#{customerId}' here and 'A#{customerId}' elsewhere",
        "another name",
    ),
    "unpadded whole number": (composed("N#{number}"), "SK", "is a number in a text that sorts", "{number:010d}"),
    "unpadded decimal": (composed("N#{total}"), "SK", "as text 10 comes before 9", "{total:08.3f}"),
    "number without a width": (composed("N#{total:.2f}"), "SK", "is a number in a text that sorts", "{total:08.3f}"),
    "number with a width and no digits": (composed("N#{total:08}"), "SK", "a number in a text that sorts", "08.3f"),
    "epoch in a sort key": (composed("T#{seenMs}"), "SK", "is a number in a text", "{seenMs:%Y-%m-%dT%H:%M:%S}"),
    "date that does not sort": (composed("D#{placedAt:%d-%m-%Y}"), "SK", "not sort in the order of time", "%Y-%m-%d"),
    "format that does not fit": (composed("N#{total:05d}"), "SK", "a format that does not fit", "Correct the format"),
    "format of a text": (composed("C#{customerId:>9}"), "SK", "only numbers, dates and times", "leave it out"),
    "attributes that run together": (
        composed("{customerId}{number:05d}"),
        "SK",
        "follow each other with nothing between",
        "{customerId}#{number:05d}",
    ),
    "separator inside a time": (composed("{placedAt}-{customerId}"), "SK", "its own text contains", "format"),
    "unknown attribute in a projection": (
        lambda: design(table(indexes=[GSI("by-customer", Key("customerId"), projection=include("totl"))])),
        "index by-customer",
        "it includes 'totl', which no entity has",
        "Did you mean 'total'",
    ),
    "index without a pattern": (
        lambda: design(table(indexes=[GSI("by-customer", Key("customerId"))])),
        "index by-customer",
        "no access pattern uses it",
        "@query(..., index='by-customer')",
    ),
    "several attributes in a primary key": (
        lambda: design(table(key=Key(("orderId", "customerId")))),
        "table orders",
        "only a global secondary index can have",
        "Compose them",
    ),
    "key that names an attribute twice": (
        lambda: design(table(key=Key("orderId", "orderId"))),
        "table orders",
        "its key names orderId twice",
        "once",
    ),
    "local index without a sort key": (
        lambda: design(table(indexes=[LSI("by-date", "placedAt")])),
        "index by-date",
        "needs a table with a sort key",
        "as a GSI",
    ),
    "too many global indexes": (
        lambda: design(table(indexes=[GSI(f"by-{n}", Key("customerId")) for n in range(21)])),
        "table orders",
        "it has 21 GSIs and DynamoDB allows 20",
        "several patterns",
    ),
    "too many local indexes": (
        lambda: design(table(key=Key("orderId", "number"), indexes=[LSI(f"by-{n}", "placedAt") for n in range(6)])),
        "table orders",
        "it has 6 LSIs and DynamoDB allows 5",
        "several patterns",
    ),
    "index name": (
        lambda: design(table(indexes=[GSI("x y", Key("customerId"))])),
        "index x y",
        "3 to 255 letters",
        "such a name",
    ),
    "two indexes of one name": (
        lambda: design(table(indexes=[GSI("twice", Key("customerId")), GSI("twice", Key("note"))])),
        "table orders",
        "2 indexes are named twice",
        "its own name",
    ),
    "empty projection": (
        lambda: design(table(indexes=[GSI("by-customer", Key("customerId"), projection=include())])),
        "index by-customer",
        "it includes 0 attributes and DynamoDB allows 1 to 20",
        "KEYS_ONLY or ALL",
    ),
    "colliding entities": (
        lambda: design(
            Table(
                holds=[Holds(Order, PK="{customerId}", SK="ORDER"), Holds(Payment, PK="PAY#{paymentId}", SK="{kind}")],
                name="several",
                key=Key("PK", "SK"),
            ),
            Table(
                holds=[Holds(Order, PK="O#{orderId}"), Holds(Payment, PK="{paymentId}")], name="clash", key=Key("PK")
            ),
        ),
        "table clash",
        "an item of Order and one of Payment can have the same key (O#{orderId} and {paymentId})",
        "a text of its own",
    ),
    "template in the key of several entities": (
        lambda: design(Table(holds=[Holds(Order), Holds(Payment)], name="several", key=Key(PK="O#{orderId}"))),
        "table several",
        "templates in its keys (PK) belong to none of them",
        "Holds(Order",
    ),
    "template for no key": (
        lambda: design(Table(holds=[Holds(Order, PK="O#{orderId}", GSI9="x")], name="several", key=Key("PK"))),
        "key attribute GSI9",
        "it is in no key",
        "Known are PK",
    ),
    "key attribute that one of several entities lacks": (
        lambda: design(
            Table(
                holds=[Holds(Order, PK="O#{orderId}"), Holds(Payment, PK="P#{paymentId}", SK="x")],
                name="several",
                key=Key("PK", "SK"),
            )
        ),
        "table several",
        "the key attribute SK is no attribute of Order",
        "template",
    ),
    "key attribute of two types": (
        lambda: design(Table(holds=[Holds(Order), Holds(Note)], name="several", key=Key("number"))),
        "table several",
        "the key attribute number is N in Order but S in Note",
        "one type in a table",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_key_or_index_that_cannot_be_is_refused_with_the_way_out(name: str) -> None:
    assert_refused(BROKEN[name])


def test_a_format_that_does_not_fit_is_told_although_a_pattern_uses_the_key() -> None:
    orders = table(key=Key("orderId", SK="N#{number:zz}"))

    class Patterns(Protocol):
        @get(orders)
        def order(self, order_id: str, number: int) -> Order | None:
            """Get an order."""

    assert_refused(
        (lambda: design(orders, patterns=[Patterns]), "SK", "a format that does not fit a whole number", "Correct")
    )
