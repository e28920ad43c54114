"""The law: however items were updated, a table's size is the sum of its items' sizes."""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tablewright.engine import ManualClock, Service
from tablewright.engine.wire import encode
from tablewright.values import item_size

NAMES = ("a", "é", "list", "map")
VALUES = st.one_of(
    st.text("xé", max_size=20).map(lambda text: {"S": text}),
    st.integers(-(10**12), 10**12).map(lambda number: {"N": str(number)}),
    st.just({"L": [{"S": "x"}, {"N": "1"}]}),
    st.just({"M": {"inner": {"S": "y"}}}),
    st.just({"SS": ["p", "q"]}),
)
CHANGES = st.one_of(
    st.tuples(st.just("SET #n = :v"), st.sampled_from(NAMES), VALUES),
    st.tuples(st.just("SET #n = if_not_exists(#n, :v)"), st.sampled_from(NAMES), VALUES),
    st.tuples(st.just("SET #n.inner = :v"), st.just("map"), VALUES),
    st.tuples(st.just("SET #n[1] = :v"), st.just("list"), VALUES),
    st.tuples(st.just("REMOVE #n"), st.sampled_from(NAMES), st.none()),
    st.tuples(st.just("ADD #n :v"), st.just("a"), st.just({"N": "1"})),
)


@settings(max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(CHANGES, max_size=12))
def test_the_size_of_a_table_is_the_sum_of_its_items(changes: list[tuple[str, str, dict[str, Any] | None]]) -> None:
    service = Service(None, clock=ManualClock())
    engine = service.region("us-east-1")
    engine.call(
        "CreateTable",
        {
            "TableName": "notes",
            "AttributeDefinitions": [{"AttributeName": "pk", "AttributeType": "S"}],
            "KeySchema": [{"AttributeName": "pk", "KeyType": "HASH"}],
            "BillingMode": "PAY_PER_REQUEST",
        },
    )
    for expression, name, value in changes:
        request: dict[str, Any] = {
            "TableName": "notes",
            "Key": {"pk": {"S": "one"}},
            "UpdateExpression": expression,
            "ExpressionAttributeNames": {"#n": name},
        }
        if value is not None:
            request["ExpressionAttributeValues"] = {":v": value}
        reply = engine.execute("DynamoDB_20120810.UpdateItem", encode(request))
        assert reply.status in (200, 400)  # an update may not fit what is there
    items = engine.call("Scan", {"TableName": "notes"})["Items"]
    described = engine.call("DescribeTable", {"TableName": "notes"})["Table"]
    service.close()
    assert described["TableSizeBytes"] == sum(map(item_size, items))
    assert described["ItemCount"] == len(items)
