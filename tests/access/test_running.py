"""Patterns by name: listed, run with texts, answered in plain JSON."""

import json
from typing import Any

import pytest
from tests.access.shop import NOON, ShopPatterns, an_order, design

from tablewright import InvalidRequest, UnknownName, list_patterns, run_pattern


def run(client: Any, name: str, **inputs: str) -> Any:
    return run_pattern(design, client, "dev", name, inputs, clock=lambda: NOON)


def test_patterns_are_listed_with_what_a_caller_needs_to_know() -> None:
    listed = {entry.name: entry for entry in list_patterns(design)}
    assert list(listed) == list(design.patterns)
    orders = listed["orders_of"]
    assert orders.sentence == "The orders of a customer, the latest first."
    assert (orders.operation, orders.table, orders.logical_id) == ("query", "shop-{env}", "ShopTable")
    assert orders.index is None
    assert [(each.name, each.type, each.required, each.default) for each in orders.inputs] == [
        ("customer_id", "str", True, None),
        ("limit", "int", False, 10),
        ("cursor", "str | None", False, None),
    ]
    assert (orders.returns, orders.entities) == ("page", ("Order",))
    assert listed["orders_in"].index == "by-status"
    assert listed["orders_in"].inputs[0].type == "Literal['OPEN', 'PAID', 'SHIPPED']"


def test_an_entity_is_given_as_json_with_stored_or_python_names(client: Any, db: ShopPatterns) -> None:
    text = json.dumps(
        {
            "customerId": "c-1",
            "number": 1,
            "total": "10.50",
            "placed_at": "2025-01-15T10:30:00Z",
            "labels": ["b", "a"],
        }
    )
    assert run(client, "save_order", order=text) is None
    assert run(client, "order", customer_id="c-1", number="1") == {
        "customerId": "c-1",
        "number": 1,
        "status": "OPEN",
        "total": 10.5,
        "placedAt": "2025-01-15T10:30:00.000Z",
        "labels": ["a", "b"],
        "visits": 0,
    }


def test_embedded_objects_keep_their_stored_names(client: Any) -> None:
    customer = {"customerId": "c", "name": "Ann", "home": {"street": "Long", "postCode": "8001"}}
    assert run(client, "register", customer=json.dumps(customer)) == customer
    assert run(client, "customer", customer_id="c") == customer


def test_numbers_in_json_keep_all_their_digits(client: Any) -> None:
    run(client, "save_product", product='{"productId": "p", "price": 12345678.901234567890123456}')
    assert run(client, "product", product_id="p")["price"] == "12345678.901234567890123456"


def test_binary_values_are_base64(client: Any) -> None:
    product = {"productId": "p", "price": 1, "photo": "AP8="}
    run(client, "save_product", product=json.dumps(product))
    assert run(client, "product", product_id="p") == product


def test_a_page_has_its_items_and_its_cursor(client: Any, db: ShopPatterns) -> None:
    for number in range(3):
        db.save_order(an_order(number))
    page = run(client, "orders_of", customer_id="c-1", limit="2")
    assert [item["number"] for item in page["items"]] == [2, 1]
    rest = run(client, "orders_of", customer_id="c-1", cursor=page["cursor"])
    assert ([item["number"] for item in rest["items"]], rest["cursor"]) == ([0], None)


def test_every_kind_of_result_is_plain_json(client: Any, db: ShopPatterns) -> None:
    db.save_order(an_order(1))
    results = [
        run(client, "everything_of", customer_id="c-1"),
        run(client, "each_order_of", customer_id="c-1"),
        run(client, "first_in", status="PAID"),
        run(client, "count_in", status="OPEN"),
        run(client, "visit", customer_id="c-1", number="1", labels='["x"]'),
    ]
    assert json.loads(json.dumps(results)) == results
    assert results[3] == 1
    assert results[4]["labels"] == ["x"]


@pytest.mark.parametrize(
    ("name", "inputs", "message"),
    [
        ("order", {"customer_id": "c"}, "order needs number=<int>"),
        ("order", {"customer_id": "c", "numbr": "1"}, "order has no input 'numbr'. Did you mean 'number'."),
        ("order", {"customer_id": "c", "number": "one"}, "number: .*valid integer"),
        ("orders_in", {"status": "LOST"}, "status: .*'OPEN', 'PAID' or 'SHIPPED'"),
        ("register", {"customer": "Ann"}, "customer: 'Ann' is not Customer as JSON"),
        ("register", {"customer": "[]"}, "it is written as a JSON object"),
        (
            "register",
            {"customer": '{"customrId": "c"}'},
            "Customer has no attribute 'customrId'. Did you mean 'customerId'",
        ),
        ("register", {"customer": '{"customerId": "c"}'}, "name: Field required"),
        ("save_product", {"product": '{"productId": "p", "price": "x"}'}, "price: "),
        ("visit", {"customer_id": "c", "number": "1", "labels": "x"}, r"labels: 'x' is not set.* as JSON"),
        ("reprice", {"product_id": "p", "photo": "???"}, "photo: .* is not base64"),
        ("labelled", {"customer_id": "c", "label": "x", "since": "yesterday"}, "since: "),
    ],
)
def test_wrong_inputs_are_named_with_what_is_expected(
    client: Any, name: str, inputs: dict[str, str], message: str
) -> None:
    with pytest.raises(InvalidRequest, match=message):
        run(client, name, **inputs)


def test_unknown_patterns_and_environments_are_refused_with_those_there_are(client: Any) -> None:
    with pytest.raises(UnknownName, match=r"no pattern 'orders_off'. Did you mean 'orders_of'"):
        run(client, "orders_off")
    with pytest.raises(UnknownName, match="no environment 'prod'"):
        run_pattern(design, client, "prod", "all_orders", {})
