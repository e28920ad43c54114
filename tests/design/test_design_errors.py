"""What is wrong with a design is said all at once, with its place and the way out."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest

from tablewright import (
    GSI,
    LSI,
    TTL,
    AutoScaling,
    BackupSchedule,
    Design,
    DesignError,
    Encryption,
    Entity,
    Environment,
    EpochMilliseconds,
    Holds,
    Key,
    OnDemand,
    PointInTimeRecovery,
    Provisioned,
    Ref,
    Settings,
    StreamView,
    Table,
    Timestamp,
    Volume,
    after,
    camelCase,
    include,
    lookup,
)


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
    return Table(**({"entity": Order, "name": "orders", "key": Key("orderId")} | changes))


def design(*tables: Table, **changes: Any) -> Design:
    return Design("shop", tables=tables, **changes)


def composed(text: str) -> Callable[[], Design]:
    return lambda: design(table(key=Key("orderId", SK=text)))


settings_table = Table(Setting, name="settings", key=Key("customerId"))

Broken = tuple[Callable[[], Design], str, str, str]
BROKEN: dict[str, Broken] = {
    "no table": (lambda: design(), "design shop", "it has no table", "Add one"),
    "one table twice": (
        lambda: design(*[table()] * 2),
        "design shop",
        "the table orders is among its tables 2 times",
        "Name each table once",
    ),
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
    "no TTL attribute": (
        lambda: design(table(ttl=TTL("ttl"))),
        "TTL ttl",
        "the table does not say how it is computed",
        'TTL("ttl", after(',
    ),
    "TTL in milliseconds": (
        lambda: design(table(ttl=TTL("seenMs"))),
        "TTL seenMs",
        "Order.seen_ms is not a number of seconds since 1970",
        "EpochSeconds",
    ),
    "TTL that is a field and computed": (
        lambda: design(table(ttl=TTL("number", after(days=1)))),
        "TTL number",
        "it is computed, and Order.number is stored under the same name",
        "Leave out the field",
    ),
    "TTL since no time": (
        lambda: design(table(ttl=TTL("ttl", after(days=1, since="placed")))),
        "TTL ttl",
        "Order has no time 'placed' to count from",
        "Did you mean 'placed",
    ),
    "TTL in the key": (lambda: design(table(ttl=TTL("orderId"))), "TTL orderId", "part of a key", "its own"),
    "TTL looked up elsewhere": (
        lambda: design(table(ttl=TTL("ttl", after(days=lookup(settings_table, "days"))))),
        "TTL ttl",
        "which is not a table of this design",
        "Add the table",
    ),
    "TTL looked up from no number": (
        lambda: design(table(ttl=TTL("ttl", after(days=lookup(settings_table, "day")))), settings_table),
        "TTL ttl",
        "Setting has no whole number 'day'",
        "Did you mean 'days'",
    ),
    "TTL looked up by what the entity lacks": (
        lambda: design(
            Table(
                Payment,
                name="payments",
                key=Key("paymentId"),
                ttl=TTL("ttl", after(days=lookup(settings_table, "days"))),
            ),
            settings_table,
        ),
        "TTL ttl",
        "settings is found by customerId, which Payment does not have",
        "attributes the entity has",
    ),
    "unknown placeholder in a name": (
        lambda: design(table(name="orders-{stage}")),
        "environment dev",
        "{stage} stands for nothing",
        "Correct the placeholder",
    ),
    "placeholder without a value": (
        lambda: design(table(name="orders-{account}")),
        "environment dev",
        "{account} has no value",
        "Correct the placeholder",
    ),
    "table name": (lambda: design(table(name="my orders")), "environment dev", "not one DynamoDB accepts", "3 to 255"),
    "two tables of one name": (
        lambda: design(table(), table(logical_id="Other")),
        "environment dev",
        "has the same name 'orders'",
        "its own name",
    ),
    "two tables of one logical id": (
        lambda: design(table(), table(name="orders-{env}")),
        "table orders-{env}",
        "its logical id OrdersTable is also that of orders",
        "logical_id",
    ),
    "logical id": (
        lambda: design(table(logical_id="my-id")),
        "table orders",
        "letters and digits",
        "another logical_id",
    ),
    "recovery period": (
        lambda: design(table(recovery=PointInTimeRecovery(days=36))),
        "environment dev",
        "point-in-time recovery of 36 days",
        "1 to 35",
    ),
    "backups kept for no day": (
        lambda: design(table(backup=BackupSchedule("cron(0 5 * * ? *)", 0))),
        "environment dev",
        "kept for 0 days",
        "1 day or more",
    ),
    "replicas without a stream": (
        lambda: design(table(replicas=["eu-west-1"])),
        "environment dev",
        "the stream is off",
        "stream=StreamView.NEW_AND_OLD_IMAGES",
    ),
    "replica in its own region": (
        lambda: design(table(replicas=["us-east-1"], stream=StreamView.NEW_AND_OLD_IMAGES)),
        "environment dev",
        "or its own us-east-1",
        "each other region once",
    ),
    "customer key without a key": (
        lambda: design(table(encryption=Encryption("CUSTOMER"))),
        "environment dev",
        "encryption by CUSTOMER with key_arn=None",
        "arn:aws:kms",
    ),
    "capacity of nothing": (
        lambda: design(table(billing=Provisioned(0, 1, write_scaling=AutoScaling(5, 2)))),
        "environment dev",
        "a read capacity of 0",
        "1 or more",
    ),
    "maximum of nothing": (
        lambda: design(table(billing=OnDemand(max_read=0))),
        "environment dev",
        "the maximum of 0 read units",
        "1 or more",
    ),
    "tag of AWS": (lambda: design(table(tags={"aws:x": "y"})), "environment dev", "AWS's own", "another key"),
    "tag placeholder": (lambda: design(table(tags={"x": "{y}"})), "environment dev", "{y} stands for", "placeholder"),
    "no environment": (lambda: design(table(), environments=[]), "design shop", "no environment", "Environment("),
    "two environments of one name": (
        lambda: design(table(), environments=[Environment("dev"), Environment("dev")]),
        "design shop",
        "2 environments are named dev",
        "Rename one",
    ),
    "account": (
        lambda: design(table(), environments=[Environment("dev", account="12")]),
        "environment dev",
        "the account '12' is not an AWS account",
        "twelve digits",
    ),
    "region": (
        lambda: design(table(), environments=[Environment("dev", region="Ireland")]),
        "environment dev",
        "'Ireland' is not an AWS region",
        "us-east-1",
    ),
    "environment of another table": (
        lambda: design(
            table(), environments=[Environment("dev", tables={settings_table: Settings(), table(): Settings()})]
        ),
        "environment dev",
        "it speaks of settings, which is not among the design's tables",
        "orders",
    ),
    "design name": (
        lambda: Design("my shop", tables=[table()]),
        "design my shop",
        "letters, digits and '-'",
        "Name it",
    ),
    "unknown placeholder of exports": (
        lambda: design(table(), exports="${AWS::StackName}-{tabel}{output}"),
        "design shop",
        "has {tabel}",
        "Did you mean 'table'",
    ),
    "exports of one name": (
        lambda: design(table(), exports="Shop-{table}"),
        "design shop",
        "would give several exports one name",
        "{design}-{table}{output}",
    ),
    "negative volume": (
        lambda: design(one := table(), environments=[Environment("dev", volumes={one: Volume(-1, 0)})]),
        "environment dev",
        "the volume of orders is negative",
        "from 0",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_design_is_refused_with_the_place_and_the_way_out(name: str) -> None:
    build, subject, message, remedy = BROKEN[name]
    with pytest.raises(DesignError) as refused:
        build()
    texts = [str(problem) for problem in refused.value.problems]
    assert any(
        subject in problem.subject and message in problem.message and remedy in problem.remedy
        for problem in refused.value.problems
    ), "\n".join(texts)
    assert all(problem.location.file == __file__ for problem in refused.value.problems)


def test_every_problem_is_listed_in_the_order_of_the_file() -> None:
    first = table(key=Key("orderID"), recovery=PointInTimeRecovery(days=0))
    second = table(name="no spaces please", logical_id="Second", ttl=TTL("ttl"))
    with pytest.raises(DesignError) as refused:
        design(first, second)
    problems = refused.value.problems
    assert len(problems) == 4
    assert [problem.location.line for problem in problems] == sorted(problem.location.line for problem in problems)
    assert str(refused.value).startswith("The design 'shop' has 4 problems:\n  ")
    assert str(refused.value).count("test_design_errors.py:") == 4


def test_a_reference_to_nothing_is_refused() -> None:
    class Review(Entity):
        id: str
        of: Annotated[str, Ref("Ordr")]
        line: Annotated[str, Ref("Setting")]

    reviews = Table(Review, name="reviews", key=Key("id"))
    by_two = Table(Setting, name="settings", key=Key("customerId", "days"))
    with pytest.raises(DesignError) as refused:
        design(table(), reviews, by_two)
    messages = [problem.message for problem in refused.value.problems]
    assert messages == [
        "it refers to Ordr, which no table holds",
        "it refers to Setting, which is identified by customerId, days together",
    ]
    assert refused.value.problems[0].remedy == "Did you mean 'Order'"


def test_a_field_that_cannot_be_stored_is_refused_where_it_is_declared() -> None:
    class Odd(Entity):
        id: str
        at: complex

    with pytest.raises(DesignError, match=r"Odd\.at: complex has no stored form"):
        design(Table(Odd, name="odd", key=Key("id")))


def test_one_wrong_template_is_one_problem() -> None:
    with pytest.raises(DesignError) as refused:
        design(table(key=Key("orderId", SK="C#{customer}")))
    assert len(refused.value.problems) == 1


def test_a_design_is_used_without_problems_where_there_are_none() -> None:
    assert design(table(key=Key("orderId", SK="N#{number:05d}#{placedAt:%Y-%m-%d}"))).tables
