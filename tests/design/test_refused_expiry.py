"""Time to live that could not work is refused, with the place and the way out."""

import pytest
from tests.design.orders import Broken, Payment, Setting, assert_refused, design, settings_table, table

from tablewright import TTL, Holds, Key, Table, after, lookup

mixed_table = Table(
    holds=[Holds(Setting, PK="SETTING#{customerId}"), Holds(Payment, PK="PAYMENT#{paymentId}")],
    name="mixed",
    key=Key("PK"),
)

BROKEN: dict[str, Broken] = {
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
    "TTL looked up among several entities": (
        lambda: design(table(ttl=TTL("ttl", after(days=lookup(mixed_table, "days")))), mixed_table),
        "TTL ttl",
        "lookup reads mixed, which holds several entities (Setting, Payment)",
        "a table of its own",
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
}


@pytest.mark.parametrize("name", BROKEN)
def test_time_to_live_that_could_not_work_is_refused_with_the_way_out(name: str) -> None:
    assert_refused(BROKEN[name])
