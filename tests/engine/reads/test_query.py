"""Query: which items it finds, in which order, and what it tells of them."""

from contextlib import closing

import pytest
from tests.engine.conftest import Call
from tests.engine.reads.orders import ORDERS, order
from tests.engine.tables.requests import key

from tablewright.engine import DynamoDBError, Engine, ManualClock, Service, Weather

ANN = {
    "TableName": "orders",
    "KeyConditionExpression": "customer = :c",
    "ExpressionAttributeValues": {":c": {"S": "ann"}},
}
OPEN = {
    "TableName": "orders",
    "IndexName": "by-status",
    "KeyConditionExpression": "#s = :s",
    "ExpressionAttributeNames": {"#s": "status"},
    "ExpressionAttributeValues": {":s": {"S": "open"}},
}


def numbers(answer: dict) -> list[str]:
    return [item["number"]["S"] for item in answer["Items"]]


def test_items_of_one_partition_come_in_the_order_of_the_sort_key(stocked: Engine, call: Call) -> None:
    answer = call("Query", **ANN)
    assert numbers(answer) == ["001", "002", "003", "004", "005", "006"]
    assert (answer["Count"], answer["ScannedCount"]) == (6, 6)
    assert "LastEvaluatedKey" not in answer
    assert numbers(call("Query", **ANN, ScanIndexForward=False)) == ["006", "005", "004", "003", "002", "001"]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("#n = :a", ["002"]),
        ("#n < :a", ["001"]),
        ("#n <= :a", ["001", "002"]),
        ("#n > :b", ["005", "006"]),
        ("#n >= :b", ["004", "005", "006"]),
        ("#n BETWEEN :a AND :b", ["002", "003", "004"]),
        ("begins_with(#n, :p)", ["001", "002", "003", "004", "005", "006"]),
    ],
)
def test_each_comparison_of_the_sort_key_finds_its_range(
    stocked: Engine, call: Call, condition: str, found: list[str]
) -> None:
    values = {":c": {"S": "ann"}, ":a": {"S": "002"}, ":b": {"S": "004"}, ":p": {"S": "00"}}
    request = {
        "TableName": "orders",
        "KeyConditionExpression": f"customer = :c AND {condition}",
        "ExpressionAttributeNames": {"#n": "number"},
        "ExpressionAttributeValues": {name: values[name] for name in values if name in condition + ":c"},
    }
    assert numbers(call("Query", **request)) == found
    assert numbers(call("Query", **request, ScanIndexForward=False)) == found[::-1]


@pytest.mark.parametrize(
    ("condition", "found"),
    [
        ("worth = :a", ["002"]),
        ("worth < :a", ["001"]),
        ("worth <= :a", ["001", "002"]),
        ("worth > :a", ["003", "004", "005", "006"]),
        ("worth >= :a", ["002", "003", "004", "005", "006"]),
        ("worth BETWEEN :a AND :b", ["002", "003", "004", "005", "006"]),
    ],
)
def test_numbers_in_an_index_compare_as_numbers(stocked: Engine, call: Call, condition: str, found: list[str]) -> None:
    values = {":c": {"S": "ann"}, ":a": {"N": "20"}, ":b": {"N": "1e2"}}
    answer = call(
        "Query",
        TableName="orders",
        IndexName="by-worth",
        KeyConditionExpression=f"customer = :c AND {condition}",
        ExpressionAttributeValues={name: values[name] for name in values if name in condition + ":c"},
    )
    assert numbers(answer) == found


def test_an_index_holds_only_items_with_its_keys_and_shows_what_it_projects(stocked: Engine, call: Call) -> None:
    answer = call("Query", **OPEN)
    assert numbers(answer) == ["006", "004", "002"]
    assert set(answer["Items"][0]) == {"customer", "number", "status", "placed", "note"}


def test_a_limit_counts_items_before_the_filter_and_leaves_a_cursor(stocked: Engine, call: Call) -> None:
    request = ANN | {
        "FilterExpression": "worth > :t",
        "ExpressionAttributeValues": {":c": {"S": "ann"}, ":t": {"N": "10"}},
    }
    answer = call("Query", **request, Limit=2)
    assert (answer["Count"], answer["ScannedCount"]) == (1, 2)
    assert answer["LastEvaluatedKey"] == {"customer": {"S": "ann"}, "number": {"S": "002"}}


def test_a_page_that_ends_with_the_last_item_still_leaves_a_cursor(stocked: Engine, call: Call) -> None:
    answer = call("Query", **ANN, Limit=6)
    rest = call("Query", **ANN, ExclusiveStartKey=answer["LastEvaluatedKey"])
    assert rest == {"Count": 0, "ScannedCount": 0, "Items": []}


def test_the_cursor_of_an_index_carries_the_tables_key_as_well(stocked: Engine, call: Call) -> None:
    answer = call("Query", **OPEN, Limit=1)
    assert answer["LastEvaluatedKey"] == {
        "status": {"S": "open"},
        "placed": {"N": "94"},
        "customer": {"S": "ann"},
        "number": {"S": "006"},
    }
    assert numbers(call("Query", **OPEN, ExclusiveStartKey=answer["LastEvaluatedKey"])) == ["004", "002"]
    backward = call("Query", **OPEN, ExclusiveStartKey=answer["LastEvaluatedKey"], ScanIndexForward=False)
    assert numbers(backward) == []


def test_a_page_goes_on_after_an_item_that_has_been_deleted(stocked: Engine, call: Call) -> None:
    answer = call("Query", **ANN, Limit=3)
    call("DeleteItem", TableName="orders", Key=answer["LastEvaluatedKey"])
    assert numbers(call("Query", **ANN, ExclusiveStartKey=answer["LastEvaluatedKey"])) == [
        "004",
        "005",
        "006",
    ]


def test_a_page_ends_with_the_item_that_crosses_one_megabyte(orders: Engine, call: Call) -> None:
    for number in range(5):
        call("PutItem", TableName="orders", Item=order("cy", number, payload={"S": "x" * 350_000}))
    request = ANN | {"ExpressionAttributeValues": {":c": {"S": "cy"}}, "ReturnConsumedCapacity": "TOTAL"}
    answer = call("Query", **request)
    assert numbers(answer) == ["000", "001", "002"]
    assert answer["ConsumedCapacity"]["CapacityUnits"] == 128.5
    assert numbers(call("Query", **request, ExclusiveStartKey=answer["LastEvaluatedKey"])) == ["003", "004"]


def test_an_index_page_counts_projected_sizes(orders: Engine, call: Call) -> None:
    for number in range(4):
        attributes = {"status": {"S": "big"}, "placed": {"N": "1"}, "payload": {"S": "x" * 350_000}}
        call("PutItem", TableName="orders", Item=order("cy", number, **attributes))
    answer = call(
        "Query",
        **OPEN | {"ExpressionAttributeValues": {":s": {"S": "big"}}, "ReturnConsumedCapacity": "INDEXES"},
    )
    assert answer["Count"] == 4
    assert answer["ConsumedCapacity"] == {
        "TableName": "orders",
        "CapacityUnits": 0.5,
        "Table": {"CapacityUnits": 0.0},
        "GlobalSecondaryIndexes": {"by-status": {"CapacityUnits": 0.5}},
    }


def test_a_page_that_fetches_from_the_table_counts_what_it_fetches(orders: Engine, call: Call) -> None:
    for number in range(5):
        call("PutItem", TableName="orders", Item=order("cy", number, payload={"S": "x" * 350_000}))
    request = ANN | {"IndexName": "by-worth", "ExpressionAttributeValues": {":c": {"S": "cy"}}}
    assert call("Query", **request)["Count"] == 5
    answer = call("Query", **request, Select="ALL_ATTRIBUTES", ReturnConsumedCapacity="INDEXES")
    assert numbers(answer) == ["000", "001", "002"]
    assert answer["ConsumedCapacity"]["LocalSecondaryIndexes"] == {"by-worth": {"CapacityUnits": 0.5}}
    rest = call("Query", **request, ProjectionExpression="payload", ExclusiveStartKey=answer["LastEvaluatedKey"])
    assert rest["Count"] == 2


def test_a_page_that_fetches_counts_every_item_up_to_the_next_four_kilobytes(orders: Engine, call: Call) -> None:
    for number in range(260):
        call("PutItem", TableName="orders", Item=order("cy", number, payload={"S": "x" * 300}))
    request = ANN | {"IndexName": "by-worth", "ExpressionAttributeValues": {":c": {"S": "cy"}}}
    assert call("Query", **request)["Count"] == 260
    answer = call("Query", **request, Select="ALL_ATTRIBUTES", ReturnConsumedCapacity="INDEXES")
    # Of the 256 times 4 KB that are a page, two are what was read of the index.
    assert answer["Count"] == 254
    assert answer["LastEvaluatedKey"]["number"] == {"S": "253"}
    assert answer["ConsumedCapacity"]["Table"] == {"CapacityUnits": 127.0}
    assert answer["ConsumedCapacity"]["LocalSecondaryIndexes"] == {"by-worth": {"CapacityUnits": 1.0}}


def test_attributes_a_local_index_lacks_are_fetched_and_charged_on_the_table(stocked: Engine, call: Call) -> None:
    request = ANN | {"IndexName": "by-worth", "ReturnConsumedCapacity": "INDEXES"}
    plain = call("Query", **request)
    assert set(plain["Items"][0]) == {"customer", "number", "worth"}
    for asked in ({"Select": "ALL_ATTRIBUTES"}, {"ProjectionExpression": "secret"}):
        answer = call("Query", **request, **asked)
        assert answer["Items"][0]["secret"] == {"S": "s" * 10}
        assert answer["ConsumedCapacity"] == {
            "TableName": "orders",
            "CapacityUnits": 3.5,
            "Table": {"CapacityUnits": 3.0},
            "LocalSecondaryIndexes": {"by-worth": {"CapacityUnits": 0.5}},
        }


def test_a_consistent_read_costs_twice_as_much(stocked: Engine, call: Call) -> None:
    request = ANN | {"ReturnConsumedCapacity": "TOTAL"}
    assert call("Query", **request)["ConsumedCapacity"] == {"TableName": "orders", "CapacityUnits": 0.5}
    assert call("Query", **request, ConsistentRead=True)["ConsumedCapacity"]["CapacityUnits"] == 1.0


def test_select_count_returns_no_items(stocked: Engine, call: Call) -> None:
    assert call("Query", **ANN, Select="COUNT", Limit=4) == {
        "Count": 4,
        "ScannedCount": 4,
        "LastEvaluatedKey": {"customer": {"S": "ann"}, "number": {"S": "004"}},
    }


def test_a_projection_is_applied_after_the_filter(stocked: Engine, call: Call) -> None:
    answer = call(
        "Query",
        **ANN
        | {
            "FilterExpression": "note = :n",
            "ProjectionExpression": "worth",
            "ExpressionAttributeValues": {":c": {"S": "ann"}, ":n": {"S": "note 3"}},
        },
    )
    assert answer == {"Count": 1, "ScannedCount": 6, "Items": [{"worth": {"N": "30"}}]}


@pytest.mark.parametrize(
    ("condition", "values", "found"),
    [
        ("", {}, ["001", "002", "003", "004"]),
        ("AND street = :s", {":s": {"S": "elm"}}, ["001", "002", "003"]),
        ("AND street = :s AND placed > :p", {":s": {"S": "elm"}, ":p": {"N": "1"}}, ["002", "003"]),
        ("AND begins_with(street, :s)", {":s": {"S": "o"}}, ["004"]),
        ("AND street = :s AND placed = :p", {":s": {"S": "elm"}, ":p": {"N": "2"}}, ["002"]),
    ],
)
def test_keys_of_several_attributes_are_met_from_left_to_right(
    orders: Engine, call: Call, condition: str, values: dict, found: list[str]
) -> None:
    streets = ["elm", "elm", "elm", "oak"]
    for number, street in enumerate(streets, 1):
        attributes = {"zone": {"S": "n"}, "city": {"S": "c"}, "street": {"S": street}, "placed": {"N": str(number)}}
        call("PutItem", TableName="orders", Item=order("ann", number, **attributes))
    elsewhere = {"zone": {"S": "nc"}, "city": {"S": ""}, "street": {"S": "elm"}, "placed": {"N": "9"}}
    call("PutItem", TableName="orders", Item=order("bob", 9, **elsewhere | {"city": {"S": "x"}}))
    answer = call(
        "Query",
        TableName="orders",
        IndexName="by-place",
        KeyConditionExpression=f"#r = :r AND city = :c {condition}",
        ExpressionAttributeNames={"#r": "zone"},
        ExpressionAttributeValues={":r": {"S": "n"}, ":c": {"S": "c"}} | values,
    )
    assert numbers(answer) == found


def test_key_conditions_ask_for_as_many_attributes_as_an_index_has_in_its_key(orders: Engine, call: Call) -> None:
    place = {"zone": {"S": "n"}, "city": {"S": "c"}, "street": {"S": "s"}}
    for number in range(1, 4):
        call("PutItem", TableName="orders", Item=order("ann", number, **place, placed={"N": str(number)}))
    conditions = {name: {"ComparisonOperator": "EQ", "AttributeValueList": [value]} for name, value in place.items()}
    conditions["placed"] = {"ComparisonOperator": "GT", "AttributeValueList": [{"N": "1"}]}
    answer = call("Query", TableName="orders", IndexName="by-place", KeyConditions=conditions)
    assert numbers(answer) == ["002", "003"]
    with pytest.raises(DynamoDBError, match=r"^Conditions can be of length 1 or 2 only$"):
        call("Query", TableName="orders", IndexName="by-zone", KeyConditions=conditions)


def test_an_index_is_read_once_it_is_filled(clock: ManualClock) -> None:
    with closing(Service(None, clock=clock, weather=Weather(creation_seconds=10))) as service:
        engine = service.region("us-east-1")
        engine.call("CreateTable", ORDERS)
        clock.advance(11)
        engine.call("PutItem", {"TableName": "orders", "Item": order("ann", 1)})
        added = {
            "IndexName": "by-number",
            "KeySchema": key("number"),
            "Projection": {"ProjectionType": "ALL"},
        }
        engine.call(
            "UpdateTable",
            {
                "TableName": "orders",
                "AttributeDefinitions": ORDERS["AttributeDefinitions"],
                "GlobalSecondaryIndexUpdates": [{"Create": added}],
            },
        )
        asked = {
            "TableName": "orders",
            "IndexName": "by-number",
            "KeyConditionExpression": "#n = :n",
            "ExpressionAttributeNames": {"#n": "number"},
            "ExpressionAttributeValues": {":n": {"S": "001"}},
        }
        with pytest.raises(DynamoDBError) as caught:
            engine.call("Query", asked)
        assert caught.value.message == "Cannot read from backfilling global secondary index: by-number"
        clock.advance(11)
        while engine.maintain():
            pass
        assert engine.call("Query", asked)["Count"] == 1
